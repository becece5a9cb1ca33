"""Length of stay: median and quartiles by reason for leaving, and the median of everyone admitted, still in or not."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, ExhibitKind
from analytics.outcomes.pathways.leaving import REASONS, left_days, reasons
from analytics.outcomes.pathways.rows import Row, groups_in, members_of, named
from analytics.outcomes.retention import CLOSED_BY_OFFICE
from analytics.outcomes.scope import Scope, Window, scope_of
from analytics.outcomes.survival import survival_curve
from analytics.records.days import known

EVERYONE_LEFT = "everyone discharged"
EVERYONE_ADMITTED = "everyone admitted, in care or not"
OFFICE = ", ".join(reason.replace("_", " ") for reason in CLOSED_BY_OFFICE)

TEDS_STAYS = (
    "TEDS-D 2004, so old: adults in intensive outpatient programs stayed a median of 41 days, completers 50, "
    "drop-outs 26."
)
CLOSURES = f"Closures by the office ({OFFICE}) end a stay on the day of the last contact, if that came before."


def length_of_stay(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Days from admission to leaving: median with 95% interval, quartiles, n, by reason; then everyone admitted.

    The last row is the Kaplan–Meier median of those admitted in the period, those still in treatment censored as of.
    """
    said, days = reasons(scope), _days(scope)
    rows, members = [], []
    for reason in (EVERYONE_LEFT, *REASONS):
        for name, stays in groups_in(scope, by, scope.people):
            here = stays if reason == EVERYONE_LEFT else stays & (said == reason)
            if here.any():
                rows.append(named(by, name) | {"discharge_reason": reason} | _stay_columns(days[here]))
                members.append(members_of(here))
    admitted = scope_of(scope.derivation, Window("admitted", scope.window.period), scope.episode_rows)
    for name, stays in groups_in(admitted, by, admitted.people):
        rows.append(named(by, name) | {"discharge_reason": EVERYONE_ADMITTED} | _censored_columns(admitted, stays))
        members.append(members_of(stays))
    notes = (_still_in(admitted), CLOSURES, TEDS_STAYS)
    return Exhibit(pd.DataFrame(rows), int(scope.people.sum()), "people", notes=notes, members=tuple(members))


def _days(scope: Scope) -> np.ndarray:
    """Days from admission to leaving, to as-of for those still in treatment."""
    left = left_days(scope)
    end = np.where(known(left) & (left <= scope.as_of), left, scope.as_of).astype(np.int64)
    return np.maximum(end - scope.stays.admitted, 0)


def _stay_columns(days: np.ndarray) -> Row:
    """Median (R's rule for a curve without censoring, which is the usual median) with interval; quartiles; n."""
    curve = survival_curve(days, np.ones(len(days), int))
    first, third = np.quantile(days, [0.25, 0.75])
    return {
        "median": curve.median,
        "median_low": curve.median_low,
        "median_high": curve.median_high,
        "quartile_1": float(first),
        "quartile_3": float(third),
        "n": len(days),
        "in_care": 0,
        "reason": "",
    }


def _censored_columns(scope: Scope, stays: np.ndarray) -> Row:
    left = left_days(scope)
    event = known(left[stays]) & (left[stays] <= scope.as_of)
    curve = survival_curve(_days(scope)[stays], event.astype(int))
    return {
        "median": curve.median,
        "median_low": curve.median_low,
        "median_high": curve.median_high,
        "quartile_1": None,
        "quartile_3": None,
        "n": curve.n,
        "in_care": int((~event).sum()),
        "reason": "" if curve.median is not None else "median not reached",
    }


def _still_in(admitted: Scope) -> str:
    left = left_days(admitted)[admitted.people]
    still = int((~(known(left) & (left <= admitted.as_of))).sum())
    return (
        f"“{EVERYONE_ADMITTED[:1].upper()}{EVERYONE_ADMITTED[1:]}”: {admitted.window.words}, {still:,} of "
        f"{int(admitted.people.sum()):,} still in treatment and censored (Kaplan–Meier)."
    )


EXHIBITS = {
    "length_of_stay": ExhibitKind(
        "Days from admission to leaving, by reason for discharge: median first (closures inflate means), with its "
        "95% interval, and the middle half (first to third quartile).",
        length_of_stay,
        basis="discharged",
        span="year",
        bases=("discharged",),
        needs=("episodes.discharged_on",),
    ),
}
