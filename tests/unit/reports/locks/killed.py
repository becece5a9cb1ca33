"""Run by a test: locks a second version of a quarter again and again, killed (SIGKILL) at one point after the other.

Prints, as JSON, for every point what is in the folder afterwards. Points are the calls that reach the disk: each file
and folder synced, and the rename that gives the lock its name.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analytics.records.written import BEING_WRITTEN
from analytics.reports.locks.locked import read_lock
from analytics.reports.locks.store import locks_in
from analytics.reports.locks.verify import verify
from tests.made_up import test_row
from tests.unit.reports.locks import made_up_program as made_up


def main(locks: Path) -> None:
    """Every point, until a lock is made without reaching it."""
    made_up.locked(made_up.program(), locks)
    later = made_up.program(tests=[*made_up.tests(), test_row(20, "positive", patient="A")])
    found: list[dict[str, Any]] = []
    point = 0
    while not (found and found[-1]["survived"]):
        point += 1
        found.append(_after(point, locks, lambda: made_up.locked(later, locks)))
    print(json.dumps(found))


def _after(point: int, locks: Path, work: Callable[[], object]) -> dict[str, Any]:
    """What is left when the work is killed just before its `point`-th call that reaches the disk."""
    child = os.fork()
    if not child:
        _kill_at(point)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    kept = locks_in(locks)
    for one in kept:
        read_lock(one)
    return {
        "survived": os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0,
        "killed": os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL,
        "locks": [one.folder.name for one in kept],
        "faults": [fault.part for one in kept for fault in verify(one.folder)],
        "left_over": sum(path.name.startswith(BEING_WRITTEN) for path in locks.iterdir()),
    }


def _kill_at(point: int) -> None:
    calls = 0
    sync, rename = os.fsync, os.rename

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == point:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return call

    os.fsync, os.rename = counted(sync), counted(rename)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
