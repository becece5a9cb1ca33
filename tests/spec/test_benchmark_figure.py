"""The benchmark figure by hand: who is due, reached, abstinent; and which verdict the intervals allow."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.follow_up import first_follow_up
from analytics.outcomes.intervals import wilson
from analytics.records.timeline import build_timeline
from tests.made_up import Row, day, made_up_records
from tests.made_up import test_row as row

DISCHARGED = 20
WINDOW_OPENS, WINDOW_CLOSES = DISCHARGED + 60, DISCHARGED + 180


def contact(number: int, *, patient: str = "A", **said: Any) -> Row:
    """A completed contact."""
    said.setdefault("outcome", "completed")
    return {"patient_id": patient, "due_on": day(number), "contacted_on": day(number), **said}


def episode(patient: str = "A", **more: Any) -> Row:
    """A stay that ended on day 20."""
    return {"patient_id": patient, "discharged_on": day(DISCHARGED), "discharge_reason": "completed", **more}


def found(contacts: list[Row], tests: list[Row], *, as_of: int = 400, **more: Any) -> tuple[bool, ...]:
    """due, reached, abstinent, by test, deceased of one patient."""
    records = made_up_records(episodes=[episode(**more)], tests=tests, follow_ups=contacts, as_of=day(as_of))
    result = first_follow_up(build_timeline(records))
    arrays = (result.due, result.reached, result.abstinent, result.by_test, result.deceased)
    return tuple(bool(a[0]) for a in arrays)


CASES = [
    # contacts                                              tests                      due reached abst. test dead
    ([contact(110, days_used_past_30=0.0)], [], (True, True, True, False, False)),
    ([contact(110, days_used_past_30=1.0)], [], (True, True, False, False, False)),
    ([contact(110, abstinent_since_discharge=True)], [], (True, True, True, False, False)),
    ([contact(WINDOW_OPENS, days_used_past_30=0.0)], [], (True, True, True, False, False)),
    ([contact(WINDOW_OPENS - 1, days_used_past_30=0.0)], [], (True, False, False, False, False)),
    ([contact(WINDOW_CLOSES, days_used_past_30=0.0)], [], (True, True, True, False, False)),
    ([contact(WINDOW_CLOSES + 1, days_used_past_30=0.0)], [], (True, False, False, False, False)),
    # the first contact counts
    ([contact(90, days_used_past_30=3.0), contact(150, days_used_past_30=0.0)], [], (True, True, False, False, False)),
    # positive evidence beats negative: a positive test in the 30 days before the contact
    ([contact(110, days_used_past_30=0.0)], [row(80, "positive")], (True, True, False, False, False)),
    ([contact(110, days_used_past_30=0.0)], [row(79, "positive")], (True, True, True, False, False)),
    ([contact(110, days_used_past_30=0.0)], [row(111, "positive")], (True, True, True, False, False)),
    # by test when there is no contact
    ([], [row(110, "negative")], (True, True, True, True, False)),
    ([], [row(110, "positive")], (True, True, False, True, False)),
    ([], [row(110, "dilute")], (True, False, False, False, False)),
    # not reached
    ([contact(110, outcome="unreachable")], [], (True, False, False, False, False)),
    ([contact(110, outcome="incarcerated")], [], (True, False, False, False, False)),
    ([contact(110)], [], (True, False, False, False, False)),  # completed without an answer
    # deceased
    ([contact(110, outcome="deceased")], [], (True, False, False, False, True)),
]


@pytest.mark.parametrize(("contacts", "tests", "expected"), CASES)
def test_one_patient(contacts: list[Row], tests: list[Row], expected: tuple[bool, ...]) -> None:
    assert found(contacts, tests) == expected


def test_the_window_must_have_closed() -> None:
    contacts = [contact(110, days_used_past_30=0.0)]
    assert found(contacts, [], as_of=WINDOW_CLOSES)[0]
    assert not found(contacts, [], as_of=WINDOW_CLOSES - 1)[0]


def test_someone_reached_before_dying_was_reached() -> None:
    contacts = [contact(100, days_used_past_30=0.0)]
    assert found(contacts, [], died_on=day(150)) == (True, True, True, False, False)
    assert found([], [], died_on=day(WINDOW_CLOSES))[4]
    assert not found([], [], died_on=day(WINDOW_CLOSES + 1))[4]


def program(abstinent: int, used: int, not_reached: int, deceased: int = 0) -> Derivation:
    """As many people as told, each discharged on day 20."""
    outcomes = ["clean"] * abstinent + ["used"] * used + ["lost"] * not_reached + ["dead"] * deceased
    people = [f"P{i}" for i in range(len(outcomes))]
    said = {"clean": {"days_used_past_30": 0.0}, "used": {"days_used_past_30": 5.0}}
    contacts = [
        contact(110, patient=p, outcome="completed" if o in said else "deceased", **said.get(o, {}))
        for p, o in zip(people, outcomes, strict=True)
        if o != "lost"
    ]
    return Derivation(made_up_records(episodes=[episode(p) for p in people], follow_ups=contacts))


def test_three_numbers_in_a_row() -> None:
    # 6 abstinent, 2 used, 2 not reached, 1 deceased: 6/10 for everyone, 6/8 of those reached, bounds 6/10 and 8/10
    figure = benchmark_figure(program(6, 2, 2, deceased=1))
    assert (figure.n, figure.reached, figure.abstinent, figure.deceased) == (10, 8, 6, 1)
    assert figure.primary == wilson(6, 10)
    assert figure.responders == wilson(6, 8)
    assert (figure.worst, figure.best) == (0.6, 0.8)
    assert figure.share_reached == wilson(8, 10)


VERDICTS = [
    # abstinent, used, not reached                                          verdict
    ((180, 20, 0), "above"),  # Wilson 85–93 %
    ((60, 140, 0), "below"),
    ((300, 200, 0), "within"),  # 56–64 %
    ((12, 8, 0), "cannot tell"),
    ((300, 100, 100), "depends on those not reached"),  # 60 % of all within, 75 % of those reached above
    ((40, 9, 50), "none"),  # under 50 % reached
    ((0, 0, 0), "none"),
]


@pytest.mark.parametrize(("people", "verdict"), VERDICTS)
def test_verdicts(people: tuple[int, int, int], verdict: str) -> None:
    people = people if any(people) else (0, 0, 0)
    if not any(people):
        derivation = Derivation(made_up_records(episodes=[{"patient_id": "A"}]))
    else:
        derivation = program(*people)
    assert benchmark_figure(derivation).verdict == verdict


def test_an_unknown_answer_says_how_many_people_would_settle_it() -> None:
    figure = benchmark_figure(program(12, 8, 0))  # 60 %
    assert figure.needed_n is not None
    assert f"about {figure.needed_n:,} people in all would be needed" in figure.reason
    assert 90 <= figure.needed_n <= 110  # 1.96² × 0.24 ÷ 0.1² ≈ 92, a little more for Wilson's shifted centre


def test_without_anyone_seen_the_range_is_not_applied() -> None:
    figure = benchmark_figure(program(0, 0, 30))
    assert figure.reason == "The 50–70% range cannot be applied: only 0 of 30 were seen after discharge."
    assert figure.primary.value == 0.0
