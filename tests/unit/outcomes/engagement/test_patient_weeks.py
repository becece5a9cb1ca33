"""Patient-weeks: full weeks in care only, clinical hours only, the hours each person needs."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.engagement.patient_weeks import (
    full_weeks,
    patient_weeks,
    quartiles,
    required_hours,
    required_words,
)
from analytics.records.settings import Settings
from tests.made_up import Row, day
from tests.unit.outcomes.engagement.asked import program, scope, session


def test_only_weeks_that_were_full_and_in_care() -> None:
    episodes: list[Row] = [
        {"patient_id": "A", "discharged_on": day(14), "discharge_reason": "completed"},  # days 1–14: two weeks
        {"patient_id": "B", "discharged_on": day(13), "discharge_reason": "completed"},  # the second is cut
        {"patient_id": "C", "discharged_on": None},  # still there; as-of day 21: three weeks
    ]
    assert full_weeks(scope(program(episodes, [session("A", 1)], until=21))).tolist() == [2, 1, 3]


def test_an_office_closure_ends_care_at_the_last_contact() -> None:
    closed = {"patient_id": "A", "discharged_on": day(40), "discharge_reason": "dropped_out", "last_contact_on": day(8)}
    assert full_weeks(scope(program([closed], [session("A", 1)]))).tolist() == [1]


def test_hours_of_clinical_services_by_week_of_treatment() -> None:
    sessions = [
        session("A", 0, service="group", minutes_attended=180),  # the admission day lies before week 1
        session("A", 1, service="group", minutes_attended=180),
        session("A", 7, service="individual", minutes_attended=90),  # day 7 is the last of week 1
        session("A", 8, service="group", minutes_attended=120),  # day 8 begins week 2
        session("A", 9, service="case_management", minutes_attended=60),  # not clinical
        session("A", 10, "no_show", service="group", minutes_scheduled=180),
    ]
    weeks = patient_weeks(scope(program([{"patient_id": "A"}], sessions, until=15)))
    assert weeks.week.tolist() == [1, 2]
    assert weeks.hours.tolist() == [4.5, 2.0]


def test_planned_minutes_stand_in_and_are_counted() -> None:
    sessions = [session("A", 1, minutes_attended=None, minutes_scheduled=90), session("A", 2, minutes_attended=30)]
    weeks = patient_weeks(scope(program([{"patient_id": "A"}], sessions, until=7)))
    assert weeks.hours.tolist() == [2.0]
    assert weeks.by_plan == 1


def test_a_week_with_a_session_without_a_status_is_not_known() -> None:
    sessions = [session("A", 1, minutes_attended=60), session("A", 9, "unrecorded", minutes_scheduled=60)]
    assert patient_weeks(scope(program([{"patient_id": "A"}], sessions, until=14))).known.tolist() == [True, False]


def test_required_hours_by_age_level_and_the_programs_own_setting() -> None:
    episodes: list[Row] = [
        {"patient_id": "A", "age": 17.0, "level_of_care": "2.1"},
        {"patient_id": "B", "age": 18.0, "level_of_care": "2.1"},
        {"patient_id": "C", "age": 40.0, "level_of_care": "2.5"},
    ]
    assert required_hours(scope(program(episodes, [session("A", 1)]))).tolist() == [6, 9, 20]
    own = Settings(sections={"defaults": {"": {"hours_per_week": 12.0}}})
    assert required_hours(scope(program(episodes, [session("A", 1)], settings=own))).tolist() == [12, 12, 12]


def test_words_and_quartiles() -> None:
    assert required_words(np.array([9.0, 9.0])) == "9 h"
    assert required_words(np.array([20.0, 6.0, 9.0])) == "6, 9 or 20 h"
    # of 1 2 3 4: quartiles at positions 1.75, 2.5, 3.25 as R's quantile(1:4)
    assert quartiles(np.array([4.0, 1, 3, 2])) == {"median": 2.5, "lower_quartile": 1.75, "upper_quartile": 3.25}
    assert all(np.isnan(value) for value in quartiles(np.zeros(0)).values())


def test_reached_at_exactly_the_required_hours() -> None:
    sessions = [session("A", d, minutes_attended=180) for d in (1, 3, 5)] + [session("A", 8, minutes_attended=539)]
    weeks = patient_weeks(scope(program([{"patient_id": "A"}], sessions, until=14)))
    assert weeks.hours.tolist() == [9.0, pytest.approx(539 / 60)]
    assert weeks.reached.tolist() == [True, False]
