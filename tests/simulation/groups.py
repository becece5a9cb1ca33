"""Known answers of two groups: log-rank test, Cox model, average time without the event, Gray's test, readmissions."""

from __future__ import annotations

import math

import numpy as np

from analytics.evaluation.cox import CoxModel, cox_model
from analytics.evaluation.curve_differences import p_of_difference, restricted_mean_difference, risk_difference
from analytics.evaluation.gray import gray_test
from analytics.evaluation.risk_sets import Intervals
from analytics.evaluation.weights import inverse_probability_weights
from analytics.outcomes.clustered_logrank import clustered_logrank
from analytics.outcomes.logrank import logrank
from analytics.outcomes.survival import SurvivalCurve, survival_curve
from tests.simulation.curves import DAILY, HALF_DAY, days_and_way, days_followed, days_to_event
from tests.simulation.runs import Claim, Found, Scenario, interval_found, test_found, tried

RATIO = 0.7
"""True hazard ratio of the second group."""

AGE_SLOPE = 0.3
"""True log hazard ratio of a standard deviation of age."""

GROUP_SLOPE = 0.7
"""Log odds of the second group, and log hazard ratio, of a standard deviation of age."""

TAU = 120
EPISODES_A_PATIENT = 2
FRAILTY_VARIANCE = 1.0
Z = 1.959963984540054
USUAL, ROBUST = "usual errors", "errors by patient (robust)"
"""The product takes the usual errors for people and those by patient for episodes."""


def wald_found(model: CoxModel, truth: float | None) -> list[Found]:
    """The first covariate's log ratio by usual and by robust errors: against `truth`, or against none (None)."""
    term, found = model.terms[0], list[Found]()
    for error in (term.se, term.robust_se):
        if term.coefficient is None or error is None:
            found.append((math.nan, math.nan))
            continue
        away = term.coefficient - (truth or 0.0)
        hit = abs(away) > Z * error
        found.append((float(hit), math.nan) if truth is None else (float(not hit), away))
    return found


