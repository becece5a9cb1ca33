"""Released tables for tests of pictures: a headline, curves, months, changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.charts.wording import percent, percent_range, signed_points
from analytics.reports.frozen import HIDDEN, Cell, Column, Table
from analytics.reports.pictures.headline import EVERYONE, MOST_LENIENT, ONLY_REACHED, STRICTEST

Point = tuple[float, int, int, float]
"""Day, still followed, events since the day before it, share."""


def share(value: float, low: float, high: float) -> Cell:
    """A told share."""
    return Cell("share", percent(value), value, low, high, interval=percent_range(low, high))


def hidden() -> Cell:
    """A share that is not told."""
    return Cell("share", HIDDEN, hidden=True)


def headline(first: Cell, *, reached: Cell | None = None, ends: tuple[float, float] | None = None) -> Table:
    """The table of the headline."""
    rows = [(Cell(text=EVERYONE), first)]
    rows += [(Cell(text=ONLY_REACHED), reached)] if reached else []
    for name, end in zip((STRICTEST, MOST_LENIENT), ends or (), strict=False):
        rows.append((Cell(text=name), Cell("share", percent(end), end)))
    return Table("headline", "", "", (Column("Who counts"), Column("Abstinent", "share")), tuple(rows))


def curves(groups: Mapping[str, Sequence[Point]]) -> Table:
    """The table of curves."""
    rows = []
    for name, points in groups.items():
        for day, left, events, value in points:
            numbers = [Cell("count", str(number), float(number), n=number) for number in (left, events, 0)]
            rows.append(
                (Cell(text=name), Cell("number", f"{day:g}", day), *numbers, share(value, value - 0.05, value + 0.04))
            )
    return Table("survival", "", "", (), tuple(rows))


def months(values: Sequence[float | None], *, signal: Mapping[int, str] | None = None) -> Table:
    """The table of a control chart from January 2025 on, limits 60–80%."""
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    rows = []
    for place, value in enumerate(values):
        told = hidden() if value is None else Cell("share", percent(value), value)
        limits = [Cell("share", percent(limit), limit) for limit in (0.7, 0.6, 0.8)]
        name = f"{names[place % 12]} {2025 + place // 12}"
        rows.append((Cell(text=name), told, *limits, Cell(text=(signal or {}).get(place, "")), Cell()))
    return Table("control", "", "", (), tuple(rows))


def changes(rows: Mapping[str, tuple[float, float, float] | None]) -> Table:
    """The table of what changed; None is a hidden change."""
    told = []
    for name, found in rows.items():
        change = Cell("points", HIDDEN, hidden=True)
        if found is not None:
            change = Cell("points", signed_points(found[0]), *found)
        level = Cell("share", "50%", 0.5)
        told.append((Cell(text=name), Cell(), level, Cell(), Cell(), level, change, Cell()))
    return Table("changed", "", "", (), tuple(told))
