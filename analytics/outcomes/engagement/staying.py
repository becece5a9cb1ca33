"""Retention from admission: who is still in treatment, day by day (Kaplan–Meier) and after 30, 60 and 90 days.

Every way of leaving ends retention, completion too; an office closure counts at the last contact; people still in care
are followed to as-of and censored there. Leaving on day d is being in treatment for d days: retained at day d.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analytics.outcomes.engagement.rows import frame_of, group_masks, share_row
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate, wilson
from analytics.outcomes.retention import RETENTION_DAYS, left_on
from analytics.outcomes.scope import Scope
from analytics.outcomes.survival import SurvivalCurve, estimates_at, survival_curve
from analytics.records.days import known

DAYS = (30, 60, RETENTION_DAYS)
KAPLAN_MEIER = "Kaplan–Meier, log-log interval"
NOBODY_LEFT = "No discharge is recorded, so nobody is known to have left. The gap rule shows who stopped coming."


def retention(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Share still in treatment after 30, 60 and 90 days of people admitted; members are those who left before.

    Where everybody was admitted so long before as-of that nobody is censored, it is a plain share with Wilson's
    interval, the figure of the Overview; else Kaplan–Meier with the log-log interval.
    """
    time, event = _times(scope)
    if not event.any():
        return unavailable(NOBODY_LEFT)
    rows, members = [], []
    headline = None
    groups = group_masks(scope, by, scope.people)
    for day in DAYS:
        for name, mask in groups:
            estimate, at_risk = _share_at(scope, time[mask], event[mask], day)
            rows.append(share_row(estimate, group=name, day=day) | {"at_risk": at_risk, "method": estimate.method})
            members.append(np.flatnonzero(mask & event & (time <= day)))
            headline = estimate if headline is None and day == RETENTION_DAYS else headline
    return Exhibit(frame_of(rows), int(scope.people.sum()), "people", headline, (), tuple(members))


def _share_at(scope: Scope, time: np.ndarray, event: np.ndarray, day: int) -> tuple[Estimate, int]:
    at_risk = int((time >= day).sum())
    if not (~event & (time < day)).any():
        return wilson(int((~event | (time > day)).sum()), len(time)), at_risk
    curve = _curve(scope, "", time, event)
    found = estimates_at(curve, [day])[0]
    shown = (found["estimate"], found["low"], found["high"])
    last = curve.table.iloc[-1]
    if last["estimate"] == 0 and last["time"] <= day:  # everybody had left before: nobody can be there any more
        return Estimate(0.0, float(last["low"]), float(last["high"]), len(time), None, KAPLAN_MEIER), at_risk
    return Estimate(*shown, len(time), None, KAPLAN_MEIER, reason=found["reason"]), at_risk


def retention_curve(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Every step of the curve: group, n, time, at_risk, events, censored, estimate, low, high, thin."""
    time, event = _times(scope)
    if not event.any():
        return unavailable(NOBODY_LEFT)
    masks = group_masks(scope, by, scope.people)
    drawn = masks if by is None else masks[1:]
    tables = []
    for name, mask in drawn:
        table = _curve(scope, name, time[mask], event[mask]).table.copy()
        table.insert(0, "group", name)
        table.insert(1, "n", int(mask.sum()))
        tables.append(table)
    frame = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
    notes = (f"{int((~event[scope.people]).sum()):,} are still in treatment and followed to as-of.",)
    return Exhibit(frame, int(scope.people.sum()), "people", None, notes)


def curves_of(frame: pd.DataFrame, min_at_risk: int) -> list[SurvivalCurve]:
    """The curves of an exhibit's frame, as figures take them; the largest group first."""
    found = []
    for name, table in frame.groupby("group", sort=False, observed=True):
        steps = table.drop(columns=["group", "n"]).reset_index(drop=True)
        numbers: dict[str, Any] = {"n": int(table["n"].iloc[0]), "events": int(table["events"].sum())}
        none: dict[str, Any] = dict.fromkeys(("median_low", "median_high", "restricted_mean", "restricted_mean_se"))
        median = steps.loc[steps["estimate"] <= 0.5, "time"]
        found.append(
            SurvivalCurve(
                name=str(name),
                table=steps,
                median=float(median.iloc[0]) if len(median) else None,
                tau=None,
                last_time=float(steps["time"].iloc[-1]),
                min_at_risk=min_at_risk,
                **numbers,
                **none,
            )
        )
    return sorted(found, key=lambda curve: -curve.n)


def _curve(scope: Scope, name: str, time: np.ndarray, event: np.ndarray) -> SurvivalCurve:
    return survival_curve(time, event, name=name, min_at_risk=scope.records.settings.min_at_risk)


def _times(scope: Scope) -> tuple[np.ndarray, np.ndarray]:
    """The first day not in treatment (days after admission) or the last day followed, and whether the person left."""

    def compute() -> tuple[np.ndarray, np.ndarray]:
        left = left_on(scope.records, scope.stays)
        gone = known(left) & (left <= scope.as_of)
        admitted = scope.stays.admitted.astype(np.int64)
        time = np.where(gone, left - admitted + 1, scope.as_of - admitted)
        return np.maximum(time, 0), gone

    found: tuple[np.ndarray, np.ndarray] = scope.once(("staying",), compute)
    return found
