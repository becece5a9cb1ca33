"""Retention: who is still in treatment so many days after admission; census: how many are in treatment on a day."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.intervals import Estimate, wilson
from analytics.records.days import Days, earliest, known
from analytics.records.records import Records
from analytics.records.stays import Stays

RETENTION_DAYS = 90
"""Three months: the dose below which NIDA calls treatment of limited effectiveness."""

CLOSED_BY_OFFICE = ("dropped_out", "terminated", "unknown", "other")
"""Reasons whose discharge date is often set long after the patient was last seen: the last contact counts instead."""


def left_on(records: Records, stays: Stays) -> Days:
    """The day each stay really ended: discharge, or the last contact before an office closure (`NO_DAY` = active)."""
    episodes = records.episodes
    if "discharge_reason" not in episodes:
        return stays.discharged
    office = episodes["discharge_reason"].iloc[stays.last_row].isin(CLOSED_BY_OFFICE).to_numpy(bool)
    seen = office & known(stays.discharged) & known(stays.last_contact) & (stays.last_contact >= stays.admitted)
    return np.where(seen, earliest(stays.discharged, stays.last_contact), stays.discharged).astype(np.int32)


def retention_at(
    records: Records, stays: Stays, chosen: np.ndarray, as_of: int, *, days: int = RETENTION_DAYS
) -> Estimate:
    """Share still in treatment `days` after admission, of those admitted at least so long before as-of (Wilson).

    Every way of leaving ends retention, completion too. Someone who leaves on day `days` was retained. People admitted
    later could not have reached it and are left out.
    """
    old_enough = chosen & (stays.admitted.astype(np.int64) + days <= as_of)
    left = left_on(records, stays)
    retained = ~known(left) | (left.astype(np.int64) - stays.admitted >= days)
    return wilson(int((old_enough & retained).sum()), int(old_enough.sum()))


def census_on(records: Records, stays: Stays, chosen: np.ndarray, day: int) -> int:
    """People in treatment at the end of a day: admitted on or before it and not yet discharged."""
    there = chosen & (stays.admitted <= day) & (~known(stays.discharged) | (stays.discharged > day))
    return len(np.unique(stays.patient[there]))
