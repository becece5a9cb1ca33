"""Two figures of the demonstration program once more, in a few lines of pandas that import nothing of ours.

The rows are the loaded ones (cleaned, joined to nobody); everything from there on is computed anew.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.measures import overview_measures
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records


@pytest.fixture(scope="module")
def derivation(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=DEMO_TODAY))


def followed_up(
    episodes: pd.DataFrame, contacts: pd.DataFrame, tests: pd.DataFrame, start: date, end: date
) -> pd.DataFrame:
    """First discharge of each patient in the period, first answer 60–180 days later, positives of the 30 days before.

    A transfer followed by an admission within a week is no discharge. Tests alone (by_test) are left to the caller.
    """
    e = episodes.sort_values(["patient_id", "admitted_on"]).astype({"patient_id": str})
    gap = (e.groupby("patient_id")["admitted_on"].shift(-1) - e["discharged_on"]).dt.days
    e = e[~((e["discharge_reason"] == "transferred") & gap.between(0, 7))]
    e = e[e["discharged_on"].between(pd.Timestamp(start), pd.Timestamp(end))]
    first = e.sort_values("discharged_on").drop_duplicates("patient_id")
    first = first[["patient_id", "discharged_on", "medication"]].astype({"medication": str})
    c = contacts[(contacts["outcome"] == "completed") & contacts["days_used_past_30"].notna()]
    c = first.merge(c.astype({"patient_id": str}), on="patient_id")
    c = c[(c["contacted_on"] - c["discharged_on"]).dt.days.between(60, 180)]
    c = c.sort_values("contacted_on").drop_duplicates("patient_id")[["patient_id", "contacted_on", "days_used_past_30"]]
    t = tests[tests["result"].isin(["positive", "admitted", "refused"])].astype({"patient_id": str})
    t = first.merge(c, on="patient_id").merge(t[["patient_id", "tested_on", "analyte"]], on="patient_id")
    t = t[t["analyte"].astype(str) != t["medication"]]  # buprenorphine and methadone explain their own positives
    before = (t["contacted_on"] - t["tested_on"]).dt.days.between(0, 30) & (t["tested_on"] > t["discharged_on"])
    found = first.merge(c, on="patient_id", how="left")
    return found.assign(positive=found["patient_id"].isin(t.loc[before, "patient_id"]))


def test_the_benchmark_figure_of_the_verdict_period(derivation: Derivation) -> None:
    records, figure = derivation.records, benchmark_figure(derivation)
    assert figure.period is not None
    found = followed_up(
        records.episodes, records.follow_ups, records.drug_tests, figure.period.start, figure.period.end
    )
    answered = found["days_used_past_30"].notna()
    # people: those due for follow-up, and the deceased who left the denominator
    assert len(found) == figure.n + figure.deceased
    assert int(answered.sum()) == figure.reached - figure.by_test
    abstinent = int((answered & (found["days_used_past_30"] == 0) & ~found["positive"]).sum())
    assert 0 <= figure.abstinent - abstinent <= figure.by_test
    assert figure.primary.value == pytest.approx(figure.abstinent / figure.n)


def test_the_attendance_of_one_quarter(derivation: Derivation) -> None:
    tile = next(m for m in overview_measures(derivation) if m.key == "attendance")
    records = derivation.records
    rows = records.attendance[
        records.attendance["session_on"].between(pd.Timestamp(tile.period.start), pd.Timestamp(tile.period.end))
    ]
    began = records.episodes.groupby("patient_id", observed=True)["admitted_on"].min()
    rows = rows[rows["session_on"] >= rows["patient_id"].map(began).astype(rows["session_on"].dtype)]
    came = int(rows["status"].isin(["attended", "partial", "late"]).sum())
    missed = int(rows["status"].isin(["no_show", "cancelled_by_patient"]).sum())
    assert (tile.estimate.events, tile.estimate.n) == (came, came + missed)
    assert tile.estimate.value == pytest.approx(came / (came + missed))
