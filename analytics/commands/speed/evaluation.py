"""Rows of the bench: every analysis of a comparison at a thousand, ten thousand and a hundred thousand episodes.

The goal is the page's: nobody waits more than a second without being told what is running. The Cox model stands beside
lifelines' instead.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.commands.speed.timing import Row, Work, compared, medians, not_measured
from analytics.commands.speed.workload import MEDICATIONS, SEED, TODAY, write_program
from analytics.evaluation.adjustment import Adjusted, holds_over_time
from analytics.evaluation.comparison import Comparison, compare
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.cox import cox_model
from analytics.evaluation.funnel import funnel
from analytics.evaluation.gray import gray_test
from analytics.evaluation.missed_tests import imputation_of
from analytics.evaluation.states import first_way_out
from analytics.evaluation.subjects import Subjects
from analytics.evaluation.time_series import segmented_regression
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import Question
from analytics.records.load import load_records
from analytics.records.records import Records

SIZES = (1_000, 10_000, 100_000)
TESTS_AN_EPISODE = 10
GOAL_MS = 1000.0
LONG_SECONDS = 5.0
COX_GOAL = 1.0
REFERENCE = "milliseconds; a page answers or says what is running within a second"
COX_REFERENCE = "lifelines' CoxPHFitter on the same people"
ASKED = Question(endpoint="first_positive")
TWO_GROUPS = Contrast(by="medication", values=(MEDICATIONS[0], MEDICATIONS[2]))
FOUR_GROUPS = Contrast(by="site")
UNITS = 10
MONTHS = 24
COVARIATES = ("age", "severity", "prior_episodes", "sex", "co_occurring", "living_situation")
TOLD = "longer than a second; the page says which part is running"


@dataclass(frozen=True)
class Analysis:
    """A piece of work by its name; `told`: the page says that it runs, so that its time has no goal."""

    name: str
    work: Work
    told: bool = False


def evaluation_rows(folder: Path, *, most: int, rounds: int) -> list[Row]:
    """The rows of every size up to `most` episodes, the records written into `folder`."""
    rows: list[Row] = []
    for episodes in sorted({min(size, most) for size in SIZES}):
        derivation = Derivation(records_of(folder / f"evaluation-{episodes}", episodes))
        rows.append(_cox_row(derivation, episodes, rounds))
        for analysis in analyses(derivation):
            rows.append(_row(analysis, episodes, rounds))
    return rows


def records_of(folder: Path, episodes: int) -> Records:
    """Made-up records of so many episodes with six columns known at admission to adjust for."""
    write_program(folder, tests=episodes * TESTS_AN_EPISODE, stays=episodes)
    records = load_records(str(folder), today=TODAY)
    chance, count = np.random.default_rng(SEED), len(records.episodes)
    columns: dict[str, Any] = {
        "age": chance.normal(38, 11, count).round(),
        "severity": chance.normal(size=count).round(2),
        "prior_episodes": chance.poisson(1.5, count).astype(float),
        "sex": pd.Categorical(chance.choice(["female", "male"], count)),
        "co_occurring": pd.Categorical(chance.choice(["no", "yes"], count, p=[0.7, 0.3])),
        "living_situation": pd.Categorical(chance.choice(["housed", "unhoused"], count, p=[0.9, 0.1])),
    }
    return replace(records, episodes=records.episodes.assign(**columns))


def analyses(derivation: Derivation) -> list[Analysis]:
    """Every analysis of a comparison, each from the derived records on."""
    two = _asked(derivation)
    subjects = two.subjects
    way, sets = first_way_out(derivation, subjects), imputation_of(derivation, subjects).data_sets
    chance = np.random.default_rng(SEED)
    unit, month = chance.integers(0, UNITS, len(subjects)), chance.integers(0, MONTHS, len(subjects))
    parts = [
        Analysis("curves and log-rank test of two groups", _fresh(derivation, lambda c: (c.curves, c.logrank))),
        Analysis("differences of average days and of shares on five days", _fresh(derivation, lambda c: c.differences)),
        Analysis("log-rank tests of all pairs of four groups", lambda: _asked(derivation, FOUR_GROUPS).pairs),
        Analysis("case mix with standardised differences", _fresh(derivation, lambda c: c.case_mix), told=True),
        Analysis("weights, balance and weighted Cox model", _fresh(derivation, lambda c: c.weighted), told=True),
        Analysis("competing states with Gray's tests", _fresh(derivation, lambda c: c.states), told=True),
        Analysis("Gray's test alone", lambda: gray_test(*way, subjects.group)),
        Analysis("band between last negative and first positive", _fresh(derivation, lambda c: c.bands)),
        Analysis(f"funnel of {UNITS} units", lambda: _funnel(unit, subjects.event)),
        Analysis(f"interrupted time series of {MONTHS} months", lambda: _series(month, subjects.event)),
        Analysis(f"missed tests imputed {sets} times over, one δ", lambda: _imputed(derivation, subjects), told=True),
    ]
    adjusted = two.adjusted
    assert isinstance(adjusted, Adjusted)
    test = Analysis(
        "test of proportional hazards (a sample above 10,000)", lambda: holds_over_time(adjusted), told=True
    )
    return [*parts[:5], test, *parts[5:]]


def _asked(derivation: Derivation, contrast: Contrast = TWO_GROUPS) -> Comparison:
    """A comparison with nothing worked out yet."""
    return compare(derivation, ASKED, contrast, covariates=COVARIATES)


def _fresh(derivation: Derivation, part: Callable[[Comparison], object]) -> Work:
    return lambda: part(_asked(derivation))


def _imputed(derivation: Derivation, subjects: Subjects) -> object:
    return imputation_of(derivation, subjects).shares_at(0.0)


def _funnel(unit: np.ndarray, event: np.ndarray) -> object:
    people = np.bincount(unit, minlength=UNITS)
    return funnel([str(code) for code in range(UNITS)], people, np.bincount(unit[event == 1], minlength=UNITS))


def _series(month: np.ndarray, event: np.ndarray) -> object:
    shares = np.bincount(month, weights=event, minlength=MONTHS) / np.bincount(month, minlength=MONTHS)
    return segmented_regression(np.arange(MONTHS), shares, change=MONTHS // 2)


def load() -> str:
    """How busy the computer is: on a shared one the same work takes longer."""
    if not hasattr(os, "getloadavg"):
        return "the computer does not tell its load"
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors while it was measured"


def _row(analysis: Analysis, episodes: int, rounds: int) -> Row:
    seconds, runs = _seconds(analysis.work, rounds)
    milliseconds = 1000 * seconds
    met: bool | None = milliseconds <= GOAL_MS
    note = load()
    if not met and analysis.told:
        met, note = None, f"{TOLD}; {load()}"
    name = f"{analysis.name}, {episodes:,} episodes"
    return Row(name, milliseconds, GOAL_MS, met, REFERENCE, seconds, runs, None, "ms", note)


def _seconds(work: Work, rounds: int) -> tuple[float, int]:
    """The median seconds of some rounds and how many they were; long work is done once."""
    start = time.perf_counter()
    work()
    once = time.perf_counter() - start
    return (once, 1) if once > LONG_SECONDS else (medians({"work": work}, rounds=rounds)["work"], rounds)


def _cox_row(derivation: Derivation, episodes: int, rounds: int) -> Row:
    """The adjusted model's fit beside lifelines' of the same people; both must give the same ratio."""
    name = f"Cox model of two groups and six covariates, {episodes:,} episodes"
    if importlib.util.find_spec("lifelines") is None:
        return not_measured(name, COX_GOAL, COX_REFERENCE, "lifelines is not installed")
    adjusted = _asked(derivation).adjusted
    assert isinstance(adjusted, Adjusted)
    data, names = adjusted.data, adjusted.design.names
    frame = pd.DataFrame(data.x, columns=names).assign(time=data.stop, event=data.event)
    ours = cox_model(data, names, errors="usual").coefficients
    theirs = _by_lifelines(frame).params_.to_numpy(float)
    if not np.allclose(ours, theirs, atol=1e-4):
        return not_measured(name, COX_GOAL, COX_REFERENCE, "the coefficients differ")
    return compared(
        name,
        COX_GOAL,
        COX_REFERENCE,
        ours=lambda: cox_model(data, names, errors="usual"),
        theirs=lambda: _by_lifelines(frame),
        rounds=rounds,
        note=f"largest difference of a coefficient {np.abs(ours - theirs).max():.0e}; {load()}",
    )


def _by_lifelines(frame: pd.DataFrame) -> Any:
    """A reference, not a part of the product: named here only, and imported when it is measured."""
    fitter = importlib.import_module("lifelines").CoxPHFitter()
    return fitter.fit(frame, duration_col="time", event_col="event")
