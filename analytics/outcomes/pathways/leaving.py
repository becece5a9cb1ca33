"""How each stay ended: the reason in words, the day the patient really left, the day a patient died."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.cohort import NOT_RECORDED
from analytics.outcomes.retention import left_on
from analytics.outcomes.scope import Scope
from analytics.records.days import NO_DAY, Days, day_numbers, earliest, known

REASON_WORDS = {
    "completed": "completed",
    "transferred": "transferred",
    "dropped_out": "dropped out",
    "terminated": "terminated",
    "incarcerated": "incarcerated",
    "death": "died",
    "other": "other",
    "unknown": "unknown",
}
"""The reasons of TEDS-D, in the order in which they are shown."""

COMPLETED, TRANSFERRED, DIED = REASON_WORDS["completed"], REASON_WORDS["transferred"], REASON_WORDS["death"]
GOOD_ENDS = (COMPLETED, TRANSFERRED)
REASONS = (*REASON_WORDS.values(), NOT_RECORDED)

TRANSFERS_JOINED = (
    "A transfer followed by an admission within {days} days is one stay, so neither a discharge nor a readmission."
)


def reasons(scope: Scope) -> np.ndarray:
    """The reason of every stay's discharge in words ("not recorded" where empty), from the episode that ended it."""

    def compute() -> np.ndarray:
        episodes = scope.records.episodes
        if "discharge_reason" not in episodes:
            return np.full(len(scope.stays), NOT_RECORDED, dtype=object)
        codes = episodes["discharge_reason"].iloc[scope.stays.last_row].astype(object)
        return codes.map(REASON_WORDS).fillna(NOT_RECORDED).to_numpy(dtype=object)

    found: np.ndarray = scope.once(("pathways", "reasons"), compute)
    return found


def left_days(scope: Scope) -> Days:
    """The day each stay really ended (last contact before an office closure), `NO_DAY` = still in treatment."""
    found: Days = scope.once(("pathways", "left"), lambda: left_on(scope.records, scope.stays))
    return found


def ended(scope: Scope) -> np.ndarray:
    """Which stays had ended by the as-of day (boolean over stays)."""
    return known(scope.stays.discharged) & (scope.stays.discharged <= scope.as_of)


def death_days(scope: Scope) -> Days:
    """The day each stay's patient died (`NO_DAY` = not known to have died by the as-of day).

    The recorded day of death or the discharge by death; else the day of the follow-up contact that found the patient
    deceased, by which death had come.
    """

    def compute() -> Days:
        day = earliest(scope.stays.died, _found_deceased(scope))
        found: Days = np.where(day <= scope.as_of, day, np.int32(NO_DAY)).astype(np.int32)
        return found

    found: Days = scope.once(("pathways", "deaths"), compute)
    return found


def _found_deceased(scope: Scope) -> Days:
    """The first contact of each stay's patient with the outcome "deceased", where no day of death is recorded."""
    stays, contacts = scope.stays, scope.records.follow_ups
    none = np.full(len(stays), NO_DAY, np.int32)
    if contacts.empty:
        return none
    dead = contacts[(contacts["outcome"] == "deceased").to_numpy(bool)]
    due = day_numbers(dead["due_on"])
    day = np.where(known(made := day_numbers(dead["contacted_on"])), made, due) if "contacted_on" in dead else due
    patient = dead["patient_id"].cat.codes.to_numpy()
    usable = known(day)
    first = np.full(int(max(stays.patient.max(initial=0), patient.max(initial=0))) + 1, 2**31 - 1, np.int64)
    np.minimum.at(first, patient[usable], day[usable])
    found = first[stays.patient]
    return np.where((found < 2**31 - 1) & ~known(stays.died), found, NO_DAY).astype(np.int32)


def transfers_note(scope: Scope) -> str:
    """How transfers are joined, with the program's own number of days."""
    return TRANSFERS_JOINED.format(days=scope.records.settings.join_gap_days)
