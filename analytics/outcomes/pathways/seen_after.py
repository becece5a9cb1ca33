"""Seen after discharge: who had a clinical service or a follow-up contact here within 7 and 14 days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, ExhibitKind, unavailable
from analytics.outcomes.intervals import wilson
from analytics.outcomes.pathways.days_of_patients import days_of_patients, first_day_between
from analytics.outcomes.pathways.leaving import DIED, TRANSFERRED, death_days, ended, reasons
from analytics.outcomes.pathways.rows import groups_in, members_of, named, share_columns
from analytics.outcomes.scope import Scope
from analytics.outcomes.session_kinds import CONTACT_WORDS, clinician_contacts
from analytics.records.days import day_numbers, known
from analytics.records.timeline import HELD

SEEN_WITHIN_DAYS = (7, 14)
NOT_IN_PERSON = "records"
"""A follow-up answered from records reached nobody."""

LEFT_TO_US, SENT_ON = "not transferred", "transferred to another program"


def seen_after_discharge(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Seen within 7 and 14 days of discharge, and not seen within 14: people not transferred first, transferred apart.

    Only people discharged that many days before as-of; those who died by then are in neither and counted in a note.
    """
    if not {"attendance", "follow_ups"} & scope.records.present:
        return unavailable("This needs the table attendance or follow_ups, and these records have neither.")
    since = _days_until_seen(scope)
    apart = {LEFT_TO_US: reasons(scope) != TRANSFERRED, SENT_ON: reasons(scope) == TRANSFERRED}
    rows, members = [], []
    for who, among in apart.items():
        for measure, days, is_seen in _measures():
            for name, stays in groups_in(scope, by, scope.people):
                counted = stays & among & _old_enough(scope, days) & ~_died(scope, days)
                hit = counted & ((since <= days) == is_seen)
                share = wilson(int(hit.sum()), int(counted.sum()))
                rows.append(named(by, name) | {"who": who, "measure": measure} | share_columns(share))
                members.append(members_of(hit))
    longest = SEEN_WITHIN_DAYS[-1]
    n = int((scope.people & apart[LEFT_TO_US] & _old_enough(scope, longest) & ~_died(scope, longest)).sum())
    return Exhibit(pd.DataFrame(rows), n, "people", notes=_notes(scope, since), members=tuple(members))


def _measures() -> list[tuple[str, int, bool]]:
    """What is said, by which day, and whether it counts those seen or those not."""
    longest = SEEN_WITHIN_DAYS[-1]
    seen = [(f"seen within {days} days", days, True) for days in SEEN_WITHIN_DAYS]
    return [*seen, (f"not seen within {longest} days", longest, False)]


def _old_enough(scope: Scope, days: int) -> np.ndarray:
    return ended(scope) & (scope.stays.discharged.astype(np.int64) + days <= scope.as_of)


def _died(scope: Scope, days: int) -> np.ndarray:
    """Died in treatment or by that day after discharge; worked out once, whatever the filter."""

    def compute() -> np.ndarray:
        died = death_days(scope)
        return (reasons(scope) == DIED) | (known(died) & (died <= scope.stays.discharged.astype(np.int64) + days))

    found: np.ndarray = scope.once(("pathways", "died within", days), compute)
    return found


def _days_until_seen(scope: Scope) -> np.ndarray:
    """Days from each stay's discharge to the patient's first contact on day 1 or later (a huge number = none)."""

    def compute() -> np.ndarray:
        keys, stays = _contacts(scope), scope.stays
        discharged = stays.discharged.astype(np.int64)
        longest = SEEN_WITHIN_DAYS[-1]
        return first_day_between(keys, stays.patient, discharged + 1, discharged + longest) - discharged

    found: np.ndarray = scope.once(("pathways", "days until seen"), compute)
    return found


def _contacts(scope: Scope) -> np.ndarray:
    """Sorted days of every clinical contact come to and every follow-up contact made, up to as-of."""
    sessions, contacts = scope.records.attendance, scope.records.follow_ups
    came = sessions["status"].isin(HELD).to_numpy(bool) & clinician_contacts(sessions)
    patient, day = sessions["patient_id"].cat.codes.to_numpy()[came], day_numbers(sessions["session_on"])[came]
    if len(contacts) and "contacted_on" in contacts:
        made = (contacts["outcome"] == "completed").to_numpy(bool)
        if "mode" in contacts:
            made &= (contacts["mode"] != NOT_IN_PERSON).to_numpy(bool)
        patient = np.concatenate([patient, contacts["patient_id"].cat.codes.to_numpy()[made]])
        day = np.concatenate([day, day_numbers(contacts["contacted_on"])[made]])
    until = day <= scope.as_of
    return days_of_patients(patient[until], day[until])


def _notes(scope: Scope, since: np.ndarray) -> tuple[str, ...]:
    longest = SEEN_WITHIN_DAYS[-1]
    died = int((scope.people & _old_enough(scope, longest) & _died(scope, longest)).sum())
    young = int((scope.people & ~_old_enough(scope, longest)).sum())
    said = [f"{died:,} who died by day {longest} are left out; {young:,} were discharged too recently."]
    recorded = ended(scope) & (since <= longest)
    if not recorded.any():
        said.append(
            f"No contact within {longest} days of any discharge is recorded: ask whether this export lists services "
            "after discharge before reading the share as 0%."
        )
    elif not scope.once(("pathways", "sessions after"), lambda: _sessions_after_discharge(scope)):
        said.append(
            "No session after a discharge is recorded at all, only follow-up contacts: ask whether this export lists "
            "services after discharge."
        )
    return tuple(said)


def _sessions_after_discharge(scope: Scope) -> bool:
    """Whether any session come to lies after the discharge of its stay."""
    stay, day = scope.placed("attendance", "session_on")
    came = scope.records.attendance["status"].isin(HELD).to_numpy(bool) & (stay >= 0)
    discharged = scope.stays.discharged[np.maximum(stay, 0)]
    return bool((came & known(discharged) & (day > discharged)).any())


EXHIBITS = {
    "seen_after_discharge": ExhibitKind(
        f"Seen = a clinical contact ({CONTACT_WORDS}) come to, or a follow-up contact made, at "
        "this program, on day 1–7 (1–14) after the recorded discharge; a readmission counts once a service is held. "
        "People discharged at least that long ago, transferred ones apart, without those who died. Wilson interval.",
        seen_after_discharge,
        basis="discharged",
        span="year",
        bases=("discharged",),
        needs=("episodes.discharged_on",),
    ),
}
