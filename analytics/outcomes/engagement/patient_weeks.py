"""Patient-weeks: every full week of treatment in care, with the clinical hours attended and the hours required in it.

Week k of treatment is days 7(k − 1) + 1 … 7k after admission, as in the use patterns; sessions of the admission day lie
before week 1. A week counts when the person was in care on all its days and it was over by as-of. Care ends as in
retention: at discharge, or at the last contact before an office closure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.outcomes.engagement.visits import visits_of
from analytics.outcomes.retention import left_on
from analytics.outcomes.scope import Scope
from analytics.records.days import Days, known
from analytics.records.policy import HOURS_A_WEEK_LEVEL_2_1

DAYS_A_WEEK = 7
MINUTES_AN_HOUR = 60

HOURS_UNDER_18 = 6.0
"""ASAM criteria, level 2.1 for adolescents: at least six hours a week."""

HOURS_LEVEL_2_5 = 20.0
"""ASAM criteria, level 2.5: at least 20 hours a week."""

DAY_TREATMENT = "2.5"
ADULT = 18


@dataclass(frozen=True, eq=False)
class PatientWeeks:
    """One element a full week in care: `week` from 1, `last_day`, `hours` attended, `required`, not yet `known`.

    `known` is false where a clinical session of the week has no status: nobody can say how many hours it was.
    `by_plan` counts sessions whose minutes attended are not recorded and whose planned minutes stand in.
    """

    stay: np.ndarray
    week: np.ndarray
    last_day: Days
    hours: np.ndarray
    required: np.ndarray
    known: np.ndarray
    by_plan: int

    @property
    def reached(self) -> np.ndarray:
        """Weeks with at least the required hours."""
        enough: np.ndarray = self.hours >= self.required - 1e-9
        return enough


def has_minutes(scope: Scope) -> bool:
    """Whether the records say how long sessions were."""
    rows = scope.records.attendance
    return any(c in rows and rows[c].notna().any() for c in ("minutes_attended", "minutes_scheduled"))


def patient_weeks(scope: Scope) -> PatientWeeks:
    """Every full week in care of every stay, in the order of stays."""
    found: PatientWeeks = scope.once(("patient weeks",), lambda: _patient_weeks(scope))
    return found


def _patient_weeks(scope: Scope) -> PatientWeeks:
    stays, visits = scope.stays, visits_of(scope)
    full = full_weeks(scope)
    first = np.cumsum(full) - full
    stay = np.repeat(np.arange(len(stays)), full)
    week = np.arange(len(stay)) - first[stay] + 1
    after = visits.day.astype(np.int64) - stays.admitted[visits.stay]
    number = (after - 1) // DAYS_A_WEEK
    inside = visits.clinical & known(visits.day) & (after >= 1) & (number < full[visits.stay])
    at = first[visits.stay[inside]] + number[inside]
    minutes, planned = _minutes(scope, visits.row[inside])
    held = visits.came[inside]
    hours = np.bincount(at[held], weights=minutes[held], minlength=len(stay)) / MINUTES_AN_HOUR
    unknown = np.bincount(at, weights=visits.unrecorded[inside], minlength=len(stay)) > 0
    last_day = (stays.admitted[stay] + DAYS_A_WEEK * week).astype(np.int32)
    required = required_hours(scope)[stay]
    return PatientWeeks(stay, week, last_day, hours, required, ~unknown, int((planned & held).sum()))


def full_weeks(scope: Scope) -> np.ndarray:
    """Full weeks in care of every stay (up to the next admission)."""
    stays = scope.stays
    left = left_on(scope.records, stays)
    following = stays.next_admission()
    end = np.where(known(left), left, scope.as_of).astype(np.int64)
    end = np.where(known(following), np.minimum(end, following - 1), end)
    return np.maximum((np.minimum(end, scope.as_of) - stays.admitted) // DAYS_A_WEEK, 0)


def required_hours(scope: Scope) -> np.ndarray:
    """Hours a week each stay needs: the program's hours_per_week where it set one, else 9, 6 under 18, 20 at level 2.5.

    Level and age are those at admission.
    """
    stays = scope.stays
    planned = np.array([policy.hours_per_week for policy in stays.policies])[stays.policy]
    usual = planned == HOURS_A_WEEK_LEVEL_2_1
    if "age" in scope.records.episodes:
        age = scope.episode_column("age").to_numpy(dtype=float, na_value=np.nan)
        planned = np.where(usual & (age < ADULT), HOURS_UNDER_18, planned)
    if "level_of_care" in scope.records.episodes:
        level = (scope.episode_column("level_of_care") == DAY_TREATMENT).to_numpy(bool)
        planned = np.where(usual & level, HOURS_LEVEL_2_5, planned)
    return planned


def _minutes(scope: Scope, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Minutes attended, else planned (0 where neither is recorded), and where the plan stood in."""
    table = scope.records.attendance
    attended, scheduled = (
        table[c].to_numpy(dtype=float, na_value=np.nan)[rows] if c in table else np.full(len(rows), np.nan)
        for c in ("minutes_attended", "minutes_scheduled")
    )
    stands_in = np.isnan(attended) & ~np.isnan(scheduled)
    return np.nan_to_num(np.where(stands_in, scheduled, attended)), stands_in


def hours_of_stays(scope: Scope) -> np.ndarray:
    """Clinical hours attended in every stay so far, the admission day included."""
    visits = visits_of(scope)
    held = visits.came & visits.clinical
    minutes, _ = _minutes(scope, visits.row[held])
    total: np.ndarray = np.bincount(visits.stay[held], weights=minutes, minlength=len(scope.stays)) / MINUTES_AN_HOUR
    return total


def weeks_in_window(scope: Scope, weeks: PatientWeeks) -> np.ndarray:
    """The weeks that count: of the chosen stays, and ending on a day that counts."""
    counted: np.ndarray = scope.counts(weeks.stay, weeks.last_day)
    return counted


def required_words(required: np.ndarray) -> str:
    """ "9 h", or "6, 9 or 20 h" where people differ."""
    words = [f"{value:g}" for value in np.unique(required)]
    return f"{' or '.join([', '.join(words[:-1]), words[-1]] if len(words) > 1 else words)} h"


def quartiles(values: np.ndarray) -> dict[str, float]:
    """Median and quartiles (linear interpolation, as R's default); NaN of nothing."""
    if not len(values):
        return {"median": np.nan, "lower_quartile": np.nan, "upper_quartile": np.nan}
    low, middle, high = np.percentile(values, (25, 50, 75))
    return {"median": float(middle), "lower_quartile": float(low), "upper_quartile": float(high)}


def as_days(values: pd.Series | np.ndarray) -> np.ndarray:
    """Days as dates for a frame (NaT where not known)."""
    days = np.asarray(values, dtype=np.int64)
    dates = days.astype("datetime64[D]").astype("datetime64[s]")
    dates[~known(days)] = np.datetime64("NaT")
    return dates
