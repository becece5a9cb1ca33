"""Known answers of one group's curves: Kaplan–Meier, its exact bounds, cumulative incidence with competing events."""

from __future__ import annotations

import math

import numpy as np

from analytics.outcomes.cumulative_incidence import cumulative_incidence, incidence_at
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.survival import MIN_AT_RISK, SurvivalCurve, TimeEstimate, estimates_at, survival_curve
from tests.simulation.runs import REFUSED, Claim, Found, Scenario, interval_found

HALF_DAY = 90
"""Day by which half have had the event."""

EARLY_DAY = 14
DAILY = math.log(2) / HALF_DAY
"""Hazard a day: half have the event in 90 days."""

FIRST_DAY, LATE_DAY = 2, 500
"""Days by which almost nobody, and almost everybody, has had the event."""

FIRST_CENSORED, LAST_CENSORED = 30, 300
WAYS = ("returned to use", "dropped out")
WAY_DAILY = (0.004, 0.003)


def days_to_event(chance: np.random.Generator, daily: float, n: int) -> np.ndarray:
    """Whole days to an event of constant hazard: the share without it after day d is exp(−daily × d)."""
    return np.ceil(chance.exponential(1 / daily, n))


def days_followed(chance: np.random.Generator, n: int) -> np.ndarray:
    """Whole days to the end of observation, which has nothing to do with the event."""
    return chance.integers(FIRST_CENSORED, LAST_CENSORED, n, endpoint=True).astype(float)


def without_by(day: float) -> float:
    """The true share without the event by a day."""
    return math.exp(-DAILY * day)


def _censored_curve(chance: np.random.Generator, n: int) -> list[Found]:
    happens, followed = days_to_event(chance, DAILY, n), days_followed(chance, n)
    curve = survival_curve(np.minimum(happens, followed), happens <= followed, min_at_risk=1)
    found: list[Found] = []
    for day in (HALF_DAY, EARLY_DAY):
        at, truth = estimates_at(curve, [day])[0], without_by(day)
        found += [_share_found(at, truth), _share_found(at, truth) if at["at_risk"] >= MIN_AT_RISK else REFUSED]
    return found


def _nobody_or_everybody(chance: np.random.Generator, n: int) -> list[Found]:
    happens = days_to_event(chance, DAILY, n)
    curve = survival_curve(happens, np.ones(n, bool), min_at_risk=1)
    found: list[Found] = []
    for day in (FIRST_DAY, LATE_DAY):
        found.append(interval_found(_row_at(curve, day), without_by(day)))
    return found


def _row_at(curve: SurvivalCurve, day: float) -> Estimate:
    """The row of the curve's table that holds on a day, also where nobody is left."""
    table = curve.table
    step = int(np.searchsorted(table["time"].to_numpy(), day, side="right")) - 1
    if step < 0:
        at = estimates_at(curve, [day])[0]
        return _estimate(at, curve.n)
    value, low, high = (float(table[column].iloc[step]) for column in ("estimate", "low", "high"))
    return Estimate(value, low, high, curve.n, None, curve.method)


def _estimate(at: TimeEstimate, n: int) -> Estimate:
    return Estimate(at["estimate"], at["low"], at["high"], n, None, "Kaplan–Meier", reason=at["reason"])


def _share_found(at: TimeEstimate, truth: float) -> Found:
    return interval_found(_estimate(at, at["at_risk"]), truth)


def days_and_way(chance: np.random.Generator, n: int, *, censored: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Time and cause (0 censored, 1, 2) of people with two competing events of constant hazard."""
    happens = days_to_event(chance, sum(WAY_DAILY), n)
    followed = days_followed(chance, n) if censored else np.full(n, np.inf)
    way = 1 + (chance.random(n) > WAY_DAILY[0] / sum(WAY_DAILY)).astype(np.int64)
    return np.minimum(happens, followed), np.where(happens <= followed, way, 0)


def incidence_by(day: float, way: int) -> float:
    """The true share that has left by a day in one way."""
    return WAY_DAILY[way] / sum(WAY_DAILY) * -math.expm1(-sum(WAY_DAILY) * day)


def _incidence(chance: np.random.Generator, n: int) -> list[Found]:
    curves = cumulative_incidence(*days_and_way(chance, n), WAYS, min_at_risk=1)
    return [interval_found(incidence_at(curves[way], day), incidence_by(day, way)) for way, day in _WAYS_AND_DAYS]


_WAYS_AND_DAYS = ((0, HALF_DAY), (1, HALF_DAY), (0, EARLY_DAY))
_NAMES = {HALF_DAY: "half have it", EARLY_DAY: "one in ten has it"}

SCENARIOS = (
    Scenario(
        key="curve",
        title="One curve, some people censored",
        people=f"A constant hazard that leaves half without the event on day {HALF_DAY}; observation ends on a day "
        f"between {FIRST_CENSORED} and {LAST_CENSORED} that has nothing to do with it.",
        counted="people",
        claims=tuple(
            Claim(f"Kaplan–Meier, log-log, day {day} ({_NAMES[day]}){shown}", truth=without_by(day))
            for day in (HALF_DAY, EARLY_DAY)
            for shown in ("", f", as shown: {MIN_AT_RISK} or more at risk")
        ),
        run=_censored_curve,
    ),
    Scenario(
        key="nobody_or_everybody",
        title="A day by which almost nobody, or almost everybody, has the event",
        people="As above, everybody followed to the event. Where nobody (or everybody) has had it, the exact bound "
        f"stands in for the log-log limits: on day {FIRST_DAY} in {without_by(FIRST_DAY) ** 30:.0%} of programs of 30, "
        f"{without_by(FIRST_DAY) ** 100:.0%} of 100 and {without_by(FIRST_DAY) ** 300:.0%} of 300.",
        counted="people",
        claims=(
            Claim(f"Kaplan–Meier with exact bound, day {FIRST_DAY}", truth=without_by(FIRST_DAY)),
            Claim(f"Kaplan–Meier with exact bound, day {LATE_DAY}", truth=without_by(LATE_DAY)),
        ),
        run=_nobody_or_everybody,
    ),
    Scenario(
        key="incidence",
        title="Two events that compete",
        people=f"Hazards of {WAY_DAILY[0]:g} and {WAY_DAILY[1]:g} a day; observation ends as above.",
        counted="people",
        claims=tuple(
            Claim(f"cumulative incidence, log-log, {WAYS[way]} by day {day}", truth=incidence_by(day, way))
            for way, day in _WAYS_AND_DAYS
        ),
        run=_incidence,
    ),
)
