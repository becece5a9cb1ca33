"""The main numbers of the page Drug testing on the demonstration program, by pandas alone from the tables."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.measures import overview_measures
from analytics.outcomes.periods import period_named
from analytics.records.load import load_records

QUARTER = period_named("2026Q3")
FIRST, LAST = pd.Timestamp("2026-07-01"), pd.Timestamp("2026-09-30")
COCAINE_WASH_OUT = 3


@pytest.fixture(scope="module")
def derivation(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=date(2026, 10, 1)))


def test_due_tests_given_agree_with_the_overviews_tile(derivation: Derivation) -> None:
    tile = next(measure for measure in overview_measures(derivation) if measure.key == "due_tests")
    ours = exhibit(derivation, "testing.compliance", basis="active", period=tile.period).headline
    assert ours is not None
    assert (ours.value, ours.low, ours.high, ours.n) == (
        tile.estimate.value, tile.estimate.low, tile.estimate.high, tile.estimate.n,
    )  # fmt: skip
    weeks = exhibit(derivation, "testing.ledger", basis="active", period=tile.period).frame
    given = weeks.loc[weeks["status"] == "given", "events"].sum()
    assert (given, weeks.groupby("week")["due"].first().sum()) == (tile.estimate.events, tile.estimate.n)


def test_cocaine_of_people_and_samples(derivation: Derivation) -> None:
    """Specimens given in care in the quarter; a positive on one of the first days after admission says nothing."""
    people, samples = _cocaine(derivation)
    frame = exhibit(derivation, "testing.positivity", basis="active", period=QUARTER).frame
    ours = frame[frame["analyte"] == "cocaine"].set_index("unit")[["events", "n"]].astype(int)
    assert tuple(ours.loc["people"]) == people
    assert tuple(ours.loc["samples"]) == samples


def _cocaine(derivation: Derivation) -> tuple[tuple[int, int], tuple[int, int]]:
    tests = derivation.records.drug_tests
    rows = tests[(tests["analyte"] == "cocaine") & tests["result"].isin(["positive", "admitted", "negative"])]
    rows = rows[["patient_id", "specimen_id", "tested_on", "result"]].sort_values("tested_on")
    stays = derivation.records.episodes[["patient_id", "admitted_on", "discharged_on"]].sort_values("admitted_on")
    placed = pd.merge_asof(rows, stays, left_on="tested_on", right_on="admitted_on", by="patient_id")
    care = placed[placed["admitted_on"].notna() & ~(placed["tested_on"] > placed["discharged_on"])]
    care = care[care["tested_on"].between(FIRST, LAST)]
    since = (care["tested_on"] - care["admitted_on"]).dt.days
    care = care[~((care["result"] == "positive") & (since <= COCAINE_WASH_OUT))]
    hit = care["result"] != "negative"
    by_specimen = hit.groupby([care["patient_id"].astype(str), care["specimen_id"].astype(str)]).max()
    by_person = by_specimen.groupby("patient_id").max()
    return (int(by_person.sum()), len(by_person)), (int(by_specimen.sum()), len(by_specimen))


def test_parts_of_the_ledger_add_up(derivation: Derivation) -> None:
    weeks = exhibit(derivation, "testing.ledger").frame
    assert np.allclose(weeks.groupby("week")["value"].sum(), 1)
    assert (weeks.groupby("week")["events"].sum() == weeks.groupby("week")["n"].first()).all()


def test_samples_are_never_a_larger_share_than_the_days_allow(derivation: Derivation) -> None:
    """The shortest windows see no more days than the longest, and both no more than there are."""
    frame = exhibit(derivation, "testing.coverage").frame
    known = frame[frame["value"].notna()]
    assert (known["value"] <= known["high_window"] + 1e-12).all() and (known["high_window"] <= 1).all()
    assert (known["events"] <= known["n"]).all()
