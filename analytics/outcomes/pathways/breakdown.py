"""Breakdown: how people with different starting points left, stayed and fared, side by side and not ranked."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.benchmark import follow_up_in_use
from analytics.outcomes.exhibit import Choices, Exhibit, ExhibitKind, unavailable
from analytics.outcomes.intervals import Estimate, not_estimable, wilson
from analytics.outcomes.pathways.leaving import GOOD_ENDS, left_days, reasons
from analytics.outcomes.pathways.levels import in_order, words_of
from analytics.outcomes.pathways.rows import Row, members_of
from analytics.outcomes.scope import Scope

CHARACTERISTICS = {
    "severity": "severity at admission",
    "previous_level_of_care": "level of care before",
    "living_situation": "living situation at admission",
    "stage": "stage of treatment",
}
MULTIPLICITY = (
    "Many groups are looked at once: about one interval in twenty misses the true share by chance alone, and the "
    "groups differ in much else. An order of the groups is not a ranking, a difference is an association."
)
STAGE_COMES_LATE = (
    "The stage of treatment is often the one reached: who stayed longer got further, so its rows say nothing about "
    "where people started."
)
SEVERITIES = ("mild", "low", "moderate", "medium", "severe", "high")


def breakdown(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """For every value: n, completed or transferred, median stay, abstinent at follow-up (everyone counts)."""
    held = [c for c in CHARACTERISTICS if c in scope.records.episodes and scope.records.episodes[c].notna().any()]
    if not held:
        return unavailable(f"This needs one of the columns {', '.join(CHARACTERISTICS)} of episodes.")
    rows, members = [], []
    for column in held:
        labels = words_of(scope, column)
        for level in _ordered(column, set(labels[scope.people].tolist())):
            stays = scope.people & (labels == level)
            rows.append({"characteristic": CHARACTERISTICS[column], "level": level} | _columns(scope, stays))
            members.append(members_of(stays))
    lacking = [column for column in CHARACTERISTICS if column not in held]
    notes = [MULTIPLICITY, *([STAGE_COMES_LATE] if "stage" in held else [])]
    notes += [f"Not in these records: {', '.join(lacking)}."] if lacking else []
    return Exhibit(pd.DataFrame(rows), int(scope.people.sum()), "people", notes=tuple(notes), members=tuple(members))


def _ordered(column: str, levels: set[str]) -> list[str]:
    """Never by the result: severity from mild to severe, levels by intensity, anything else by name."""
    known = in_order(column, levels)
    if column != "severity":
        return known
    return sorted(known, key=lambda level: SEVERITIES.index(level) if level in SEVERITIES else len(SEVERITIES))


def _columns(scope: Scope, stays: np.ndarray) -> Row:
    good = stays & np.isin(reasons(scope), GOOD_ENDS)
    days = (left_days(scope).astype(np.int64) - scope.stays.admitted)[stays]
    first, median, third = np.quantile(np.maximum(days, 0), [0.25, 0.5, 0.75])
    return {
        "n": int(stays.sum()),
        **_named("completed", wilson(int(good.sum()), int(stays.sum()))),
        "median_stay": float(median),
        "stay_quartile_1": float(first),
        "stay_quartile_3": float(third),
        **_named("abstinent", _abstinent(scope, stays)),
    }


def _abstinent(scope: Scope, stays: np.ndarray) -> Estimate:
    """Abstinent at the first follow-up ÷ everyone due for it who was alive; not reached = not abstinent."""
    found = follow_up_in_use(scope.derivation)
    due = stays & found.due & ~found.deceased
    if not due.any():
        return not_estimable("Wilson", "no follow-up window has closed")
    if not found.reached.any():
        return not_estimable("Wilson", "nobody was seen after discharge", n=int(due.sum()))
    return wilson(int((due & found.abstinent).sum()), int(due.sum()))


def _named(name: str, share: Estimate) -> Row:
    return {
        name: share.value,
        f"{name}_low": share.low,
        f"{name}_high": share.high,
        f"{name}_events": share.events,
        f"{name}_n": share.n,
        f"{name}_reason": share.reason,
    }


EXHIBITS = {
    "breakdown": ExhibitKind(
        "By severity, level of care before, living situation and stage: people discharged, the share completed or "
        "transferred, median days in treatment with the middle half, and abstinent in the 30 days before the first "
        "follow-up (everyone counts, not reached = not abstinent). Wilson intervals.",
        breakdown,
        basis="discharged",
        span="matured year",
        bases=("discharged",),
        needs=("episodes.discharged_on", "episodes.discharge_reason"),
    ),
}
