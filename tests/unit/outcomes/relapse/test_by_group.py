"""The benchmark figure by group: the groups add up, a verdict needs half reached, small groups have no share."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import exhibit
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records
from tests.made_up import made_up_records


@pytest.fixture(scope="module")
def demo(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=DEMO_TODAY))


def test_one_row_is_the_headline(demo: Derivation) -> None:
    found = exhibit(demo, "relapse.by_group")
    figure = benchmark_figure(demo)
    only = found.frame.iloc[0]
    assert (only["group"], only["n"], only["events"]) == ("all", figure.n, figure.abstinent)
    assert (only["value"], only["low"], only["high"]) == (figure.primary.value, figure.primary.low, figure.primary.high)
    assert only["no_verdict"] == figure.reason  # everyone and those reached differ: no verdict, and why


@pytest.mark.parametrize("by", ["track", "site", "discharge_reason"])
def test_groups_add_up_to_everybody_and_each_says_its_verdict_or_why_none(demo: Derivation, by: str) -> None:
    found = exhibit(demo, "relapse.by_group", by=by)
    figure = benchmark_figure(demo)
    assert found.frame["n"].sum() == figure.n
    assert found.frame["events"].sum() == figure.abstinent
    assert ((found.frame["verdict"] == "") != (found.frame["no_verdict"] == "")).all()
    assert found.members is not None
    assert [len(stays) for stays in found.members] == found.frame["n"].tolist()


def test_bounds_hold_the_primary_and_those_reached(demo: Derivation) -> None:
    rows = exhibit(demo, "relapse.by_group", by="primary_substance").frame.dropna(subset=["value"])
    assert (rows["worst"] == rows["value"]).all()
    assert (rows["responders"].dropna() <= rows["best"][rows["responders"].notna()] + 1e-12).all()


def test_fewer_people_than_the_least_at_risk_have_no_share(demo: Derivation) -> None:
    rows = exhibit(demo, "relapse.by_group", by="age").frame
    small = rows[rows["n"] < demo.records.settings.min_at_risk]
    assert small["value"].isna().all()
    assert rows[rows["n"] >= demo.records.settings.min_at_risk]["value"].notna().all()


def test_without_discharges_the_reason_is_said() -> None:
    found = exhibit(Derivation(made_up_records()), "relapse.by_group")
    assert found.unavailable == "The 50–70% range cannot be applied: these records hold no discharges."
    assert isinstance(found.frame, pd.DataFrame) and found.frame.empty
