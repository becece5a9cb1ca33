"""Readmission to this program after discharge: the share within six months, and its curve with death competing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.outcomes.cumulative_incidence import IncidenceCurve, cumulative_incidence, incidence_at
from analytics.outcomes.exhibit import Choices, Exhibit, ExhibitKind
from analytics.outcomes.intervals import wilson
from analytics.outcomes.pathways.days_of_patients import NEVER, days_of_patients, first_day_between
from analytics.outcomes.pathways.leaving import death_days, ended, transfers_note
from analytics.outcomes.pathways.rows import Row, groups_in, members_of, named, share_columns
from analytics.outcomes.scope import Scope
from analytics.records.days import known

READMITTED_WITHIN_DAYS = 180
"""Six months, counted in days so that every discharge is followed equally long."""

FOLLOWED_DAYS = 365
READMITTED, DIED = "readmitted", "died before any readmission"
CAUSES = (READMITTED, DIED)


@dataclass(frozen=True, eq=False)
class AfterDischarge:
    """Of every ended stay: days to the first of readmission, death and as-of; `cause` 0 = neither yet, 1, 2."""

    days: np.ndarray
    cause: np.ndarray
    died_at_discharge: np.ndarray


def readmission(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Readmitted on day 1 to 180 after discharge ÷ people discharged alive at least 180 days before as-of."""
    after, old_enough = _after(scope), _old_enough(scope)
    rows, members = [], []
    alive = scope.people & ~after.died_at_discharge
    back = alive & old_enough & (after.cause == 1) & (after.days <= READMITTED_WITHIN_DAYS)
    for name, stays in groups_in(scope, by, alive & old_enough):
        share = wilson(int((back & stays).sum()), int(stays.sum()))
        rows.append(named(by, name) | share_columns(share))
        members.append(members_of(back & stays))
    headline = wilson(int(back.sum()), int((alive & old_enough).sum()))
    died = int((alive & old_enough & (after.cause == 2) & (after.days <= READMITTED_WITHIN_DAYS)).sum())
    notes = (
        f"{died:,} died within {READMITTED_WITHIN_DAYS} days without a readmission and count as not readmitted; "
        f"{int((scope.people & after.died_at_discharge).sum()):,} who died in treatment are left out; "
        f"{int((alive & ~old_enough).sum()):,} were discharged too recently.",
        transfers_note(scope),
        "Admissions elsewhere are not in these records.",
    )
    return Exhibit(pd.DataFrame(rows), headline.n, "people", headline, notes=notes, members=tuple(members))


def readmission_curve(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Cumulative incidence of readmission and of death before it, up to a year after discharge, in long form."""
    after = _after(scope)
    alive = scope.people & ~after.died_at_discharge
    tables, everyone = [], None
    for name, stays in groups_in(scope, by, alive):
        for curve in _curves(scope, after, stays):
            tables.append(_long(curve, named(by, name)))
    if alive.any():
        everyone = incidence_at(_curves(scope, after, alive)[0], READMITTED_WITHIN_DAYS)
    frame = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
    notes = (
        f"Followed to as-of, at most {FOLLOWED_DAYS} days; a death ends the chance of a readmission and is counted as "
        "its own cause, not as lost from sight.",
        transfers_note(scope),
    )
    return Exhibit(frame, int(alive.sum()), "people", everyone, notes=notes)


def _curves(scope: Scope, after: AfterDischarge, stays: np.ndarray) -> tuple[IncidenceCurve, ...]:
    days = np.minimum(after.days[stays], FOLLOWED_DAYS)
    cause = np.where(after.days[stays] <= FOLLOWED_DAYS, after.cause[stays], 0)
    return cumulative_incidence(days, cause, CAUSES, min_at_risk=scope.records.settings.min_at_risk)


def _long(curve: IncidenceCurve, group: Row) -> pd.DataFrame:
    """A row at time 0, where nothing has happened, and one for every observed day."""
    table = curve.table.rename(columns={"estimate": "value"})
    start = {"time": 0.0, "at_risk": curve.n, "events": 0, "other": 0, "censored": 0}
    start |= {"value": 0.0, "se": 0.0, "low": 0.0, "high": 0.0, "thin": curve.n < curve.min_at_risk}
    if table.empty or table["time"].iloc[0] > 0:
        table = pd.concat([pd.DataFrame([start]), table], ignore_index=True)
    for place, (column, value) in enumerate({**group, "cause": curve.cause, "n": curve.n}.items()):
        table.insert(place, column, value)
    return table


def _old_enough(scope: Scope) -> np.ndarray:
    return ended(scope) & (scope.stays.discharged.astype(np.int64) + READMITTED_WITHIN_DAYS <= scope.as_of)


def _after(scope: Scope) -> AfterDischarge:
    found: AfterDischarge = scope.once(("pathways", "after discharge"), lambda: _after_discharge(scope))
    return found


def _after_discharge(scope: Scope) -> AfterDischarge:
    """A readmission is the patient's next admission on day 1 or later; on the day of death it comes first."""
    stays, died = scope.stays, death_days(scope)
    discharged = np.where(ended(scope), stays.discharged, scope.as_of).astype(np.int64)
    keys = days_of_patients(stays.patient, stays.admitted)
    back = first_day_between(keys, stays.patient, discharged + 1, np.full(len(stays), scope.as_of))
    death = np.where(known(died), died.astype(np.int64), NEVER)
    first = np.minimum(np.minimum(back, death), scope.as_of)
    cause = np.where(back <= np.minimum(death, scope.as_of), 1, np.where(death <= scope.as_of, 2, 0))
    return AfterDischarge(np.maximum(first - discharged, 0), cause, known(died) & (died <= discharged))


EXHIBITS = {
    "readmission": ExhibitKind(
        f"Readmitted to this program within six months ({READMITTED_WITHIN_DAYS} days): a new admission on day 1–"
        f"{READMITTED_WITHIN_DAYS} after discharge ÷ people discharged alive at least {READMITTED_WITHIN_DAYS} days "
        "ago. Wilson interval.",
        readmission,
        basis="discharged",
        span="matured year",
        bases=("discharged",),
        needs=("episodes.discharged_on",),
    ),
    "readmission_curve": ExhibitKind(
        "Share readmitted to this program by each day after discharge, death competing (Aalen–Johansen, log-log 95% "
        "interval).",
        readmission_curve,
        basis="discharged",
        span="matured year",
        bases=("discharged",),
        needs=("episodes.discharged_on",),
    ),
}
