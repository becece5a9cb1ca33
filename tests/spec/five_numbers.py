"""Five numbers of the dashboard, each in at most 15 lines of pandas that import nothing of ours.

Every function reads the exported files as they are, dirt and all, and returns (numerator, denominator) of a period.
Beside the files it knows only what the program says about itself: what its local codes mean, how many days each
substance stays visible, that a test is due once in seven days up to the planned end, that follow-up is days 60–180.
"""

# mypy: disable-error-code="call-overload, arg-type"
# (The annotations of pandas know neither a clip at a day nor an index without the values of a column.)

from __future__ import annotations

from pathlib import Path

import pandas as pd

EPISODES, SESSIONS, CALLS, LABS = "episodes.csv", "attendance.csv", "follow_ups.csv", "drug_tests.parquet"
WHO, MOVED, WEEK_OF = "patient_id", "transferred", ["stay", "end"]
DATES = ("admitted", "discharged", "last_contact", "planned_end", "died")
DAYS = dict.fromkeys([*(f"{name}_on" for name in DATES), "medication_from", "medication_to"], "datetime64[ns]")
BEGIN = ["stay", "patient_id", "admitted_on", "planned_end_on"]
END = ["stay", "discharged_on", "discharge_reason", "last_contact_on", "died_on"]

MEANT = {
    "patient_id": {r"^\s*0*|(\.0)?\s*$": "", r"^\s*0*p": "P"},
    "status": {"^Present$": "attended", "^No Show$": "no_show", "^Late cancel$": "cancelled_by_patient"},
    "result": {"^NEG$": "negative", "^POS$": "positive", "^No show$": "no_show", "^Refusal$": "refused"},
    "analyte": {"^THC$": "thc", "^COC$": "cocaine", "^Opiates$": "opiates", "^Benzos$": "benzodiazepines"},
    "discharge_reason": {"^AMA$": "dropped_out", "^Graduated$": "completed", "^Administrative.*": "terminated"},
    "outcome": {"^No answer$": "unreachable", "^Reached$": "completed"},
}
"""Spellings of a patient's identifier, and the local codes: regular expressions by column."""

HELD = ["attended", "partial", "late"]
COUNTED = [*HELD, "no_show", "cancelled_by_patient"]
"""Sessions patients could have come to; of two rows about one session the first of these is meant."""
SESSION = ["patient_id", "session_on", "starts_at", "service", "therapy"]
AWAY = ["hospital", "jail", "incarcerated", "residential", "detox"]
OFFICE = ["dropped_out", "terminated", "unknown", "other"]
"""Discharges that the office wrote down later: the last contact is when the patient left."""
TOLD, USED = ["completed", "negative", "positive", "admitted", "refused"], ["positive", "admitted", "refused"]
RANK = {"excused": 1, "refused": 2} | dict.fromkeys(
    ["negative", "positive", "admitted", "dilute", "invalid", "positive_prescribed"], 3
)
"""Of all that was said in one week the highest counts: 3 a specimen was given, 1 no test was due."""
WEEK = pd.Timedelta(days=7)
WASH_OUT = {
    "thc": 30, "etg": 4, "benzodiazepines": 4, "methadone": 4, "buprenorphine": 4, "fentanyl": 4, "cocaine": 3,
    "opiates": 3, "heroin": 3, "oxycodone": 3, "amphetamine": 3, "methamphetamine": 3, "alcohol": 1,
}  # fmt: skip
"""Days after admission on which a positive may still show use before it."""

# The lines of pandas. They stay as an analyst would type them.
# fmt: off


def no_shows(path: Path, first: pd.Timestamp, last: pd.Timestamp) -> tuple[int, int]:
    """No-shows, and sessions of the period that patients could have come to."""
    e = pd.read_csv(path / EPISODES, dtype=str).astype(DAYS).replace(regex=MEANT).sort_values("admitted_on")
    a = pd.read_csv(path / SESSIONS, dtype=str).replace(regex=MEANT).astype({"session_on": "datetime64[ns]"})
    a = a[a.status.isin(COUNTED)].sort_values("status", key=lambda status: status.map(COUNTED.index), kind="stable")
    a = a.drop_duplicates(SESSION).sort_values("session_on")
    a = pd.merge_asof(a, e, left_on="session_on", right_on="admitted_on", by=WHO)
    a = a[a.admitted_on.notna() & ~((a.session_on - a.discharged_on).dt.days > 365) & a.session_on.between(first, last)]
    return (a.status == "no_show").sum(), len(a)


