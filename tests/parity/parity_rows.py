"""The rows of the parity table on data anybody has: the textbook sets and the made-up ones of the R scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.evaluation.cox import CoxModel, cox_model
from analytics.evaluation.exposure import NEVER, landmark, split_at_exposure
from analytics.evaluation.funnel import funnel
from analytics.evaluation.gray import gray_test
from analytics.evaluation.power import detectable_difference, people_needed_a_group, power_of_difference
from analytics.evaluation.proportional_hazards import proportional_hazards
from analytics.evaluation.risk_sets import Intervals
from analytics.evaluation.time_series import TERMS, correlated_fit, design_of, segmented_regression
from analytics.evaluation.weights import inverse_probability_weights
from analytics.outcomes.cumulative_incidence import cumulative_incidence
from analytics.outcomes.logrank import logrank
from analytics.outcomes.survival import survival_curves
from tests.parity.compare_with_r import TOLERANCE, r_values
from tests.parity.test_comparison_parity import compared
from tests.parity.textbook import pbc, rossi

COX = 1e-5
"""The tolerance asked of Cox models; ours holds 1e-9 too."""

HALVING = 1e-7
"""Shares found by halving the interval, as R's uniroot does."""


@dataclass(frozen=True)
class ParityRow:
    """One quantity: on which data, by which function of R (package in brackets) and script, R's value and ours."""

    quantity: str
    data: str
    function: str
    script: str
    theirs: float
    ours: float
    tolerance: float = TOLERANCE

    @property
    def difference(self) -> float:
        """How far apart."""
        return abs(self.ours - self.theirs)


DIFFERENCES = {
    "restricted_mean_difference": ("difference of average time", "survfit, rmean (survival)"),
    "low": ("… its lower limit", "survfit, rmean (survival)"),
    "high": ("… its upper limit", "survfit, rmean (survival)"),
    "p": ("… its p", "pnorm (stats)"),
    "risk_difference": ("risk difference on a day", "survfit (survival)"),
    "risk_difference_low": ("… its lower limit", "survfit or prop.test (survival, stats)"),
    "risk_ratio": ("risk ratio on a day", "survfit (survival)"),
    "risk_ratio_high": ("… its upper limit", "survfit (survival)"),
}


def difference_rows(name: str, data: str, ours: dict[str, object]) -> Iterator[ParityRow]:
    """Differences between two groups, and Holm's p of the first pair."""
    theirs = r_values("comparison.json")[name]
    for key, (quantity, function) in DIFFERENCES.items():
        value = ours[key]
        assert isinstance(value, float)
        yield ParityRow(quantity, data, function, "comparison.R", theirs[key], value)
    pairs = ours["pairs_holm"]
    assert isinstance(pairs, list)
    for number, (r, own) in enumerate(zip(theirs["pairs_holm"], pairs, strict=True), start=1):
        what = f"log-rank p of pair {number}, Holm"
        yield ParityRow(what, data, "survdiff, p.adjust (survival, stats)", "comparison.R", r, own)


def cox_rows(name: str, data: str, terms: Sequence[str], model: CoxModel, overall: float) -> Iterator[ParityRow]:
    """Coefficients, errors, log likelihood and the test of proportional hazards."""
    theirs = r_values("cox.json")[name]
    for place, term in enumerate(model.terms):
        values = [("coefficient", "coef", term.coefficient), ("standard error", "se", term.se)]
        values += [("robust error", "robust", term.robust_se)] if theirs["robust"] else []
        for what, key, own in values:
            assert own is not None
            said = f"Cox, {terms[place]}: {what}"
            yield ParityRow(said, data, "coxph (survival)", "cox.R", theirs[key][place], own, COX)
    likelihood = theirs["loglik"][1], model.log_likelihood[1]
    yield ParityRow("Cox, log likelihood", data, "coxph (survival)", "cox.R", *likelihood, COX)
    p = theirs["zph_p"][-1], overall
    yield ParityRow("proportional hazards, p of all", data, "cox.zph (survival)", "cox.R", *p, COX)


def textbook_rows() -> list[ParityRow]:
    """Every quantity that needs no trial records."""
    return [
        *_survival(),
        *_differences(),
        *_cox(),
        *_gray(),
        *_incidence(),
        *_weights(),
        *_exposure(),
        *_funnel(),
        *_series(),
        *_power(),
    ]


