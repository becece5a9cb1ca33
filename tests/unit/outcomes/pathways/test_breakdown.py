"""The breakdown: values in their own order, four figures each, abstinence counts everyone due."""

from __future__ import annotations

import pytest

from analytics.outcomes.intervals import wilson
from tests.made_up import Row, day
from tests.unit.outcomes.pathways.made import derived, only, shown, stay


def follow_up(patient: str, *, used: float | None) -> Row:
    answered: Row = {"outcome": "completed", "contacted_on": day(120), "days_used_past_30": used}
    row: Row = {"patient_id": patient, "due_on": day(120)}
    return row | (answered if used is not None else {"outcome": "unreachable", "contacted_on": None})


PEOPLE = [
    stay("A", 0, 30, "completed", severity="severe", stage="2"),
    stay("B", 0, 40, "dropped_out", severity="severe", stage="1"),
    stay("C", 0, 50, "transferred", severity="mild", stage="1"),
]
CONTACTS = [follow_up("A", used=0.0), follow_up("B", used=None), follow_up("C", used=4.0)]


def test_each_value_has_its_four_figures() -> None:
    found = shown(derived(PEOPLE, follow_ups=CONTACTS), "breakdown")
    severe = only(found.frame, level="severe")
    # A and B: one of two completed, stays 30 and 40 days, one of two abstinent (B was not reached)
    assert (severe["n"], severe["completed_events"], severe["median_stay"]) == (2, 1, 35)
    assert (severe["abstinent_events"], severe["abstinent_n"]) == (1, 2)
    assert severe["abstinent_low"] == wilson(1, 2).low
    assert only(found.frame, level="mild")["abstinent"] == 0


def test_values_stand_in_their_own_order_and_not_by_result() -> None:
    found = shown(derived(PEOPLE, follow_ups=CONTACTS), "breakdown")
    rows = found.frame[found.frame["characteristic"] == "severity at admission"]
    assert rows["level"].tolist() == ["mild", "severe"]
    assert "not a ranking" in found.notes[0]
    assert "the one reached" in found.notes[1]
    assert found.notes[-1] == "Not in these records: previous_level_of_care, living_situation."


def test_without_follow_up_the_reason_stands_in_the_place_of_abstinence() -> None:
    row = only(shown(derived(PEOPLE), "breakdown").frame, level="mild")
    assert row["abstinent"] is None or row["abstinent"] != row["abstinent"]
    assert row["abstinent_reason"] == "nobody was seen after discharge"
    young = only(shown(derived(PEOPLE, as_of=100), "breakdown").frame, level="mild")
    assert young["abstinent_reason"] == "no follow-up window has closed"


def test_the_values_of_a_characteristic_add_up_to_everyone() -> None:
    found = shown(derived(PEOPLE, follow_ups=CONTACTS), "breakdown")
    assert found.frame.groupby("characteristic")["n"].sum().tolist() == [found.n, found.n]


@pytest.mark.parametrize("column", ["severity", "living_situation"])
def test_records_without_any_of_the_columns_say_so(column: str) -> None:
    plain = [stay("A", 0, 30, "completed")]
    assert column in shown(derived(plain), "breakdown").unavailable
