"""Medians of interleaved rounds, and the rows made of them."""

from __future__ import annotations

import pytest

from analytics.commands.bench import table_lines
from analytics.commands.speed import timing
from analytics.commands.speed.timing import compared, medians, not_measured, row_of


def test_contender_and_reference_take_turns() -> None:
    turns: list[str] = []
    medians({"ours": lambda: turns.append("ours"), "theirs": lambda: turns.append("theirs")}, rounds=2)
    assert turns == ["ours", "theirs"] * 3  # one round before the two that count


def test_the_median_of_the_counted_rounds_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    # the first round reads only its start; the counted ones take 1, 2 and 4 s
    clock = iter([0.0, 0.0, 1.0, 0.0, 2.0, 0.0, 4.0])
    monkeypatch.setattr(timing.time, "perf_counter", lambda: next(clock))
    assert medians({"work": lambda: None}, rounds=3)["work"] == 2.0


@pytest.mark.parametrize(("ours", "met"), [(0.9, True), (1.0, True), (1.1, False)])
def test_a_goal_is_met_up_to_its_ratio(ours: float, met: bool) -> None:
    assert row_of("work", 1.0, "other work", ours, 1.0).met is met


def test_a_row_that_was_not_measured_says_why_and_has_no_verdict() -> None:
    row = not_measured("work", 1.0, "polars", "polars is not installed")
    assert (row.ratio, row.met) == (None, None)
    assert "not measured: polars is not installed" in "\n".join(table_lines([row]))


def test_the_json_row_has_the_promised_fields() -> None:
    row = compared("work", 1e9, "nothing", ours=lambda: None, theirs=lambda: None, rounds=1)
    assert {"name", "ratio", "goal", "met", "reference", "median_seconds", "runs"} <= set(row.as_json())
