"""Titles and alternative texts of the page Pathways, written from the frames the figures draw."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.charts.census import span_name
from analytics.charts.incidence import value_on
from analytics.charts.period_shares import period_name
from analytics.charts.wording import count, percent, percent_range, plural, signed_points
from analytics.outcomes.intervals import newcombe_difference
from analytics.outcomes.pathways.flows import SMALL
from analytics.outcomes.pathways.leaving import COMPLETED
from analytics.outcomes.pathways.seen_after import SENT_ON

LONGEST = 90


def flows_title(frame: pd.DataFrame) -> str:
    """ "Of 558 people discharged, 211 completed, 126 dropped out and 99 were transferred"."""
    people = int(frame.loc[(frame["step"] == 1) & (frame["source"] != SMALL), "n"].sum())
    ends = frame[(frame["to_stage"] == "left as") & (frame["target"] != SMALL)]
    counts = ends.groupby("target")["n"].sum().sort_values(ascending=False, kind="stable")
    said = [f"{count(n)} {_happened(str(reason))}" for reason, n in counts.head(3).items() if reason != "other"]
    words = " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))
    return f"Of {plural(people, 'person', 'people')} discharged, {words or 'most left in other ways'}"


def flows_alt(frame: pd.DataFrame, *, basis: str) -> str:
    """Kind of chart, and the largest flows of every step with their numbers."""
    steps = []
    for _, rows in frame[(frame["source"] != SMALL) & (frame["target"] != SMALL)].groupby("step"):
        top = rows.sort_values("n", ascending=False, kind="stable").head(3)
        named = zip(top["source"], top["target"], top["n"], strict=True)
        said = "; ".join(f"{source} to {target} {count(n)}" for source, target, n in named)
        steps.append(f"From {rows['from_stage'].iloc[0]} to {rows['to_stage'].iloc[0]}: {said}.")
    return f"Flow diagram of people by stage. {flows_title(frame)}. {' '.join(steps)} {_upper(basis)}."


def reasons_title(frame: pd.DataFrame) -> str:
    """The share completed and the largest other reason."""
    rows = frame.sort_values("events", ascending=False, kind="stable")
    done = rows[rows["discharge_reason"] == COMPLETED]
    rest = rows[rows["discharge_reason"] != COMPLETED].iloc[:1]
    first = f"{percent(done['value'].iloc[0] if len(done) else 0.0)} completed"
    if rest.empty:
        return f"{first}; nobody left in any other way"
    share, reason = rest["value"].iloc[0], str(rest["discharge_reason"].iloc[0])
    return f"{first}; the largest other group, {percent(share)}, {_happened(reason)}"


def completed_title(frame: pd.DataFrame, by_words: str = "") -> str:
    """The share completed or transferred; of two groups with what can be said about their difference."""
    rows = frame[frame["outcome"] == frame["outcome"].iloc[0]]
    if not by_words:
        share = rows.iloc[0]
        return f"{percent(share['value'])} completed or were transferred"
    return _group_title(rows, "completed or were transferred", by_words)


def readmission_title(frame: pd.DataFrame, by_words: str = "") -> str:
    """The share readmitted within six months."""
    if not by_words:
        return f"{percent(frame['value'].iloc[0])} were readmitted here within six months of discharge"
    return _group_title(frame, "were readmitted within six months", by_words)


def _group_title(rows: pd.DataFrame, happened: str, by_words: str) -> str:
    """A difference is stated of two groups only, and only if its interval excludes zero."""
    known = rows[rows["value"].notna()]
    if len(known) == 2:
        one, two = (known.iloc[place] for place in (0, 1))
        gap = newcombe_difference(int(one["events"]), int(one["n"]), int(two["events"]), int(two["n"]))
        both = f"{one['group']} {percent(one['value'])}, {two['group']} {percent(two['value'])}"
        if gap.low is not None and gap.high is not None and (gap.low > 0 or gap.high < 0):
            points = f"{signed_points(gap.value)} points"
            return _fitting(f"{both} {happened}: {points}", f"{both}: {points}")
        none = f"No difference can be shown by {by_words}"
        return _fitting(f"{none}: {both} {happened}", f"{none}: {both}", none)
    if known.empty:
        return f"Nobody to count by {by_words}"
    spread = _span(known["value"])
    whole = f"{spread} {happened} in {len(known)} groups by {by_words}"
    return _fitting(f"{whole}; differences are not tested", whole)


def _span(shares: pd.Series) -> str:
    """The lowest and the highest share as `46–61%`; one share when they read the same."""
    low, high = float(shares.min()), float(shares.max())
    return percent(low) if percent(low) == percent(high) else percent_range(low, high)


def _fitting(*titles: str) -> str:
    """The first title that is not too long; the last one whatever its length."""
    return next((title for title in titles if len(title) <= LONGEST), titles[-1])


def quarters_title(frame: pd.DataFrame, step: str) -> str:
    """The last period's share and the span of all shown."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return "Nobody was discharged in the periods shown"
    last = known.iloc[-1]
    spread = _span(known["value"])
    name = period_name(last["month"].date(), step)
    return f"{percent(last['value'])} completed or were transferred in {name}; {spread} in all shown"


