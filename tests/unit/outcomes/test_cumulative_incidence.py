"""Cumulative incidence by hand, its exact bounds, and what must always hold: the parts add up, curves never fall."""

from __future__ import annotations

import ast
import inspect

import numpy as np
import pytest

from analytics.errors import Refused
from analytics.outcomes import cumulative_incidence as cumulative_incidence_module
from analytics.outcomes.cumulative_incidence import cumulative_incidence, incidence_at
from analytics.outcomes.survival import survival_curve

CAUSES = ("readmitted", "died")


def test_five_patients_by_hand() -> None:
    # day 1: 1 of 5 readmitted                      F = 1/5; free of any event 4/5
    # day 2: 1 of 4 readmitted, 1 of 4 died         F = 1/5 + 4/5 · 1/4 = 2/5; died 1/5; free 2/5
    # day 3: the third is lost from sight           nothing moves
    # day 4: the last one at risk is readmitted     F = 2/5 + 2/5 · 1/1 = 4/5
    first, second = cumulative_incidence([1, 2, 2, 3, 4], [1, 1, 2, 0, 1], CAUSES)
    assert first.table["at_risk"].tolist() == [5, 4, 2, 1]
    assert first.table["estimate"].tolist() == pytest.approx([0.2, 0.4, 0.4, 0.8])
    assert second.table["estimate"].tolist() == pytest.approx([0, 0.2, 0.2, 0.2])
    assert (first.n, first.events, second.events, first.last_time) == (5, 3, 1, 4)
    # error on day 1: √(1/5 · 4/5 ÷ 5)
    assert first.table["se"].iloc[0] == pytest.approx((0.2 * 0.8 / 5) ** 0.5)


def test_censoring_the_deaths_instead_would_overstate_readmission() -> None:
    time, cause = [1, 2, 3, 4, 5], [2, 1, 2, 1, 0]
    readmitted = cumulative_incidence(time, cause, CAUSES)[0]
    naive = 1 - survival_curve(time, [int(c == 1) for c in cause]).table["estimate"].to_numpy()
    assert readmitted.table["estimate"].iloc[-1] == pytest.approx(0.4)  # 1/5 + 1/5
    assert naive[-1] == pytest.approx(0.625)  # 1 − 3/4 · 1/2


def test_without_censoring_the_share_is_the_simple_one() -> None:
    time = [10, 20, 20, 30, 200, 200, 200, 200]
    cause = [1, 2, 1, 1, 0, 0, 0, 0]
    at_180 = incidence_at(cumulative_incidence(time, cause, CAUSES, min_at_risk=1)[0], 180)
    assert at_180.value == pytest.approx(3 / 8)
    assert (at_180.events, at_180.n) == (3, 8)


def test_nobody_yet_has_the_exact_bound() -> None:
    first, second = cumulative_incidence([3, 5, 9, 9], [0, 1, 0, 0], CAUSES)
    # nobody of 4 on day 3: 0 to 1 − 0.025^(1/4); the death curve on day 9: one was censored before, 3 are known
    assert (first.table["low"].iloc[0], first.table["high"].iloc[0]) == (0, pytest.approx(1 - 0.025 ** (1 / 4)))
    assert second.table["high"].iloc[2] == pytest.approx(1 - 0.025 ** (1 / 3))


def test_everybody_has_the_exact_bound() -> None:
    only = cumulative_incidence([3, 3, 3], [1, 1, 1], CAUSES)[0]
    assert only.table[["estimate", "high"]].iloc[0].tolist() == [1, 1]
    assert only.table["low"].iloc[0] == pytest.approx(0.025 ** (1 / 3))
    assert only.table["se"].iloc[0] == 0


RANDOM = np.random.default_rng(6)
DAYS = RANDOM.integers(0, 60, 400)
FIRST = RANDOM.integers(0, 3, 400)


def test_the_parts_and_those_without_any_event_add_up_to_everyone() -> None:
    both = cumulative_incidence(DAYS, FIRST, CAUSES)
    free = survival_curve(DAYS, (FIRST > 0).astype(int)).table["estimate"].to_numpy()
    total = sum(curve.table["estimate"].to_numpy() for curve in both) + free
    assert total == pytest.approx(np.ones(len(free)))
    for curve in both:
        shown = curve.table
        assert (shown["estimate"].diff().dropna() >= 0).all()
        assert ((shown["low"] <= shown["estimate"]) & (shown["estimate"] <= shown["high"])).all()
        assert shown[["events", "other", "censored"]].to_numpy().sum() == 400


def test_the_order_of_the_rows_changes_nothing() -> None:
    order = RANDOM.permutation(400)
    for one, other in zip(
        cumulative_incidence(DAYS, FIRST, CAUSES),
        cumulative_incidence(DAYS[order], FIRST[order], CAUSES),
        strict=True,
    ):
        assert one.table.equals(other.table)  # to the last bit: ties are not moved at random


def test_one_cause_alone_is_one_less_kaplan_meier() -> None:
    alone = cumulative_incidence(DAYS, (FIRST > 0).astype(int), ["any"])[0]
    curve = survival_curve(DAYS, (FIRST > 0).astype(int)).table
    assert alone.table["estimate"].to_numpy() == pytest.approx(1 - curve["estimate"].to_numpy())


def test_what_cannot_be_estimated_says_why() -> None:
    curve = cumulative_incidence([5, 10, 20], [1, 0, 0], CAUSES, min_at_risk=2)[0]
    assert incidence_at(curve, 30).reason == "no one was followed for 30 days"
    assert incidence_at(curve, 20).reason == "fewer than 2 at risk"
    assert incidence_at(curve, 10).value == pytest.approx(1 / 3)
    before = incidence_at(curve, 2)
    assert (before.value, before.events) == (0, 0)
    assert before.high == pytest.approx(1 - 0.025 ** (1 / 3))
    nobody = cumulative_incidence([], [], CAUSES)[0]
    assert incidence_at(nobody, 30).reason == "no one to follow"
    assert nobody.table.empty


def test_an_unknown_cause_is_refused() -> None:
    with pytest.raises(Refused, match="1 of 2 causes are none of 0 to 2"):
        cumulative_incidence([1, 2], [1, 3], CAUSES)


def test_lifelines_is_not_asked() -> None:
    tree = ast.parse(inspect.getsource(cumulative_incidence_module))
    asked = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    asked |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert "analytics.outcomes.durations" in asked  # the reading of imports works
    assert not [name for name in asked if name.startswith("lifelines")]
