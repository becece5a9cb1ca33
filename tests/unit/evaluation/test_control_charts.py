"""Phases, frozen limits and the newest signal of a chart."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.evaluation.control_charts import FEWEST_MONTHS, Change, ControlChart, control_chart, method_of


def chart(values: list[float], *, changes: tuple[Change, ...] = (), n: int = 50) -> ControlChart:
    months = pd.date_range("2024-01-01", periods=len(values), freq="MS")
    return control_chart(pd.DataFrame({"month": months, "value": values, "n": n}), counting="clusters", changes=changes)


CALM = [0.50, 0.52] * 6


def test_eleven_months_have_no_limits_twelve_have() -> None:
    assert FEWEST_MONTHS == 12
    assert not chart(CALM[:11]).has_limits
    assert chart(CALM[:11]).signal() is None
    assert chart(CALM).has_limits


def test_a_signal_never_moves_the_limits() -> None:
    calm, shifted = chart(CALM), chart([*CALM, *[0.7] * 9])
    assert shifted.frame["mean"].nunique() == 1
    assert shifted.frame["high"].iloc[-1] == calm.frame["high"].iloc[0]


def test_a_declared_change_begins_a_phase_with_limits_of_its_own() -> None:
    found = chart([*CALM, *[0.70, 0.72] * 6], changes=((date(2025, 1, 15), "reminder calls"),))
    assert [(phase.name, phase.months) for phase in found.phases] == [("", 12), ("reminder calls", 12)]
    assert found.phases[1].limits is not None
    assert found.phases[1].limits.mean == pytest.approx(0.71)
    assert not found.frame["signal"].any()
    short = chart([*CALM, 0.7, 0.7], changes=((date(2025, 1, 1), "reminder calls"),))
    assert short.phases[1].limits is None and np.isnan(short.frame["mean"].iloc[-1])


def test_a_change_before_or_after_the_months_makes_no_empty_phase() -> None:
    found = chart(CALM, changes=((date(2020, 1, 1), "before"), (date(2030, 1, 1), "after")))
    assert [phase.name for phase in found.phases] == ["before"]


def test_since_when_and_by_which_rule() -> None:
    # limits 0.51 ± 3 × 0.02 / 1.128: 0.457 to 0.563; two months outside at the end
    signal = chart([*CALM, 0.51, 0.40, 0.41]).signal()
    assert signal is not None
    assert (signal.side, signal.since, signal.until, signal.rules) == (
        -1, date(2025, 2, 1), date(2025, 3, 1), ("outside",),
    )  # fmt: skip


def test_a_signal_of_long_ago_is_not_news() -> None:
    assert chart([*CALM, 0.40, 0.50, 0.52]).signal() is not None  # the third month from the end
    assert chart([*CALM, 0.40, 0.50, 0.52, 0.50]).signal() is None


def test_shares_of_people_and_counts() -> None:
    months = pd.date_range("2024-01-01", periods=12, freq="MS")
    frame = pd.DataFrame({"month": months, "value": [0.5, 0.6] * 6, "n": 10})
    assert method_of(control_chart(frame, counting="people")) == "binomial"
    assert method_of(control_chart(frame, counting="count")) is None
    assert control_chart(frame.head(0), counting="people").frame.empty