def _survival() -> Iterator[ParityRow]:
    case = r_values("survival.json")["cases"]["freireich"]
    answer, data = case["answer"], "Freireich 1963"
    curves = survival_curves(case["time"], case["event"], case["group"], tau=20)
    test = logrank(case["time"], case["event"], case["group"])
    assert test.statistic is not None
    yield ParityRow(
        "log-rank χ²", data, "survdiff (survival)", "survival.R", answer["logrank"]["statistic"], test.statistic
    )
    for curve in curves:
        theirs, said = answer["groups"][curve.name], f"{data}, {curve.name}"
        for quantity, key in (
            ("median", "median"),
            ("average time", "restricted_mean"),
            ("… its error", "restricted_mean_se"),
        ):
            own = getattr(curve, key)
            yield ParityRow(quantity, said, "survfit (survival)", "survival.R", theirs[key], own)
        own = float(curve.table["low"].to_numpy()[0])
        yield ParityRow("first lower limit", said, "survfit (survival)", "survival.R", theirs["curve"]["low"][0], own)


def _differences() -> Iterator[ParityRow]:
    theirs, d, p = r_values("comparison.json"), rossi(), pbc()
    ours = compared(d["week"].to_numpy(), d["arrest"].to_numpy(), d["fin"].to_numpy(), theirs["rossi"])
    yield from difference_rows("rossi", "rossi, aid", ours)
    dead = (p["status"] == 2).astype(int).to_numpy()
    ours = compared(p["time"].to_numpy(), dead, p["trt"].to_numpy(), theirs["pbc_death"])
    yield from difference_rows("pbc_death", "pbc, treatment", ours)


def _cox() -> Iterator[ParityRow]:
    d, names = rossi(), ["fin", "age", "race", "wexp", "mar", "paro", "prio"]
    data = Intervals.of(d["week"], d["arrest"], d[names].to_numpy())
    model = cox_model(data, names, errors="usual")
    yield from cox_rows("rossi", "rossi", names, model, proportional_hazards(data, model, names).overall[2])
    names = ["fin", "age", "prio"]
    data = Intervals.of(d["week"], d["arrest"], d[names].to_numpy(), cluster=np.repeat(np.arange(216), 2))
    model = cox_model(data, names)
    held = proportional_hazards(data, model, names).overall[2]
    yield from cox_rows("rossi_clusters", "rossi, in pairs", names, model, held)


def _gray() -> Iterator[ParityRow]:
    p, theirs = pbc(), r_values("gray.json")
    time, status = p["time"].to_numpy(), p["status"].to_numpy()
    for name, by in (("pbc", "trt"), ("pbc_stage", "stage")):
        for cause, what in ((1, "transplant"), (2, "death")):
            found = gray_test(time, status, p[by].to_numpy(), of=cause)
            assert found.statistic is not None
            r = theirs[name]["tests"]["statistic"][cause - 1]
            data = f"pbc, {'treatment' if by == 'trt' else 'stage'}"
            yield ParityRow(f"Gray's χ² of {what}", data, "cuminc (cmprsk)", "gray.R", r, found.statistic)


def _incidence() -> Iterator[ParityRow]:
    case = r_values("cumulative_incidence.json")["cases"]["three_hundred"]
    place = case["at"].index(min(case["at"], key=lambda day: abs(day - 90)))
    for curve in cumulative_incidence(case["time"], case["cause"], case["causes"]):
        for column, what in (("estimate", ""), ("se", ", error"), ("low", ", lower limit")):
            r, own = case["curves"][curve.cause][column][place], float(curve.table[column].to_numpy()[place])
            quantity = f"cumulative incidence of {curve.cause}{what}"
            yield ParityRow(quantity, "300 made up", "survfit, factor (survival)", "cumulative_incidence.R", r, own)


def _weights() -> Iterator[ParityRow]:
    d, theirs = rossi(), r_values("weights.json")
    married = d["mar"].to_numpy()
    found = inverse_probability_weights(d[["age", "prio", "wexp", "race"]].to_numpy(float), married)
    term = cox_model(Intervals.of(d["week"], d["arrest"], married, weight=found.weight), ["married"]).terms[0]
    assert term.coefficient is not None and term.robust_se is not None
    values = [
        ("largest weight", "glm (stats)", max(theirs["weights"]), float(found.weight.max())),
        ("effective people, unmarried", "glm (stats)", theirs["effective"][0], found.effective[0]),
        ("weighted Cox: coefficient", "coxph, weights (survival)", theirs["cox"], term.coefficient),
        ("weighted Cox: robust error", "coxph, weights (survival)", theirs["cox_robust"], term.robust_se),
    ]
    for quantity, function, r, own in values:
        yield ParityRow(quantity, "rossi, married", function, "weights.R", r, own)


