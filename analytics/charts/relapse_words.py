"""Titles and alternative texts of the figures of Relapse and benchmark, written from the frames they draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analytics.charts.alt import spoken_range
from analytics.charts.bars import Band
from analytics.charts.titles import LONGEST, fitting
from analytics.charts.wording import people, percent, percent_range, signed_points
from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import Estimate, newcombe_difference

TITLE_DAY = 90
"""Three months: the day the title speaks about, or the last one before it with a rate."""

AXIS_WORDS = {
    "endpoint": "the definition of the event",
    "missing": "how missing tests count",
    "refused": "how refused tests count",
    "analytes": "which analytes count",
    "unit": "counting people or episodes",
    "clock": "the clock",
    "day": "the day",
    "group": "the group",
    "period": "the period",
    "basis": "admitted or discharged in the period",
}


def rates_title(frame: pd.DataFrame, *, had: str, clock: str, biased: bool = False) -> str:
    """The share with the event by day 90; of two groups the difference only when its interval excludes zero.

    `biased`: the groups took time to come about. Fewer than half seen after day 0: the title says of how many.
    """
    if biased:
        return "These groups cannot be compared: they are known only at discharge"
    found = _rates_finding(frame, had=had, clock=clock)
    once = frame.drop_duplicates("group") if "group" in frame else frame.head(1)
    n, seen = int(once["n"].sum()), int(once["seen"].sum())
    return found if 2 * seen >= n else f"Of only {seen:,} people seen: {found[:1].lower()}{found[1:]}"


def _rates_finding(frame: pd.DataFrame, *, had: str, clock: str) -> str:
    known = frame[frame["value"].notna() & (frame["day"] <= TITLE_DAY)]
    if known.empty:
        return f"Too few people were followed to say how many {had}"
    day = int(known["day"].max())
    at = known[known["day"] == day]
    when = f"by day {day} after {clock}"
    if "group" not in frame:
        return f"{percent(at['value'].iloc[0])} {had} {when}"
    every = at.sort_values("value", ascending=False)  # also the groups of the table that are not drawn
    if len(every) == 2 and frame["group"].nunique() == 2:
        return _pair(every.to_dict("records"), had, when)
    if len(every) == 1:
        return f"Only {every['group'].iloc[0]} was followed to day {day}: {percent(every['value'].iloc[0])} {had}"
    return f"In {len(every)} groups {percent_range(every['value'].min(), every['value'].max())} {had} {when}"


def _pair(rows: list[dict[Any, Any]], had: str, when: str) -> str:
    more, less = rows
    difference = difference_of_shares(_estimate(more), _estimate(less))
    figures = f"{percent(more['value'])} against {percent(less['value'])}"
    if difference.low is not None and difference.low > 0:
        said = f"More of {more['group']} than of {less['group']} {had}"
        return fitting(f"{said} {when}: {figures}", f"{said}: {figures}", f"The two groups differ: {figures} {when}")
    none, both = "No difference can be shown", f"between {more['group']} and {less['group']}: {figures} {when}"
    return fitting(f"{none} {both}", f"No clear difference {both}", f"{none}: {figures} {when}")


def _estimate(row: Mapping[Any, Any]) -> Estimate:
    return Estimate(float(row["value"]), float(row["low"]), float(row["high"]), int(row["n"]), None, "")


def rates_alt(frame: pd.DataFrame, *, title: str, basis: str) -> str:
    """What the figure of the rates shows."""
    known = frame[frame["value"].notna()]
    named = "group" in frame
    said = "; ".join(
        f"{str(row['group']) + ', ' if named else ''}day {row['day']} {percent(row['value'])}, 95% interval "
        f"{spoken_range(row['low'], row['high'])}"
        for row in known.to_dict("records")
    )
    return f"Dots with intervals of relapse rates by day. {title}. {said}. {basis}."


def quarters_title(frame: pd.DataFrame) -> str:
    """The last quarter against the ones before it together, a change only when its interval excludes zero."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return "Too few people were discharged in any quarter to give a share"
    last, before = known.iloc[-1], known.iloc[:-1]
    said = f"{last['quarter']}: {percent(last['value'])} abstinent at follow-up"
    if before.empty:
        return said
    was = before["events"].sum() / before["n"].sum()
    change = newcombe_difference(
        int(last["events"]), int(last["n"]), int(before["events"].sum()), int(before["n"].sum())
    )
    if change.low is not None and change.low > 0:
        return f"{said}, up from {percent(was)} in the quarters before"
    if change.high is not None and change.high < 0:
        return f"{said}, down from {percent(was)} in the quarters before"
    return f"{said}, within chance of the quarters before"


def quarters_alt(frame: pd.DataFrame, *, title: str) -> str:
    """What the figure by quarter shows."""
    known = frame[frame["value"].notna()]
    ends = "; ".join(
        f"{row['quarter']} {percent(row['value'])}, 95% interval {spoken_range(row['low'], row['high'])}, "
        f"{row['reached']} of {row['n']} reached"
        for row in known.iloc[[0, -1] if len(known) > 1 else [0] if len(known) else []].to_dict("records")
    )
    return f"Dots with intervals and bounds by quarter of discharge. {title}. {ends}. Everyone counts."