def stay_title(frame: pd.DataFrame) -> str:
    """The median of all and of those who completed."""
    first = frame.iloc[0]
    done = frame[frame["discharge_reason"] == COMPLETED]
    said = f"Half had left after {count(first['median'])} days"
    return f"{said}; half of those who completed after {count(done['median'].iloc[0])}" if len(done) else said


def seen_title(frame: pd.DataFrame, by_words: str = "") -> str:
    """Seen within seven and within 14 days, of people not transferred."""
    if by_words:
        return _group_title(
            frame[frame["measure"] == frame["measure"].iloc[0]].head(_groups(frame)),
            "were seen within 7 days",
            by_words,
        )
    week, two = (frame.iloc[place] for place in (0, 1))
    return f"{percent(week['value'])} were seen within 7 days of discharge, {percent(two['value'])} within 14"


def seen_row(who: str, measure: str) -> str:
    """A row's name that fits on a phone: "Seen within 7 days", "Transferred: seen by day 7"."""
    if who != SENT_ON:
        return _upper(measure)
    by_day = measure.replace(" days", "").replace("not seen within", "not by day").replace("within", "by day")
    return f"Transferred: {by_day}"


def _groups(frame: pd.DataFrame) -> int:
    return int(frame["group"].nunique()) if "group" in frame else 1


def curve_title(frame: pd.DataFrame, cause: str) -> str:
    """The share back by six months and by the end of what was followed."""
    rows = frame[frame["cause"] == cause]
    if "group" in rows:
        names = rows.groupby("group")["value"].max()
        return f"By the end of follow-up {_span(names)} are back, by group"
    last = rows.iloc[-1]
    half = value_on(rows, 180).split(" ")[0]
    return f"{half} are back within 180 days of discharge, {percent(last['value'])} by day {count(last['time'])}"


def census_title(frame: pd.DataFrame, step: str) -> str:
    """How many now, against capacity where it is set, and the span of all shown."""
    last = frame.iloc[-1]
    low, high = int(frame["in_treatment"].min()), int(frame["in_treatment"].max())
    full = "" if pd.isna(last["used"]) else f", {percent(float(last['used']))} of capacity"
    name = span_name(last[step].date(), step)
    return f"{count(last['in_treatment'])} in treatment at the end of {name}{full}; {low} to {high} in all shown"


def deaths_title(frame: pd.DataFrame) -> str:
    """The two counts."""
    counts = frame.groupby("when", sort=False)["events"].sum()
    return " · ".join(f"{plural(int(n), 'death')} {when}" for when, n in counts.items())


def rows_alt(frame: pd.DataFrame, *, kind: str, label: str, title: str, basis: str) -> str:
    """Kind of chart, the title, every row with its share, interval and n (the first eight)."""
    said = "; ".join(_row_words(row, label) for row in frame.head(8).to_dict("records"))
    return f"{kind}. {title}. {said}. {_upper(basis)}."


def _row_words(row: dict[Any, Any], label: str) -> str:
    if "median" in row:
        return f"{row[label]} median {count(row['median'])} days, n = {int(row['n'])}"
    if pd.isna(row["value"]):
        return f"{row[label]} {row.get('reason') or 'not estimable'}"
    interval = percent_range(row["low"], row["high"]).replace("–", " to ")
    return f"{row[label]} {percent(row['value'])}, 95% interval {interval}, n = {int(row['n'])}"


def _happened(reason: str) -> str:
    """ "were transferred", "dropped out", "were terminated by the program"."""
    passive = {"transferred": "were transferred", "terminated": "were terminated", "incarcerated": "were incarcerated"}
    vague = {"other": "left for another reason", "unknown": "left for an unknown reason"}
    return passive.get(reason) or vague.get(reason) or ("have no reason" if reason == "not recorded" else reason)


def _upper(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
