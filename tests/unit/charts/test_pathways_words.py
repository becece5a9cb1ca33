"""Titles of the page Pathways: a finding of at most 90 characters, a difference only if its interval excludes zero."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.charts import pathways_words as say
from tests.unit.charts.test_flows import FLOWS


def shares(*rows: tuple[str, int, int], label: str = "group") -> pd.DataFrame:
    found = [{label: name, "value": x / n, "low": 0.0, "high": 1.0, "events": x, "n": n} for name, x, n in rows]
    return pd.DataFrame(found)


def test_flows_are_summed_up() -> None:
    assert say.flows_title(FLOWS) == "Of 95 people discharged, 50 completed and 45 dropped out"
    assert "self to dropped out 40" in say.flows_alt(FLOWS, basis="patients discharged 2026 Q1, n = 95")


def test_the_largest_other_reason_is_named_in_words() -> None:
    frame = shares(("completed", 38, 100), ("transferred", 40, 100), ("other", 22, 100), label="discharge_reason")
    assert say.reasons_title(frame) == "38% completed; the largest other group, 40%, were transferred"
    assert say.reasons_title(frame[:1]) == "38% completed; nobody left in any other way"


PAIRS = [
    # 70/100 against 40/100: 30 points, interval 16 to 42 · 55/100 against 50/100: includes zero
    ((70, 40), "day 70%, evening 40% completed or were transferred: +30 points"),
    ((55, 50), "No difference can be shown by track: day 55%, evening 50%"),
]


@pytest.mark.parametrize(("events", "title"), PAIRS)
def test_two_groups_differ_only_if_the_interval_excludes_zero(events: tuple[int, int], title: str) -> None:
    frame = shares(("day", events[0], 100), ("evening", events[1], 100)).assign(outcome="completed or transferred")
    told = say.completed_title(frame, "track")
    assert told.startswith(title)
    assert len(told) <= say.LONGEST


def test_many_groups_are_not_compared() -> None:
    frame = shares(("a", 5, 10), ("b", 7, 10), ("c", 6, 10))
    assert say.readmission_title(frame, "site") == (
        "50–70% were readmitted within six months in 3 groups by site; differences are not tested"
    )


def test_the_census_speaks_of_capacity_where_it_is_set() -> None:
    frame = pd.DataFrame(
        {"month": pd.to_datetime(["2026-08-01", "2026-09-01"]), "in_treatment": [71, 63], "used": [None, 0.7]}
    )
    assert say.census_title(frame, "month") == (
        "63 in treatment at the end of Sep 2026, 70% of capacity; 63 to 71 in all shown"
    )
    assert "capacity" not in say.census_title(frame.assign(used=None), "month")


def test_rows_of_people_transferred_have_names_that_fit() -> None:
    sent = "transferred to another program"
    assert say.seen_row("not transferred", "seen within 7 days") == "Seen within 7 days"
    assert say.seen_row(sent, "seen within 14 days") == "Transferred: seen by day 14"
    assert say.seen_row(sent, "not seen within 14 days") == "Transferred: not by day 14"


def test_deaths_are_counted_in_words() -> None:
    frame = pd.DataFrame({"when": ["in treatment", "within 30 days after discharge"], "events": [1, 4]})
    assert say.deaths_title(frame) == "1 death in treatment · 4 deaths within 30 days after discharge"
