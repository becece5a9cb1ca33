"""Small two-way tables as counts and sums, drawn as a reader sees them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from analytics.privacy.counts import Count, Sum, Who

Rows = Sequence[Sequence[int]]


def who(row: int, column: int) -> Who:
    """A cell of the table; the last row and the last column are the totals."""
    return Who(f"row {row}", "2026 Q3", group=f"column = {column}")


def with_totals(rows: Rows) -> list[list[int]]:
    """The table with its totals."""
    wide = [[*row, sum(row)] for row in rows]
    return [*wide, [sum(column) for column in zip(*wide, strict=True)]]


def counted(rows: Rows) -> list[Count]:
    """Every cell and total."""
    return [Count(who(r, c), n) for r, row in enumerate(with_totals(rows)) for c, n in enumerate(row)]


def added(rows: Rows) -> list[Sum]:
    """Rows add up to their totals and columns to theirs."""
    down, across = len(rows), len(rows[0])
    found = [Sum(who(r, across), tuple(who(r, c) for c in range(across))) for r in range(down + 1)]
    return found + [Sum(who(down, c), tuple(who(r, c) for r in range(down))) for c in range(across + 1)]


def drawn(rows: Rows, hidden: Collection[Who]) -> list[str]:
    """The table with its totals, a dash for what is hidden."""
    return [
        " ".join("-" if who(r, c) in hidden else str(n) for c, n in enumerate(row))
        for r, row in enumerate(with_totals(rows))
    ]
