"""The bench of comparisons: a row an analysis and size, beside lifelines' Cox model or a page's second."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.commands.speed import evaluation
from analytics.commands.speed.evaluation import GOAL_MS, Analysis

ANALYSES = (
    "Cox model", "log-rank test", "differences", "all pairs", "case mix", "weights", "proportional hazards",
    "competing states", "Gray's test alone", "band", "funnel", "time series", "imputed",
)  # fmt: skip


def test_every_analysis_has_a_row_of_each_size_up_to_the_asked_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation, "SIZES", (300, 100_000))
    assert main(["bench", "--only", "evaluation", "--episodes", "300", "--rounds", "1", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == len(ANALYSES)
    assert all(row["name"].endswith(" 300 episodes") for row in rows)
    assert [name for name in ANALYSES if not any(name in row["name"] for row in rows)] == []
    assert all(row["ratio"] > 0 for row in rows)
    cox = next(row for row in rows if row["name"].startswith("Cox model"))
    assert (cox["goal"], cox["unit"]) == (1, "x")
    assert all((row["goal"], row["unit"]) == (1000, "ms") for row in rows if not row["name"].startswith("Cox model"))


@pytest.mark.parametrize(
    ("seconds", "told", "met"),
    [(GOAL_MS / 1000, False, True), (1.5, False, False), (1.5, True, None), (0.5, True, True)],
)
def test_a_second_is_the_limit_unless_the_page_says_what_is_running(
    monkeypatch: pytest.MonkeyPatch, seconds: float, told: bool, met: bool | None
) -> None:
    monkeypatch.setattr(evaluation, "medians", lambda works, *, rounds: dict.fromkeys(works, seconds))
    row = evaluation._row(Analysis("work", lambda: None, told), 1000, 3)
    assert row.met is met
    assert ("says which part" in row.note) == (met is None)


def test_long_work_is_done_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 6.0])
    monkeypatch.setattr(evaluation.time, "perf_counter", lambda: next(clock))
    assert evaluation._seconds(lambda: None, 3) == (6.0, 1)


def test_different_coefficients_are_no_measurement(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Wrong:
        params_ = pd.Series(np.full(7, 9.0))

    derivation = evaluation.Derivation(evaluation.records_of(tmp_path, 300))
    monkeypatch.setattr(evaluation, "_by_lifelines", lambda frame: Wrong())
    row = evaluation._cox_row(derivation, 300, 1)
    assert row.met is None
    assert "the coefficients differ" in row.note
