"""One row of the benchmark figure: small groups keep their counts but no share, and a missing verdict says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.outcomes.benchmark import BenchmarkFigure, benchmark_figure
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.relapse.shares import row_of, too_few_reached, why_no_verdict
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records


@pytest.fixture(scope="module")
def figure(demo_source: str) -> BenchmarkFigure:
    return benchmark_figure(Derivation(load_records(demo_source, today=DEMO_TODAY)))


def test_a_row_holds_what_the_figure_says(figure: BenchmarkFigure) -> None:
    row = row_of(figure, 10)
    assert (row["value"], row["worst"], row["best"]) == (figure.primary.value, figure.worst, figure.best)
    assert (row["events"], row["n"], row["reached"]) == (figure.abstinent, figure.n, figure.reached)
    assert row["reason"] == ""


def test_with_exactly_the_least_number_a_share_is_given_with_one_fewer_none(figure: BenchmarkFigure) -> None:
    assert row_of(figure, figure.n)["value"] == figure.primary.value
    few = row_of(figure, figure.n + 1)
    assert few["value"] is None and few["best"] is None
    assert few["reason"] == f"fewer than {figure.n + 1} people"


def test_those_reached_have_their_own_limit(figure: BenchmarkFigure) -> None:
    row = row_of(figure, figure.reached + 1)
    assert row["value"] is not None and row["responders"] is None


def test_the_reason_for_no_verdict(figure: BenchmarkFigure) -> None:
    assert why_no_verdict(figure, row_of(figure, 10)) == figure.reason
    assert why_no_verdict(replace(figure, verdict="within"), row_of(figure, 10)) == ""
    assert why_no_verdict(figure, row_of(figure, 10_000)) == "fewer than 10000 people"


def test_half_reached_is_enough(figure: BenchmarkFigure) -> None:
    assert not too_few_reached(replace(figure, n=10, reached=5))
    assert too_few_reached(replace(figure, n=10, reached=4))
