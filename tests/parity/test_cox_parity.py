"""Cox models, robust errors and the test of proportional hazards equal R's coxph and cox.zph."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from analytics.evaluation.case_mix import covariates_of
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.cox import cox_model
from analytics.evaluation.proportional_hazards import proportional_hazards
from analytics.evaluation.risk_sets import Intervals
from analytics.outcomes.derivation import Derivation
from analytics.records.ctn0094.convert import convert_ctn0094
from analytics.records.load import load_records
from tests.parity.compare_with_r import TOLERANCE, r_values, same_as_r
from tests.parity.ctn0094_subjects import subjects
from tests.parity.textbook import pbc, rossi

R = r_values("cox.json")
LARGE_STATISTIC = 1e-8  # log likelihoods and chi-squares of hundreds


def same(name: str, data: Intervals, names: list[str], errors: Literal["usual", "robust"] = "usual") -> None:
    model = cox_model(data, names, errors=errors)
    held = proportional_hazards(data, model, names)
    ours = {
        "coef": [term.coefficient for term in model.terms],
        "se": [term.se for term in model.terms],
        "zph_p": [*held.p, held.overall[2]],
    }
    if R[name]["robust"] is not None:
        ours["robust"] = [term.robust_se for term in model.terms]
    assert same_as_r(name, ours, {key: R[name][key] for key in ours}) <= TOLERANCE
    large = {"loglik": list(model.log_likelihood), "zph": [*held.statistics, held.overall[0]]}
    assert same_as_r(name, large, {key: R[name][key] for key in large}, tolerance=LARGE_STATISTIC) <= LARGE_STATISTIC


def test_rossi_seven_covariates() -> None:
    d, names = rossi(), ["fin", "age", "race", "wexp", "mar", "paro", "prio"]
    same("rossi", Intervals.of(d["week"], d["arrest"], d[names].to_numpy()), names)


def test_rossi_with_clusters_and_with_weights() -> None:
    d, names = rossi(), ["fin", "age", "prio"]
    x, pairs = d[names].to_numpy(), np.repeat(np.arange(216), 2)
    same("rossi_clusters", Intervals.of(d["week"], d["arrest"], x, cluster=pairs), names, "robust")
    weight = np.array(R["rossi_weights"]["w"])
    same("rossi_weights", Intervals.of(d["week"], d["arrest"], x, weight=weight), names, "robust")


def test_rossi_in_two_stretches() -> None:
    d, cut = rossi(), 20
    later = d["week"] > cut
    stop = np.concatenate([np.minimum(d["week"], cut), d["week"][later]])
    event = np.concatenate([d["arrest"] * ~later, d["arrest"][later]])
    start = np.repeat([0.0, cut], [len(d), int(later.sum())])
    x = np.vstack([d[["fin", "fin", "age"]], d.loc[later, ["fin", "fin", "age"]]]).astype(float)
    x[: len(d), 1] = 0  # the aid counts a second time from week 20 on
    pairs = np.repeat(np.arange(216), 2)
    cluster = np.concatenate([pairs, pairs[later]])
    data = Intervals.of(stop, event, x, start=start, cluster=cluster)
    same("rossi_two_stretches", data, ["fin", "late", "age"], "robust")


def test_pbc_death() -> None:
    d = pbc()
    x = np.column_stack([d["trt"], d["age"], d["sex"] == "f", d["edema"], np.log(d["bili"]), d["albumin"]])
    same("pbc_death", Intervals.of(d["time"], d["status"] == 2, x), ["trt", "age", "f", "edema", "bili", "albumin"])


@pytest.fixture(scope="module")
def derivation(ctn0094: Path, tmp_path_factory: pytest.TempPathFactory) -> Derivation:
    folder = tmp_path_factory.mktemp("ctn") / "converted"
    convert_ctn0094(ctn0094 / "records").write(folder)
    return Derivation(load_records(str(folder), today=date(2026, 10, 1)))


@pytest.mark.parametrize("endpoint", ["relapse", "dropout"])
def test_methadone_against_buprenorphine(endpoint: str, derivation: Derivation) -> None:
    contrast, where = Contrast(by="medication"), ("randomised=true", "project=CTN-0027")
    found = subjects(derivation, f"ctn0094_{endpoint}", contrast, *where)
    age, sex = covariates_of(derivation.records, derivation.timeline().stays, found, ["age", "sex"])
    assert age.numbers is not None and sex.codes is not None and found.names == ("buprenorphine", "methadone")
    known = ~np.isnan(age.numbers)
    assert int(known.sum()) == R["ctn0094_relapse"]["n"]
    x = np.column_stack([found.group, age.numbers, sex.codes == sex.levels.index("male")])[known]
    same(f"ctn0094_{endpoint}", Intervals.of(found.time[known], found.event[known], x), ["methadone", "age", "male"])
