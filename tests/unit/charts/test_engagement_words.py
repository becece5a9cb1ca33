"""Titles of the engagement figures: at most 90 characters, no difference that the intervals do not show."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analytics.charts import engagement_words as words
from analytics.outcomes.intervals import wilson
from tests.unit.charts.curves import program


def frame(**shares: tuple[int, int]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for group, (events, n) in shares.items():
        found = wilson(events, n)
        shown = {"value": found.value, "low": found.low, "high": found.high, "events": events, "n": n}
        rows.append({"group": group, "reason": found.reason} | shown)
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("target", "title"),
    [
        (None, "80% of sessions were attended"),
        (0.75, "80% of sessions were attended, above the target of 75%"),
        (0.79, "80% of sessions were attended; no clear distance from the target of 79%"),
        (0.90, "80% of sessions were attended, below the target of 90%"),
    ],
)
def test_a_share_and_its_target(target: float | None, title: str) -> None:
    assert words.share_title(frame(all=(800, 1000)), "of sessions were attended", target=target) == title


def test_two_groups_differ_only_when_the_interval_says_so() -> None:
    apart = frame(all=(150, 200), River=(90, 100), Main=(60, 100))
    assert words.share_title(apart, "were attended") == "90% were attended in River, 60% in Main"
    close = frame(all=(150, 200), River=(76, 100), Main=(74, 100))
    assert words.share_title(close, "were attended") == "No difference can be shown between River and Main"


def test_several_groups_are_a_span() -> None:
    many = frame(all=(15, 30), a=(4, 10), b=(5, 10), c=(6, 10))
    assert words.share_title(many, "were attended") == "40% to 60% were attended, by group"


def test_not_estimable_says_why() -> None:
    none = pd.DataFrame([{"group": "all", "value": None, "low": None, "high": None, "reason": "no session", "n": 0}])
    assert words.share_title(none, "were attended") == "Not estimable: no session"


def test_the_worst_row_and_whether_it_is_news() -> None:
    quarters = frame(a=(30, 200), b=(80, 200), c=(31, 200), d=(190, 200))
    usable = pd.Series([True, True, True, False])
    row = words.worst_row(quarters, usable=usable)
    assert row == 1
    assert words.worst_title(quarters, row, "No-shows", "in 2025 Q2", usable=usable) == (
        "No-shows are highest in 2025 Q2, 40%: more than chance"
    )
    alone = pd.Series([False, True, False, False])
    assert words.worst_title(quarters, 1, "No-shows", "in 2025 Q2", usable=alone).endswith("2025 Q2, 40%")
    nobody = pd.Series([False] * 4)
    assert words.worst_row(quarters, usable=nobody) is None
    assert "too few sessions" in words.worst_title(quarters, None, "No-shows", "", usable=nobody)


def test_days_of_retention_in_one_line() -> None:
    days = frame(all=(59, 100)).assign(day=30)
    later = frame(all=(27, 100)).assign(day=60)
    title = words.days_title(pd.concat([days, later], ignore_index=True))
    assert title == "59% are still in treatment after 30 days, 27% after 60"
    assert words.days_title(days.assign(value=None)).startswith("Not estimable")


def test_the_latest_day_that_every_curve_reaches() -> None:
    long, short = program("long", 40, every=5, event=6), program("short", 40, every=2, event=6)
    assert words.day_of_all([long]) == 90
    assert words.day_of_all([long, short]) == 60  # on day 62 the last ten of the short group are at risk


def test_labels_join_step_and_group_where_there_are_several() -> None:
    steps = frame(all=(1, 2), River=(1, 2)).assign(step="2nd treatment day")
    assert words.labelled(steps)["label"].tolist() == ["All", "River"]
    assert words.labelled(steps, "step")["label"].tolist() == ["2nd treatment day · All", "2nd treatment day · River"]
    assert words.labelled(steps.head(1), "step")["label"].tolist() == ["2nd treatment day"]


def test_hours_plan_authorisation_and_places() -> None:
    weeks = pd.DataFrame({"week": [1, 2], "median": [7.5, 9.0], "thin": [False, False]})
    assert (
        words.hours_title(weeks) == "Half of the people come to at least 7.5 to 9.0 hours a week, by week of treatment"
    )
    assert words.hours_title(weeks.assign(thin=True)) == "Too few people for hours by week of treatment"
    plan = pd.DataFrame({"median_share": [0.645]})
    assert words.planned_title(plan) == "Half of the people came to at least 65% of their planned sessions"
    left = pd.DataFrame({"left": [-2.0, 8.9, 9.0]})
    assert words.authorised_title(left) == "2 of 3 patients have less than 9 authorised hours left"
    places = pd.DataFrame(
        {"month": pd.to_datetime(["2026-09-01"]), "in_treatment": [90], "places": [120.0], "value": [0.75]}
    )
    assert words.places_title(places) == "90 of 120 places were used at the end of Sep 2026, 75%"


def test_alternative_texts_say_the_finding() -> None:
    rows = words.labelled(frame(all=(61, 100)))
    assert words.rows_alt(rows, "attendance").replace("\u00a0", " ") == (
        "Rows of attendance: All 61%, 95% interval 51% to 70%, n = 100."
    )
    spoken = words.time_alt(frame(a=(1, 10), b=(3, 10), c=(2, 10)), ["Q1", "Q2", "Q3"], "no-shows")
    assert spoken == "Points of no-shows: Q1 10%, Q3 20%; lowest Q1 10%, highest Q2 30%."
    cells = frame(a=(1, 20), b=(5, 20)).assign(weekday=["Monday", "Friday"], hour=[9, 17], thin=[False, False])
    assert "Highest on Friday at 17:00 25%, lowest on Monday at 09:00 5%." in words.heat_alt(cells)
