"""Figures of the page Pathways once more on the demonstration program, in plain pandas that import nothing of ours.

The rows are the loaded ones; everything from there on is computed anew.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import exhibit
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records

AS_OF = pd.Timestamp(date(2026, 9, 30))
YEAR = pd.Timestamp(date(2025, 10, 1)), AS_OF
MATURED = pd.Timestamp(date(2025, 4, 1)), pd.Timestamp(date(2026, 3, 31))


@pytest.fixture(scope="module")
def derivation(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=DEMO_TODAY))


def stays(episodes: pd.DataFrame) -> pd.DataFrame:
    """Admission and discharge of every stay, transfers within a week joined."""
    e = episodes.sort_values(["patient_id", "admitted_on"]).astype({"patient_id": str})
    person = e.groupby("patient_id")
    gap = (e["admitted_on"] - person["discharged_on"].shift()).dt.days
    joined = gap.between(0, 7) & (person["discharge_reason"].shift() == "transferred")
    return e.groupby((~joined).cumsum()).agg(
        patient_id=("patient_id", "first"),
        admitted_on=("admitted_on", "first"),
        discharged_on=("discharged_on", "last"),
        reason=("discharge_reason", "last"),
        died_on=("died_on", "last"),
    )


def discharged(found: pd.DataFrame, period: tuple[pd.Timestamp, pd.Timestamp]) -> pd.DataFrame:
    """Each person's first discharge of the period."""
    inside = found[found["discharged_on"].between(*period)]
    return inside.sort_values("discharged_on").drop_duplicates("patient_id")


def test_completed_or_transferred(derivation: Derivation) -> None:
    left = discharged(stays(derivation.records.episodes), YEAR)
    plain = left["reason"].isin(["completed", "transferred"])
    found = exhibit(derivation, "pathways.completed").headline
    assert found is not None
    assert (found.events, found.n) == (int(plain.sum()), len(plain))


def test_readmitted_within_six_months(derivation: Derivation) -> None:
    everything = stays(derivation.records.episodes)
    left = discharged(everything, MATURED)
    left = left[left["reason"] != "death"]
    pairs = left.merge(everything[["patient_id", "admitted_on"]], on="patient_id", suffixes=("", "_again"))
    after = (pairs["admitted_on_again"] - pairs["discharged_on"]).dt.days
    found = exhibit(derivation, "pathways.readmission").headline
    assert found is not None
    assert (found.events, found.n) == (pairs.loc[after.between(1, 180), "patient_id"].nunique(), len(left))
    curve = exhibit(derivation, "pathways.readmission_curve").headline
    assert curve is not None and curve.value == pytest.approx(found.value)  # everybody was followed 180 days


def test_people_in_treatment_at_the_end_of_each_month(derivation: Derivation) -> None:
    frame = exhibit(derivation, "pathways.census").frame
    found = stays(derivation.records.episodes)
    for month, n in zip(frame["month"], frame["in_treatment"], strict=True):
        end = month + pd.offsets.MonthEnd(0)
        there = (found["admitted_on"] <= end) & ~(found["discharged_on"] <= end)
        assert n == found.loc[there, "patient_id"].nunique()


def test_median_stay_of_those_who_completed(derivation: Derivation) -> None:
    left = discharged(stays(derivation.records.episodes), YEAR)
    done = left[left["reason"] == "completed"]
    frame = exhibit(derivation, "pathways.length_of_stay").frame
    row = frame[frame["discharge_reason"] == "completed"].iloc[0]
    assert (row["median"], row["n"]) == ((done["discharged_on"] - done["admitted_on"]).dt.days.median(), len(done))
