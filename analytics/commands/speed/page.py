"""Row of the bench: the processor time of the real server for one rerun of a page, with a filter changed each time."""

from __future__ import annotations

import asyncio
import importlib.util
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from analytics.commands.speed.timing import Row, not_measured
from analytics.commands.speed.wire import FINISHED, finished, holds_a_chart, rerun_message, widget_ids
from analytics.commands.speed.workload import FILTERS, SEED, TODAY

GOAL = 60.0
REFERENCE = "milliseconds of server processor time"
PROJECT = Path(__file__).resolve().parents[3]
RERUNS, WARM_UP = 30, 5
FEWEST_CHARTS = 6  # a page that shows an error is quick too
START_SECONDS, RERUN_SECONDS = 60, 120


def page_row(folder: Path, *, episodes: int) -> Row:
    """The Overview over a folder of records: one session, a random choice of filters for each rerun."""
    name = f"a page's rerun, {episodes:,} episodes"
    if importlib.util.find_spec("websockets") is None or importlib.util.find_spec("psutil") is None:
        return not_measured(name, GOAL, REFERENCE, "websockets or psutil is not installed", unit="ms")
    with _server(folder) as server:
        seen = asyncio.run(_session(server))
    if seen.charts < FEWEST_CHARTS:
        return not_measured(
            name, GOAL, REFERENCE, f"the page showed {seen.charts} charts, not {FEWEST_CHARTS}", unit="ms"
        )
    milliseconds = 1000 * statistics.median(seen.processor)
    note = f"{seen.charts} charts; wall {1000 * statistics.median(seen.wall):.0f} ms; a filter changed each time"
    return Row(name, milliseconds, GOAL, milliseconds <= GOAL, REFERENCE, milliseconds / 1000, RERUNS, None, "ms", note)


@dataclass
class Seen:
    """What one session saw: seconds of processor and of waiting for each rerun, and the charts of a rerun."""

    processor: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    charts: int = 0


class _server:
    """The dashboard on a free port of this computer, as `run.py` starts it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        options = ["--server.port", str(self.port), "--server.headless", "true"]
        asked = ["--", "--data", str(folder), "--today", TODAY.isoformat()]
        self.words = [sys.executable, "-m", "streamlit", "run", "dashboard.py", *options, *asked]

    def __enter__(self) -> _server:
        self.process = subprocess.Popen(self.words, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                self.__exit__()
                raise TimeoutError("the dashboard's server did not start")
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()

    def processor_seconds(self) -> float:
        """Processor time of all the server's threads so far: in nanoseconds on Linux, else in steps of 10 ms."""
        if sys.platform == "linux":
            return time.clock_gettime((~self.process.pid << 3) | 2)  # the clock that clock_getcpuclockid(3) gives
        import psutil

        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=1):
                return True
        except (urllib.error.URLError, OSError):
            return False


async def _session(server: _server) -> Seen:
    """Open the page and rerun it with other filters; the first reruns are not counted."""
    import websockets

    chance = np.random.default_rng(SEED)
    seen = Seen()
    known: dict[str, str] = {}
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None, ping_interval=None) as socket:  # type: ignore[list-item]
        for turn in range(1 + WARM_UP + RERUNS):
            picked = _picked(chance, known) if turn else {}
            before, start = server.processor_seconds(), time.perf_counter()
            charts = await asyncio.wait_for(_rerun(socket, picked, known), RERUN_SECONDS)
            if turn > WARM_UP:
                seen.wall.append(time.perf_counter() - start)
                await asyncio.sleep(0.05)  # what the server tidies up after a run counts as well
                seen.processor.append(server.processor_seconds() - before)
                seen.charts = max(seen.charts, charts)
    return seen


def _picked(chance: np.random.Generator, known: dict[str, str]) -> dict[str, list[str]]:
    """A random subset of the values of each filter."""
    return {
        known[column]: [value for value in values if chance.random() < 0.5]
        for column, values in FILTERS.items()
        if column in known
    }


async def _rerun(socket: Any, picked: dict[str, list[str]], known: dict[str, str]) -> int:
    """Ask for one run, read until it is finished, learn the widgets' ids; the number of charts it drew."""
    await socket.send(rerun_message(picked))
    charts = 0
    while True:
        message = await socket.recv()
        known.update({key: name for key, name in widget_ids(message).items() if key in FILTERS})
        charts += holds_a_chart(message)
        ended = finished(message)
        if ended in (0, 2):
            return charts
        if ended is not None:
            raise RuntimeError(f"the page did not run: {FINISHED.get(ended, ended)}")
