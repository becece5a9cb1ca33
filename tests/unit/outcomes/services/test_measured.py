"""Which stay and which moment a measurement belongs to."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.services.measured import Moment, answers, scores, unknown_answers
from tests.made_up import Row
from tests.unit.outcomes.services.small import answer, scope, score, stay


def phq9(*measures: Row, episodes: list[Row] | None = None) -> dict[Moment, list[float | None]]:
    found = scores(scope(episodes=episodes or [stay("A", 0, 60)], measures=measures), "phq9")
    return {moment: [None if np.isnan(value) else value for value in values] for moment, values in found.items()}


@pytest.mark.parametrize(
    ("number", "stage", "moment"),
    [
        (0, "admission", "admission"),
        (30, "admission", "admission"),  # what is stated holds, however late
        (60, "discharge", "discharge"),
        (150, "follow_up", "follow_up"),
        (14, None, "admission"),  # without a stage: at most 14 days from admission …
        (-14, None, "admission"),
        (46, None, "discharge"),  # … or from discharge
        (74, None, "discharge"),
        (120, None, "follow_up"),  # the follow-up window opens 60 days after discharge
        (15, None, None),
        (45, None, None),
        (75, None, None),
        (119, None, None),
        (20, "during", None),
        (-15, "admission", None),  # too long before
    ],
)
def test_moments(number: int, stage: str | None, moment: str | None) -> None:
    found = phq9(score("A", number, "phq9", 7, stage))
    assert {name: values for name, values in found.items() if values != [None]} == ({moment: [7]} if moment else {})


def test_the_first_at_admission_the_last_at_discharge_the_first_at_follow_up() -> None:
    found = phq9(
        score("A", 5, "phq9", 11, "admission"),
        score("A", 1, "phq9", 10, "admission"),
        score("A", 50, "phq9", 6, "discharge"),
        score("A", 60, "phq9", 5, "discharge"),
        score("A", 200, "phq9", 3, "follow_up"),
        score("A", 130, "phq9", 4, "follow_up"),
    )
    assert found == {"admission": [10], "discharge": [5], "follow_up": [4]}


def test_a_follow_up_after_a_readmission_belongs_to_the_stay_that_ended() -> None:
    stays = [stay("A", 0, 60), stay("A", 130, None)]
    found = phq9(score("A", 140, "phq9", 4, "follow_up"), score("A", 125, "phq9", 12, "admission"), episodes=stays)
    assert found["follow_up"] == [4, None]
    assert found["admission"] == [None, 12]  # five days before the readmission


def test_single_items_and_other_instruments_are_left_out() -> None:
    found = phq9(score("A", 0, "phq9", 3, "admission", item="sleep"), score("A", 0, "gad7", 9, "admission"))
    assert found["admission"] == [None]


def test_answers_in_any_spelling_and_those_in_none() -> None:
    found = scope(
        episodes=[stay("A"), stay("B"), stay("C")],
        measures=[
            answer("A", 0, "housing", "Shelter", "admission"),
            answer("B", 0, "housing", "stable", "admission"),
            answer("C", 0, "housing", "castle", "admission"),
        ],
    )
    moments, states = answers(found, "housing")
    said = [None if np.isnan(place) else states[int(place)] for place in moments["admission"]]
    assert said == ["homeless", "stable", None]
    assert unknown_answers(found, "housing") == 1
