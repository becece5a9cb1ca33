"""What every episode and every patient is in a report: the class of the episode, and who counts in each measure.

Each measure is a share: of `total` (people, sessions, due tests) so many `hits`. Told patient by patient, so that a
difference between two runs can be laid to the patients whose records changed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.benchmark import follow_up_in_use
from analytics.outcomes.cohort import chosen_stays
from analytics.outcomes.measure_periods import periods_of
from analytics.outcomes.pathways.leaving import death_days, ended
from analytics.outcomes.pathways.readmission import EXHIBITS, READMITTED_WITHIN_DAYS
from analytics.outcomes.periods import Period
from analytics.outcomes.retention import RETENTION_DAYS, left_on
from analytics.outcomes.scope import CohortBasis, Window, scope_of
from analytics.outcomes.tile_figures import selection, sessions_of
from analytics.records.days import Days, day_number, known
from analytics.reports.measures import follow_up_period, followed_rows
from analytics.reports.setting import Setting

IN_TREATMENT, NOT_DUE, DECEASED, NOT_REACHED, USING, ABSTINENT = range(6)
CLASSES = ("in treatment", "follow-up not due", "deceased", "not reached", "using", "abstinent")
"""The class of an episode by the benchmark figure's rules, as known at the end of the quarter."""

MEASURES = {
    "abstinence": "Abstinent at follow-up",
    "retention": f"Retained {RETENTION_DAYS} days",
    "attendance": "Sessions attended",
    "due_tests": "Due tests given",
    "completed": "Completed or transferred",
    "reached": "Reached at follow-up",
    "readmission": "Readmitted in 6 months",
}
"""The measures of the first page, in its order."""

WITHOUT_CALENDAR = ("attendance", "due_tests")
"""Day numbers tell neither who was discharged nor how long anybody could be followed."""

GOOD_ENDS = ("completed", "transferred")


@dataclass(frozen=True, eq=False)
class Tally:
    """One measure: for every patient (by code) hits and total; the share is the sum of hits ÷ the sum of totals."""

    hits: np.ndarray
    total: np.ndarray


def measures_told(setting: Setting) -> dict[str, str]:
    """The measures that the report of a setting tells, by key with their names."""
    return {key: name for key, name in MEASURES.items() if setting.has_calendar or key in WITHOUT_CALENDAR}


def episode_classes(setting: Setting) -> np.ndarray:
    """The class of every stay (uint8, places of CLASSES)."""
    derivation = setting.derivation
    found, stays = follow_up_in_use(derivation), derivation.timeline().stays
    classes = np.full(len(stays), IN_TREATMENT, np.uint8)
    classes[known(stays.discharged)] = NOT_DUE
    for rows, name in (
        (found.due, NOT_REACHED), (found.reached, USING), (found.abstinent, ABSTINENT), (found.deceased, DECEASED),
    ):  # fmt: skip
        classes[rows] = name
    return classes


def tallies(setting: Setting) -> dict[str, Tally]:
    """Every measure of the first page, patient by patient, over the report's people."""
    found = follow_up_in_use(setting.derivation)
    counted = _people(setting, follow_up_period(setting), "discharged") & found.due & ~found.deceased
    return {
        "abstinence": _of_stays(setting, counted & found.abstinent, counted),
        "retention": _retention(setting),
        "attendance": _attendance(setting),
        "due_tests": _due_tests(setting),
        "completed": _completed(setting),
        "reached": _of_stays(setting, counted & found.reached, counted),
        "readmission": _readmission(setting),
    }


def patients_of(setting: Setting) -> np.ndarray:
    """The codes of the patients the report is about."""
    found: np.ndarray = np.unique(setting.records.episodes["patient_id"].cat.codes.to_numpy()[setting.rows])
    return found


def _people(setting: Setting, period: Period | None, basis: CohortBasis) -> np.ndarray:
    """Each person's first discharge (admission) of the period, boolean over stays."""
    timeline = setting.derivation.timeline()
    return chosen_stays(
        timeline.stays,
        setting.rows,
        unit="people",
        basis="admitted" if basis == "admitted" else "discharged",
        period=period,
        as_of=timeline.as_of,
    )