def due_tests_given(path: Path, first: pd.Timestamp, last: pd.Timestamp) -> tuple[int, int]:
    """Weeks with a specimen, and weeks in treatment that ended in the period and had a test due."""
    e = pd.read_csv(path / EPISODES, dtype=str).astype(DAYS).replace(regex=MEANT).sort_values([WHO, "admitted_on"])
    went = (e.groupby(WHO).admitted_on.shift(-1) - e.discharged_on).dt.days.between(0, 7) & e.discharge_reason.eq(MOVED)
    e["stay"] = (~went.groupby(e.patient_id).shift(fill_value=False)).cumsum()
    e = e.drop_duplicates("stay")[BEGIN].merge(e.drop_duplicates("stay", keep="last")[END]).sort_values("admitted_on")
    a = pd.read_csv(path / SESSIONS, dtype=str).replace(regex=MEANT).assign(result="excused")
    away, day = (a.status == "excused") | a.reason.isin(AWAY), a.patient_id + a.session_on
    t = pd.concat([pd.read_parquet(path / LABS), a[away & ~day.isin(day[a.status.isin(HELD)])]]).replace(regex=MEANT)
    t["day"] = pd.to_datetime(t.collected_on.fillna(t.scheduled_on).fillna(t.session_on))
    t = pd.merge_asof(t.sort_values("day"), e, left_on="day", right_on="admitted_on", by=WHO)
    t["end"] = (t.admitted_on + (t.day - t.admitted_on).dt.ceil("7D")).clip(upper=t.planned_end_on)
    said = t[t.day <= t.planned_end_on].assign(rank=t.result.map(RANK)).groupby(WEEK_OF)["rank"].max()
    w = pd.concat([e.assign(end=(e.admitted_on + k * WEEK).clip(upper=e.planned_end_on)) for k in range(1, 60)])
    w = w[w.end.between(first, last) & ~(w.end > w[["discharged_on", "died_on"]].min(axis=1))].drop_duplicates(WEEK_OF)
    best = said.reindex(pd.MultiIndex.from_frame(w[WEEK_OF]))
    return (best == 3).sum(), (best != 1).sum()


def retained_90_days(path: Path, first: pd.Timestamp, last: pd.Timestamp) -> tuple[int, int]:
    """People still in treatment 90 days after admission, and people admitted in the period."""
    e = pd.read_csv(path / EPISODES, dtype=str).astype(DAYS).replace(regex=MEANT).sort_values([WHO, "admitted_on"])
    went = (e.groupby(WHO).admitted_on.shift(-1) - e.discharged_on).dt.days.between(0, 7) & e.discharge_reason.eq(MOVED)
    e["stay"] = (~went.groupby(e.patient_id).shift(fill_value=False)).cumsum()
    e = e.drop_duplicates("stay")[BEGIN].merge(e.drop_duplicates("stay", keep="last")[END])
    people = e[e.admitted_on.between(first, last) & ~(e.discharged_on < e.admitted_on)].drop_duplicates(WHO)
    closed = people[["discharged_on", "last_contact_on"]].min(axis=1)
    left = people.discharged_on.mask(people.discharge_reason.isin(OFFICE), closed)
    return (~((left - people.admitted_on).dt.days < 90)).sum(), len(people)


def abstinent_at_follow_up(path: Path, first: pd.Timestamp, last: pd.Timestamp) -> tuple[int, int]:
    """People without use in the 30 days before the first follow-up, and people discharged (the dead apart)."""
    e = pd.read_csv(path / EPISODES, dtype=str).astype(DAYS).replace(regex=MEANT).sort_values("admitted_on")
    went = (e.groupby(WHO).admitted_on.shift(-1) - e.discharged_on).dt.days.between(0, 7) & e.discharge_reason.eq(MOVED)
    left = e[~went & e.discharged_on.between(e.admitted_on.clip(first), last)].groupby(WHO).discharged_on.min()
    t = pd.concat([pd.read_parquet(path / LABS), pd.read_csv(path / CALLS, dtype=str)]).astype("O").replace(regex=MEANT)
    t["day"] = pd.to_datetime(t.contacted_on.fillna(t.collected_on).fillna(t.scheduled_on))
    t = pd.merge_asof(t.dropna(subset="day").sort_values("day"), e, left_on="day", right_on="admitted_on", by=WHO)
    mild = (t.analyte == t.medication) & ~(t.day < t.medication_from) & ~(t.day > t.medication_to)
    mild |= (t.day - t.admitted_on).dt.days <= t.analyte.map(WASH_OUT)
    t = t[t.outcome.fillna(t.result).isin(TOLD) & ~(mild & (t.result == "positive"))].sort_values(["outcome", "day"])
    since = (t.day - t.patient_id.map(left)).dt.days
    seen = since[since.between(60, 180)].groupby(t.patient_id).first()
    used = t.result.isin(USED) | (t.days_used_past_30.astype(float) > 0) & (since >= 60)
    users = t.patient_id[used & (t.patient_id.map(seen) - since).between(0, 30)]
    dead = (e.groupby(WHO).died_on.min() - left).dt.days <= 180
    return len(seen.index.difference(users)), len(left.index.difference(dead.index[dead]).union(seen.index))


def readmitted_in_180_days(path: Path, first: pd.Timestamp, last: pd.Timestamp) -> tuple[int, int]:
    """People admitted again within 180 days, and people discharged alive in the period."""
    e = pd.read_csv(path / EPISODES, dtype=str).astype(DAYS).replace(regex=MEANT).sort_values("admitted_on")
    went = (e.groupby(WHO).admitted_on.shift(-1) - e.discharged_on).dt.days.between(0, 7) & e.discharge_reason.eq(MOVED)
    left = e[~went & e.discharged_on.between(e.admitted_on.clip(first), last)].groupby(WHO).discharged_on.min()
    died = e.groupby(WHO).died_on.min()
    alive = left[~(died.reindex(left.index) <= left)]
    back = e[~went.groupby(e.patient_id).shift(fill_value=False) & ~(e.admitted_on > e.patient_id.map(died))]
    days = (back.admitted_on - back.patient_id.map(alive)).dt.days
    return back.patient_id[days.between(1, 180)].nunique(), len(alive)
