"""Titles, labels and alternative texts of the engagement figures, written from the frame each figure draws."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.charts.alt import spoken_range
from analytics.charts.limits_of_chance import stands_out
from analytics.charts.wording import count, people, percent
from analytics.outcomes.cohort import ALL
from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.engagement.staying import DAYS
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.survival import SurvivalCurve, estimates_at

EVERYBODY = "All"
MOST_SPOKEN = 8

FEW_HOURS = 9.0
"""A week's hours at level 2.1: whoever has fewer left needs a new authorisation now."""


def labelled(frame: pd.DataFrame, column: str | None = None) -> pd.DataFrame:
    """The frame with a column `label`: the group, or `column` with the group behind it where there are several."""
    group = frame["group"].replace(ALL, EVERYBODY).astype(str)
    if column is None:
        return frame.assign(label=group)
    words = frame[column].astype(str)
    alone = frame["group"].nunique() == 1
    return frame.assign(label=words if alone else words + " · " + group)


def share_title(frame: pd.DataFrame, what: str, *, target: float | None = None) -> str:
    """ "81% of sessions were attended": with a target where it stands to it, with groups whether they differ."""
    first, groups = frame.iloc[0], frame[(frame["group"] != ALL) & frame["value"].notna()]
    if len(groups) > 1:
        return _groups_title(groups, what)
    if pd.isna(first["value"]):
        return f"Not estimable: {first['reason']}"
    said = f"{percent(first['value'])} {what}"
    if target is None:
        return said
    if first["low"] > target:
        return f"{said}, above the target of {percent(target)}"
    if first["high"] < target:
        return f"{said}, below the target of {percent(target)}"
    return f"{said}; no clear distance from the target of {percent(target)}"


def _groups_title(groups: pd.DataFrame, what: str) -> str:
    ordered = groups.sort_values("value", ascending=False)
    most, least = ordered.iloc[0], ordered.iloc[-1]
    if len(groups) > 2:
        return f"{percent(least['value'])} to {percent(most['value'])} {what}, by group"
    difference = difference_of_shares(_estimate(most), _estimate(least))
    if difference.low is not None and difference.low > 0:
        return f"{percent(most['value'])} {what} in {most['group']}, {percent(least['value'])} in {least['group']}"
    return f"No difference can be shown between {most['group']} and {least['group']}"


def _estimate(row: pd.Series) -> Estimate:
    value, low, high = (None if pd.isna(row[c]) else float(row[c]) for c in ("value", "low", "high"))
    return Estimate(value, low, high, int(row["n"]), None, "")


def worst_row(frame: pd.DataFrame, *, usable: pd.Series) -> int | None:
    """The row with the highest share among the usable ones."""
    values = frame["value"].where(usable).to_numpy(dtype=float)
    return None if np.isnan(values).all() else int(np.nanargmax(values))


def more_than_chance(frame: pd.DataFrame, row: int | None, *, usable: pd.Series) -> bool:
    """Whether the highest row lies above all the others by more than picking the highest one explains."""
    return row is not None and int(usable.sum()) > 1 and stands_out(frame[usable], frame.index[row])


def worst_title(frame: pd.DataFrame, row: int | None, what: str, where: str, *, usable: pd.Series) -> str:
    """ "No-shows are highest in 2024 Q1, 19%", and whether that is more than chance between so many."""
    if row is None:
        return f"{what}: too few sessions to compare"
    said = f"{what} are highest {where}, {percent(frame['value'].iloc[row])}"
    if usable.sum() < 2:
        return said
    chance = "more than chance" if more_than_chance(frame, row, usable=usable) else "within chance"
    return f"{said}: {chance}"


def cell_words(row: pd.Series) -> str:
    """ "on Monday at 13:00" """
    return f"on {row['weekday']} at {int(row['hour']):02}:00"


def days_title(frame: pd.DataFrame) -> str:
    """ "59% are still in treatment after 30 days, 27% after 60, 15% after 90" """
    rows = frame[(frame["group"] == ALL) & frame["value"].notna()]
    if rows.empty:
        return "Not estimable how many are still in treatment"
    (day, value), *more = rows[["day", "value"]].itertuples(index=False)
    said = f"{percent(value)} are still in treatment after {day} days"
    return ", ".join([said, *(f"{percent(share)} after {later}" for later, share in more)])


