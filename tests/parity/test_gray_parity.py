"""Gray's test equals R's cmprsk, ties, several causes and five people included."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from analytics.evaluation.contrast import Contrast
from analytics.evaluation.gray import gray_test
from analytics.outcomes.derivation import Derivation
from analytics.records.ctn0094.convert import convert_ctn0094
from analytics.records.load import load_records
from tests.parity.compare_with_r import TOLERANCE, r_values, same_as_r
from tests.parity.ctn0094_subjects import subjects
from tests.parity.textbook import pbc

R = r_values("gray.json")
MADE_UP = [name for name, case in R.items() if "time" in case]


def same(name: str, time: np.ndarray, cause: np.ndarray, group: np.ndarray) -> None:
    theirs = R[name]["tests"]
    found = [gray_test(time, cause, group, of=number) for number in range(1, len(theirs["statistic"]) + 1)]
    ours = {
        "statistic": [test.statistic for test in found],
        "p": [test.p for test in found],
        "df": [test.df for test in found],
    }
    assert same_as_r(name, ours, theirs) <= TOLERANCE


@pytest.mark.parametrize("name", MADE_UP)
def test_made_up_groups(name: str) -> None:
    case = R[name]
    same(name, *(np.array(case[column]) for column in ("time", "cause", "group")))


@pytest.mark.parametrize(("name", "by"), [("pbc", "trt"), ("pbc_stage", "stage")])
def test_transplant_and_death(name: str, by: str) -> None:
    d = pbc()
    same(name, d["time"].to_numpy(), d["status"].to_numpy(), d[by].to_numpy())


def test_relapse_and_drop_out_of_the_trials(ctn0094: Path, tmp_path: Path) -> None:
    convert_ctn0094(ctn0094 / "records").write(tmp_path / "converted")
    derivation = Derivation(load_records(str(tmp_path / "converted"), today=date(2026, 10, 1)))
    relapse, dropped = (
        subjects(derivation, key, Contrast(by="project")) for key in ("ctn0094_relapse", "ctn0094_dropout")
    )
    first = np.minimum(relapse.time, dropped.time)
    cause = np.where(
        (relapse.event == 1) & (relapse.time <= dropped.time),
        1,
        np.where((dropped.event == 1) & (dropped.time <= relapse.time), 2, 0),
    )
    same("ctn0094", first, cause, relapse.group)
