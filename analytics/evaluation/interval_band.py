"""Between two tests: the event came after the last negative test and by the first positive one. A band, not a date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.errors import NotEstimable
from analytics.evaluation.subjects import Subjects
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.survival import SurvivalCurve, survival_curve
from analytics.records.said import NEGATIVE


@dataclass(frozen=True, eq=False)
class IntervalBand:
    """One group's two curves: `earliest` takes the event right after the last negative test before it, `latest` at the
    positive test itself. `median_gap`: days between the two among those with the event. With censoring between the two
    days the curves may cross: an event moved earlier meets more people at risk.
    """

    name: str
    earliest: SurvivalCurve
    latest: SurvivalCurve
    median_gap: float | None


def interval_bands(derivation: Derivation, subjects: Subjects, *, tau: float | None = None) -> tuple[IntervalBand, ...]:
    """The band of every group. Raises NotEstimable for endpoints that are told in weeks.

    The event cannot have come before the last negative test: the earliest possible day is that test's (day zero
    without one). People without the event are censored alike in both curves.
    """
    if subjects.unit != "days":
        raise NotEstimable("The band is told for endpoints dated by tests.", "Choose first_positive.")
    earliest = earliest_time(derivation, subjects)
    bands = []
    for code, name in enumerate(subjects.names):
        own = subjects.group == code
        event = subjects.event[own]
        gaps = (subjects.time - earliest)[own][event == 1]
        bands.append(
            IntervalBand(
                name,
                survival_curve(earliest[own], event, name=name, tau=tau),
                survival_curve(subjects.time[own], event, name=name, tau=tau),
                float(np.median(gaps)) if len(gaps) else None,
            )
        )
    return tuple(bands)


def earliest_time(derivation: Derivation, subjects: Subjects) -> np.ndarray:
    """Each person's earliest possible time: days to the last negative test before the event (0 without one); people
    without the event keep their time.
    """
    question = subjects.question
    timeline = derivation.timeline(question.refused, question.analytes)
    zero = derivation.patterns(question.clock, question.refused, question.analytes).zero
    stay, day = timeline.conclusive[NEGATIVE]
    ends = np.full(len(timeline.stays), -(2**31), np.int64)
    ends[subjects.stay] = zero[subjects.stay].astype(np.int64) + subjects.time.astype(np.int64)
    last = np.full(len(timeline.stays), -(2**62), np.int64)
    before = (day < ends[stay]) & (day >= zero[stay])
    np.maximum.at(last, stay[before], day[before].astype(np.int64))
    found = np.maximum(last[subjects.stay] - zero[subjects.stay], 0).astype(float)
    return np.where(subjects.event == 1, np.minimum(found, subjects.time), subjects.time)