def _exposure() -> Iterator[ParityRow]:
    r = r_values("exposure.json")
    time, event, age = (np.array(r[name], float) for name in ("time", "event", "age"))
    begins = np.array([NEVER if day is None else day for day in r["begins"]], float)
    data = split_at_exposure(time, event, begins, age[:, None], np.arange(len(time)))
    term = cox_model(data, ["done", "age"]).terms[0]
    mark = landmark(time, event, begins, np.arange(len(time)), at=30)
    model = cox_model(Intervals.of(mark.time, mark.event, mark.exposed.astype(float)), ["had"], errors="usual")
    test = logrank(mark.time, mark.event, mark.exposed)
    merged, marked = "tmerge, coxph (survival)", r["landmark"]
    values = [
        ("time-varying exposure: coefficient", merged, r["coef"][0], term.coefficient),
        ("time-varying exposure: robust error", merged, r["robust"][0], term.robust_se),
        ("landmark at 30: coefficient", "coxph (survival)", marked["coef"], model.terms[0].coefficient),
        ("landmark at 30: log-rank χ²", "survdiff (survival)", marked["chisq"], test.statistic),
    ]
    for quantity, function, theirs, own in values:
        assert own is not None
        yield ParityRow(quantity, "240 made up", function, "exposure.R", theirs, own)


def _funnel() -> Iterator[ParityRow]:
    case = r_values("funnel.json")["scattered"]
    n = np.array(case["n"])
    found = funnel([f"site {k}" for k in range(len(n))], n, np.array(case["events"]))
    assert found.phi is not None
    even = r_values("funnel.json")["even"]
    sizes = np.array(even["n"])
    limits = funnel([f"site {k}" for k in range(len(sizes))], sizes, np.array(even["events"])).units
    values = [
        ("funnel, dispersion φ", "formula of Spiegelhalter 2005 (stats)", case["phi"], found.phi),
        ("funnel, lower 95 % limit", "qbinom (stats)", even["low"][0], float(limits["low"].iloc[0])),
        ("funnel, upper 99.8 % limit", "qbinom (stats)", even["outer_high"][0], float(limits["outer_high"].iloc[0])),
    ]
    for quantity, function, r, own in values:
        yield ParityRow(quantity, "12 made-up units", function, "funnel.R", r, own)


def _series() -> Iterator[ParityRow]:
    case = r_values("time_series.json")["stepped"]
    found = segmented_regression(np.arange(len(case["value"])), np.array(case["value"]), change=case["change"])
    function = "lm, NeweyWest (stats, sandwich)"
    for place, term in enumerate(TERMS):
        estimate = found.newey_west[place]
        assert estimate.value is not None and estimate.low is not None
        data = "36 made-up months"
        yield ParityRow(f"series, {term}", data, function, "time_series.R", case["estimate"][place], estimate.value)
        yield ParityRow("… its lower limit", data, function, "time_series.R", case["low"][place], estimate.low)
    near = r_values("time_series.json")["neighbours"]
    month = np.arange(len(near["value"]), dtype=float)
    design = design_of(month, near["change"])
    _, coefficients, covariance = correlated_fit(design, np.array(near["value"]), month, near["rho"])
    function, data = "gls, corAR1, REML (nlme)", "48 made-up months"
    for place, term in enumerate(TERMS[2:], start=2):
        own, error = float(coefficients[place]), float(np.sqrt(covariance[place, place]))
        yield ParityRow(
            f"series of correlated months, {term}", data, function, "time_series.R", near["reml"][place], own
        )
        yield ParityRow("… its standard error", data, function, "time_series.R", near["reml_se"][place], error)


def _power() -> Iterator[ParityRow]:
    r, function = r_values("power.json"), "power.prop.test (stats)"
    case, above = r["cases"][0], detectable_difference(0.55, 200, 200).above
    assert above is not None
    values = [
        (
            "power of 55 against 65 %, 150 a group",
            case["power_150"],
            power_of_difference(0.55, 0.65, 150, 150),
            TOLERANCE,
        ),
        ("people needed a group, 55 against 65 %", case["needed"], people_needed_a_group(0.55, 0.65), TOLERANCE),
        ("share shown by 200 a group against 55 %", r["above_055_with_200"], above, HALVING),
    ]
    for quantity, theirs, own, tolerance in values:
        yield ParityRow(quantity, "no data", function, "power.R", theirs, float(own), tolerance)
