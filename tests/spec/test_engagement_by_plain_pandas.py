"""Figures of the page Engagement on the demonstration program once more, in pandas that imports nothing of ours.

The rows are the loaded ones (cleaned, joined to nobody); everything from there on is computed anew.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit
from analytics.outcomes.measures import overview_measures
from analytics.outcomes.periods import quarter
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records

HELD = ["attended", "partial", "late"]
MISSED = ["no_show", "cancelled_by_patient"]
QUARTER = quarter(date(2026, 4, 1))


@pytest.fixture(scope="module")
def derivation(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=DEMO_TODAY))


@pytest.fixture(scope="module")
def episodes(derivation: Derivation) -> pd.DataFrame:
    """Admissions, a transfer continued within a week joined to one."""
    e = derivation.records.episodes.astype({"patient_id": str, "discharge_reason": str})
    e = e.sort_values(["patient_id", "admitted_on"]).reset_index(drop=True)
    gap = (e["admitted_on"] - e.groupby("patient_id")["discharged_on"].shift()).dt.days
    joined = (e.groupby("patient_id")["discharge_reason"].shift() == "transferred") & gap.between(0, 7)
    return e.assign(stay=(~joined).cumsum()).groupby("stay").agg(
        patient_id=("patient_id", "first"), admitted_on=("admitted_on", "first"), age=("age", "first"),
        discharged_on=("discharged_on", lambda d: d.iloc[-1]),
        last_contact_on=("last_contact_on", lambda d: d.iloc[-1]),
        discharge_reason=("discharge_reason", "last"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def sessions(derivation: Derivation, episodes: pd.DataFrame) -> pd.DataFrame:
    """Sessions up to as-of in the latest admission on or before them, within a year of discharge."""
    a = derivation.records.attendance.astype({"patient_id": str, "status": str, "service": str})
    a = a[a["session_on"] <= "2026-09-30"].sort_values("session_on")
    e = episodes.reset_index().sort_values("admitted_on")
    a = pd.merge_asof(a, e, left_on="session_on", right_on="admitted_on", by="patient_id")
    late = a["session_on"] - a["discharged_on"] > pd.Timedelta(days=365)
    return a[a["stay"].notna() & ~late]


def figure(derivation: Derivation, name: str) -> Exhibit:
    return exhibit(derivation, f"engagement.{name}", period=QUARTER)


def test_the_no_show_rate_of_a_quarter_and_who_missed(derivation: Derivation, sessions: pd.DataFrame) -> None:
    q = sessions[sessions["session_on"].between("2026-04-01", "2026-06-30") & sessions["status"].isin(HELD + MISSED)]
    row = figure(derivation, "no_shows_by_quarter")
    assert (row.frame["events"].iloc[0], row.frame["n"].iloc[0]) == ((q["status"] == "no_show").sum(), len(q))
    assert row.members is not None
    assert len(row.members[0]) == q.loc[q["status"] == "no_show", "stay"].nunique()


def test_the_attendance_rate_of_a_quarter(derivation: Derivation, sessions: pd.DataFrame) -> None:
    q = sessions[sessions["session_on"].between("2026-04-01", "2026-06-30")]
    row = figure(derivation, "attendance").frame.iloc[0]
    came = q["status"].isin(HELD).sum()
    assert (row["events"], row["n"]) == (came, came + q["status"].isin(MISSED).sum())
    assert (row["unrecorded"], row["sessions"]) == ((q["status"] == "unrecorded").sum(), len(q))


def test_mondays_at_nine(derivation: Derivation, sessions: pd.DataFrame) -> None:
    q = sessions[sessions["session_on"].between("2026-04-01", "2026-06-30") & sessions["status"].isin(HELD + MISSED)]
    q = q[(q["session_on"].dt.dayofweek == 0) & (q["starts_at"].astype(str).str[:2] == "09")]
    frame = figure(derivation, "no_shows_by_hour").frame
    row = frame[(frame["weekday"] == "Monday") & (frame["hour"] == 9)].iloc[0]
    assert (row["events"], row["n"]) == ((q["status"] == "no_show").sum(), len(q))


def test_retention_of_people_admitted_in_a_quarter(derivation: Derivation, episodes: pd.DataFrame) -> None:
    people = episodes[episodes["admitted_on"].between("2026-04-01", "2026-06-30")].drop_duplicates("patient_id")
    closed = people["discharge_reason"].isin(["dropped_out", "terminated", "unknown", "other"])
    left = people["discharged_on"].where(~closed, people[["discharged_on", "last_contact_on"]].min(axis=1))
    days = (left - people["admitted_on"]).dt.days
    frame = figure(derivation, "retention").frame
    row = frame[frame["day"] == 90].iloc[0]
    assert (row["n"], row["value"]) == (len(people), pytest.approx((days.isna() | (days >= 90)).mean()))


def test_retention_is_the_overviews(derivation: Derivation) -> None:
    tile = next(measure for measure in overview_measures(derivation) if measure.key == "retention")
    found = exhibit(derivation, "engagement.retention", period=tile.period)
    assert found.headline == tile.estimate


def test_attendance_is_the_overviews(derivation: Derivation) -> None:
    tile = next(measure for measure in overview_measures(derivation) if measure.key == "attendance")
    assert exhibit(derivation, "engagement.attendance", period=tile.period).headline == tile.estimate


def test_patient_weeks_with_nine_hours(derivation: Derivation, episodes: pd.DataFrame, sessions: pd.DataFrame) -> None:
    closed = episodes["discharge_reason"].isin(["dropped_out", "terminated", "unknown", "other"])
    left = episodes["discharged_on"].where(~closed, episodes[["discharged_on", "last_contact_on"]].min(axis=1))
    following = episodes.groupby("patient_id")["admitted_on"].shift(-1) - pd.Timedelta(days=1)
    end = pd.concat([left.fillna(pd.Timestamp("2026-09-30")), following], axis=1).min(axis=1)
    weeks = ((end - episodes["admitted_on"]).dt.days // 7).clip(lower=0).rename("weeks")
    s = sessions[sessions["service"].isin(["group", "individual", "family", "education", "medication"])]
    s = s.assign(week=((s["session_on"] - s["admitted_on"]).dt.days - 1) // 7 + 1)
    minutes = s["minutes_attended"].fillna(s["minutes_scheduled"]).where(s["status"].isin(HELD), 0)
    s = s.assign(hours=minutes / 60, open=s["status"] == "unrecorded")
    hours = s.groupby(["stay", "week"])[["hours", "open"]].agg({"hours": "sum", "open": "any"})
    every = weeks.loc[weeks.index.repeat(weeks)].reset_index()[["stay"]]
    every["week"] = every.groupby("stay").cumcount() + 1
    every = every.merge(hours.reset_index(), on=["stay", "week"], how="left").fillna({"hours": 0, "open": False})
    ends = every["stay"].map(episodes["admitted_on"]) + pd.to_timedelta(7 * every["week"], unit="D")
    q = every[ends.between("2026-04-01", "2026-06-30") & ~every["open"].astype(bool)]
    row = figure(derivation, "hours").frame.iloc[0]
    assert (row["n"], row["events"]) == (len(q), int((q["hours"] >= 9 - 1e-9).sum()))
    assert row["median"] == pytest.approx(q["hours"].median())


def test_the_fourth_treatment_day_within_thirty_days(
    derivation: Derivation, episodes: pd.DataFrame, sessions: pd.DataFrame
) -> None:
    people = episodes[episodes["admitted_on"].between("2026-04-01", "2026-06-30")].drop_duplicates("patient_id")
    s = sessions[sessions["stay"].isin(people.index) & sessions["status"].isin(HELD)]
    s = s[s["service"].isin(["group", "individual", "family", "education", "medication"])]
    s = s[(s["session_on"] - s["admitted_on"]).dt.days <= 30]
    days = s.drop_duplicates(["stay", "session_on"]).groupby("stay").size()
    row = figure(derivation, "continuation").frame.iloc[3]
    assert (row["events"], row["n"]) == (int((days >= 4).sum()), len(people))
