"""One figure as it leaves: hidden whole, not estimable with the reason, or told in the words every form uses."""

from __future__ import annotations

from analytics.charts.wording import MINUS, count, percent, percent_range, points_range, signed_points
from analytics.outcomes.intervals import Estimate
from analytics.privacy.counts import Count, Who
from analytics.reports.draft import AmountOf, CountOf, DifferenceOf, DraftCell, ShareOf, TrendOf, Words
from analytics.reports.frozen import HIDDEN, NOT_ESTIMABLE, Cell, Column, Kind

UNITS: dict[Kind, str] = {"days": " days", "weeks": " weeks", "hours": " h"}
DECIMALS: dict[Kind, int] = {"hours": 1, "weeks": 1, "score": 1, "number": 1}


def counts_of(cell: DraftCell) -> list[Count]:
    """The counts a cell shows or gives away."""
    if isinstance(cell, CountOf):
        return [cell.count]
    if isinstance(cell, ShareOf):
        told = [cell.of, *cell.others]
        if cell.events is not None:
            told += [cell.events, Count(cell.events.who.rest(), cell.of.number - cell.events.number)]
        return told
    if isinstance(cell, AmountOf):
        return [cell.of]
    if isinstance(cell, DifferenceOf):
        return list(cell.between)
    if isinstance(cell, TrendOf):
        return [found for share in cell.shares for found in counts_of(share)]
    return []


def released_cell(cell: DraftCell, column: Column, hidden: frozenset[Who], threshold: int) -> Cell:
    """One figure as it leaves: hidden whole, not estimable with the reason, or told."""
    if isinstance(cell, Words):
        return Cell("words", cell.text, strong=cell.strong)
    if isinstance(cell, TrendOf):
        return _trend(cell, hidden, threshold)
    if is_hidden(cell, hidden, threshold):
        return hidden_cell(column, threshold)
    if isinstance(cell, CountOf):
        return Cell("count", count(cell.count.number), value=float(cell.count.number), n=cell.count.number)
    if isinstance(cell, AmountOf):
        return _amount(cell)
    if isinstance(cell, DifferenceOf):
        return _difference(cell)
    return _share(cell)


def hidden_cell(column: Column, threshold: int) -> Cell:
    """What stands in place of a figure that is not told; it is the same for every reason."""
    return Cell(column.kind, HIDDEN, hidden=True, reason=f"fewer than {threshold}, or it would give such a number")


def is_hidden(cell: DraftCell, hidden: frozenset[Who], threshold: int) -> bool:
    """Whether a figure shows or gives away a hidden count, or speaks of too few people."""
    counted = [found.who for found in counts_of(cell)]
    if isinstance(cell, DifferenceOf):  # one figure and the difference give the other, whose rest may be the small one
        counted += [who.rest() for who in counted]
    return any(who in hidden for who in counted) or _too_few(cell, threshold)


def _too_few(cell: DraftCell, threshold: int) -> bool:
    """A statistic of a handful of people describes them even when their number is known to be none.

    A share without counts of its own (Kaplan–Meier) times its people comes to about the number with the event.
    """
    if isinstance(cell, AmountOf):
        return cell.value is not None and cell.of.number < threshold
    if isinstance(cell, ShareOf) and cell.events is None and not cell.others and cell.estimate.value is not None:
        about = cell.estimate.value * cell.of.number
        return any(0.5 <= people < threshold - 0.5 for people in (about, cell.of.number - about))
    return False


def _share(cell: ShareOf) -> Cell:
    found = cell.estimate
    if found.value is None:
        return Cell("share", NOT_ESTIMABLE, n=cell.of.number, reason=found.reason)
    events = cell.events.number if cell.events else None
    return Cell(
        "share",
        percent(found.value),
        value=found.value,
        low=found.low,
        high=found.high,
        events=events,
        n=cell.of.number,
        interval=percent_range(found.low, found.high) if found.low is not None else "",
        of=f"{count(events)} of {count(cell.of.number)}" if events is not None else count(cell.of.number),
    )


def _amount(cell: AmountOf) -> Cell:
    if cell.value is None:
        return Cell(cell.kind, NOT_ESTIMABLE, n=cell.of.number, reason=cell.reason)
    interval = "" if cell.low is None else f"{written(cell.low, cell.kind)} to {written(cell.high, cell.kind)}"
    return Cell(
        cell.kind,
        written(cell.value, cell.kind),
        value=cell.value,
        low=cell.low,
        high=cell.high,
        n=cell.of.number,
        interval=interval,
        of=count(cell.of.number),
    )


def written(value: float | None, kind: Kind) -> str:
    """An amount as every form of the report writes it."""
    if kind == "share":
        return percent(value)
    if kind == "points":
        return signed_points(value)
    if kind == "money":
        return "–" if value is None else f"${count(value)}"
    return count(value, decimals=DECIMALS.get(kind, 0)).replace("-", MINUS) + UNITS.get(kind, "")


def _difference(cell: DifferenceOf) -> Cell:
    found: Estimate = cell.estimate
    if found.value is None:
        return Cell(cell.kind, NOT_ESTIMABLE, reason=found.reason)
    points = cell.kind == "points"
    interval = points_range(found.low, found.high) if points else f"{written(found.low, cell.kind)} to "
    interval += "" if points else written(found.high, cell.kind)
    return Cell(
        cell.kind,
        written(found.value, cell.kind),
        value=found.value,
        low=found.low,
        high=found.high,
        interval="" if found.low is None else interval,
    )


def _trend(cell: TrendOf, hidden: frozenset[Who], threshold: int) -> Cell:
    column = Column("", "share")
    shares = [released_cell(share, column, hidden, threshold) for share in cell.shares]
    told = tuple(None if share.value is None else round(share.value, 2) for share in shares)
    return Cell("trend", series=told, labels=cell.labels, target=cell.target, reason=cell.reading)
