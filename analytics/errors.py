"""The one family of errors that people see: a problem, what to do about it, and no traceback.

No message may hold a value of a data column. Names of tables, columns and files, counts and our own codes are fine.
"""

from __future__ import annotations

import traceback
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


class CannotContinue(Exception):
    """The work stops here. `problem` says what came and what is allowed, `fix` what to do next.

    The command line prints both lines and ends with `exit_status`; a page shows them in place of its figures.
    """

    exit_status = 1

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(problem, fix)
        self.problem = problem
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.problem} {self.fix}"


class Refused(CannotContinue):
    """A source, a file or a setting cannot be used; whatever was loaded before stays loaded."""


class WrongUsage(CannotContinue):
    """The words on the command line (or in a link) name something that does not exist or cannot go together."""

    exit_status = 2


class NotEstimable(CannotContinue):
    """The records do not carry the number that was asked for; a guess would mislead."""


def fault_sentence(fault: BaseException) -> str:
    """One sentence with the kind of error and its place in our code, and nothing of its message."""
    kind, place = type(fault).__name__, _place(fault)
    return f"This is a fault of the program, not of your records ({kind}{place}); please report it with this line."


def _place(fault: BaseException) -> str:
    """The file and line of ours where it happened, else the last one known."""
    if isinstance(fault, SyntaxError) and fault.filename:
        return _file_and_line(fault.filename, fault.lineno)
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if _is_ours(Path(frame.filename))]
    frame = next(reversed(ours or list(frames)), None)
    return _file_and_line(frame.filename, frame.lineno) if frame else ""


def _is_ours(file: Path) -> bool:
    return file.is_relative_to(PROJECT) and "site-packages" not in file.parts


def _file_and_line(file: str, line: int | None) -> str:
    path = Path(file)
    return f", {path.relative_to(PROJECT).as_posix() if _is_ours(path) else path.name} line {line}"
