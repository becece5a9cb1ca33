"""Titles and alternative texts of the page Drug testing, written from the frames its figures draw."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.charts.alt import spoken_range
from analytics.charts.wording import percent, plural

ALPHA = 0.05


def rows_in(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain dicts."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


SPELT = {"thc": "THC", "etg": "EtG", "mdma": "MDMA", "pcp": "PCP"}


def substance(code: str) -> str:
    """An analyte as it is written: THC, EtG, cocaine."""
    return SPELT.get(code, code.replace("_", " "))


def spelt(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with its analytes as they are written."""
    return frame.assign(analyte=[substance(str(code)) for code in frame["analyte"]])


def compliance_title(frame: pd.DataFrame, target: float | None) -> str:
    """The share of due tests given: all together against the target, or the spread of the groups."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return "No test was due"
    if len(known) == 1:
        row = rows_in(known)[0]
        said = f"{percent(row['value'])} of due tests were given"
        if target is None:
            return said
        where = _against(row, target)
        return f"{said}: {where} the target of {percent(target)}"
    ordered = rows_in(known.sort_values("value"))
    low, high = ordered[0], ordered[-1]
    if low["high"] < high["low"]:
        return _short(
            f"{high['group']} gave {percent(high['value'])} of due tests, {low['group']} {percent(low['value'])}",
            f"The groups gave {percent(low['value'])} to {percent(high['value'])} of due tests",
        )
    return f"{percent(low['value'])} to {percent(high['value'])} of due tests given; differences are within chance"


def _against(row: dict[str, Any], target: float) -> str:
    if row["low"] > target:
        return "above"
    return "below" if row["high"] < target else "in line with"


def _short(title: str, other: str) -> str:
    return title if len(title) <= 90 else other


def positivity_title(frame: pd.DataFrame, label: str = "analyte") -> str:
    """People and samples in one sentence: of any analyte, or of the groups."""
    if label == "group":
        people = frame[(frame["unit"] == "people") & frame["value"].notna()]
        if people.empty:
            return "Nobody was tested"
        low, high = people["value"].min(), people["value"].max()
        return f"{percent(low)} to {percent(high)} of the people tested had a positive, by group"
    first = frame[frame["analyte"] == frame["analyte"].iloc[0]].set_index("unit")["value"]
    if pd.isna(first.get("people")):
        return "Nobody was tested"
    return (
        f"{percent(first['people'])} of people tested had a positive, {percent(first.get('samples'))} of samples were"
    )


def positivity_alt(frame: pd.DataFrame, label: str, *, period: str) -> str:
    """The shares of people and samples, row by row."""
    said = []
    for name in dict.fromkeys(frame[label]):
        own = frame[(frame[label] == name) & frame["value"].notna()].set_index("unit")
        if len(own):
            said.append(f"{name}: " + ", ".join(f"{percent(own.at[unit, 'value'])} of {unit}" for unit in own.index))
    return f"Dots with intervals: positive findings of people and of samples. {'; '.join(said)}. {_start(period)}."


def months_title(frame: pd.DataFrame) -> str:
    """The share of people with a positive in the first and the last month, and that chance may be all there is."""
    people = frame[(frame["unit"] == "people") & (frame["analyte"] == frame["analyte"].iloc[0])].dropna(subset=["low"])
    if len(people) < 2:
        return "Positive findings by month"
    rows = rows_in(people)
    first, last = rows[0], rows[-1]
    ends = f"{percent(first['value'])} in {first['month']:%b %Y}, {percent(last['value'])} in {last['month']:%b %Y}"
    if last["low"] > first["high"] or last["high"] < first["low"]:
        return f"People with a positive: {ends}"
    return f"No change can be shown in people with a positive: {ends}"


def months_alt(frame: pd.DataFrame, panels: list[str], *, period: str) -> str:
    """Which analytes, which months, and the last of them."""
    months = sorted(frame["month"].unique())
    ends = f"{pd.Timestamp(months[0]):%B %Y} to {pd.Timestamp(months[-1]):%B %Y}"
    return (
        f"Small line charts, {ends}, people and samples with a positive, one each for {', '.join(panels)}. "
        f"{months_title(frame)}. {_start(period)}."
    )


def weekdays_title(frame: pd.DataFrame) -> str:
    """Whether the weekdays of the tests can be told from an even spread."""
    p = frame["p"].iloc[0] if len(frame) else None
    if p is None or pd.isna(p):
        return "Tests by weekday: too few patients to tell a pattern"
    if p < ALPHA:
        top = rows_in(frame.sort_values("value"))[-1]
        return f"Tests are not spread evenly: {percent(top['value'])} fall on a {top['weekday']}"
    return "No weekday can be told apart: tests are spread evenly over the days of treatment"


def weekdays_alt(frame: pd.DataFrame, *, period: str) -> str:
    """The share of every weekday."""
    days = ", ".join(f"{row['weekday']} {percent(row['value'])}" for row in rows_in(frame))
    even = frame["even"].dropna()
    spread = f" An even spread is {percent(even.iloc[0])}." if len(even) else ""
    return f"Columns of drug tests by weekday: {days}.{spread} {weekdays_title(frame)}. {_start(period)}."


def predictability_title(frame: pd.DataFrame) -> str:
    """Whether a patient can know the day: usual weekday or gaps above what chance gives."""
    known = frame[frame["value"].notna() & frame["random"].notna()]
    above = known[known["low"] > known["random"]]
    if known.empty:
        return "Too few tests to say whether a patient can foresee them"
    if above.empty:
        return "Tests cannot be foreseen better than random ones"
    row = max(rows_in(above), key=lambda one: float(one["value"] - one["random"]))
    what = "fall on the patient's usual weekday" if row["measure"] == "usual weekday" else "come at regular gaps"
    share = "of tests" if row["measure"] == "usual weekday" else "of next tests"
    group = "" if row["group"] == "all" else f"{row['group']}: "
    return f"{group}{percent(row['value'])} {share} {what}; random testing gives {percent(row['random'])}"


def rows_alt(frame: pd.DataFrame, label: str, *, what: str, period: str) -> str:
    """Rows of shares with their intervals, read out."""
    said = "; ".join(
        f"{row[label]} {percent(row['value'])}, 95% interval {spoken_range(row['low'], row['high'])}"
        for row in rows_in(frame)
        if not pd.isna(row["value"])
    )
    return f"Dots with intervals: {what}. {said or 'Not estimable'}. {_start(period)}."


def action_title(frame: pd.DataFrame, day: int = 7) -> str:
    """The share of positives followed by a contact within a week."""
    row = frame[(frame["day"] == day) & frame["value"].notna()]
    if row.empty:
        return "Too few positives to say how soon a contact follows"
    return f"{percent(row['value'].iloc[0])} of positives are followed by a clinical contact within {day} days"


def action_groups_title(frame: pd.DataFrame, day: int) -> str:
    """The spread of the groups; a difference is stated only where the ends' intervals are apart."""
    known = rows_in(frame[frame["value"].notna()].sort_values("value"))
    if not known:
        return f"Too few positives to compare the groups after {day} days"
    low, high = known[0], known[-1]
    spread = f"{percent(low['value'])} to {percent(high['value'])}"
    if low["high"] < high["low"]:
        return f"The groups differ: {spread} of positives are followed by a contact within {day} days"
    return f"No difference can be shown: {spread} of positives followed within {day} days"


