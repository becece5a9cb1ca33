"""Deaths in treatment and within 30 days after discharge: for the director, counts with the exact interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, ExhibitKind, unavailable
from analytics.outcomes.intervals import clopper_pearson
from analytics.outcomes.pathways.leaving import death_days, ended
from analytics.outcomes.pathways.rows import groups_in, members_of, named, share_columns
from analytics.outcomes.scope import Scope, Window, scope_of
from analytics.records.days import known

AFTER_DISCHARGE_DAYS = 30
IN_TREATMENT, AFTER = "in treatment", f"within {AFTER_DISCHARGE_DAYS} days after discharge"

FOR_THE_DIRECTOR = (
    "For the director only: single deaths can be recognised. Do not pass these counts on outside the program."
)


def deaths(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """People who died in treatment in the period, and within 30 days after a discharge of the period.

    Each person once a row; a death on the day of discharge is one in treatment; a death in a later stay belongs there.
    """
    if not _records_say(scope):
        return unavailable("This needs died_on or discharge_reason of episodes, which these records do not have.")
    left = scope_of(scope.derivation, Window("discharged", scope.window.period), scope.episode_rows)
    old_enough = left.stays.discharged.astype(np.int64) + AFTER_DISCHARGE_DAYS <= scope.as_of
    parts = (
        (IN_TREATMENT, scope, scope.chosen, scope.chosen & _in_treatment(scope)),
        (AFTER, left, left.chosen & old_enough, left.chosen & old_enough & _shortly_after(left)),
    )
    rows, members = [], []
    for when, of, among, dead in parts:
        for name, stays in groups_in(of, by, among):
            n = len(np.unique(of.stays.patient[stays]))
            share = clopper_pearson(len(np.unique(of.stays.patient[stays & dead])), n)
            rows.append(named(by, name) | {"when": when} | share_columns(share))
            members.append(members_of(stays & dead))
    notes = (
        FOR_THE_DIRECTOR,
        "A death that only a follow-up contact found is dated by that contact. Deaths after discharge are known only "
        "as far as someone told the program.",
    )
    n = len(np.unique(scope.stays.patient[scope.chosen]))
    return Exhibit(pd.DataFrame(rows), n, "people in treatment", notes=notes, members=tuple(members))


def _records_say(scope: Scope) -> bool:
    """Whether a death could be seen: a day of death, a reason for discharge, or a contact that found one deceased."""
    episodes, contacts = scope.records.episodes, scope.records.follow_ups
    said = any(c in episodes and episodes[c].notna().any() for c in ("died_on", "discharge_reason"))
    return said or bool(len(contacts) and (contacts["outcome"] == "deceased").any())


def _in_treatment(scope: Scope) -> np.ndarray:
    """Died from admission to the day of discharge, on a day that counts."""
    died, stays = death_days(scope), scope.stays
    until = np.where(known(stays.discharged), stays.discharged, scope.as_of)
    counts = (died >= scope.first_day) & (died <= scope.last_day)
    return known(died) & (died >= stays.admitted) & (died <= until) & counts


def _shortly_after(scope: Scope) -> np.ndarray:
    """Died on day 1 to 30 after discharge and before any later admission."""
    died, stays = death_days(scope), scope.stays
    since = died.astype(np.int64) - stays.discharged
    following = stays.next_admission()
    not_back = ~known(following) | (following > died)
    return ended(scope) & known(died) & (since >= 1) & (since <= AFTER_DISCHARGE_DAYS) & not_back


EXHIBITS = {
    "deaths": ExhibitKind(
        f"Deaths in treatment in the period ÷ people in treatment in it; deaths on day 1–{AFTER_DISCHARGE_DAYS} after "
        "a discharge of the period ÷ people discharged in it that long ago. Exact interval (Clopper–Pearson).",
        deaths,
        basis="active",
        span="year",
        bases=("active",),
        needs=("episodes.discharged_on",),
    ),
}
