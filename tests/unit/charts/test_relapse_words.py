"""Titles state a difference only when its interval excludes zero, and never take more than 90 characters."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analytics.charts import relapse_words as words
from analytics.charts.bars import Band
from analytics.charts.titles import LONGEST

BAND = Band(0.5, 0.7, "Published 50–70%")


def rates(**groups: tuple[float, float, float]) -> pd.DataFrame:
    rows = [
        {"group": name, "day": day, "value": v, "low": lo, "high": hi, "n": 100, "seen": 90, "at_risk": 50}
        for name, (v, lo, hi) in groups.items()
        for day in (30, 90, 180)
    ]
    return pd.DataFrame(rows)


def test_rates_of_everybody_speak_about_day_90_or_the_last_before() -> None:
    frame = rates(all=(0.4, 0.35, 0.45)).drop(columns="group")
    assert words.rates_title(frame, had="had a positive test", clock="discharge") == (
        "40% had a positive test by day 90 after discharge"
    )
    early = frame.assign(value=[0.4, np.nan, np.nan])
    assert "by day 30" in words.rates_title(early, had="used", clock="admission")
    nobody = frame.assign(value=None)
    assert (
        words.rates_title(nobody, had="used", clock="admission") == "Too few people were followed to say how many used"
    )


def test_two_groups_differ_only_beyond_chance() -> None:
    apart = words.rates_title(rates(day=(0.2, 0.15, 0.25), evening=(0.5, 0.45, 0.55)), had="used", clock="admission")
    assert apart == "More of evening than of day used by day 90 after admission: 50% against 20%"
    close = words.rates_title(rates(day=(0.4, 0.3, 0.5), evening=(0.5, 0.4, 0.6)), had="used", clock="admission")
    assert close == "No clear difference between evening and day: 50% against 40% by day 90 after admission"
    several = words.rates_title(
        rates(a=(0.2, 0.1, 0.3), b=(0.4, 0.3, 0.5), c=(0.3, 0.2, 0.4)), had="used", clock="admission"
    )
    assert several == "In 3 groups 20–40% used by day 90 after admission"
    biased = words.rates_title(rates(a=(0.2, 0.1, 0.3)), had="used", clock="admission", biased=True)
    assert "cannot be compared" in biased


def test_a_title_about_the_few_who_were_seen_says_so() -> None:
    frame = rates(all=(0.4, 0.35, 0.45)).drop(columns="group")
    half = words.rates_title(frame.assign(seen=50), had="used", clock="discharge")
    assert half == "40% used by day 90 after discharge"  # 50 of 100 are half
    few = words.rates_title(frame.assign(seen=49), had="used", clock="discharge")
    assert few == "Of only 49 people seen: 40% used by day 90 after discharge"


def quarters(*counts: tuple[int, int]) -> pd.DataFrame:
    rows = [
        {"quarter": f"2025 Q{k}", "value": x / n, "low": 0.1, "high": 0.9, "events": x, "n": n, "reached": n}
        for k, (x, n) in enumerate(counts, start=1)
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ([(50, 100), (52, 100)], "2025 Q2: 52% abstinent at follow-up, within chance of the quarters before"),
        ([(30, 100), (70, 100)], "2025 Q2: 70% abstinent at follow-up, up from 30% in the quarters before"),
        ([(70, 100), (30, 100)], "2025 Q2: 30% abstinent at follow-up, down from 70% in the quarters before"),
        ([(7, 10)], "2025 Q1: 70% abstinent at follow-up"),
    ],
)
def test_the_last_quarter_moves_only_beyond_chance(counts: list[tuple[int, int]], title: str) -> None:
    assert words.quarters_title(quarters(*counts)) == title


def groups(*counts: tuple[int, int]) -> pd.DataFrame:
    rows = [
        {"group": f"G{k}", "value": x / n, "events": x, "n": n, "responders": None, "position": "within"}
        for k, (x, n) in enumerate(counts)
    ]
    return pd.DataFrame(rows)


def test_groups() -> None:
    assert words.groups_title(groups((5, 10)), by="", published=BAND) == "50% abstinent at the first follow-up"
    assert words.groups_title(groups((90, 100), (30, 100)), by="site", published=BAND) == (
        "More of G0 than of G1 abstinent at follow-up: 90% against 30%"
    )
    assert words.groups_title(groups((5, 10), (6, 10)), by="site", published=BAND) == (
        "No difference can be shown between G1 and G0: 60% against 50%"
    )
    assert words.groups_title(groups((5, 10), (6, 10), (6, 10)), by="site", published=BAND) == (
        "By site: of 3 groups 0 above, 3 within, 0 below 50–70%"
    )


def test_samples_against_people() -> None:
    frame = pd.DataFrame({"what": ["tests", "people"], "of": ["given", "given"], "value": [0.79, 0.44]})
    assert words.samples_title(frame) == "79% of weekly tests were negative, but 44% of people had only negative ones"
    assert words.samples_title(frame.assign(value=[0.79, np.nan])).startswith("Too few people")


def spread() -> pd.DataFrame:
    usual = {"endpoint": "a", "missing": "positive", "refused": "positive", "analytes": "all", "unit": "people"}
    rows = [
        usual | {"value": 0.5, "primary": True, "changed": 0},
        usual | {"missing": "negative", "value": 0.9, "primary": False, "changed": 1},
        usual | {"endpoint": "b", "value": 0.4, "primary": False, "changed": 1},
        usual | {"endpoint": "b", "missing": "negative", "value": 0.95, "primary": False, "changed": 2},
    ]
    return pd.DataFrame(rows)


def test_the_range_names_the_choice_that_moves_the_primary_most() -> None:
    assert words.most_moving(spread()) == "missing"  # 40 points against 10 of the endpoint
    assert words.range_title(spread()) == "The answer runs from 40% to 95%; how missing tests count moves it most"
    assert words.range_title(spread().assign(primary=False)) == "The answer runs from 40% to 95%"


def test_a_difference_names_its_largest_step() -> None:
    frame = pd.DataFrame({"value": [0.57, 0.69], "change": [None, 0.12], "changed": ["", "missing"], "n": [9, 8]})
    assert words.difference_title(frame) == "57% and 69% differ by 12 points: how missing tests count"
    two = pd.DataFrame(
        {"value": [0.5, 0.45, 0.7], "change": [None, -0.05, 0.25], "changed": ["", "period", "endpoint, clock, day"]}
    ).assign(n=10)
    assert words.difference_title(two) == ("50% and 70% differ by 20 points; most comes from 3 changes together (+25)")
    assert words.points(0.01) == "1 point"


def test_titles_fit() -> None:
    for title in (words.range_title(spread(), near=True), words.quarters_title(quarters((30, 100), (70, 100)))):
        assert len(title) <= LONGEST
