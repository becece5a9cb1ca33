"""The one family of errors that people see: a problem, what to do about it, and no traceback.

No message may hold a value of a data column. Names of tables, columns and files, counts and our own codes are fine.
"""

from __future__ import annotations


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
