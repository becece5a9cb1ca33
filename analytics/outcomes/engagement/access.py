"""Access: from referral or first contact to the first service, and the two services after it.

In the manner of HEDIS IET, from program records: only people who were admitted are in them, so these shares are higher
than a health plan's, and are never called the HEDIS rate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.engagement.patient_weeks import quartiles
from analytics.outcomes.engagement.rows import frame_of, group_masks, share_row
from analytics.outcomes.engagement.treatment_days import TreatmentDays, treatment_days
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate, wilson
from analytics.outcomes.scope import Scope
from analytics.records.days import NO_DAY, earliest, known, optional_day_numbers

INITIATION_DAYS = 14
"""First service at most so many days after the referral or first contact (HEDIS IET: initiation)."""

ENGAGEMENT_DAYS = 34
ENGAGEMENT_SERVICES = 2
"""Two more treatment days at most 34 days after the first (HEDIS IET: engagement)."""

NO_START = "This needs the columns referred_on or first_contact_on of episodes, which these records do not have."
NO_DATES = "no start recorded"


@dataclass(frozen=True, eq=False)
class Starts:
    """Day of referral, of first contact, and the earlier of the two, for every stay (`NO_DAY` = not recorded)."""

    referred: np.ndarray
    contacted: np.ndarray
    start: np.ndarray


def starts_of(scope: Scope) -> Starts:
    """When the way into treatment began. A start after the admission is no start and is left out."""
    episodes, stays = scope.records.episodes, scope.stays
    referred = optional_day_numbers(episodes, "referred_on")[stays.row]
    contacted = optional_day_numbers(episodes, "first_contact_on")[stays.row]
    referred = np.where(referred <= stays.admitted, referred, NO_DAY).astype(np.int32)
    contacted = np.where(contacted <= stays.admitted, contacted, NO_DAY).astype(np.int32)
    return Starts(referred, contacted, earliest(referred, contacted))


def access(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Initiation and engagement of people admitted whose start lies at least 48 days before as-of (Wilson).

    Members are the people who did not reach it. Services are treatment days of the stay (clinical sessions come to).
    """
    starts = starts_of(scope)
    if not known(starts.start).any():
        return unavailable(NO_START)
    begin = starts.start.astype(np.int64)
    dated = scope.people & known(starts.start)
    asked = dated & (begin + INITIATION_DAYS + ENGAGEMENT_DAYS <= scope.as_of)
    initiated, engaged = _reached(treatment_days(scope), begin)
    steps = (
        ("initiation", f"Initiation, {INITIATION_DAYS} days", initiated),
        ("engagement", f"Engagement, {ENGAGEMENT_DAYS} days", engaged),
    )
    rows, members = [], []
    groups = group_masks(scope, by, asked)
    for key, words, hit in steps:
        for name, mask in groups:
            estimate: Estimate = wilson(int((mask & hit).sum()), int(mask.sum()))
            rows.append(share_row(estimate, group=name, measure=key, step=words))
            members.append(np.flatnonzero(mask & ~hit))
    return Exhibit(frame_of(rows), int(asked.sum()), "people", None, _notes(scope, dated, asked), tuple(members))


def _reached(days: TreatmentDays, begin: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    first, there = days.first_from(begin)
    initiated = there & (first - begin <= INITIATION_DAYS)
    more = days.within(first + 1, first + ENGAGEMENT_DAYS)
    return initiated, initiated & (more >= ENGAGEMENT_SERVICES)


def _notes(scope: Scope, dated: np.ndarray, asked: np.ndarray) -> tuple[str, ...]:
    without, young = int((scope.people & ~dated).sum()), int((dated & ~asked).sum())
    notes = ["People who were referred and never admitted are not in these records."]
    if without:
        notes.append(f"{without:,} people without a recorded referral or first contact are left out.")
    if young:
        notes.append(f"{young:,} whose start is less than {INITIATION_DAYS + ENGAGEMENT_DAYS} days ago are left out.")
    return tuple(notes)


def waiting(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Days from referral to first contact, to admission, to the first treatment day: median and quartiles."""
    starts = starts_of(scope)
    if not known(starts.start).any():
        return unavailable(NO_START)
    admitted = scope.stays.admitted.astype(np.int64)
    first, there = treatment_days(scope).first_from(admitted)
    came = np.where(there, first, NO_DAY)
    legs = (
        ("Referral to first contact", starts.referred, starts.contacted),
        ("First contact to admission", starts.contacted, admitted),
        ("Referral to admission", starts.referred, admitted),
        ("Admission to first treatment day", admitted, came),
    )
    rows, members = [], []
    groups = group_masks(scope, by, scope.people)
    for words, begin, end in legs:
        for name, mask in groups:
            mine = mask & known(begin) & known(end) & (end >= begin)
            days = (end.astype(np.int64) - begin)[mine]
            rows.append({"group": name, "step": words} | quartiles(days) | {"n": int(mine.sum())})
            members.append(np.flatnonzero(mine))
    return Exhibit(frame_of(rows), int(scope.people.sum()), "people", None, (), tuple(members))
