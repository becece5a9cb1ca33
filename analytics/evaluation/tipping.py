"""The tipping point: how many of the missed tests would have to be positive for the conclusion to change?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from analytics.errors import NotEstimable
from analytics.evaluation.imputation import Imputation, ImputedShares, Progress
from analytics.outcomes.intervals import Estimate

DELTAS = (-6.0, -4.0, -2.5, -1.5, -0.75, 0.0, 0.75, 1.5, 2.5, 4.0, 6.0)
"""Shifts of the log odds that are tried between the two plain rules: odds from 400 times less to 400 times more."""

CLOSE_ENOUGH = 0.005
"""A tipping point is told to within half a percent of the missed tests."""

MOST_HALVINGS = 12

USUAL_DAY = 90
"""The day told of when nobody asks for another."""

Conclusion = Literal["higher", "lower", "chance", "above", "within", "below", "cannot tell"]
"""Of a difference: whether its interval excludes zero. Of one group: where its share lies against the target."""

Kind = Literal["difference", "target"]


@dataclass(frozen=True)
class TippingPoint:
    """Where the conclusion changes: the share of missed tests taken as positive, and what is concluded from there."""

    taken_positive: float
    delta: float
    becomes: Conclusion


@dataclass(frozen=True, eq=False)
class Tipping:
    """What is concluded on `day` under every share of missed tests taken as positive.

    `frame`: one row a series and shift, in the order of δ: series ("share", "difference"), group, delta
    (NaN at the ends, which have no finite one), taken_positive, rule ("missed tests negative", "… positive" at the
    ends, else empty), value, low, high, n, reason.
    `observed`: δ = 0, missed tests like given ones with the same weeks around them. `fewer`, `more`: the nearest
    tipping points with fewer and with more missed tests positive. `range_told`: between which shares a figure exists.
    """

    kind: Kind
    day: float
    names: tuple[str, ...]
    pair: tuple[int, int]
    target: tuple[float, float] | None
    concluded: Conclusion
    observed: ImputedShares
    fewer: TippingPoint | None
    more: TippingPoint | None
    range_told: tuple[float, float]
    frame: pd.DataFrame

    @property
    def points(self) -> tuple[TippingPoint, ...]:
        """The tipping points there are, fewer positive first."""
        return tuple(point for point in (self.fewer, self.more) if point is not None)


def tipping_point(
    imputation: Imputation,
    *,
    day: float | None = None,
    target: float | tuple[float, float] | None = None,
    progress: Progress | None = None,
) -> Tipping:
    """The tipping points of one day (None: the last asked).

    Two groups: where the interval of the difference of shares begins, or stops, to exclude zero. With `target` (one
    share, or a range): where the first group's pooled share crosses it. The shift is the same in all groups. Raises
    NotEstimable when no test was missed, none was given, or the day's figure cannot be given.
    """
    if not len(imputation.weeks.person):
        raise NotEstimable("No test was missed, so nothing depends on what is assumed.", "Read the figures as are.")
    asked = _on_one_day(imputation, imputation.days[-1] if day is None else day)
    kind: Kind = "difference" if target is None and len(imputation.names) > 1 else "target"
    bounds = None if kind == "difference" else _bounds(target)
    tried = _tried(asked, progress)

    def concluded(found: ImputedShares) -> Conclusion:
        return _of_difference(found.differences[0]) if bounds is None else _of_target(found.shares[0][0], bounds)

    said = [concluded(found) for found in tried]
    middle = next(place for place, found in enumerate(tried) if found.delta == 0)
    if said[middle] == "cannot tell":
        raise NotEstimable("On this day too few are followed to tell anything.", "Choose an earlier day.")
    ends = [_tips(asked, concluded, tried, said, middle, step) for step in (-1, 1)]
    return Tipping(
        kind=kind,
        day=asked.days[0],
        names=imputation.names,
        pair=imputation.pair,
        target=bounds,
        concluded=said[middle],
        observed=tried[middle],
        fewer=ends[0],
        more=ends[1],
        range_told=_range_told(tried, said, middle),
        frame=pd.DataFrame([row for found in tried for row in _rows(found, imputation.pair)]),
    )


def days_told(imputation: Imputation) -> list[float]:
    """The days on which both groups have a figure when missed tests are negative: no rule follows people longer.

    Without missed tests all days asked for: tipping_point says that none was missed.
    """
    if not len(imputation.weeks.person):
        return [day for day in imputation.days if day > 0]
    longest = imputation.shares_at(float("-inf"))
    groups = [longest.shares[code] for code in imputation.pair]
    return [
        day
        for day, *shares in zip(longest.days, *groups, strict=True)
        if day > 0 and all(share.value is not None for share in shares)
    ]


def usual_day(days: Sequence[float]) -> float:
    """Of some days the usual one, else the last; NotEstimable when there is none."""
    if not days:
        raise NotEstimable(
            "On none of the days enough people of both groups are followed.", "Choose earlier days or larger groups."
        )
    return USUAL_DAY if USUAL_DAY in days else days[-1]


def _on_one_day(imputation: Imputation, day: float) -> Imputation:
    if day not in imputation.days:
        raise NotEstimable("The day of the tipping point is none of the days asked for.", "Ask for the day as well.")
    at = imputation.at[imputation.days.index(day)]
    return replace(imputation, days=(day,), at=(at,))


def _bounds(target: float | tuple[float, float] | None) -> tuple[float, float]:
    if target is None:
        raise NotEstimable(
            "With one group there is no difference whose tipping point could be told.",
            "Give a target share, or compare two groups.",
        )
    return target if isinstance(target, tuple) else (target, target)


def _tried(imputation: Imputation, progress: Progress | None) -> list[ImputedShares]:
    deltas = (-math.inf, *DELTAS, math.inf)
    found = []
    for number, delta in enumerate(deltas, 1):
        found.append(imputation.shares_at(delta))
        if progress is not None:
            progress(number / len(deltas))
    return found


def _of_difference(apart: Estimate) -> Conclusion:
    if apart.value is None or apart.low is None or apart.high is None:
        return "cannot tell"
    return "higher" if apart.low > 0 else "lower" if apart.high < 0 else "chance"


def _of_target(share: Estimate, bounds: tuple[float, float]) -> Conclusion:
    if share.value is None:
        return "cannot tell"
    if bounds[0] == bounds[1]:
        return "above" if share.value >= bounds[0] else "below"
    return "above" if share.value > bounds[1] else "below" if share.value < bounds[0] else "within"


def _tips(
    imputation: Imputation,
    concluded: Callable[[ImputedShares], Conclusion],
    tried: list[ImputedShares],
    said: list[Conclusion],
    middle: int,
    step: int,
) -> TippingPoint | None:
    """The nearest change of the conclusion on one side of δ = 0, halved down to half a percent of the missed tests."""
    place = middle
    while 0 <= place + step < len(tried) and said[place + step] == said[middle]:
        place += step
    if not 0 <= place + step < len(tried) or said[place + step] == "cannot tell":
        return None
    inner, outer, becomes = tried[place], tried[place + step], said[place + step]
    for _ in range(MOST_HALVINGS):
        if math.isinf(outer.delta) or abs(outer.taken_positive - inner.taken_positive) <= CLOSE_ENOUGH:
            break
        found = imputation.shares_at((inner.delta + outer.delta) / 2)
        now = concluded(found)
        if now == said[middle]:
            inner = found
        else:
            outer, becomes = found, now
    return TippingPoint(outer.taken_positive, outer.delta, becomes)


def _range_told(tried: list[ImputedShares], said: list[Conclusion], middle: int) -> tuple[float, float]:
    low = high = middle
    while low > 0 and said[low - 1] != "cannot tell":
        low -= 1
    while high < len(said) - 1 and said[high + 1] != "cannot tell":
        high += 1
    return tried[low].taken_positive, tried[high].taken_positive


def _rows(found: ImputedShares, pair: tuple[int, int]) -> list[dict[str, object]]:
    rule = "" if math.isfinite(found.delta) else f"missed tests {'positive' if found.delta > 0 else 'negative'}"
    delta = found.delta if math.isfinite(found.delta) else float("nan")
    head = {"delta": delta, "taken_positive": found.taken_positive, "rule": rule}
    rows = [_row("share", name, days[0], head) for name, days in zip(found.names, found.shares, strict=True)]
    if found.differences:
        rows.append(_row("difference", f"{found.names[pair[1]]} − {found.names[pair[0]]}", found.differences[0], head))
    return rows


def _row(series: str, group: str, share: Estimate, head: dict[str, object]) -> dict[str, object]:
    figures = {"value": share.value, "low": share.low, "high": share.high, "n": share.n, "reason": share.reason}
    return {"series": series, "group": group, **head, **figures}
