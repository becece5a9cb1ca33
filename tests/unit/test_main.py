"""The command line's front: finding commands, exit statuses, and never a traceback."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from analytics import __main__ as front
from analytics.errors import PROJECT, CannotContinue, NotEstimable, Refused, WrongUsage

SECRET = "Jane Doe 1984-02-30"


def pretend(monkeypatch: pytest.MonkeyPatch, work: Callable[[argparse.Namespace], int]) -> None:
    """Let `check` be a command that does `work`."""
    module = ModuleType("analytics.commands.check", doc="Pretends to check.")
    vars(module).update(add_arguments=lambda parser: parser.add_argument("--data"), run=work)
    monkeypatch.setattr(front, "available_commands", lambda: {"check": "pretends", "patterns": "exists"})
    monkeypatch.setattr(front, "_load", lambda name: module)


def failing(error: BaseException) -> Callable[[argparse.Namespace], int]:
    def work(args: argparse.Namespace) -> int:
        raise error

    return work


@pytest.mark.parametrize("status", [0, 1, 2])
def test_a_command_decides_its_exit_status(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    pretend(monkeypatch, lambda args: status)

    assert front.main(["check", "--data", "x"]) == status


@pytest.mark.parametrize(("kind", "status"), [(CannotContinue, 1), (Refused, 1), (NotEstimable, 1), (WrongUsage, 2)])
def test_errors_for_people_are_a_problem_and_a_fix(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: type[CannotContinue], status: int
) -> None:
    pretend(monkeypatch, failing(kind("The file is empty.", "Export it again.")))

    assert front.main(["check"]) == status
    assert capsys.readouterr().err == "The file is empty.\nExport it again.\n"


def test_a_fault_shows_its_kind_and_place_and_no_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(monkeypatch, failing(KeyError(SECRET)))

    assert front.main(["check"]) == 70
    shown = capsys.readouterr()
    assert "KeyError, tests/unit/test_main.py line" in shown.err
    assert shown.err.count("\n") == 1
    assert "Traceback" not in shown.err
    assert SECRET not in shown.out + shown.err


def test_a_fault_of_spelling_in_our_code_names_that_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = SyntaxError("bad", (str(PROJECT / "analytics" / "records" / "load.py"), 7, 1, SECRET))
    pretend(monkeypatch, failing(broken))

    assert front.main(["check"]) == 70
    shown = capsys.readouterr().err
    assert "(SyntaxError, analytics/records/load.py line 7)" in shown
    assert SECRET not in shown


def test_the_keyboard_stops_quietly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pretend(monkeypatch, failing(KeyboardInterrupt()))

    assert front.main(["check"]) == 130
    assert capsys.readouterr().err == "Stopped before the end.\n"


def test_unknown_command_names_the_nearest(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pretend(monkeypatch, lambda args: 0)

    assert front.main(["chekc"]) == 2
    shown = capsys.readouterr().err
    assert "There is no command 'chekc'; the commands are check, patterns." in shown
    assert "Did you mean `python -m analytics check`?" in shown


def test_wrong_words_after_a_command_are_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, lambda args: 0)
    with pytest.raises(SystemExit) as stopped:
        front.main(["check", "--dat", "x"])

    assert stopped.value.code == 2


def test_no_words_print_help_that_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    assert front.main([]) == 2
    shown = capsys.readouterr().out
    assert shown.count("\n  python -m analytics ") == 3
    for command in front.available_commands():
        assert f"    {command}" in shown


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def absent(name: str) -> ModuleType:
        raise ModuleNotFoundError("no", name="polars")

    monkeypatch.setattr(front, "available_commands", lambda: {"bench": ""})
    monkeypatch.setattr(front.importlib, "import_module", absent)

    assert front.main(["bench"]) == 1
    assert "needs the library polars" in capsys.readouterr().err


def test_help_imports_no_library_and_no_command(project: Path) -> None:
    code = (
        "import sys; sys.argv=['analytics', '--help']\n"
        "try: import runpy; runpy.run_module('analytics', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print([m for m in sys.modules if m in ('pandas', 'numpy', 'pyarrow') or m.startswith('analytics.commands.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)

    assert done.stdout.strip().endswith("[]")


def test_a_reader_that_goes_away_is_no_fault(project: Path) -> None:
    code = "import sys; from analytics import __main__ as front\n" + (
        "front.run_command = lambda words: print('row\\n' * 100_000) or 0\nsys.exit(front.main(['check']))"
    )
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (141, "")


def test_every_command_says_in_one_line_what_it_does() -> None:
    lines = front.available_commands()

    assert list(lines) == [name for name in front.COMMANDS if name in lines]
    assert all(0 < len(line) < 100 for line in lines.values()), lines
