"""Counting people by time, and refusing durations that are none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.errors import CannotContinue
from analytics.outcomes.durations import LONGEST_COUNTED_DIRECTLY, checked_durations, checked_groups, event_counts


@pytest.mark.parametrize(
    ("time", "event", "says"),
    [
        ([1.0, float("nan"), 3.0], [1, 0, 1], "1 of 3 durations are missing"),
        ([1.0, -2.0, -3.0], [1, 0, 1], "2 of 3 durations are missing, negative"),
        ([1.0, float("inf")], [1, 0], "1 of 2 durations"),
        (["4", "soon"], [1, 0], "1 of 2 durations"),
        (pd.to_timedelta([1, 2], unit="D"), [1, 0], "2 of 2 durations"),  # the unit would be guessed
        (pd.Series([1, None], dtype="Int64"), [1, 0], "1 of 2 durations"),
        ([1, 2], [1, 2], "1 of 2 marks for the event are neither 0 nor 1"),
        ([1, 2], pd.Series([True, None], dtype="boolean"), "1 of 2 marks"),
        ([1, 2], [1, None], "1 of 2 marks"),
        ([1, 2, 3], [1, 0], "3 durations came with 2 marks"),
    ],
)
def test_what_is_no_duration_is_refused_with_its_count(time: Any, event: Any, says: str) -> None:
    with pytest.raises(CannotContinue) as refusal:
        checked_durations(time, event)
    assert says in refusal.value.problem
    assert refusal.value.fix.endswith(".")
    assert "soon" not in str(refusal.value)  # no value of a data column in a message


@pytest.mark.parametrize(
    "event",
    [[True, False], [1, 0], [1.0, 0.0], pd.Series([True, False], dtype="boolean"), np.array([1, 0], dtype=np.uint8)],
)
def test_events_come_as_booleans_or_as_0_and_1(event: Any) -> None:
    time, checked = checked_durations(pd.Series([3, 5], index=[9, 4]), event)
    assert time.tolist() == [3.0, 5.0]
    assert checked.tolist() == [True, False]


def test_the_callers_frame_stays_as_it_was() -> None:
    frame = pd.DataFrame({"time": [3, 1], "event": [1, 0]})
    event_counts(*checked_durations(frame["time"], frame["event"]))
    pd.testing.assert_frame_equal(frame, pd.DataFrame({"time": [3, 1], "event": [1, 0]}))


def test_people_are_counted_by_distinct_time() -> None:
    counts = event_counts(np.array([4.0, 0.0, 4.0, 4.0, 9.0]), np.array([True, False, False, True, False]))
    assert counts.time.tolist() == [0, 4, 9]
    assert counts.at_risk.tolist() == [5, 4, 1]
    assert counts.events.tolist() == [0, 2, 0]
    assert counts.censored.tolist() == [1, 1, 1]
    assert counts.n == 5


@pytest.mark.parametrize("times", [[1.5, 3.0, 1.5], [1.0, 3.0, LONGEST_COUNTED_DIRECTLY + 1.0]])
def test_half_days_and_very_long_times_are_counted_too(times: list[float]) -> None:
    counts = event_counts(np.array(times), np.array([True, False, True]))
    assert counts.time.tolist() == sorted(set(times))
    assert counts.events.sum() == 2
    assert counts.n == 3


def test_nobody_gives_no_rows() -> None:
    counts = event_counts(*checked_durations([], []))
    assert (counts.n, len(counts.time)) == (0, 0)


def test_groups_keep_the_order_of_their_categories_and_leave_the_empty_ones_out() -> None:
    stage = pd.Categorical(["late", "early", "late"], categories=["early", "middle", "late"], ordered=True)
    codes, names = checked_groups(stage, 3)
    assert names == ("early", "late")
    assert codes.tolist() == [1, 0, 1]
    assert checked_groups(["b", "a", "b"], 3)[1] == ("a", "b")


def test_people_without_a_group_are_refused() -> None:
    with pytest.raises(CannotContinue, match="1 of 3 people have no group"):
        checked_groups(["a", None, "b"], 3)
    with pytest.raises(CannotContinue, match="3 durations came with 2 groups"):
        checked_groups(["a", "b"], 3)
