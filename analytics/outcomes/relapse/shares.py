"""The benchmark figure of any discharges as one row: primary, responders, bounds, reached, and why no verdict."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.benchmark import (
    ABOVE,
    BELOW,
    LEAST_REACHED_FOR_VERDICT,
    WITHIN,
    BenchmarkFigure,
    benchmark_figure,
    follow_up_in_use,
    range_word,
)
from analytics.outcomes.periods import Period
from analytics.outcomes.scope import Scope

VERDICTS = (ABOVE, WITHIN, BELOW)

Row = dict[str, object]


def figure_of_stays(scope: Scope, stays: np.ndarray, period: Period | None) -> BenchmarkFigure:
    """The benchmark figure of the people of some stays (boolean over stays) discharged in the period."""
    rows = np.zeros(len(scope.records.episodes), bool)
    rows[scope.stays.row[stays]] = True
    return benchmark_figure(scope.derivation, period=period, episode_rows=rows)


def counted(scope: Scope, stays: np.ndarray) -> np.ndarray:
    """The positions of those who count in the figure: due for follow-up and not deceased before it."""
    found = follow_up_in_use(scope.derivation)
    return np.flatnonzero(stays & found.due & ~found.deceased)


def row_of(figure: BenchmarkFigure, least: int) -> Row:
    """The columns of a figure; with fewer than `least` people no share is given, and `reason` says so."""
    reason = (
        "" if figure.n >= least else "no one is due for follow-up" if not figure.n else f"fewer than {least} people"
    )
    shown = not reason
    return {
        "value": figure.primary.value if shown else None,
        "low": figure.primary.low if shown else None,
        "high": figure.primary.high if shown else None,
        "events": figure.abstinent,
        "n": figure.n,
        "reached": figure.reached,
        "share_reached": figure.share_reached.value if shown else None,
        "responders": figure.responders.value if shown and figure.reached >= least else None,
        "responders_low": figure.responders.low if shown and figure.reached >= least else None,
        "responders_high": figure.responders.high if shown and figure.reached >= least else None,
        "worst": figure.worst if shown else None,
        "best": figure.best if shown else None,
        "by_test": figure.by_test,
        "deceased": figure.deceased,
        "reason": reason,
        "position": range_word(figure.primary, figure.published) if shown else "",
    }


def why_no_verdict(figure: BenchmarkFigure, row: Row) -> str:
    """Why a figure has no verdict; empty when it has one."""
    if row["reason"]:
        return str(row["reason"])
    return "" if figure.verdict in VERDICTS else figure.reason


def too_few_reached(figure: BenchmarkFigure) -> bool:
    """Whether fewer than half were reached, so that no verdict is given."""
    return figure.n > 0 and figure.reached / figure.n < LEAST_REACHED_FOR_VERDICT
