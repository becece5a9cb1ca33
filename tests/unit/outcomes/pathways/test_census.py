"""The census: who is in treatment at the end of a month, and the law that ties months together."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.pathways.census import NO_CAPACITY
from analytics.records.settings import Settings
from tests.made_up import Row
from tests.unit.outcomes.pathways.made import derived, shown, stay

# day 0 is 5 January 2026; the months end on days 26, 54, 85, 115
ROWS: list[Row] = [
    stay("A", 0, 26, "completed"),  # leaves on the last day of January: not there at its end
    stay("B", 0, 27, "completed"),  # leaves on the 1st of February
    stay("C", 54),  # comes on the last day of February
    stay("D", 30, 40, "completed"),
    stay("D", 60, None),
    stay("E", 10, 100, "completed"),
    stay("E", 70, 90, "completed"),  # a second admission before the first one's discharge
]


def test_month_ends_by_hand() -> None:
    frame = exhibit(derived(ROWS, as_of=120), "pathways.census").frame
    assert frame["month"].tolist() == list(pd.to_datetime(["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"]))
    # January: B, E · February: C, E · March: C, D, E (readmitted) · April: C, D
    assert frame["in_treatment"].tolist() == [2, 2, 3, 2]
    assert frame["admissions"].tolist() == [3, 2, 2, 0]


@pytest.mark.parametrize("step", ["month", "week"])
def test_each_row_is_the_one_before_plus_admissions_less_discharges(step: str) -> None:
    frame = exhibit(derived(ROWS, as_of=120), "pathways.census", choices={"step": step}).frame
    moved = frame["admissions"] - frame["discharges"]
    assert (frame["in_treatment"].diff().dropna() == moved.iloc[1:]).all()
    assert frame["in_treatment"].iloc[0] == moved.iloc[0] if step == "week" else True


def test_weeks_end_with_the_last_day() -> None:
    frame = exhibit(derived(ROWS, as_of=120), "pathways.census", choices={"step": "week"}).frame
    assert frame["week"].iloc[-1] == pd.Timestamp("2026-01-05") + pd.Timedelta(days=114)  # days 114 to 120


def test_capacity_is_the_target_of_the_settings() -> None:
    with_places = derived(ROWS, as_of=120, settings=Settings(targets={"census": 4}))
    frame = exhibit(with_places, "pathways.census").frame
    assert frame["capacity"].tolist() == [4] * 4
    assert frame["used"].iloc[-1] == pytest.approx(2 / 4)
    assert exhibit(with_places, "pathways.census").notes == ()
    assert exhibit(derived(ROWS), "pathways.census").notes == (NO_CAPACITY,)


def test_months_end_with_the_chosen_period() -> None:
    frame = shown(derived(ROWS, as_of=120), "census", 0, 54).frame
    assert frame["month"].max() == pd.Timestamp("2026-02-01")


def test_records_of_less_than_a_month_say_so() -> None:
    assert "one complete month" in exhibit(derived([stay("A", 0, 5)], as_of=10), "pathways.census").unavailable