def day_of_all(curves: Sequence[SurvivalCurve]) -> int:
    """The latest of 90, 60 and 30 days at which every curve has a value, so that the title can compare them."""
    for day in sorted(DAYS, reverse=True):
        if all(estimates_at(curve, [day])[0]["estimate"] is not None for curve in curves):
            return day
    return max(DAYS)


def hours_title(frame: pd.DataFrame) -> str:
    """What half of the people come to in most weeks."""
    weeks = frame[~frame["thin"]]
    if weeks.empty:
        return "Too few people for hours by week of treatment"
    low, high = (count(value, decimals=1) for value in (weeks["median"].min(), weeks["median"].max()))
    span = f"{low} hours" if low == high else f"{low} to {high} hours"
    return f"Half of the people come to at least {span} a week, by week of treatment"


def planned_title(frame: pd.DataFrame) -> str:
    """The middle of the shares of the plan."""
    middle = frame["median_share"].iloc[0]
    if isinstance(middle, float) and math.isnan(middle):
        return "Nobody whose plan is over"
    return f"Half of the people came to at least {percent(middle)} of their planned sessions"


def authorised_title(frame: pd.DataFrame) -> str:
    """How many need a new authorisation."""
    few = int((frame["left"] < FEW_HOURS).sum())
    return f"{few:,} of {len(frame):,} patients have less than {FEW_HOURS:g} authorised hours left"


def places_title(frame: pd.DataFrame) -> str:
    """The latest month's use of the program's places."""
    last = frame.iloc[-1]
    people_there = f"{count(last['in_treatment'])} of {count(last['places'])} places"
    return f"{people_there} were used at the end of {last['month']:%b %Y}, {percent(last['value'])}"


def rows_alt(frame: pd.DataFrame, measure: str, *, label: str = "label") -> str:
    """Rows of shares read aloud, the first eight of them."""
    said = [
        f"{name} not estimable" if pd.isna(value) else
        f"{name} {percent(value)}, 95% interval {spoken_range(low, high)}, {people(int(n))}"
        for name, value, low, high, n in frame[[label, "value", "low", "high", "n"]].head(MOST_SPOKEN).itertuples(
            index=False
        )
    ]  # fmt: skip
    more = f"; {len(frame) - MOST_SPOKEN} more in the table" if len(frame) > MOST_SPOKEN else ""
    return f"Rows of {measure}: {'; '.join(said)}{more}."


def time_alt(frame: pd.DataFrame, names: list[str], measure: str) -> str:
    """First, last, lowest and highest point of a share over time."""
    seen = [(name, value) for name, value in zip(names, frame["value"], strict=True) if not pd.isna(value)]
    if not seen:
        return f"{measure}: nothing to show."
    low, high = min(seen, key=lambda point: point[1]), max(seen, key=lambda point: point[1])
    ends = f"{seen[0][0]} {percent(seen[0][1])}, {seen[-1][0]} {percent(seen[-1][1])}"
    return f"Points of {measure}: {ends}; lowest {low[0]} {percent(low[1])}, highest {high[0]} {percent(high[1])}."


def heat_alt(frame: pd.DataFrame) -> str:
    """Highest and lowest cell of enough sessions."""
    cells = frame[~frame["thin"].astype(bool) & frame["value"].notna()]
    if cells.empty:
        return "Heat map of no-shows by weekday and hour: every cell has fewer than 11 sessions."
    ordered = cells.sort_values("value")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    return (
        f"Heat map of no-shows by weekday and hour, {len(frame)} cells. Highest {cell_words(high)} "
        f"{percent(high['value'])}, lowest {cell_words(low)} {percent(low['value'])}."
    )


def hours_alt(frame: pd.DataFrame) -> str:
    """Median hours in the first and last week drawn."""
    weeks = frame[~frame["thin"]]
    if weeks.empty:
        return "Hours by week of treatment: too few people."
    first, last = weeks.iloc[0], weeks.iloc[-1]
    return (
        f"Median clinical hours by week of treatment with the middle half of people: week {first['week']:.0f} "
        f"{count(first['median'], decimals=1)} hours, week {last['week']:.0f} {count(last['median'], decimals=1)}."
    )