def _retention(setting: Setting) -> Tally:
    """People admitted in the last quarter that was followed for 90 days (all of them without a quarter)."""
    derivation, period = setting.derivation, setting.quarter
    timeline = derivation.timeline()
    if period is not None and setting.records.as_of is not None:
        over = selection(derivation, setting.rows, setting.records.as_of)
        period = periods_of(over, RETENTION_DAYS, None)[0]
    stays = timeline.stays
    counted = _people(setting, period, "admitted") & (
        stays.admitted.astype(np.int64) + RETENTION_DAYS <= timeline.as_of
    )
    left = left_on(setting.records, stays)
    stayed = ~known(left) | (left.astype(np.int64) - stays.admitted >= RETENTION_DAYS)
    return _of_stays(setting, counted & stayed, counted)


def _completed(setting: Setting) -> Tally:
    scope = scope_of(setting.derivation, Window("discharged", setting.quarter), setting.rows)
    episodes = setting.records.episodes
    if "discharge_reason" not in episodes:
        return _of_stays(setting, np.zeros(len(scope.stays), bool), np.zeros(len(scope.stays), bool))
    good = episodes["discharge_reason"].iloc[scope.stays.last_row].isin(GOOD_ENDS).to_numpy(bool)
    return _of_stays(setting, scope.people & good, scope.people)


def _readmission(setting: Setting) -> Tally:
    """The people behind the benchmark figure, discharged alive at least six months before as-of."""
    scope = scope_of(setting.derivation, Window("discharged", follow_up_period(setting)), followed_rows(setting))
    stays, died = scope.stays, death_days(scope)
    discharged = stays.discharged.astype(np.int64)
    old_enough = ended(scope) & (discharged + READMITTED_WITHIN_DAYS <= scope.as_of)
    counted = scope.people & old_enough & ~(known(died) & (died <= stays.discharged))
    back = np.zeros(len(stays), bool)
    for members in EXHIBITS["readmission"].compute(scope, None, {}).members or ():
        back[members] = True
    return _of_stays(setting, counted & back, counted)


def _attendance(setting: Setting) -> Tally:
    """Sessions come to, of those the patient could have come to; none where only held ones are listed."""
    derivation = setting.derivation
    timeline = derivation.timeline()
    found = sessions_of(selection(derivation, setting.rows, setting.records.as_of or setting.records.today))
    rows = (found.stay >= 0) & (found.came | found.missed) & (not found.only_held)
    rows &= _inside(setting, found.day) & setting.rows[timeline.stays.row][np.maximum(found.stay, 0)]
    return _by_patient(setting, found.stay[rows], found.came[rows], np.ones(int(rows.sum())))


def _due_tests(setting: Setting) -> Tally:
    ledger = setting.derivation.ledger()
    stays = setting.derivation.timeline().stays
    rows = _inside(setting, ledger.last) & setting.rows[stays.row][ledger.stay]
    return _by_patient(setting, ledger.stay[rows], ledger.met[rows], ledger.due[rows])


def _inside(setting: Setting, day: Days) -> np.ndarray:
    if setting.quarter is None:
        return np.ones(len(day), bool)
    return (day >= day_number(setting.quarter.start)) & (day <= day_number(setting.quarter.end))


def _of_stays(setting: Setting, hits: np.ndarray, counted: np.ndarray) -> Tally:
    rows = np.flatnonzero(counted)
    return _by_patient(setting, rows, hits[rows], np.ones(len(rows)))


def _by_patient(setting: Setting, stay: np.ndarray, hits: np.ndarray, total: np.ndarray) -> Tally:
    people = len(setting.records.episodes["patient_id"].cat.categories)
    patient = setting.derivation.timeline().stays.patient[stay]

    def add(values: np.ndarray) -> np.ndarray:
        return np.bincount(patient, weights=values.astype(float), minlength=people).round().astype(np.int64)

    return Tally(add(hits), add(total))
