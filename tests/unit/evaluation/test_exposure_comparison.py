"""Exposures compared: counted from the day they begin, at landmarks, and the biased way only on request."""

from __future__ import annotations

import pytest

from analytics.errors import NotEstimable, WrongUsage
from analytics.evaluation.exposure import NAIVE_REASON
from analytics.evaluation.exposure_comparison import ExposureComparison, ExposureModel, LandmarkModel, compare_exposure
from analytics.evaluation.parts import NotTold
from analytics.evaluation.sentences_elsewhere import exposure_sentences
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import Question
from tests.made_up import Row, day, made_up_records, test_row

PEOPLE = 80
QUESTION = Question(endpoint="first_positive")


def derivation() -> Derivation:
    """Every second person of 80 completes on day 20 + k / 4; events fall on days 5, 6, …, every fifth has none."""
    episodes: list[Row] = []
    tests: list[Row] = []
    for k in range(PEOPLE):
        patient = f"P{k:02}"
        left, reason = 20 + k // 4, "completed" if k % 2 else "dropped_out"
        episodes.append(
            {"patient_id": patient, "admitted_on": day(0), "discharged_on": day(left), "discharge_reason": reason}
        )
        tests.append(test_row(5 + k, "negative" if k % 5 == 0 else "positive", patient=patient))
    return Derivation(made_up_records(episodes=episodes, tests=tests))


def compared(*, show_biased: bool = False, landmarks: tuple[int, ...] = (30,)) -> ExposureComparison:
    return compare_exposure(derivation(), QUESTION, "completion", landmarks=landmarks, show_biased=show_biased)


def test_only_whoever_completed_before_the_event_is_exposed() -> None:
    found = compared()
    # person k (odd) completes on day 20 + k // 4 and is followed to day 5 + k: exposed in time from k = 21 on
    assert found.exposed == sum(1 for k in range(1, PEOPLE, 2) if 20 + k // 4 < 5 + k) == 30
    model = found.time_varying
    assert isinstance(model, ExposureModel) and model.exposed == 30 and model.n == PEOPLE
    assert model.events == sum(1 for k in range(PEOPLE) if k % 5)  # nobody is lost or counted twice


def test_the_landmark_counts_who_had_it_by_then() -> None:
    (found,) = compared(landmarks=(35,)).landmarks
    assert isinstance(found, LandmarkModel)
    still = [k for k in range(PEOPLE) if 5 + k > 35]
    assert found.left_before == PEOPLE - len(still)
    assert found.model.exposed == sum(1 for k in still if k % 2 and 20 + k // 4 <= 35)
    assert [curve.name for curve in found.curves] == ["without it", "with it"]


def test_a_landmark_with_too_few_says_so() -> None:
    (found,) = compared(landmarks=(80,)).landmarks
    assert isinstance(found, NotTold) and "Fewer than 11 people" in found.reason
    assert "Landmark at day 80: not estimable." in " ".join(exposure_sentences(compared(landmarks=(80,))))


def test_ever_against_never_is_refused_and_on_request_labelled() -> None:
    assert NAIVE_REASON in exposure_sentences(compared())
    shown = exposure_sentences(compared(show_biased=True))
    assert sum(sentence.startswith("Biased") for sentence in shown) == 2 and NAIVE_REASON not in shown


def test_what_cannot_be_asked() -> None:
    with pytest.raises(NotEstimable, match="known at the start"):
        compare_exposure(derivation(), Question(endpoint="first_positive", clock="discharge"), "completion")
    with pytest.raises(WrongUsage, match="is no exposure"):
        compare_exposure(derivation(), QUESTION, "luck")  # type: ignore[arg-type]
