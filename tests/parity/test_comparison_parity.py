"""Differences of curves and standardised differences equal R's, on textbook data and on the real trial records."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analytics.evaluation.case_mix import Covariate, standardised_difference
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.curve_differences import (
    p_of_difference,
    pairs_by_holm,
    restricted_mean_difference,
    risk_difference,
    risk_ratio_on,
)
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.survival import survival_curves
from analytics.records.ctn0094.convert import convert_ctn0094
from analytics.records.load import load_records
from tests.parity.compare_with_r import TOLERANCE, r_values, same_as_r
from tests.parity.ctn0094_subjects import subjects
from tests.parity.textbook import pbc, rossi

R = r_values("comparison.json")


def compared(time: np.ndarray, event: np.ndarray, group: np.ndarray, theirs: dict[str, Any]) -> dict[str, Any]:
    """Our figures for the first two groups under R's names."""
    names = tuple(str(name) for name in sorted({str(g) for g in group}))
    codes = np.array([names.index(str(g)) for g in group])
    first, second, *_ = survival_curves(time, event, np.array(names, dtype=object)[codes], tau=theirs["tau"])
    mean = restricted_mean_difference(first, second)
    fewer, ratio = risk_difference(first, second, theirs["day"]), risk_ratio_on(first, second, theirs["day"])
    pairs = pairs_by_holm(np.asarray(time), np.asarray(event), codes, names)
    return {
        "restricted_mean_difference": mean.value,
        "low": mean.low,
        "high": mean.high,
        "p": p_of_difference(mean),
        "risk_difference": fewer.value,
        "risk_difference_low": fewer.low,
        "risk_difference_high": fewer.high,
        "risk_ratio": ratio.value,
        "risk_ratio_low": ratio.low,
        "risk_ratio_high": ratio.high,
        "pairs_p": [pair.p for pair in pairs],
        "pairs_holm": [pair.p_adjusted for pair in pairs],
    }


def same(name: str, ours: dict[str, Any]) -> None:
    expected = {key: value for key, value in R[name].items() if key not in ("tau", "day")}
    assert same_as_r(name, ours, expected) <= TOLERANCE


def test_rossi_aid_against_none() -> None:
    d = rossi()
    ours = compared(d["week"].to_numpy(), d["arrest"].to_numpy(), d["fin"].to_numpy(), R["rossi"])
    same("rossi", ours)


@pytest.mark.parametrize(
    ("name", "by", "rows"), [("pbc_death", "trt", "stage >= 1"), ("pbc_stages", "stage", "stage > 1")]
)
def test_pbc_death(name: str, by: str, rows: str) -> None:
    d = pbc().query(rows)
    dead = (d["status"] == 2).astype(int).to_numpy()
    same(name, compared(d["time"].to_numpy(), dead, d[by].to_numpy(), R[name]))


def test_standardised_differences() -> None:
    d, p = rossi(), pbc()
    aid, w = d["fin"].to_numpy() == 1, np.ones(len(d))
    ours = {
        name: standardised_difference(Covariate(name, d[name].to_numpy(float), None, ()), aid, ~aid, w)
        for name in ("age", "prio")
    }
    married = Covariate("mar", None, d["mar"].to_numpy(), ("0", "1"))
    stages = Covariate("stage", None, p["stage"].to_numpy() - 1, ("1", "2", "3", "4"))
    first = p["trt"].to_numpy() == 1
    ours["mar"] = standardised_difference(married, aid, ~aid, w)
    ours["stage"] = standardised_difference(stages, first, ~first, np.ones(len(p)))
    assert same_as_r("standardised", ours, R["standardised"]) <= TOLERANCE


@pytest.fixture(scope="module")
def derivation(ctn0094: Path, tmp_path_factory: pytest.TempPathFactory) -> Derivation:
    folder = tmp_path_factory.mktemp("ctn") / "converted"
    convert_ctn0094(ctn0094 / "records").write(folder)
    return Derivation(load_records(str(folder), today=date(2026, 10, 1)))


CONTRASTS = [
    ("ctn0094_drugs", Contrast(by="medication"), ("randomised=true", "project=CTN-0027")),
    ("ctn0094_projects", Contrast(by="project"), ("randomised=true",)),
]


@pytest.mark.parametrize(("name", "contrast", "where"), CONTRASTS)
def test_relapse_of_the_trial_patients(
    name: str, contrast: Contrast, where: tuple[str, ...], derivation: Derivation
) -> None:
    found = subjects(derivation, "ctn0094_relapse", contrast, *where)
    group = np.array(found.names, dtype=object)[found.group]
    same(name, compared(found.time, found.event, group, R[name]))
