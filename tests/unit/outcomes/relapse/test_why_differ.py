"""Why two figures differ, as an exhibit: the steps add up, named figures are the headline's, rows are the range's."""

from __future__ import annotations

import pytest

from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.differ import ORDER
from analytics.outcomes.differ_figures import NAMED
from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.relapse.why_differ import group_levels
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records


@pytest.fixture(scope="module")
def demo(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=DEMO_TODAY))


def test_headline_and_responders_differ_by_one_step(demo: Derivation) -> None:
    found = exhibit(demo, "relapse.why_differ")
    figure = benchmark_figure(demo)
    assert found.frame["value"].tolist() == [figure.primary.value, figure.responders.value]
    assert found.frame["changed"].tolist() == ["", "missing"]
    assert found.frame["n"].tolist() == [figure.n, figure.reached]


@pytest.mark.parametrize("second", [name for name in NAMED if name != "headline"])
def test_the_steps_add_up_to_the_whole_difference(demo: Derivation, second: str) -> None:
    frame = exhibit(demo, "relapse.why_differ", choices={"second": second}).frame
    assert frame["change"].sum() == pytest.approx(frame["value"].iloc[-1] - frame["value"].iloc[0], abs=1e-12)
    changed = [name for step in frame["changed"].iloc[1:] for name in step.split(", ")]
    differing = [name for name in ORDER if frame[name].iloc[0] != frame[name].iloc[-1]]
    assert sorted(changed) == sorted(differing)  # each choice changes once


def test_rows_of_the_range_are_taken_apart_with_its_own_numbers(demo: Derivation) -> None:
    rows = exhibit(demo, "relapse.range", choices={"clock": "admission"}).frame
    first, second = rows.iloc[3], rows.iloc[-3]
    choices = {"first": "no_event_from_admission", "second": "no_event_from_admission"}
    for side, row in (("first", first), ("second", second)):
        choices |= {f"{side}_{axis}": str(row[axis]) for axis in ("endpoint", "missing", "refused", "analytes", "unit")}
    frame = exhibit(demo, "relapse.why_differ", choices=choices).frame
    assert (frame["value"].iloc[0], frame["low"].iloc[0]) == (first["value"], first["low"])
    assert (frame["value"].iloc[-1], frame["n"].iloc[-1]) == (second["value"], second["n"])


def test_groups_are_named_by_their_place_and_periods_by_a_word(demo: Derivation) -> None:
    levels = group_levels(demo, "track")
    choices = {"second": "headline", "first_group": "group_1", "second_group": "group_2"}
    frame = exhibit(demo, "relapse.why_differ", by="track", choices=choices).frame
    assert frame["group"].tolist() == levels[:2]
    earlier = exhibit(demo, "relapse.why_differ", choices={"second": "headline", "second_period": "year_before"}).frame
    assert earlier["period"].tolist() == ["Apr 2025 – Mar 2026", "Apr 2024 – Mar 2025"]


def test_what_cannot_be_taken_apart_says_why(demo: Derivation) -> None:
    same = exhibit(demo, "relapse.why_differ", choices={"second": "headline"})
    assert "the same definition" in same.unavailable
    absent = exhibit(demo, "relapse.why_differ", by="track", choices={"second_group": "group_30"})
    assert "There is no group_30" in absent.unavailable
    all_days = exhibit(
        demo, "relapse.why_differ", choices={"second": "no_event_from_admission", "second_period": "year_before"}
    )
    assert "all days" in all_days.unavailable
