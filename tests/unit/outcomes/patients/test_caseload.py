"""The caseload: who is on it, in which order, what counts and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit
from analytics.outcomes.patients.caseload import last_caseload_day, usual_caseload_day
from analytics.outcomes.patients.flags import RULES
from analytics.outcomes.periods import Period
from analytics.outcomes.scope import Scope
from analytics.records.load import load_records
from analytics.records.settings import Settings
from tests.made_up import test_row
from tests.unit.outcomes.patients.scopes import at, scope, session

ALL_ON = {rule.key: "on" for rule in RULES}

EPISODES = [
    {"patient_id": "A", "discharged_on": at(30), "discharge_reason": "completed", "site": "Main", "clinician": "C1"},
    {"patient_id": "B", "admitted_on": at(-10), "discharged_on": None, "site": "Main", "clinician": "C2"},
    {"patient_id": "C", "admitted_on": at(20), "discharged_on": None, "site": "River", "clinician": "C1"},
]
SESSIONS = [session(21, "no_show", patient="C"), session(22, "no_show", patient="C"), session(22, patient="B")]
TESTS = [test_row(1, "negative", patient="B"), test_row(26, "positive", patient="B")]


def clinic(as_of: int = 40) -> Scope:
    return scope(as_of=as_of, episodes=EPISODES, attendance=SESSIONS, tests=TESTS)


def caseload(over: Scope, on: int, **switches: str) -> Exhibit:
    day = at(on)
    period = Period(day, day, "the day")
    return exhibit(over.derivation, "patients.caseload", period=period, choices=ALL_ON | switches)


def test_in_care_at_the_end_of_the_day_most_flags_first() -> None:
    # Day 26. B (in care since day −10): positive on day 26 after a negative on day 1, and no test in the last due week:
    # two flags. A (leaves on day 30): no test either: one. C (since day 20): missed two sessions, its first due week
    # (days 21 … 27) is not over: one, and fewer days in the program than A.
    found = caseload(clinic(), 26)
    assert found.frame["patient_id"].tolist() == ["B", "A", "C"]
    assert found.frame["flags_raised"].tolist() == [2, 1, 1]
    rows: Any = found.frame.set_index("patient_id")
    assert bool(rows.loc["C", "missed_sessions"])
    assert not rows.loc["C", "missed_test"] and not rows.loc["C", "new_positive"]
    assert rows.loc["C", "why"] == "sessions missed 26, 27 Jan"
    assert bool(rows.loc["B", "new_positive"])
    assert "positive 31 Jan, negative 6 Jan" in rows.loc["B", "why"]
    assert rows.loc["B", "days_in_program"] == 36
    assert found.n == 3
    assert found.window is not None and found.window.words == "patients in treatment on 31 Jan 2026"


def test_the_day_of_discharge_is_off_the_caseload() -> None:
    assert "A" in caseload(clinic(), 29).frame["patient_id"].tolist()
    assert "A" not in caseload(clinic(), 30).frame["patient_id"].tolist()


def test_a_rule_switched_off_is_empty_and_not_counted() -> None:
    rows = caseload(clinic(), 26, missed_sessions="off").frame.set_index("patient_id")
    assert rows["missed_sessions"].isna().all()
    assert rows.loc["C", "flags_raised"] == 0 and rows.loc["C", "why"] == ""


def test_rules_that_the_back_test_cannot_judge_are_off_unless_switched_on() -> None:
    judged = exhibit(clinic().derivation, "patients.caseload", period=Period(at(26), at(26), "the day"))
    assert (judged.frame["flags_raised"] == 0).all()
    assert judged.frame[[rule.key for rule in RULES]].isna().all().all()


def test_every_row_knows_its_stay() -> None:
    found, over = caseload(clinic(), 26), clinic()
    assert found.members is not None
    names = over.episode_column("patient_id").astype(str).to_numpy()
    assert [names[stay[0]] for stay in found.members] == found.frame["patient_id"].tolist()


def test_nobody_in_care_is_said_with_the_last_day_anybody_was() -> None:
    over = scope(as_of=60, episodes=EPISODES[:1])
    found = exhibit(over.derivation, "patients.caseload")
    assert "Nobody in this selection was in care on the last day" in found.unavailable
    assert last_caseload_day(over) == at(29)


def test_records_without_discharges_end_with_the_plan() -> None:
    settings = Settings(calendar="relative")
    episodes = [{"patient_id": "A", "planned_end_on": at(20)}, {"patient_id": "B", "planned_end_on": at(50)}]
    over = scope(as_of=60, episodes=episodes, attendance=[session(1), session(2, patient="B")], settings=settings)
    found = caseload(over, 21)
    assert found.frame["patient_id"].tolist() == ["B"]
    assert caseload(over, 20).n == 2  # the last day of the plan is in care
    assert "hold no discharges" in " ".join(found.notes)
    assert found.window is not None and found.window.words.endswith("on day 21 of the records")
    assert "hold no discharges" in exhibit(over.derivation, "patients.caseload").unavailable
    assert last_caseload_day(over) == at(50)


def test_day_numbers_begin_with_the_last_day_on_which_half_as_many_as_ever_are_in_care() -> None:
    # Four people of one day 0, whose plans end on days 10, 20, 30 and 40: four at first, two until day 30, one after.
    ends = dict(zip("ABCD", (10, 20, 30, 40), strict=True))
    episodes = [{"patient_id": name, "planned_end_on": at(day)} for name, day in ends.items()]
    sessions = [session(1, patient=name) for name in "ABCD"]
    cohort = scope(as_of=60, episodes=episodes, attendance=sessions, settings=Settings(calendar="relative"))
    assert usual_caseload_day(cohort) == at(30)
    assert usual_caseload_day(clinic()) == at(40)  # records with dates: as-of


@pytest.fixture(scope="module")
def demo(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=date(2026, 10, 1)))


def test_plain_pandas_finds_the_same_people_days_and_hours(demo: Derivation) -> None:
    episodes, as_of = demo.records.episodes, pd.Timestamp("2026-08-03")
    there = episodes[(episodes["admitted_on"] <= as_of) & ~(episodes["discharged_on"] <= as_of)]
    found = exhibit(demo, "patients.caseload", period=Period(as_of.date(), as_of.date(), "the day"))
    assert sorted(found.frame["episode_id"]) == sorted(there["episode_id"].astype(str))
    sessions = demo.records.attendance
    clinical = sessions["service"].isin(["group", "individual", "family", "education", "medication"])
    held = sessions[sessions["status"].isin(["attended", "partial", "late"]) & clinical]
    week = held[held["session_on"].between(as_of - pd.Timedelta(days=6), as_of)]
    minutes = (
        week["minutes_attended"].fillna(week["minutes_scheduled"]).groupby(week["patient_id"], observed=True).sum()
    )
    hours = found.frame.set_index("patient_id")["hours_last_week"]
    expected = [float(minutes.get(who, 0.0)) / 60 for who in hours.index]
    assert hours.tolist() == pytest.approx(expected)
    days = (as_of - there.set_index("episode_id")["admitted_on"]).dt.days
    assert found.frame.set_index("episode_id")["days_in_program"].to_dict() == days.to_dict()


def test_the_hours_required_follow_level_and_age() -> None:
    episodes = [
        {"patient_id": "A", "level_of_care": "2.5", "age": 40.0},
        {"patient_id": "B", "level_of_care": "2.1", "age": 17.0},
        {"patient_id": "C", "level_of_care": "2.1", "age": 40.0},
    ]
    over = scope(as_of=40, episodes=episodes, attendance=[session(30, patient=one) for one in "ABC"])
    required = caseload(over, 40).frame.set_index("patient_id")["hours_required"].to_dict()
    assert required == {"A": 20.0, "B": 6.0, "C": 9.0}
