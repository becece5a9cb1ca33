"""Exposures that begin during follow-up: whose, from which day, and what counts before it."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.exposure import (
    DOSE_SESSIONS,
    EARLY_DAYS,
    NEVER,
    exposed_from,
    landmark,
    nth_day,
    split_at_exposure,
)
from analytics.evaluation.subjects import LEAST_IN_A_GROUP, Subjects, subjects_of
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import Question
from tests.made_up import Row, day, made_up_records, test_row


def derivation() -> Derivation:
    """22 people of two tracks. P00 completes on day 50, attends 13 times, tests negative; P01 is positive on day 28."""
    episodes: list[Row] = [
        {
            "patient_id": f"P{k:02}",
            "admitted_on": day(0),
            "discharged_on": day(50),
            "discharge_reason": "completed" if k == 0 else "dropped_out",
            "track": "day" if k < LEAST_IN_A_GROUP else "evening",
        }
        for k in range(2 * LEAST_IN_A_GROUP)
    ]
    attendance: list[Row] = [
        {"patient_id": patient, "session_on": day(3 * k), "status": "attended"}
        for patient, sessions in (("P00", DOSE_SESSIONS + 1), ("P01", DOSE_SESSIONS - 1))
        for k in range(sessions)
    ]
    tests = [test_row(40, "negative", patient=f"P{k:02}") for k in range(2 * LEAST_IN_A_GROUP)]
    tests += [test_row(5, "negative", patient="P00"), test_row(EARLY_DAYS, "positive", patient="P01")]
    tests += [test_row(6, "negative", patient="P01"), test_row(EARLY_DAYS + 1, "positive", patient="P02")]
    return Derivation(made_up_records(episodes=episodes, attendance=attendance, tests=tests))


def compared(made: Derivation) -> Subjects:
    return subjects_of(made, Question(endpoint="first_positive"), Contrast(by="track"))


BEGINS = [
    ("completion", 50.0, NEVER),
    ("attendance_dose", 33.0, NEVER),  # P00's 12th session is on day 3 * 11; P01 has only 11
    ("early_abstinence", 28.0, NEVER),  # P01's positive of day 28 is within it
]


@pytest.mark.parametrize(("exposure", "first", "second"), BEGINS)
def test_the_day_an_exposure_begins(exposure: str, first: float, second: float) -> None:
    made = derivation()
    assert exposed_from(made, compared(made), exposure)[:2].tolist() == [first, second]  # type: ignore[arg-type]


def test_stretches_before_and_after() -> None:
    time, event = np.array([10.0, 10, 10, 10]), np.array([1, 1, 0, 1])
    data = split_at_exposure(time, event, np.array([4.0, 10, 0, NEVER]), np.zeros((4, 0)), np.arange(4))
    # the first person gives (0, 4] unexposed and (4, 10] exposed with the event; on the event's day it is too late
    assert data.stop.tolist() == [4, 10, 10, 10, 10]
    assert data.event.tolist() == [False, True, False, True, True]
    assert data.x[:, 0].tolist() == [0, 0, 1, 0, 1]
    assert data.cluster.tolist() == [0, 1, 2, 3, 0]


def test_the_landmark_keeps_those_still_followed() -> None:
    time = np.r_[np.full(12, 30.0), np.full(24, 31.0)]
    found = landmark(time, np.ones(36), np.r_[np.full(24, 30.0), np.full(12, 30.5)], np.arange(36), at=30)
    assert (len(found.time), found.left_before) == (24, 12)
    assert set(found.time.tolist()) == {1.0}
    assert found.exposed.sum() == 12  # exposed after the landmark is unexposed at it
    with pytest.raises(NotEstimable, match="Fewer than 11 people of a group"):
        landmark(time, np.ones(36), np.r_[np.full(26, 40.0), np.full(10, 1.0)], np.arange(36), at=30)


def test_the_nth_day_of_each_stay() -> None:
    stay, on = np.array([1, 0, 1, 1]), np.array([9, 5, 3, 7], np.int32)
    assert nth_day(stay, on, 2, 3).tolist() == [-(2**31), 7, -(2**31)]


def test_records_without_reasons_or_sessions_say_so() -> None:
    made = derivation()
    records = made_up_records(
        episodes=made.records.episodes.drop(columns=["discharge_reason", "source_row"]).to_dict("records"),  # type: ignore[arg-type]
        tests=[test_row(40, "negative", patient=f"P{k:02}") for k in range(22)],
    )
    bare = Derivation(records)
    for exposure, said in (("completion", "why people left"), ("attendance_dose", "no table attendance")):
        with pytest.raises(NotEstimable, match=said):
            exposed_from(bare, compared(bare), exposure)  # type: ignore[arg-type]


def test_in_weeks_an_exposure_counts_from_the_end_of_its_week() -> None:
    made = derivation()
    weekly = subjects_of(made, Question(endpoint="ctn0094_relapse"), Contrast(by="track"))
    # completed on day 50, in week 8: an event of week 8 may have come before it
    assert exposed_from(made, weekly, "completion")[:2].tolist() == [8.0, NEVER]