def groups_title(frame: pd.DataFrame, *, by: str, published: Band) -> str:
    """One share; of two groups whether they differ; of more how many lie where."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return "Too few people were discharged in any group to give a share"
    if len(frame) == 1:
        row = known.iloc[0]
        reached = f"; of only those reached {percent(row['responders'])}" if pd.notna(row["responders"]) else ""
        return f"{percent(row['value'])} abstinent at the first follow-up{reached}"
    if len(known) == 2 and len(frame) == 2:
        more, less = known.sort_values("value", ascending=False).to_dict("records")
        change = newcombe_difference(int(more["events"]), int(more["n"]), int(less["events"]), int(less["n"]))
        figures = f"{percent(more['value'])} against {percent(less['value'])}"
        if change.low is not None and change.low > 0:
            said = f"More of {more['group']} than of {less['group']} abstinent at follow-up: {figures}"
            return fitting(said, f"The two groups differ: {figures} abstinent at follow-up")
        none = "No difference can be shown"
        return fitting(f"{none} between {more['group']} and {less['group']}: {figures}", f"{none}: {figures}")
    counts = known["position"].value_counts()
    words = ", ".join(f"{counts.get(word, 0)} {word}" for word in ("above", "within", "below"))
    return f"By {by}: of {len(known)} groups {words} {percent_range(published.low, published.high)}"


def groups_alt(frame: pd.DataFrame, *, title: str) -> str:
    """What the rows of shares show."""
    said = "; ".join(
        f"{row['label']} {percent(row['value'])}, 95% interval {spoken_range(row['low'], row['high'])}, "
        f"n = {row['n']:,}"
        for row in frame[frame["value"].notna()].to_dict("records")
    )
    return f"Rows of shares with intervals and bounds. {title}. {said}."


def samples_title(frame: pd.DataFrame) -> str:
    """The share of tests given that were negative against the share of people without a positive week."""
    given = {row["what"]: row["value"] for row in frame[frame["of"] == "given"].to_dict("records")}
    if any(pd.isna(value) for value in given.values()):
        return "Too few people were tested to set samples beside people"
    return (
        f"{percent(given['tests'])} of weekly tests were negative, but {percent(given['people'])} of people had only "
        "negative ones"
    )


def range_title(frame: pd.DataFrame, *, near: bool = False) -> str:
    """Both ends, and the choice that moves the primary most when it alone is changed; `near`: only one choice is."""
    begin = "With one choice changed it" if near else "The answer"
    ends = f"{begin} runs from {percent(frame['value'].min())} to {percent(frame['value'].max())}"
    mover = most_moving(frame)
    return f"{ends}; {AXIS_WORDS[mover]} moves it most" if mover else ends


def most_moving(frame: pd.DataFrame) -> str:
    """The choice whose change alone moves the primary furthest; empty without a primary or without such a row."""
    primary = frame[frame["primary"]]
    near = frame[frame["changed"] == 1]
    if primary.empty or near.empty:
        return ""
    usual = primary.iloc[0]
    moved = {
        axis: (own["value"] - usual["value"]).abs().max()
        for axis in ("endpoint", "missing", "refused", "analytes", "unit")
        if len(own := near[near[axis].astype(str) != str(usual[axis])])
    }
    return max(moved, key=lambda axis: float(moved[axis])) if moved else ""


def range_alt(frame: pd.DataFrame, *, title: str, basis: str) -> str:
    """What the specification curve shows."""
    primary = frame[frame["primary"]]
    usual = f" Primary {percent(primary['value'].iloc[0])}." if len(primary) else ""
    return f"Specification curve of {len(frame)} definitions, strictest first. {title}.{usual} {basis}."


def difference_title(frame: pd.DataFrame) -> str:
    """How far apart the figures are, and the change that makes most of it."""
    first, last = frame["value"].iloc[0], frame["value"].iloc[-1]
    ends = f"{percent(first)} and {percent(last)}"
    steps = frame.iloc[1:]
    largest = steps.loc[steps["change"].abs().idxmax()]
    said = f"{ends} differ by {points(abs(last - first))}"
    if len(steps) == 1:
        return f"{said}: {changed_words(str(largest['changed']))}"
    adds = f"({signed_points(float(largest['change']))})"
    title = f"{said}; most comes from {changed_words(str(largest['changed']))} {adds}"
    several = str(largest["changed"]).count(", ") + 1
    return title if len(title) <= LONGEST else f"{said}; most comes from {several} changes together {adds}"


def points(difference: float) -> str:
    """`12 points`."""
    whole = signed_points(difference).lstrip("+")
    return f"{whole} point" if whole == "1" else f"{whole} points"


def changed_words(changed: str) -> str:
    """The names of what was changed, as one phrase."""
    names = [AXIS_WORDS[name] for name in changed.split(", ") if name]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def difference_alt(frame: pd.DataFrame, names: Sequence[str], *, title: str) -> str:
    """What the way between two figures shows."""
    steps = "; ".join(
        f"{name} {signed_points(change)}" for name, change in zip(names[1:-1], frame["change"].iloc[1:], strict=True)
    )
    return (
        f"Bars of two figures and the steps between them, in percentage points. {title}. {names[0]}, "
        f"{people(int(frame['n'].iloc[0]))}; {names[-1]}, {people(int(frame['n'].iloc[-1]))}. {steps}."
    )