def action_alt(frame: pd.DataFrame, *, period: str) -> str:
    """The curve at 3, 7, 14 and 30 days."""
    said = ", ".join(
        f"{percent(row['value'])} by day {row['day']} (95% interval {spoken_range(row['low'], row['high'])})"
        for row in rows_in(frame)
        if row["day"] in (3, 7, 14, 30)
    )
    return f"Rising curve: share of positive tests followed by a contact. {said}. {_start(period)}."


def confirmation_title(frame: pd.DataFrame) -> str:
    """How many screens were sent on, and how many of those confirmed."""
    own = {row["measure"]: row for row in rows_in(frame[frame["analyte"] == frame["analyte"].iloc[0]])}
    sent, confirmed = own["sent on"], own["confirmed"]
    if not sent["events"]:
        return f"No definitive test is on record for {plural(int(sent['n']), 'presumptive positive')}"
    share = percent(confirmed["value"])
    return f"{percent(sent['value'])} of presumptive positives were sent on, {share} of those confirmed"


def coverage_title(frame: pd.DataFrame) -> str:
    """What share of the days in care a test could have seen."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return "What tests could have seen is not estimable"
    if frame["group"].nunique() > 1:
        low, high = known["value"].min(), known["value"].max()
        return f"Tests could have seen use on at least {percent(low)} to {percent(high)} of the days, by group"
    row = rows_in(known)[0]
    longest = "" if pd.isna(row["high_window"]) else f", at most {percent(row['high_window'])}"
    return f"Tests could have seen use on at least {percent(row['value'])} of the days in care{longest}"


def discordance_title(frame: pd.DataFrame) -> str:
    """The two shares in which report and test disagree."""
    own = frame[frame["discordant"]].set_index("reported")["value"]
    hidden, unseen = own.get("no use reported"), own.get("use reported")
    return f"Report and test disagree: {percent(unseen)} use told but unseen, {percent(hidden)} seen but not told"


def prescribed_title(frame: pd.DataFrame) -> str:
    """How often a prescribed medicine is found in those who take it."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return "No prescribed positives"
    said = [f"{substance(row['analyte'])} in {percent(row['value'])}" for row in rows_in(known.head(2))]
    return _short(f"Prescribed medicine found in takers' specimens: {', '.join(said)}", "Prescribed medicines found")


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]
