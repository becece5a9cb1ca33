"""The measures table by stay: each instrument's answer at admission, at discharge and at the first follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analytics.outcomes.scope import Scope
from analytics.outcomes.services.instruments import ANSWERS
from analytics.records.codes import plain_spelling
from analytics.records.days import Days, day_numbers, known
from analytics.records.timeline import place

Moment = Literal["admission", "discharge", "follow_up"]
MOMENTS: tuple[Moment, ...] = ("admission", "discharge", "follow_up")

DAYS_AROUND = 14
"""A measurement without a stage belongs to the admission or discharge at most this many days away; one made at most
this many days before an admission belongs to it."""


@dataclass(frozen=True, eq=False)
class Placed:
    """Every row of the measures table up to as-of: its stay (−1 = none), its moment (−1 = another), its day."""

    rows: np.ndarray
    stay: np.ndarray
    moment: np.ndarray
    day: Days


def placed_measures(scope: Scope) -> Placed:
    """Which stay and which moment each whole-instrument row belongs to (rows of single items are left out)."""

    def compute() -> Placed:
        table = scope.records.measures
        day = day_numbers(table["measured_on"])
        usable = known(day) & (day <= scope.as_of)
        if "item" in table:
            usable &= table["item"].isna().to_numpy(bool)
        rows = np.flatnonzero(usable)
        said = _stages(scope, rows)
        patient = table["patient_id"].cat.codes.to_numpy().astype(np.int32)[rows]
        stay = _stays(scope, patient, day[rows], said)
        return Placed(rows, stay, _moments(scope, stay, day[rows], said), day[rows])

    found: Placed = scope.once(("services", "measures"), compute)
    return found


def scores(scope: Scope, instrument: str) -> dict[Moment, np.ndarray]:
    """The score of every stay at each moment, NaN without one: the first at admission, the last at discharge, the first
    at follow-up."""
    table = scope.records.measures

    def compute() -> dict[Moment, np.ndarray]:
        values = table["score"].to_numpy(float, na_value=np.nan) if "score" in table else np.full(len(table), np.nan)
        return _by_moment(scope, instrument, values)

    found: dict[Moment, np.ndarray] = scope.once(("services", "scores", instrument), compute)
    return found


def answers(scope: Scope, instrument: str) -> tuple[dict[Moment, np.ndarray], list[str]]:
    """The answer of every stay at each moment as a place in the list of answers, NaN without a known one."""
    spellings = ANSWERS[instrument]
    states = list(dict.fromkeys(spellings.values()))

    def compute() -> dict[Moment, np.ndarray]:
        table = scope.records.measures
        if "value" not in table:
            return _by_moment(scope, instrument, np.full(len(table), np.nan))
        said = table["value"].astype("category")
        codes = [spellings.get(plain_spelling(str(word))) for word in said.cat.categories]
        places = np.array([np.nan if code is None else states.index(code) for code in codes] + [np.nan])
        return _by_moment(scope, instrument, places[said.cat.codes.to_numpy()])

    found: dict[Moment, np.ndarray] = scope.once(("services", "answers", instrument), compute)
    return found, states


def unknown_answers(scope: Scope, instrument: str) -> int:
    """Rows of an instrument whose answer is in no known code: they are left out, and said so."""
    table = scope.records.measures
    if "value" not in table:
        return 0
    asked = table.loc[table["instrument"] == instrument, "value"].dropna()
    return sum(
        int(n) for word, n in asked.value_counts().items() if plain_spelling(str(word)) not in ANSWERS[instrument]
    )


def _by_moment(scope: Scope, instrument: str, values: np.ndarray) -> dict[Moment, np.ndarray]:
    found = placed_measures(scope)
    of_it = (scope.records.measures["instrument"] == instrument).to_numpy(bool)[found.rows]
    of_it &= (found.stay >= 0) & ~np.isnan(values[found.rows])
    return {
        name: _one_moment(scope, found, of_it & (found.moment == at), values, name) for at, name in enumerate(MOMENTS)
    }


def _one_moment(scope: Scope, found: Placed, chosen: np.ndarray, values: np.ndarray, moment: Moment) -> np.ndarray:
    """One value a stay: what is written last wins, so the rows are put in the order that leaves the right one last."""
    stay, day, value = found.stay[chosen], found.day[chosen], values[found.rows[chosen]]
    order = np.lexsort((value, day))
    order = order if moment == "discharge" else order[::-1]
    result = np.full(len(scope.stays), np.nan)
    result[stay[order]] = value[order]
    return result


def _stages(scope: Scope, rows: np.ndarray) -> np.ndarray:
    """The stage each row states, as a place in MOMENTS; −1 = another one, −2 = none stated."""
    table = scope.records.measures
    if "stage" not in table:
        return np.full(len(rows), -2)
    stage = table["stage"].iloc[rows].astype(object)
    codes = stage.map({name: at for at, name in enumerate(MOMENTS)}).to_numpy(float, na_value=-1)
    return np.where(stage.isna(), -2, codes).astype(int)


def _stays(scope: Scope, patient: np.ndarray, day: Days, said: np.ndarray) -> np.ndarray:
    """The stay of each row: an intake before admission belongs to the admission, a follow-up to the stay that ended."""
    stays, horizon = scope.stays, scope.records.settings.follow_up_horizon_days
    ahead = np.isin(said, (MOMENTS.index("admission"), -2)).astype(np.int32) * DAYS_AROUND
    stay = place(patient, day + ahead, stays, horizon_days=horizon)
    if not len(stays):
        return stay
    before = np.maximum(stay - 1, 0)
    open_still = ~known(stays.discharged[stay]) | (stays.discharged[stay] > day)
    ended = (stays.patient[before] == patient) & known(stays.discharged[before]) & (stays.discharged[before] <= day)
    ended &= day.astype(np.int64) - stays.discharged[before] <= horizon
    back = (said == MOMENTS.index("follow_up")) & (stay > 0) & open_still & ended
    return np.where(back, before, stay)


def _moments(scope: Scope, stay: np.ndarray, day: Days, said: np.ndarray) -> np.ndarray:
    """The stated stage, else the one the day belongs to: near admission, near discharge, or in the follow-up window."""
    if not len(scope.stays):
        return said
    at = np.maximum(stay, 0)
    since = day.astype(np.int64) - scope.stays.admitted[at]
    after = day.astype(np.int64) - scope.stays.discharged[at]
    left = known(scope.stays.discharged[at])
    window = scope.records.settings.follow_up_window_days[0]
    by_day = np.select(
        [left & (after >= window), left & (np.abs(after) <= DAYS_AROUND), np.abs(since) <= DAYS_AROUND], [2, 1, 0], -1
    )
    return np.where(said == -2, by_day, said)
