"""The figures that are taken apart: the same numbers as the headline, the answer and the range give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.outcomes.answer import answer
from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.differ_figures import NAMED, Figures, headline, with_endpoint, without_event, year_before
from analytics.outcomes.periods import Period
from analytics.outcomes.question import Question
from analytics.outcomes.specification_estimates import FOLLOW_UP
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records


@pytest.fixture(scope="module")
def demo(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=DEMO_TODAY))


@pytest.fixture(scope="module")
def figures(demo: Derivation) -> Figures:
    return Figures(demo, np.ones(len(demo.records.episodes), bool), "track")


def test_the_headline_and_its_neighbours_are_the_benchmark_figure(demo: Derivation, figures: Figures) -> None:
    figure = benchmark_figure(demo)
    assert figures(NAMED["headline"](demo, None)) == figure.primary
    assert figures(NAMED["only_reached"](demo, None)) == figure.responders
    assert figures(NAMED["not_reached_abstinent"](demo, None)).value == figure.best
    episodes = benchmark_figure(demo, unit="episodes")
    assert figures(NAMED["headline_episodes"](demo, None)).value == pytest.approx(episodes.primary.value)


def test_the_curve_on_day_90_is_the_answer(demo: Derivation, figures: Figures) -> None:
    said = answer(demo, Question(endpoint="first_positive", at=(90,))).groups[0].estimates[0]
    assert figures(without_event(demo, None, "admission")).value == pytest.approx(said["estimate"])


def test_the_groups_of_the_headline_are_the_benchmark_figure_of_the_group(demo: Derivation, figures: Figures) -> None:
    day_track = (demo.records.episodes["track"] == "day").to_numpy()
    expected = benchmark_figure(demo, episode_rows=day_track).primary
    assert figures(replace(headline(demo, None), group="day")) == expected


def test_measure_and_day_must_fit(demo: Derivation, figures: Figures) -> None:
    first = headline(demo, None)
    assert figures(replace(first, day=90)).value is None
    assert figures(replace(first, clock="admission")).value is None
    assert figures(replace(first, missing="censored_at_last_test")).value is None
    moved = with_endpoint(first, "first_use_after_discharge")
    assert moved.day == 90
    assert with_endpoint(moved, FOLLOW_UP).day == 0


def test_a_year_before(demo: Derivation) -> None:
    earlier = year_before(headline(demo, None)).period
    assert earlier is not None
    assert (earlier.start, earlier.end) == (date(2024, 4, 1), date(2025, 3, 31))
    leap = replace(headline(demo, None), period=Period(date(2025, 2, 1), date(2025, 2, 28), "Feb 2025"))
    before = year_before(leap).period
    assert before is not None and before.end == date(2024, 2, 29)  # the last day of the month stays the last
    with pytest.raises(NotEstimable, match="all days"):
        year_before(without_event(demo, None, "admission"))
