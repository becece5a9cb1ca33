"""Titles that say the finding and subtitles that say the measure, written from the frame the figure draws.

A title states a difference only if its interval excludes zero; else it says that none can be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analytics.charts.steps import steps, value_at
from analytics.charts.wording import percent, percent_range, points_range, signed_points
from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.survival import SurvivalCurve

LONGEST = 90  # characters of a title
ALPHA = 0.05  # three or more groups: the log-rank test must fall under this for a title to state a difference


@dataclass(frozen=True)
class Reading:
    """What a survival figure says: title, first sentence of the subtitle (may be empty), the shares at the guide."""

    title: str
    difference: str
    shares: tuple[tuple[str, Estimate], ...]


def fitting(*titles: str, room: int = LONGEST) -> str:
    """The first of several ways to say it that has room; the last one whatever its length."""
    return next((title for title in titles if len(title) <= room), titles[-1])


def survival_reading(
    curves: Sequence[SurvivalCurve],
    *,
    state: str,
    time: float,
    time_words: str,
    p_value: float | None,
    few_seen: int | None = None,
    biased: bool = False,
) -> Reading:
    """The finding at one time. `state` is what the share is, "without relapse"; `time_words` is "90 days after …".

    `few_seen`: the number of people seen, when it is so small a part of all that the title must say of whom it speaks.
    `biased`: the groups took time to come about (immortal time), so nothing is said about them.
    """
    if biased:
        return Reading("These groups cannot be compared: they are known only at discharge", "", ())
    of_whom = "" if few_seen is None else f"Of only {few_seen:,} people seen: "
    room = LONGEST - len(of_whom)
    found = _reading(curves, state=state, time=time, time_words=time_words, p_value=p_value, room=room)
    return replace(found, title=f"{of_whom}{found.title[:1].lower()}{found.title[1:]}") if of_whom else found


def _reading(
    curves: Sequence[SurvivalCurve], *, state: str, time: float, time_words: str, p_value: float | None, room: int
) -> Reading:
    shares = tuple((curve.name, _share(curve, time)) for curve in curves)
    known = [(name, share) for name, share in shares if share.value is not None]
    if not known:
        few = "Too few people were followed"
        title = fitting(f"{few} to give a share {state} at {time_words}", f"{few} to {time_words}", few, room=room)
        return Reading(title, "", shares)
    if len(curves) == 1:
        return Reading(f"{percent(known[0][1].value)} are {state} {time_words}", "", shares)
    if len(known) < 2:
        return Reading(f"Only {known[0][0]} was followed to {time_words}: {percent(known[0][1].value)}", "", shares)
    if len(curves) > 2 and len(known) < len(curves):
        spread = percent_range(*_ends(known))
        followed = f"{len(known)} of {len(curves)} groups were followed to {time_words}"
        return Reading(fitting(f"{followed}: {spread} are {state}", f"{followed}: {spread}", room=room), "", shares)
    if len(curves) > 2:
        return Reading(_many(known, state, time_words, p_value, room), "", shares)
    return _pair(known, shares, state, time_words, room)


def _share(curve: SurvivalCurve, time: float) -> Estimate:
    found = value_at(steps(curve), time)
    value, low, high = found or (None, None, None)
    return Estimate(value, low, high, curve.n, None, "Kaplan–Meier")


def _pair(
    known: list[tuple[str, Estimate]], shares: tuple[tuple[str, Estimate], ...], state: str, time_words: str, room: int
) -> Reading:
    (upper, high), (lower, low) = sorted(known, key=lambda row: -(row[1].value or 0))
    difference = difference_of_shares(high, low)
    words = f"Difference {signed_points(difference.value).lstrip('+')} points"
    words += f" (95% interval {points_range(difference.low, difference.high).replace('+', '')})."
    figures = f"{percent(high.value)} against {percent(low.value)}"
    if difference.low is not None and difference.low > 0:
        title = f"{_start(upper)} patients stay {state} longer than {lower}: {figures}, {time_words}"
        short = f"{_start(upper)} {figures} {lower}, {state} {time_words}"
        return Reading(fitting(title, short, f"The two groups differ: {figures}", room=room), words, shares)
    none, both = "No difference can be shown", f"between {upper} and {lower}: {figures}, {time_words}"
    said = (f"{none} {both}", f"No clear difference {both}", f"{none}: {figures}, {time_words}", none)
    title = fitting(*said, room=room)
    return Reading(title, words, shares)


def _many(known: list[tuple[str, Estimate]], state: str, time_words: str, p_value: float | None, room: int) -> str:
    spread = percent_range(*_ends(known))
    if p_value is not None and p_value < ALPHA:
        differ = f"The {len(known)} groups differ: {spread}"
        return fitting(f"{differ} are {state} {time_words}", f"{differ}, {time_words}", differ, room=room)
    none = f"No difference can be shown between {len(known)} groups"
    return fitting(f"{none}: {spread} {state} {time_words}", f"{none}: {spread}, {time_words}", none, room=room)


def _ends(known: list[tuple[str, Estimate]]) -> tuple[float, float]:
    values = [share.value or 0.0 for _, share in known]
    return min(values), max(values)


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]
