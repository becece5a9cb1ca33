"""Something that begins during follow-up, such as completion: counted from the day it begins, never from the start.

Whoever completes had to stay long enough to complete. Comparing completers with others from admission credits them with
that time (immortal time). Here everyone counts as unexposed until the day the exposure begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analytics.errors import NotEstimable
from analytics.evaluation.risk_sets import Intervals
from analytics.evaluation.subjects import LEAST_IN_A_GROUP, Subjects
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.sessions import placed_sessions
from analytics.records.days import Days, known
from analytics.records.said import NEGATIVE, POSITIVE

Exposure = Literal["completion", "attendance_dose", "early_abstinence"]
EXPOSURES: tuple[Exposure, ...] = ("completion", "attendance_dose", "early_abstinence")
NEVER = np.inf
DOSE_SESSIONS = 12
"""Attended sessions that make the dose: four weeks of three."""

EARLY_DAYS = 28
"""Early abstinence: negative tests and no positive one over this many days from day zero."""

LANDMARK_DAYS = (30, 45, 60)
NAIVE_REASON = (
    "Refused: whoever has it stayed and was seen long enough to get it, so the comparison from day zero is biased "
    "(immortal time). The exposure is counted from the day it begins instead, or both groups start at a landmark day."
)


@dataclass(frozen=True, eq=False)
class Landmark:
    """People still at risk on the landmark day, by what they had become by then; the clock starts again there."""

    day: float
    time: np.ndarray
    event: np.ndarray
    exposed: np.ndarray
    patient: np.ndarray
    left_before: int


def exposed_from(derivation: Derivation, subjects: Subjects, exposure: Exposure) -> np.ndarray:
    """The time after zero, in the subjects' unit, at which each person's exposure begins (inf = never).

    completion: discharge with the reason completed; attendance_dose: the day of the 12th attended session;
    early_abstinence: day 28 with a negative and no positive test by then.
    """
    zero = derivation.patterns(subjects.question.clock, subjects.question.refused, subjects.question.analytes).zero[
        subjects.stay
    ]
    day = {
        "completion": _completed_on,
        "attendance_dose": _dose_reached_on,
        "early_abstinence": _early_abstinent_on,
    }[exposure](derivation, subjects, zero)
    after = np.where(known(day), day.astype(float) - zero, NEVER)
    if subjects.unit == "weeks":  # begun within week k it counts from the end of week k: the week's event may be older
        after = np.ceil(after / 7)
    return np.where(after >= 0, after, 0.0)


def split_at_exposure(
    time: np.ndarray, event: np.ndarray, exposed_at: np.ndarray, x: np.ndarray, cluster: np.ndarray
) -> Intervals:
    """Follow-up in stretches before and from the exposure on (R: `tmerge` with `tdc`); column 0 of x is the exposure.

    An exposure on the day of the event or later does not count for that event; one at or before 0 counts throughout.
    """
    split = (exposed_at > 0) & (exposed_at < time)
    throughout = exposed_at <= 0
    first_stop = np.where(split, exposed_at, time)
    return Intervals.of(
        np.concatenate((first_stop, time[split])),
        np.concatenate((np.where(split, False, event.astype(bool)), event[split].astype(bool))),
        np.vstack(
            (
                np.column_stack((throughout.astype(float), x)),
                np.column_stack((np.ones(int(split.sum())), x[split])),
            )
        ),
        start=np.concatenate((np.full(len(time), -1.0), exposed_at[split])),
        cluster=np.concatenate((cluster, cluster[split])),
    )


def landmark(
    time: np.ndarray, event: np.ndarray, exposed_at: np.ndarray, patient: np.ndarray, *, at: float
) -> Landmark:
    """Only those still at risk after `at`, grouped by whether the exposure had begun by then (Anderson 1983).

    Raises NotEstimable when either group has fewer than 11 people.
    """
    still = time > at
    exposed = exposed_at[still] <= at
    if min(int(exposed.sum()), int((~exposed).sum())) < LEAST_IN_A_GROUP:
        raise NotEstimable(
            f"Fewer than {LEAST_IN_A_GROUP} people of a group are still followed at the landmark.",
            "Choose an earlier landmark or a longer period.",
        )
    return Landmark(at, time[still] - at, event[still], exposed, patient[still], int((~still).sum()))


def _completed_on(derivation: Derivation, subjects: Subjects, _zero: Days) -> Days:
    stays, episodes = derivation.timeline().stays, derivation.records.episodes
    if "discharge_reason" not in episodes:
        raise NotEstimable("The records do not say why people left.", "Add discharge_reason to episodes.")
    completed = (episodes["discharge_reason"].iloc[stays.last_row[subjects.stay]] == "completed").to_numpy(bool)
    return np.where(completed, stays.discharged[subjects.stay], np.int32(-(2**31))).astype(np.int32)


def _dose_reached_on(derivation: Derivation, subjects: Subjects, zero: Days) -> Days:
    timeline = derivation.timeline()
    if derivation.records.attendance.empty:
        raise NotEstimable("The records have no table attendance.", "Add it to compare by attended sessions.")
    sessions = placed_sessions(derivation.records, timeline.stays, timeline.as_of)
    began = np.full(len(timeline.stays), 2**31 - 1, np.int64)
    began[subjects.stay] = zero
    rows = sessions.came & (sessions.stay >= 0) & known(sessions.day)
    rows &= sessions.day >= began[np.maximum(sessions.stay, 0)]
    return nth_day(sessions.stay[rows], sessions.day[rows], DOSE_SESSIONS, len(timeline.stays))[subjects.stay]


def nth_day(stay: np.ndarray, day: Days, nth: int, stays: int) -> Days:
    """The day of each stay's nth event, `NO_DAY` with fewer."""
    order = np.lexsort((day, stay))
    stay, day = stay[order], day[order]
    first = np.searchsorted(stay, np.arange(stays))
    count = np.bincount(stay, minlength=stays)
    place = np.minimum(first + nth - 1, max(len(stay) - 1, 0))
    found = day[place] if len(day) else np.zeros(stays, np.int32)
    return np.where(count >= nth, found, np.int32(-(2**31))).astype(np.int32)


def _early_abstinent_on(derivation: Derivation, subjects: Subjects, zero: Days) -> Days:
    conclusive = derivation.timeline(subjects.question.refused, subjects.question.analytes).conclusive
    count = len(derivation.timeline().stays)
    begins = np.full(count, 2**31 - 1, np.int64)
    begins[subjects.stay] = zero
    seen = {}
    for bit in (NEGATIVE, POSITIVE):
        stay, day = conclusive[bit]
        early = (day > begins[stay]) & (day <= begins[stay] + EARLY_DAYS)
        seen[bit] = np.bincount(stay[early], minlength=count)[subjects.stay] > 0
    abstinent = seen[NEGATIVE] & ~seen[POSITIVE]
    return np.where(abstinent, zero.astype(np.int64) + EARLY_DAYS, -(2**31)).astype(np.int32)
