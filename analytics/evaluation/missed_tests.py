"""The missed tests of the people of a comparison, and their times to the event once every missed test has a result.

A missed test is, for endpoints read off weekly words, a week due and missed (`o`); for the program's own dated
endpoints every due window of the ledger that nobody met, in the week of its last day. After death, transfer and jail
nothing is due, so nothing is imputed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.errors import NotEstimable
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.imputation import SEED, Complete, Imputation, Read, Times, word_completion
from analytics.evaluation.imputation_weeks import NO_SESSION, SESSION_HELD, SESSION_MISSED, weeks_of
from analytics.evaluation.subjects import Subjects, subjects_of
from analytics.outcomes.dated import DATED, Assumed
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.interpreter import Face, evaluate
from analytics.outcomes.patterns import clock_zero, due_view
from analytics.outcomes.question import DAYS_A_WEEK, Question
from analytics.records.days import NO_DAY, Days, day_numbers, known
from analytics.records.ledger import MISSED_STATUS, UNABLE_STATUS
from analytics.records.said import NEGATIVE, POSITIVE
from analytics.records.timeline import HELD, Timeline, place

NOT_HELD = ("no_show", "cancelled_by_patient")
"""Attendance statuses of a session the patient missed."""


def subjects_with_missed_tests(
    derivation: Derivation, question: Question, contrast: Contrast, *, episode_rows: np.ndarray | None = None
) -> Subjects:
    """The people of a comparison when missed tests are imputed: what the question takes them for plays no part."""
    return subjects_of(derivation, replace(question, missing="as_published"), contrast, episode_rows=episode_rows)


def imputation_of(
    derivation: Derivation,
    subjects: Subjects,
    *,
    at: Sequence[int] | None = None,
    pair: tuple[int, int] = (0, 1),
    seed: int = SEED,
) -> Imputation:
    """Missed tests of the people of a comparison, ready for any δ; `at` None: the days of the question.

    What the question takes missed tests for plays no part, except that a question about responders only has left the
    others out: NotEstimable.
    """
    question = subjects.question if at is None else replace(subjects.question, at=tuple(at))
    if question.missing == "responders":
        raise NotEstimable("This rule leaves out the people who missed most tests.", "Choose another rule.")
    patient = subjects.patient if question.unit == "episodes" else None
    found = imputation_for(
        derivation, question, subjects.stay, group=subjects.group, names=subjects.names, patient=patient, seed=seed
    )
    return replace(found, pair=pair)


def imputation_for(
    derivation: Derivation,
    question: Question,
    stay: np.ndarray,
    *,
    group: np.ndarray,
    names: Sequence[str],
    patient: np.ndarray | None = None,
    seed: int = SEED,
) -> Imputation:
    """The same for any stays (positions) with a code into `names` each."""
    patterns = derivation.patterns(question.clock, question.refused, question.analytes)
    words = patterns.words[stay]
    dated = question.definition.kind == "dated"
    windows = _unmet_windows(derivation, question, stay) if dated else None
    weeks = weeks_of(
        words,
        group=group,
        site=_sites(derivation, stay),
        session=last_sessions(derivation, question, stay, words.shape[1]),
        missed=None if windows is None else (windows[0], windows[2]),
    )
    complete: Complete
    if windows is None:
        complete = word_completion(words, patterns.lengths[stay], weeks, _times_by_rule(question))
    else:
        order = np.lexsort((windows[0], windows[2]))
        complete = _dated_completion(derivation, question, stay, stay[windows[0][order]], windows[1][order])
    return Imputation(
        weeks=weeks,
        complete=complete,
        names=tuple(names),
        days=question.at,
        at=tuple(float(question.in_unit(day)) for day in question.at),
        seed=seed,
        patient=patient,
        min_at_risk=derivation.records.settings.min_at_risk,
    )


def _unmet_windows(derivation: Derivation, question: Question, stay: np.ndarray) -> tuple[np.ndarray, Days, np.ndarray]:
    """Person (place in `stay`), last day and week (from 0) of every due window after zero that nobody met."""
    ledger = derivation.ledger(due_view(question.clock), question.refused, question.analytes)
    timeline = derivation.timeline(question.refused, question.analytes)
    place_of = np.full(len(timeline.stays), -1, np.int64)
    place_of[stay] = np.arange(len(stay))
    zero = clock_zero(timeline, question.clock)
    offset = ledger.last.astype(np.int64) - zero[ledger.stay]
    unmet = (ledger.status == MISSED_STATUS) | (ledger.status == UNABLE_STATUS)
    unmet &= (place_of[ledger.stay] >= 0) & known(zero[ledger.stay]) & (offset > 0) & (ledger.last <= timeline.as_of)
    return place_of[ledger.stay[unmet]], ledger.last[unmet], (offset[unmet] - 1) // DAYS_A_WEEK


def _dated_completion(
    derivation: Derivation, question: Question, stay: np.ndarray, where: np.ndarray, day: Days
) -> Complete:
    """Times by one of the program's own endpoints, the missed tests dated at the last day of their window."""
    timeline = _thinned(derivation.timeline(question.refused, question.analytes))
    zero = clock_zero(derivation.timeline(question.refused, question.analytes), question.clock)
    endpoint = DATED[question.endpoint]
    where, day = where.astype(np.int64), day.astype(np.int64)

    def complete(positive: np.ndarray) -> Times:
        times = np.zeros((positive.shape[1], len(stay)))
        events = np.zeros(times.shape, bool)
        for number, used in enumerate(positive.T):
            found = endpoint(timeline, zero, Assumed((where[used], day[used]), (where[~used], day[~used])))
            times[number], events[number] = found.time[stay], found.event[stay] > 0
        return times, events

    return complete


