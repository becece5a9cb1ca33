"""Tipping points made by hand for the tests of chart and words."""

from __future__ import annotations

import math

import pandas as pd

from analytics.evaluation.imputation import ImputedShares
from analytics.evaluation.tipping import Conclusion, Tipping, TippingPoint
from analytics.outcomes.intervals import Estimate

TAKEN = (0.0, 0.1, 0.34, 0.7, 1.0)
NAN = float("nan")


def tipped(
    concluded: Conclusion = "higher", *, fewer: TippingPoint | None = None, more: TippingPoint | None = None
) -> Tipping:
    """Two groups of 200; day falls from 70% to 30%, evening lies 10 points higher and ends before the last rule."""
    rows = [_row("share", "day", place, 0.7 - 0.4 * taken) for place, taken in enumerate(TAKEN)]
    rows += [_row("share", "evening", place, 0.8 - 0.4 * taken) for place, taken in enumerate(TAKEN[:-1])]
    rows += [_row("share", "evening", 4, None)]
    rows += [_row("difference", "evening − day", place, 0.1) for place in range(4)]
    rows += [_row("difference", "evening − day", 4, None)]
    estimates = (_estimate(0.5, 200), _estimate(0.6, 200))
    return _made(rows, concluded, ("day", "evening"), estimates, fewer, more)


def against_target(*, fewer: TippingPoint | None = None, more: TippingPoint | None = None) -> Tipping:
    """One group of 200 against 50%."""
    rows = [_row("share", "all", place, 0.7 - 0.4 * taken) for place, taken in enumerate(TAKEN)]
    return _made(rows, "above", ("all",), (_estimate(0.56, 200),), fewer, more)


def _made(
    rows: list[dict[str, object]],
    concluded: Conclusion,
    names: tuple[str, ...],
    estimates: tuple[Estimate, ...],
    fewer: TippingPoint | None,
    more: TippingPoint | None,
) -> Tipping:
    alone = len(names) == 1
    observed = ImputedShares(
        delta=0.0,
        seed=94,
        data_sets=40,
        missed=120,
        missing_share=0.4,
        taken_positive=0.34,
        given_positive=0.2,
        names=names,
        days=(84,),
        shares=tuple((estimate,) for estimate in estimates),
        differences=() if alone else (_estimate(0.1, 400),),
    )
    return Tipping(
        kind="target" if alone else "difference",
        day=84,
        names=names,
        pair=(0, 1),
        target=(0.5, 0.5) if alone else None,
        concluded=concluded,
        observed=observed,
        fewer=fewer,
        more=more,
        range_told=(0.0, 1.0),
        frame=pd.DataFrame(rows),
    )


def _estimate(value: float, n: int) -> Estimate:
    return Estimate(value, value - 0.06, value + 0.06, n, None, "imputed")


def _row(series: str, group: str, place: int, value: float | None) -> dict[str, object]:
    rules = {0: "missed tests negative", 4: "missed tests positive"}
    return {
        "series": series,
        "group": group,
        "delta": math.nan if place in rules else float(place - 2),
        "taken_positive": TAKEN[place],
        "rule": rules.get(place, ""),
        "value": NAN if value is None else value,
        "low": NAN if value is None else value - 0.06,
        "high": NAN if value is None else value + 0.06,
        "n": 200,
        "reason": "fewer than 10 at risk" if value is None else "",
    }
