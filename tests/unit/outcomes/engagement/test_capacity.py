"""Capacity used: the census against the places the program says it has."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.exhibit import exhibit
from analytics.records.settings import Settings
from tests.made_up import Row, day
from tests.unit.outcomes.engagement.asked import asked, cells, program

PEOPLE: list[Row] = [{"patient_id": "A"}, {"patient_id": "B", "discharged_on": day(30)}]
PLACES = Settings(targets={"census": 4})


def test_people_at_the_end_of_each_month_over_the_places() -> None:
    found = asked(program(PEOPLE, [], settings=PLACES, until=54), "capacity")
    assert cells(found, "in_treatment", "places", "value") == [(2, 4, 0.5), (1, 4, 0.25)]


def test_filters_do_not_divide_the_places() -> None:
    records = program(PEOPLE, [], settings=PLACES, until=54)
    found = exhibit(records, "engagement.capacity", episode_rows=np.array([False, True]))
    assert found.frame["in_treatment"].tolist() == [2, 1]


def test_says_what_to_set() -> None:
    assert "census = 120" in asked(program(PEOPLE, [], until=54), "capacity").unavailable


def test_without_any_discharge_nobody_knows_who_is_still_there() -> None:
    found = asked(program([{"patient_id": "A"}], [], settings=PLACES, until=54), "capacity")
    assert found.unavailable == "This needs the column discharged_on of episodes, which these records do not have."
