"""Dose of the plan: the share of their planned sessions that people came to, by the time they left."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.engagement.patient_weeks import DAYS_A_WEEK, quartiles
from analytics.outcomes.engagement.rows import frame_of, group_masks, share_row
from analytics.outcomes.engagement.treatment_days import treatment_days
from analytics.outcomes.engagement.visits import visits_of
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import wilson
from analytics.outcomes.scope import Scope
from analytics.records.days import known

COUNTED = {"count": ("sessions", "days")}
"""What is held against the plan: clinical sessions, or treatment days (several sessions of one day count once)."""

EDGES = (0.25, 0.5, 0.75, 1.0)
BANDS = ("under 25%", "25–49%", "50–74%", "75–99%", "100% or more")

NO_PLAN = (
    "No number of planned sessions is known. Set planned_sessions, or planned_days and sessions_per_week, "
    "in program.toml."
)


def planned_sessions(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """People by the share of their planned sessions they reached, of those who left or whose plan is over.

    Planned: planned_sessions, else the days of the plan × sessions_per_week ÷ 7. Bands hold their lower edge.
    """
    planned = planned_of(scope)
    if not (planned > 0).any():
        return unavailable(NO_PLAN)
    asked = scope.people & (planned > 0) & _over(scope)
    share = _reached(scope, choices) / np.where(planned > 0, planned, np.nan)
    band = np.searchsorted(EDGES, np.nan_to_num(share) + 1e-9, side="right")
    rows, members = [], []
    groups = [(name, mask, quartiles(share[mask])) for name, mask in group_masks(scope, by, asked)]
    for place, words in enumerate(BANDS):
        for name, mask, found in groups:
            mine = mask & (band == place)
            row = share_row(wilson(int(mine.sum()), int(mask.sum())), group=name, band=words)
            rows.append(row | {f"{key}_share": value for key, value in found.items()})
            members.append(np.flatnonzero(mine))
    still = int((scope.people & (planned > 0) & ~asked).sum())
    notes = (f"{still:,} people still on their plan are left out.",) if still else ()
    return Exhibit(frame_of(rows), int(asked.sum()), "people", None, notes, tuple(members))


def planned_of(scope: Scope) -> np.ndarray:
    """Planned sessions of every stay (NaN without a plan in sessions)."""
    stays = scope.stays
    count = np.array([float(p.planned_sessions or np.nan) for p in stays.policies])[stays.policy]
    weekly = np.array([float(p.sessions_per_week or np.nan) for p in stays.policies])[stays.policy]
    length = np.where(known(stays.planned_end), stays.planned_end.astype(np.int64) - stays.admitted, np.nan)
    return np.where(np.isnan(count), length * weekly / DAYS_A_WEEK, count)


def _over(scope: Scope) -> np.ndarray:
    """Discharged, or past the planned end."""
    stays = scope.stays
    left = known(stays.discharged) & (stays.discharged <= scope.as_of)
    over: np.ndarray = left | (known(stays.planned_end) & (stays.planned_end <= scope.as_of))
    return over


def _reached(scope: Scope, choices: Choices) -> np.ndarray:
    if choices.get("count") == "days":
        return np.bincount(treatment_days(scope).stay, minlength=len(scope.stays))
    visits = visits_of(scope)
    return np.bincount(visits.stay[visits.came & visits.clinical], minlength=len(scope.stays))
