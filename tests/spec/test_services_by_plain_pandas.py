"""Figures of Services and goals once more, in a few lines of pandas that import nothing of ours.

The rows are the loaded ones of the demonstration program; everything from there on is computed anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import exhibit
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records

YEAR = (pd.Timestamp("2025-10-01"), pd.Timestamp("2026-09-30"))
MATURED = (pd.Timestamp("2025-04-01"), pd.Timestamp("2026-03-31"))


@dataclass(frozen=True)
class Plain:
    """The loaded rows, patients as words, transfers followed within a week joined to one stay."""

    derivation: Derivation
    stays: pd.DataFrame
    attendance: pd.DataFrame
    measures: pd.DataFrame


@pytest.fixture(scope="module")
def plain(demo_source: str) -> Plain:
    derivation = Derivation(load_records(demo_source, today=DEMO_TODAY))
    records = derivation.records
    e = records.episodes.astype({"patient_id": str}).sort_values(["patient_id", "admitted_on"])
    before = e.groupby("patient_id").shift()
    gap = (e["admitted_on"] - before["discharged_on"]).dt.days
    e["stay"] = (~((before["discharge_reason"] == "transferred") & gap.between(0, 7))).cumsum()
    s = e.groupby("stay").agg(
        patient_id=("patient_id", "first"),
        admitted_on=("admitted_on", "first"),
        discharged_on=("discharged_on", lambda days: days.iloc[-1]),
        reason=("discharge_reason", lambda words: words.iloc[-1]),
        contact=("last_contact_on", lambda days: days.iloc[-1]),
        cost=("cost", "sum"),
    )
    closed = s["reason"].isin(["dropped_out", "terminated", "unknown", "other"]) & (s["contact"] < s["discharged_on"])
    until = s["discharged_on"].mask(closed, s["contact"]).fillna(YEAR[1])
    following = s.groupby("patient_id")["admitted_on"].shift(-1) - pd.Timedelta(days=1)
    s["last"] = until.where(following.isna(), pd.concat([until, following], axis=1).min(axis=1))
    words = {"patient_id": str}
    return Plain(derivation, s.reset_index(), records.attendance.astype(words), records.measures.astype(words))


def test_hours_a_patient_week_by_service(plain: Plain) -> None:
    s, (start, end) = plain.stays, YEAR
    s = s[(s["admitted_on"] <= end) & ~(s["last"] < start)]
    last, first = s["last"].where(s["last"] < end, end), s["admitted_on"].where(s["admitted_on"] > start, start)
    weeks = ((last - first).dt.days + 1).clip(lower=0).sum() / 7
    a = plain.attendance[plain.attendance["status"].isin(["attended", "partial", "late"])]
    a = a.merge(s, on="patient_id")
    a = a[a["session_on"].between(a["admitted_on"], a["last"]) & a["session_on"].between(start, end)]
    hours = a["minutes_attended"].fillna(a["minutes_scheduled"]).groupby(a["service"], observed=True).sum() / 60
    ours = exhibit(plain.derivation, "services.hours").frame.set_index("service")
    assert ours.loc["all services", "value"] == pytest.approx(hours.sum() / weeks)
    assert ours.loc["group", "value"] == pytest.approx(hours["group"] / weeks)
    family = a.loc[a["service"] == "family", "patient_id"].nunique()
    assert ours.loc["family", "share_any"] == pytest.approx(family / s["patient_id"].nunique())


def first_stays(plain: Plain) -> pd.DataFrame:
    """Each person's first discharge in the matured year."""
    discharged = plain.stays[plain.stays["discharged_on"].between(*MATURED)]
    return discharged.sort_values("discharged_on").drop_duplicates("patient_id")


@pytest.mark.parametrize(
    ("instrument", "measure"), [("phq9", "PHQ-9 depression"), ("barc10", "BARC-10 recovery capital")]
)
def test_the_mean_change_of_a_score_from_admission_to_discharge(plain: Plain, instrument: str, measure: str) -> None:
    m = plain.measures[plain.measures["instrument"] == instrument].merge(first_stays(plain), on="patient_id")
    first = m[(m["stage"] == "admission") & ((m["measured_on"] - m["admitted_on"]).dt.days.abs() <= 14)]
    later = m[(m["stage"] == "discharge") & m["measured_on"].between(m["admitted_on"], m["discharged_on"])]
    pairs = first.set_index("patient_id")["score"].to_frame("before").join(later.set_index("patient_id")["score"])
    pairs = pairs.dropna()
    ours = exhibit(plain.derivation, "services.scores").frame.set_index("measure").loc[measure]
    assert ours["n"] == len(pairs)
    assert ours["value"] == pytest.approx((pairs["score"] - pairs["before"]).mean())


def test_the_cost_above_the_line_is_that_of_every_episode(plain: Plain) -> None:
    discharged = plain.stays[plain.stays["discharged_on"].between(*MATURED)]
    ours = exhibit(plain.derivation, "services.cost").frame.iloc[0]
    assert ours["cost"] == discharged["cost"].sum()
    assert ours["n"] == discharged["patient_id"].nunique()
    assert ours["value"] == pytest.approx(discharged["cost"].sum() / ours["abstinent"])
