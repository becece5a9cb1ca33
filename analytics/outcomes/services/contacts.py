"""Family involvement and crisis contacts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate, wilson
from analytics.outcomes.rates import METHOD_OF_NONE, clustered_rate
from analytics.outcomes.scope import Scope
from analytics.outcomes.services.care import Group, groups_of, held_sessions, weeks_in_care, words_of

FAMILY, CRISIS = "family", "crisis"
PER_WEEKS = 100
NEVER = "These records hold no {kind} session at all, so whether there was none or none is written down is not known."


def family_involvement(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Share of patients in care with at least one family session held."""
    sessions = _sessions_of(scope, FAMILY)
    if sessions is None:
        return unavailable(NEVER.format(kind=FAMILY))
    rows, members = [], []
    for group in groups_of(scope, by):
        held = group.by_patient(sessions)
        share = wilson(int((held > 0).sum()), group.patients)
        rows.append(_label(group, by) | {"sessions": int(held.sum())} | _estimate(share))
        members.append(group.stays[sessions[group.stays] > 0])
    everyone = next(groups_of(scope, None), None)
    came = int((everyone.by_patient(sessions) > 0).sum()) if everyone else 0
    headline = wilson(came, everyone.patients if everyone else 0)
    return Exhibit(pd.DataFrame(rows), headline.n, "people", headline=headline, members=tuple(members))


def crisis_contacts(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Crisis contacts per 100 patient-weeks in care, whatever one patient had counting as one cluster."""
    contacts = _sessions_of(scope, CRISIS)
    if contacts is None:
        return unavailable(NEVER.format(kind=CRISIS))
    weeks = weeks_in_care(scope) / PER_WEEKS
    rows, members, methods = [], [], set()
    for group in groups_of(scope, by):
        held = group.by_patient(contacts)
        rate = clustered_rate(held, group.by_patient(weeks))
        methods.add(rate.method)
        row = {
            "contacts": int(held.sum()),
            "patients": int((held > 0).sum()),
            "weeks": PER_WEEKS * weeks[group.stays].sum(),
        }
        rows.append(_label(group, by) | row | _estimate(rate))
        members.append(group.stays[contacts[group.stays] > 0])
    everyone = next(groups_of(scope, None), None)
    headline = clustered_rate(everyone.by_patient(contacts), everyone.by_patient(weeks)) if everyone else None
    notes = ["The interval takes each patient's contacts as one cluster."]
    if METHOD_OF_NONE in methods:
        notes.append("Where there was none it is the exact Poisson limit.")
    n = everyone.patients if everyone else 0
    return Exhibit(pd.DataFrame(rows), n, "people", headline=headline, notes=tuple(notes), members=tuple(members))


def _sessions_of(scope: Scope, service: str) -> np.ndarray | None:
    """Sessions of one service held on the days that count, a number a stay; None when the records know none."""
    names, place = words_of(scope, "service")
    if service not in names:
        return None
    held = held_sessions(scope)
    counted = scope.counts(held.stay, held.day) & (place == names.index(service))
    return np.bincount(held.stay[counted], minlength=len(scope.stays))


def _label(group: Group, by: str | None) -> dict[str, object]:
    return {"group": group.name} if by else {}


def _estimate(found: Estimate) -> dict[str, object]:
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "events": found.events,
        "n": found.n,
        "method": found.method,
        "reason": found.reason,
    }
