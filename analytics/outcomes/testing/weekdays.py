"""Could a patient know when the next test comes? Weekdays of the tests, each patient's usual weekday, regular gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.scope import Scope
from analytics.outcomes.sessions import placed_sessions
from analytics.outcomes.testing.shares import clustered_cells, named_groups, share_row
from analytics.outcomes.testing.specimens import specimen_days
from analytics.outcomes.testing.uniformity import Fit, even_fit, expected_usual_share, regular_gap_chance
from analytics.records.days import Days, known

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TREATMENT_DAY_SHARE = 0.01
"""A weekday with at least this share of the sessions held is a day of treatment; a stray Saturday is none."""

LEAST_TESTS = 4
"""A patient with fewer tests has no usual weekday."""

GAP_TOLERANCE = 1
"""A gap of the policy's days ± so many is regular."""

ALPHA = 0.05
USUAL, GAPS = "usual weekday", "regular gaps"
NO_WEEKDAYS = "Day numbers have no weekdays, so nobody has a usual one."
TOO_FEW = f"no patient has {LEAST_TESTS} tests"


def weekdays(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Tests by weekday against an even spread over the program's treatment days."""
    del by, choices
    stay, day = _counted_days(scope)
    weekday = weekday_of(day)
    treated = treatment_days(scope)
    patient = scope.stays.patient[stay]
    shares = [_share_of(patient, weekday == k) for k in range(len(WEEKDAYS))]
    fit = _fit(patient, weekday, treated)
    even = 1 / max(int(treated.sum()), 1)
    frame = pd.DataFrame(
        [
            {
                "weekday": name,
                "treatment_day": bool(treated[k]),
                **share_row(shares[k]),
                "even": even if treated[k] else None,
            }
            for k, name in enumerate(WEEKDAYS)
        ]
    )
    frame["p"] = fit.p
    return Exhibit(frame if len(day) else frame.head(0), len(day), "tests", notes=(_fit_words(fit, treated),))


def weekday_of(day: Days) -> np.ndarray:
    """Monday 0 … Sunday 6 (1 January 1970 was a Thursday)."""
    return (day.astype(np.int64) + 3) % 7


def treatment_days(scope: Scope) -> np.ndarray:
    """Weekdays on which sessions are held (boolean, Monday first); all seven where no session is recorded."""

    def compute() -> np.ndarray:
        found = placed_sessions(scope.records, scope.stays, scope.as_of)
        held = found.day[found.came & known(found.day)]
        often = np.bincount(weekday_of(held), minlength=len(WEEKDAYS))
        return often >= TREATMENT_DAY_SHARE * often.sum() if often.sum() else np.ones(len(WEEKDAYS), bool)

    treated: np.ndarray = scope.once(("testing", "weekdays of treatment"), compute)
    return treated


def _counted_days(scope: Scope) -> tuple[np.ndarray, Days]:
    stay, day = specimen_days(scope)
    keep = scope.counts(stay, day)
    return stay[keep], day[keep]


def _share_of(patient: np.ndarray, hits: np.ndarray) -> Estimate:
    zero, one = np.zeros(len(patient), np.int64), np.ones(len(patient), np.int64)
    return clustered_cells(zero, patient, hits.astype(np.int64), one, 1, nothing="no test was given")[0]


def _fit(patient: np.ndarray, weekday: np.ndarray, treated: np.ndarray) -> Fit:
    people, at = np.unique(patient, return_inverse=True)
    cells = np.bincount(at * len(WEEKDAYS) + weekday, minlength=len(people) * len(WEEKDAYS))
    return even_fit(cells.reshape(len(people), len(WEEKDAYS))[:, treated])


def _fit_words(fit: Fit, treated: np.ndarray) -> str:
    days = ", ".join(name for name, yes in zip(WEEKDAYS, treated, strict=True) if yes)
    if fit.p is None:
        return f"Treatment days: {days}. Too few patients for a test of evenness."
    p = "p < 0.001" if fit.p < 0.001 else f"p = {fit.p:.3f}"
    return (
        f"Treatment days: {days}. {fit.method[:1].upper()}{fit.method[1:]}: {fit.chi_square:.1f} ÷ "
        f"{fit.design_effect:.2f}, {fit.degrees} degrees of freedom, {p}."
    )


def predictability(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Tests on the patient's most usual weekday, and gaps of the policy's length ± 1 day, beside what chance gives."""
    del choices
    stay, day = _counted_days(scope)
    some = np.zeros(len(scope.stays), bool)
    some[stay] = True
    names, group = named_groups(scope, by, some)
    rows = []
    usual = [(USUAL, _usual_weekdays(scope, stay, day))] if scope.has_calendar else []
    for measure, found in (*usual, (GAPS, _regular_gaps(scope, stay, day))):
        cell = group[found.stay]
        nothing = TOO_FEW if measure == USUAL else "no patient was tested twice"
        shares = clustered_cells(
            cell, scope.stays.patient[found.stay], found.hits, found.total, len(names), nothing=nothing
        )
        for k, name in enumerate(names):
            share, own = shares[k], cell == k
            chance = float(np.average(found.chance[own], weights=found.total[own])) if own.any() else None
            random = chance if share.value is not None else None
            rows.append({"group": name, "measure": measure, **share_row(share), "random": random})
    return Exhibit(pd.DataFrame(rows), len(day), "tests", notes=(_predictable_words(scope),))


def _predictable_words(scope: Scope) -> str:
    every = "every 7 days" if len(_steps(scope)) == 1 and 7 in _steps(scope) else "once a window of the policy"
    if not scope.has_calendar:
        return f"{NO_WEEKDAYS} Random testing gives for the gaps one test {every} on an even random day."
    return (
        "Random testing gives, for the weekday, what the fullest of a patient's days holds by luck; for the gaps, one "
        f"test {every} on an even random day. Only patients with at least {LEAST_TESTS} tests have a usual weekday."
    )


def _steps(scope: Scope) -> set[int]:
    return {phase.every_days for policy in scope.stays.policies for phase in policy.testing}


class _Counts:
    """Hits of a total a stay, and the share that chance gives."""

    def __init__(self, stay: np.ndarray, hits: np.ndarray, total: np.ndarray, chance: np.ndarray) -> None:
        self.stay, self.hits, self.total, self.chance = stay, hits, total, chance


def _usual_weekdays(scope: Scope, stay: np.ndarray, day: Days) -> _Counts:
    stays, at = np.unique(stay, return_inverse=True)
    cells = np.bincount(at * len(WEEKDAYS) + weekday_of(day), minlength=len(stays) * len(WEEKDAYS))
    table = cells.reshape(len(stays), len(WEEKDAYS))
    total = table.sum(axis=1)
    enough = total >= LEAST_TESTS
    days = int(treatment_days(scope).sum())
    by_total = {m: expected_usual_share(m, days) for m in np.unique(total[enough]).tolist()}
    chance = np.array([by_total[m] for m in total[enough].tolist()])
    return _Counts(stays[enough], table.max(axis=1, initial=0)[enough], total[enough], chance)


def _regular_gaps(scope: Scope, stay: np.ndarray, day: Days) -> _Counts:
    """Gaps between a stay's tests in succession; regular: the policy's days of its first phase ± 1."""
    same = stay[1:] == stay[:-1]
    gap, of = (day[1:].astype(np.int64) - day[:-1])[same], stay[1:][same]
    steps = np.array([policy.testing[0].every_days if policy.testing else 7 for policy in scope.stays.policies])
    step = steps[scope.stays.policy[of]]
    chance = {every: regular_gap_chance(every, GAP_TOLERANCE) for every in np.unique(steps).tolist()}
    regular = (np.abs(gap - step) <= GAP_TOLERANCE).astype(np.int64)
    return _Counts(of, regular, np.ones(len(of), np.int64), np.array([chance[every] for every in step.tolist()]))
