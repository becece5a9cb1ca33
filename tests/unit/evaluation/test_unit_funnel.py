"""Units in a funnel: who counts, who is hidden, and whom only the director may see."""

from __future__ import annotations

import pytest

from analytics.errors import NotEstimable, WrongUsage
from analytics.evaluation.sentences_elsewhere import funnel_sentences
from analytics.evaluation.unit_funnel import UnitFunnel, unit_columns, unit_funnel
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import Question
from tests.made_up import Row, day, made_up_records, test_row

SITES = {"North": (40, 8), "South": (40, 30), "West": (40, 9), "Hill": (10, 5)}
"""People, and those of them with a positive test on day 20; the others are last tested on day 100, or 10."""

LOST = 5  # of North, tested last on day 10 without an event
QUESTION = Question(endpoint="first_positive")


def derivation() -> Derivation:
    episodes: list[Row] = []
    tests: list[Row] = []
    for site, (people, events) in SITES.items():
        for k in range(people):
            patient = f"{site}{k:02}"
            late = day(350) if site == "West" and k == 39 else day(0)  # admitted 50 days before as-of
            episodes.append({"patient_id": patient, "admitted_on": late, "site": site, "clinician": f"C{k % 3}"})
            on = 20 if k < events else 10 if site == "North" and k >= people - LOST else 100
            if late == day(0):
                tests.append(test_row(on, "positive" if k < events else "negative", patient=patient))
    return Derivation(made_up_records(episodes=episodes, tests=tests))


def asked() -> UnitFunnel:
    return unit_funnel(derivation(), "site", "event", question=QUESTION, day=84)


def test_people_are_counted_when_their_outcome_is_known() -> None:
    found = asked()
    units = found.found.units.set_index("unit")
    assert units["n"].to_dict() == {"North": 35, "South": 40, "West": 39}  # five lost, one admitted too late
    assert units["events"].to_dict() == {"North": 8, "South": 30, "West": 9}
    assert (found.unknown, found.people, found.found.hidden, found.found.hidden_people) == (LOST, 124, 1, 10)
    assert found.found.target == pytest.approx(52 / 124)  # the hidden unit's people count towards it


def test_sentences_name_only_units_outside_the_outer_limits() -> None:
    said = " ".join(funnel_sentences(asked()))
    assert said.startswith("42% of 124 people had tested positive by day 84, in 3 units of site")
    assert "Site South lies above the 99.8% limits: 30 of 40 (75%), 17 expected." in said
    assert "Site West" not in said and "Hill" not in said
    assert "Units of fewer than 11 people are hidden: 1, 10 people in all." in said
    assert "5 people were lost before the day without the event" in said


def test_clinicians_are_for_the_director() -> None:
    assert "clinician" not in unit_columns(derivation()) and "clinician" in unit_columns(derivation(), director=True)
    with pytest.raises(WrongUsage, match="for the director only"):
        unit_funnel(derivation(), "clinician", "event", question=QUESTION)
    found = unit_funnel(derivation(), "clinician", "event", question=QUESTION, director=True)
    assert len(found.found.units) == 3


def test_what_makes_no_funnel() -> None:
    with pytest.raises(WrongUsage, match="makes no units"):
        unit_funnel(derivation(), "patient_id", "event", question=QUESTION)
    with pytest.raises(WrongUsage, match="is no measure of a funnel"):
        unit_funnel(derivation(), "site", "luck")  # type: ignore[arg-type]
    with pytest.raises(NotEstimable, match="Fewer than 3 units"):
        unit_funnel(derivation(), "site", "follow_up_reached")  # nobody was discharged