def _thinned(timeline: Timeline) -> Timeline:
    """The timeline with every positive specimen, and of the negative ones each stay's last: no endpoint asks for more.

    Whole numbers of 64 bits, so that the many data sets are read quickly.
    """
    (positive, positive_day), (negative, negative_day) = (timeline.conclusive[said] for said in (POSITIVE, NEGATIVE))
    early = negative_day <= timeline.as_of
    last = np.full(len(timeline.stays), NO_DAY, np.int64)
    np.maximum.at(last, negative[early], negative_day[early])
    kept = np.flatnonzero(last > NO_DAY)
    return replace(
        timeline,
        stay=np.concatenate([positive, kept]).astype(np.int64),
        day=np.concatenate([positive_day, last[kept]]).astype(np.int64),
        said=np.repeat(np.array([POSITIVE, NEGATIVE], np.uint8), [len(positive), len(kept)]),
        specimen=None,
    )


def _times_by_rule(question: Question) -> Read:
    """Times in weeks by a published rule, read off completed words; a word the rule cannot use ends at 0."""
    endpoint = question.definition
    face: Face = "as_published" if question.as_published else "product"

    def times(words: np.ndarray, lengths: np.ndarray) -> Times:
        found = evaluate(words, lengths, (endpoint,), face=face).values
        time, event = (found[column].to_numpy(float, na_value=0.0) for column in endpoint.columns)
        absent = found[endpoint.columns[0]].isna().to_numpy()
        return np.where(absent, 0.0, time), np.where(absent, 0, event)

    return times


def _sites(derivation: Derivation, stay: np.ndarray) -> np.ndarray | None:
    episodes = derivation.records.episodes
    if "site" not in episodes:
        return None
    column = episodes["site"].iloc[derivation.timeline().stays.row[stay]]
    return np.asarray(pd.factorize(column.astype(object), sort=True, use_na_sentinel=False)[0])


def last_sessions(derivation: Derivation, question: Question, stay: np.ndarray, weeks: int) -> np.ndarray | None:
    """People × weeks: what became of the last session up to the end of the week; None without attendance.

    Held counts before missed on one day; sessions cancelled by the program, excused or unrecorded say nothing.
    """
    sessions = derivation.records.attendance
    if sessions.empty or not weeks:
        return None
    where, day, code = derivation.once(("sessions held or missed",), lambda: _sessions(derivation))
    zero = derivation.patterns(question.clock, question.refused, question.analytes).zero
    place_of = np.full(len(zero), -1, np.int64)
    place_of[stay] = np.arange(len(stay))
    week = np.maximum((day.astype(np.int64) - zero[where] - 1) // DAYS_A_WEEK, 0)
    inside = (place_of[where] >= 0) & (week < weeks)
    found = np.zeros((len(stay), weeks), np.uint8)
    found[place_of[where[inside]], week[inside]] = code[inside]  # in the order of days: the last one stays
    latest = np.maximum.accumulate(np.where(found > 0, np.arange(weeks)[None, :], -1), axis=1)
    carried = np.take_along_axis(found, np.maximum(latest, 0), axis=1)
    return np.where(latest >= 0, carried, np.uint8(NO_SESSION))


def _sessions(derivation: Derivation) -> tuple[np.ndarray, Days, np.ndarray]:
    """Stay, day and code of every session held or missed, in the order of days, missed before held on one day."""
    records = derivation.records
    sessions = records.attendance
    held = sessions["status"].isin(HELD).to_numpy()
    missed = sessions["status"].isin(NOT_HELD).to_numpy()
    day = day_numbers(sessions["session_on"])
    patient = sessions["patient_id"].cat.codes.to_numpy()
    stay = place(patient, day, derivation.timeline().stays, horizon_days=records.settings.follow_up_horizon_days)
    rows = np.flatnonzero((held | missed) & (stay >= 0))
    order = rows[np.lexsort((held[rows], day[rows]))]
    return stay[order], day[order], np.where(held[order], SESSION_HELD, SESSION_MISSED).astype(np.uint8)
