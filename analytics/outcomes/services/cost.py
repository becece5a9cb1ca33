"""Cost per patient abstinent: what all episodes cost, divided by how many people were abstinent at follow-up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.outcomes.benchmark import LEAST_REACHED_FOR_VERDICT, follow_up_in_use
from analytics.outcomes.bootstrap import DRAWS, SEED, ratio_of_sums
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.scope import Scope
from analytics.outcomes.services.case_mix import case_mix
from analytics.records.stays import leaving_rows

LEAST_ABSTINENT = 11
"""Fewer people below the line and one more or less would move the figure too far (CMS hides counts under 11)."""

MOST_WITHOUT_COST = 0.05
"""More episodes without a recorded cost than this and the sum above the line is not the cost of all."""

METHOD = "bootstrap by patient"
NO_CLOSED_WINDOW = "nobody's follow-up window has closed"
NO_RANKING = (
    "Groups are in alphabetical order and not ranked: their patients differ, and so would their costs and outcomes "
    "under the same care."
)
NOT_REACHED = "People not reached, and those who died, count as not abstinent; their episodes' cost counts in full."


@dataclass(frozen=True, eq=False)
class Cohort:
    """Episodes (stays) of people whose follow-up window has closed. Arrays over stays."""

    chosen: np.ndarray
    people: np.ndarray
    reached: np.ndarray
    abstinent: np.ndarray
    deceased: np.ndarray
    cost: np.ndarray
    waiting: int


def cost_per_abstinent(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Cost of all episodes ÷ people abstinent at the first follow-up, by group when asked for."""
    return _by_group(scope, by, with_case_mix=False)


def cost_by_payer(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """The same by payer, with who the patients are; in alphabetical order, without ranking."""
    return _by_group(scope, "payer", with_case_mix=True)


def _by_group(scope: Scope, by: str | None, *, with_case_mix: bool) -> Exhibit:
    cohort = cohort_of(scope)
    if not cohort.chosen.any():
        return unavailable(f"Cost per patient abstinent cannot be given: {NO_CLOSED_WINDOW}.")
    labels = scope.groups(by)
    rows, members = [], []
    for name in sorted(set(labels[cohort.chosen].tolist()), key=str.casefold):
        there = np.flatnonzero(cohort.chosen & (labels == name))
        row = ({"group": name} if by else {}) | _row(scope, cohort, there)
        rows.append(row | (case_mix(scope, there[cohort.people[there]]) if with_case_mix else {}))
        members.append(there)
    everyone = np.flatnonzero(cohort.chosen)
    notes = _notes(cohort, everyone) + ((NO_RANKING,) if by else ())
    people = int(cohort.people.sum())
    return Exhibit(pd.DataFrame(rows), people, "people", notes=notes, members=tuple(members))


def cohort_of(scope: Scope) -> Cohort:
    """Everything about the chosen episodes whose follow-up window has closed by as-of."""
    found = follow_up_in_use(scope.derivation)
    due = scope.chosen & found.due
    people = scope.people & found.due
    alive = people & ~found.deceased
    return Cohort(
        chosen=due,
        people=people,
        reached=alive & found.reached,
        abstinent=alive & found.abstinent,
        deceased=people & found.deceased,
        cost=stay_costs(scope),
        waiting=int((scope.chosen & ~found.due).sum()),
    )


def stay_costs(scope: Scope) -> np.ndarray:
    """The cost of every stay, summed over the episodes joined to it; NaN where one of them has none recorded."""

    def compute() -> np.ndarray:
        cost = scope.records.episodes["cost"].to_numpy(float, na_value=np.nan)
        ends = leaving_rows(scope.records)
        stay_of_row = np.zeros(len(cost), np.intp)
        stay_of_row[scope.stays.last_row] = np.arange(len(scope.stays))
        return np.bincount(stay_of_row[ends], weights=cost, minlength=len(scope.stays))

    found: np.ndarray = scope.once(("services", "cost"), compute)
    return found


def per_abstinent(scope: Scope, cohort: Cohort, there: np.ndarray) -> Estimate:
    """The figure of some of the cohort's stays (positions), with its interval or the reason why there is none."""
    abstinent, reached, alive = _counts(cohort, there)
    n = int(cohort.people[there].sum())
    if abstinent < LEAST_ABSTINENT:
        return not_estimable(METHOD, f"fewer than {LEAST_ABSTINENT} people abstinent at follow-up", n=n)
    if reached < LEAST_REACHED_FOR_VERDICT * alive:
        return not_estimable(METHOD, f"under {LEAST_REACHED_FOR_VERDICT:.0%} were reached at follow-up", n=n)
    unknown = np.isnan(cohort.cost[there])
    if unknown.mean() > MOST_WITHOUT_COST:
        return not_estimable(METHOD, f"more than {MOST_WITHOUT_COST:.0%} of episodes have no cost recorded", n=n)
    cost = np.where(unknown, np.nanmean(cohort.cost[there]), cohort.cost[there])
    patient = np.unique(scope.stays.patient[there], return_inverse=True)[1]
    return ratio_of_sums(np.bincount(patient, cost), np.bincount(patient, cohort.abstinent[there].astype(float)))


def _counts(cohort: Cohort, there: np.ndarray) -> tuple[int, int, int]:
    """Abstinent, reached, and people due for follow-up less the deceased: the benchmark figure's counts."""
    alive = cohort.people[there] & ~cohort.deceased[there]
    return int(cohort.abstinent[there].sum()), int(cohort.reached[there].sum()), int(alive.sum())


def _row(scope: Scope, cohort: Cohort, there: np.ndarray) -> dict[str, object]:
    found = per_abstinent(scope, cohort, there)
    abstinent, reached, alive = _counts(cohort, there)
    cost = cohort.cost[there]
    total = float(np.nansum(cost))
    people = int(cohort.people[there].sum())
    best = abstinent + alive - reached
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "n": people,
        "episodes": len(there),
        "cost": total,
        "without_cost": int(np.isnan(cost).sum()),
        "per_episode": float(np.nanmean(cost)) if not np.isnan(cost).all() else None,
        "per_person": total / people if people else None,
        "reached": reached,
        "share_reached": reached / alive if alive else None,
        "abstinent": abstinent,
        "deceased": int(cohort.deceased[there].sum()),
        "if_all_not_reached_were_abstinent": total / best if best and found.value is not None else None,
        "reason": found.reason,
    }


def _notes(cohort: Cohort, there: np.ndarray) -> tuple[str, ...]:
    notes = [NOT_REACHED, f"Interval: {DRAWS:,} draws of whole patients, seed {SEED}."]
    if unknown := int(np.isnan(cohort.cost[there]).sum()):
        notes.append(
            f"{unknown:,} of {len(there):,} episodes have no cost recorded; they count at the mean of the others."
        )
    if cohort.waiting:
        notes.append(f"Left out with their cost: {cohort.waiting:,} whose follow-up window has not closed.")
    return tuple(notes)
