"""The rows of the parity table on the CTN-0094 records: relapse and drop-out of the trials' patients.

Who has no records compares R's values with those of ours that are written down in ctn0094_ours.json (aggregates only);
a test with the records says whether they still hold.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analytics.evaluation.case_mix import covariates_of
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.cox import cox_model
from analytics.evaluation.gray import gray_test
from analytics.evaluation.proportional_hazards import proportional_hazards
from analytics.evaluation.risk_sets import Intervals
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.logrank import logrank
from analytics.outcomes.survival import survival_curves
from tests.parity.compare_with_r import r_values
from tests.parity.ctn0094_subjects import subjects
from tests.parity.parity_rows import ParityRow, cox_rows, difference_rows
from tests.parity.test_comparison_parity import compared

DRUGS = Contrast(by="medication"), "randomised=true", "project=CTN-0027"
TERMS = ["methadone", "age", "male"]


def ctn0094_rows(derivation: Derivation) -> list[ParityRow]:
    """Every quantity of the trials, from the converted records."""
    return [*_projects(derivation), *_drugs(derivation), *_cox(derivation), *_gray(derivation)]


def _projects(derivation: Derivation) -> Iterator[ParityRow]:
    theirs = r_values("survival_ctn0094.json")["all_randomised"]
    for key, what in (("ctn0094_relapse", "relapse"), ("ctn0094_dropout", "drop-out")):
        found = subjects(derivation, key, Contrast(by="project"))
        test = logrank(found.time, found.event, found.group)
        assert test.statistic is not None
        data, script = f"CTN-0094, {what} by trial", "survival_ctn0094.R"
        r = theirs[key]["logrank"]["statistic"]
        yield ParityRow("log-rank χ²", data, "survdiff (survival)", script, r, test.statistic)
        names = np.array(found.names, dtype=object)[found.group]
        for curve in survival_curves(found.time, found.event, names, tau=12):
            r, own = theirs[key]["groups"][curve.name]["restricted_mean"], curve.restricted_mean
            assert own is not None
            yield ParityRow(f"average weeks, {curve.name}", data, "survfit, rmean (survival)", script, r, own)


def _drugs(derivation: Derivation) -> Iterator[ParityRow]:
    found = subjects(derivation, "ctn0094_relapse", *DRUGS)
    group = np.array(found.names, dtype=object)[found.group]
    ours = compared(found.time, found.event, group, r_values("comparison.json")["ctn0094_drugs"])
    yield from difference_rows("ctn0094_drugs", "CTN-0027, relapse by drug", ours)


def _cox(derivation: Derivation) -> Iterator[ParityRow]:
    for key, what in (("ctn0094_relapse", "relapse"), ("ctn0094_dropout", "drop-out")):
        found = subjects(derivation, key, *DRUGS)
        age, sex = covariates_of(derivation.records, derivation.timeline().stays, found, ["age", "sex"])
        assert age.numbers is not None and sex.codes is not None
        known = ~np.isnan(age.numbers)
        x = np.column_stack([found.group, age.numbers, sex.codes == sex.levels.index("male")])[known]
        data = Intervals.of(found.time[known], found.event[known], x)
        model = cox_model(data, TERMS, errors="usual")
        held = proportional_hazards(data, model, TERMS).overall[2]
        yield from cox_rows(key, f"CTN-0027, {what} by drug", TERMS, model, held)


def _gray(derivation: Derivation) -> Iterator[ParityRow]:
    relapse, dropped = (
        subjects(derivation, key, Contrast(by="project")) for key in ("ctn0094_relapse", "ctn0094_dropout")
    )
    relapsed = (relapse.event == 1) & (relapse.time <= dropped.time)
    left = (dropped.event == 1) & (dropped.time <= relapse.time) & ~relapsed
    cause = np.where(relapsed, 1, np.where(left, 2, 0))
    test = gray_test(np.minimum(relapse.time, dropped.time), cause, relapse.group)
    assert test.statistic is not None
    r = r_values("gray.json")["ctn0094"]["tests"]["statistic"][0]
    data = "CTN-0094, relapse by trial"
    yield ParityRow("Gray's χ² of relapse", data, "cuminc (cmprsk)", "gray.R", r, test.statistic)
