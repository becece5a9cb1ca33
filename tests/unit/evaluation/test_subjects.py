"""Subjects: each person once, in one group, with time and event; small groups are not compared."""

from __future__ import annotations

import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.subjects import LEAST_IN_A_GROUP, subjects_of
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import Question
from tests.made_up import Row, day, made_up_records, test_row


def derivation(evening: int = LEAST_IN_A_GROUP) -> Derivation:
    """11 people of the day track (P00 with a positive on day 20), some of the evening track, one of neither."""
    tracks = ["day"] * LEAST_IN_A_GROUP + ["evening"] * evening + ["weekend"]
    episodes: list[Row] = [
        {"patient_id": f"P{k:02}", "admitted_on": day(0), "discharged_on": day(60), "track": track}
        for k, track in enumerate(tracks)
    ]
    episodes.append({"patient_id": "P00", "admitted_on": day(100), "discharged_on": day(130), "track": "evening"})
    tests = [test_row(40, "negative", patient=f"P{k:02}") for k in range(len(tracks))]
    return Derivation(made_up_records(episodes=episodes, tests=[*tests, test_row(20, "positive", patient="P00")]))


CONTRAST = Contrast(by="track", values=("day", "evening"))
FIRST_POSITIVE = Question(endpoint="first_positive")


def test_each_person_once_with_time_and_event() -> None:
    found = subjects_of(derivation(), FIRST_POSITIVE, CONTRAST)
    assert (found.names, found.sizes, found.unit) == (("day", "evening"), (11, 11), "days")
    assert len(set(found.patient.tolist())) == len(found) == 22  # P00's second stay is not another person
    assert (found.time[0], found.event[0]) == (20.0, 1)
    assert set(found.time[1:].tolist()) == {40.0} and not found.event[1:].any()
    assert found.left_out["in neither group"] == 1


def test_too_few_people_are_not_compared() -> None:
    with pytest.raises(NotEstimable, match="Fewer than 11 people are in the second of 2 groups"):
        subjects_of(derivation(evening=LEAST_IN_A_GROUP - 1), FIRST_POSITIVE, CONTRAST)


def test_one_group_is_no_comparison() -> None:
    with pytest.raises(NotEstimable, match="Fewer than two groups"):
        subjects_of(derivation(), FIRST_POSITIVE, Contrast(by="track", values=("day",)))


def test_an_endpoint_without_a_time_is_refused() -> None:
    with pytest.raises(NotEstimable, match="no time to an event"):
        subjects_of(derivation(), Question(endpoint="kosten_1993_three_weeks"), CONTRAST)


def test_groups_known_at_leaving_are_biased_from_admission() -> None:
    found = subjects_of(derivation(), FIRST_POSITIVE, CONTRAST)
    assert found.biased == ""
