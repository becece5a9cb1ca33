"""The range as an exhibit: the rows of the range, the distance from the primary, the places, near ones first."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.relapse.spread import AXES, MOST_COLUMNS, near_primary
from analytics.outcomes.specification import specification_range
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records
from tests.made_up import made_up_records


@pytest.fixture(scope="module")
def demo(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=DEMO_TODAY))


def test_the_rows_are_those_of_the_range_with_intervals(demo: Derivation) -> None:
    found = exhibit(demo, "relapse.range", choices={"clock": "admission"})
    expected = specification_range(demo, clock="admission").rows
    assert found.frame["value"].tolist() == expected["estimate"].tolist()
    assert found.frame["low"].tolist() == expected["low"].tolist()
    assert found.frame["primary"].sum() == 1


def test_after_discharge_the_primary_is_the_headline_of_the_same_period(demo: Derivation) -> None:
    found = exhibit(demo, "relapse.range")
    figure = benchmark_figure(demo)
    primary = found.frame[found.frame["primary"]].iloc[0]
    assert (primary["value"], primary["n"]) == (figure.primary.value, figure.n)
    assert found.window is not None and found.window.period == figure.period


def test_changed_counts_the_choices_that_differ_from_the_primary(demo: Derivation) -> None:
    frame = exhibit(demo, "relapse.range", choices={"clock": "admission"}).frame
    primary = frame[frame["primary"]].iloc[0]
    for row in frame.sample(25, random_state=1).to_dict("records"):
        assert row["changed"] == sum(str(row[axis]) != str(primary[axis]) for axis in AXES)


def test_over_forty_definitions_the_near_ones_come_first(demo: Derivation) -> None:
    frame = exhibit(demo, "relapse.range", choices={"clock": "admission"}).frame
    near = near_primary(frame)
    assert len(frame) > MOST_COLUMNS >= len(near)
    assert near["changed"].max() == 1 and near["primary"].any()
    assert near["value"].is_monotonic_increasing
    few = frame.head(MOST_COLUMNS)
    assert near_primary(few) is few


def test_positions_and_the_note_count_the_same(demo: Derivation) -> None:
    found = exhibit(demo, "relapse.range")
    counts = found.frame["position"].value_counts()
    above, within, below = (counts.get(word, 0) for word in ("above", "within", "below"))
    assert found.notes[0].startswith(
        f"Of {len(found.frame)} definitions {above} lie above, {within} within, {below} below the published 50–70%."
    )
    different = found.frame[["value", "n"]].drop_duplicates()
    assert f"They give {len(different)} different figures." in found.notes[0]
    assert "A range of definitions, not a confidence interval." in found.notes


def test_nothing_after_discharge_is_said_and_points_to_another_clock() -> None:
    found = exhibit(Derivation(made_up_records()), "relapse.range", choices={"clock": "discharge"})
    assert "needs the table drug_tests" in found.unavailable
    assert isinstance(found.frame, pd.DataFrame)