def _two_groups(chance: np.random.Generator, n: int, ratio: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    happens = np.concatenate((days_to_event(chance, DAILY, n), days_to_event(chance, DAILY * ratio, n)))
    followed = days_followed(chance, 2 * n)
    return np.minimum(happens, followed), happens <= followed, np.repeat([0, 1], n)


def _curves(time: np.ndarray, event: np.ndarray, group: np.ndarray) -> tuple[SurvivalCurve, SurvivalCurve]:
    first, second = (survival_curve(time[group == g], event[group == g], tau=TAU, min_at_risk=1) for g in (0, 1))
    return second, first


def _alike(chance: np.random.Generator, n: int) -> list[Found]:
    time, event, group = _two_groups(chance, n, 1.0)
    p = p_of_difference(restricted_mean_difference(*_curves(time, event, group)))
    cox = tried(lambda: wald_found(cox_model(Intervals.of(time, event, group), ["group"]), None), 2)
    return [test_found(logrank(time, event, group).p), *cox, test_found(p)]


def _apart(chance: np.random.Generator, n: int) -> list[Found]:
    time, event, group = _two_groups(chance, n, RATIO)
    curves = _curves(time, event, group)
    return [
        interval_found(restricted_mean_difference(*curves), mean_apart()),
        interval_found(risk_difference(*curves, HALF_DAY), risk_apart()),
        *tried(lambda: wald_found(cox_model(Intervals.of(time, event, group), ["group"]), math.log(RATIO)), 2),
    ]


def mean_apart() -> float:
    """True difference of average days without the event up to τ: the sum of daily shares, second − first group."""
    days = np.arange(TAU)
    return float((np.exp(-DAILY * RATIO * days) - np.exp(-DAILY * days)).sum())


def risk_apart() -> float:
    """True difference of shares with the event by day 90, second − first group."""
    return math.exp(-DAILY * HALF_DAY) - math.exp(-DAILY * RATIO * HALF_DAY)


def _adjusted(chance: np.random.Generator, n: int) -> list[Found]:
    group = np.repeat([0, 1], n)
    age = chance.normal(size=2 * n) + 0.5 * group
    daily = DAILY * np.exp(math.log(RATIO) * group + AGE_SLOPE * age)
    happens, followed = np.ceil(chance.exponential(1 / daily)), days_followed(chance, 2 * n)
    data = Intervals.of(np.minimum(happens, followed), happens <= followed, np.column_stack((group, age)))
    return tried(lambda: wald_found(cox_model(data, ["group", "age"]), math.log(RATIO)), 2)


def _weighted(chance: np.random.Generator, n: int) -> list[Found]:
    """Older people are more often in the second group and have the event sooner; the group itself changes nothing."""
    age = chance.normal(size=2 * n)
    group = (chance.random(2 * n) < 1 / (1 + np.exp(-GROUP_SLOPE * age))).astype(np.int64)
    happens = np.ceil(chance.exponential(1 / (DAILY * np.exp(GROUP_SLOPE * age))))
    followed = days_followed(chance, 2 * n)
    time, event = np.minimum(happens, followed), happens <= followed

    def weighted() -> list[Found]:
        weight = inverse_probability_weights(age[:, None], group).weight
        return wald_found(cox_model(Intervals.of(time, event, group, weight=weight), ["group"]), None)[1:]

    plain = tried(lambda: wald_found(cox_model(Intervals.of(time, event, group), ["group"]), None)[:1], 1)
    return [*tried(weighted, 1), *plain]


def _competing(chance: np.random.Generator, n: int) -> list[Found]:
    time, cause = days_and_way(chance, 2 * n)
    return [test_found(gray_test(time, cause, np.repeat([0, 1], n), of=way).p) for way in (1, 2)]


def _readmitted(chance: np.random.Generator, n: int) -> list[Found]:
    """Patients differ (gamma frailty) and every one has two episodes; the groups are alike."""
    patient = np.repeat(np.arange(2 * n), EPISODES_A_PATIENT)
    group = (patient >= n).astype(np.int64)
    frailty = chance.gamma(1 / FRAILTY_VARIANCE, FRAILTY_VARIANCE, 2 * n)[patient]
    happens = np.ceil(chance.exponential(1 / (DAILY * np.maximum(frailty, 1e-6))))
    followed = days_followed(chance, len(patient))
    time, event = np.minimum(happens, followed), happens <= followed
    data = Intervals.of(time, event, group, cluster=patient)
    cox = tried(lambda: wald_found(cox_model(data, ["group"]), None), 2)
    tests = logrank(time, event, group).p, clustered_logrank(time, event, group, patient).p
    return [*(test_found(p) for p in tests), *cox]


_BY = USUAL, ROBUST


def _log_ratio(errors: str) -> Claim:
    return Claim(f"log hazard ratio, Cox model, {errors}", truth=math.log(RATIO), ours=errors == USUAL)


WEIGHTED = Scenario(
    key="weighted",
    title="Two groups of different age that do not differ otherwise",
    people=f"A standard deviation of age multiplies the odds of the second group, and the hazard, by "
    f"{math.exp(GROUP_SLOPE):.1f}.",
    counted="people a group",
    claims=(
        Claim("Cox model with inverse-probability weights, errors by patient (robust)", "rejection"),
        Claim("Cox model without weights, usual errors", "rejection", ours=False),
    ),
    run=_weighted,
)

SCENARIOS = (
    Scenario(
        key="alike",
        title="Two groups that do not differ",
        people="Hazard and observation as for one curve, the same in both groups.",
        counted="people a group",
        claims=(
            Claim("log-rank test", "rejection"),
            *(Claim(f"Cox model, {errors}", "rejection", ours=errors == USUAL) for errors in _BY),
            Claim(f"difference of average days to day {TAU}", "rejection"),
        ),
        run=_alike,
    ),
    Scenario(
        key="apart",
        title=f"Two groups with a hazard ratio of {RATIO:g}",
        people="Hazard and observation as for one curve; the second group has the smaller hazard.",
        counted="people a group",
        claims=(
            Claim(f"difference of average days to day {TAU}", truth=mean_apart()),
            Claim(f"difference of shares with the event by day {HALF_DAY}", truth=risk_apart()),
            *(_log_ratio(errors) for errors in _BY),
        ),
        run=_apart,
    ),
    Scenario(
        key="adjusted",
        title=f"A hazard ratio of {RATIO:g} adjusted for age",
        people=f"Age (log hazard ratio {AGE_SLOPE:g} a standard deviation) is half a standard deviation higher in the "
        "second group, so the unadjusted ratio would be wrong.",
        counted="people a group",
        claims=tuple(_log_ratio(errors) for errors in _BY),
        run=_adjusted,
    ),
    WEIGHTED,
    Scenario(
        key="competing",
        title="Two groups that do not differ, two events that compete",
        people="The people of the cumulative incidence, the same in both groups.",
        counted="people a group",
        claims=(
            Claim("Gray's test, returned to use", "rejection"),
            Claim("Gray's test, dropped out", "rejection"),
        ),
        run=_competing,
    ),
    Scenario(
        key="readmitted",
        title="Two groups that do not differ, every patient with two episodes",
        people="Patients have hazards of their own (gamma, variance 1), shared by their episodes.",
        counted="patients a group",
        claims=(
            Claim("log-rank test, every episode a person of its own", "rejection", ours=False),
            Claim("log-rank test, clustered by patient", "rejection"),
            *(Claim(f"Cox model, {errors}", "rejection", ours=errors != USUAL) for errors in _BY),
        ),
        run=_readmitted,
    ),
)
