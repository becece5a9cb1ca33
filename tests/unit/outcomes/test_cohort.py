"""Whom a question is about: people or episodes, the first of the period, and their groups."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from analytics.errors import WrongUsage
from analytics.outcomes.cohort import chosen_stays, group_of
from analytics.outcomes.periods import Period
from analytics.records.days import day_number
from analytics.records.records import Records
from analytics.records.stays import joined_stays
from tests.made_up import Row, day, made_up_records


def episode(patient: str, admitted: int, discharged: int | None, **more: object) -> Row:
    left = None if discharged is None else day(discharged)
    return {"patient_id": patient, "admitted_on": day(admitted), "discharged_on": left, **more}


EPISODES = [  # stays in this order
    episode("A", 0, 20),
    episode("A", 100, 130),
    episode("B", 10, None),
    episode("B", 120, 125),
    episode("C", 390, 500),  # discharged after as-of (day 400)
]


def chosen(
    unit: Any, basis: Any, first: int | None = None, last: int | None = None, rows: list[int] | None = None
) -> list[int]:
    made = made_up_records(episodes=EPISODES)
    stays = joined_stays(made)
    period = None if first is None or last is None else Period(day(first), day(last), "a period")
    asked = np.ones(len(EPISODES), bool) if rows is None else np.isin(np.arange(len(EPISODES)), rows)
    found = chosen_stays(
        stays,
        asked,
        unit=unit,
        basis=basis,
        period=period,
        as_of=day_number(day(400)),
    )
    return found.nonzero()[0].tolist()


CHOICES = [
    # unit, basis, period, selected rows                      stays
    (("people", "admitted"), [0, 2, 4]),
    (("episodes", "admitted"), [0, 1, 2, 3, 4]),
    (("people", "discharged"), [0, 3]),  # B was discharged only once; C not by as-of
    (("episodes", "discharged"), [0, 1, 3]),
    (("people", "admitted", 50, 150), [1, 3]),  # the first *in the period*
    (("people", "admitted", 100, 100), [1]),  # both ends belong to it
    (("people", "discharged", 20, 124), [0]),
    (("people", "discharged", 21, 125), [3]),
    (("people", "admitted", None, None, [1, 2]), [1, 2]),  # the first of the selected
]


@pytest.mark.parametrize(("asked", "stays"), CHOICES)
def test_which_stays_answer(asked: tuple[str, str], stays: list[int]) -> None:
    assert chosen(*asked) == stays


def groups(records: Records, by: str | None) -> list[str]:
    return group_of(records, joined_stays(records), by).tolist()


def test_age_comes_in_bands_and_nobody_without_a_group_is_lost() -> None:
    ages = [17.0, 18.0, 24.9, 25.0, 64.0, 65.0, None]
    made = made_up_records(episodes=[{"patient_id": f"P{i}", "age": age} for i, age in enumerate(ages)])
    assert groups(made, "age") == ["under 18", "18–24", "18–24", "25–34", "55–64", "65 and over", "not recorded"]
    assert groups(made, None) == ["all"] * 7


def test_yes_and_no_are_written_as_words() -> None:
    made = made_up_records(episodes=[{"patient_id": f"P{i}"} for i in range(3)])
    made.episodes["co_occurring"] = np.array([True, False, None], dtype=object)
    made.episodes["co_occurring"] = made.episodes["co_occurring"].astype("boolean")
    assert groups(made, "co_occurring") == ["yes", "no", "not recorded"]


def test_a_joined_stay_has_its_last_discharge_and_its_first_site() -> None:
    made = made_up_records(
        episodes=[
            episode("A", 0, 10, discharge_reason="transferred", site="north"),
            episode("A", 12, 40, discharge_reason="completed", site="south"),
        ]
    )
    assert groups(made, "discharge_reason") == ["completed"]
    assert groups(made, "site") == ["north"]


@pytest.mark.parametrize("by", ["patient_id", "episode_id", "source_row", "admitted_on", "colour"])
def test_identifiers_dates_and_unknown_columns_are_no_groups(by: str) -> None:
    with pytest.raises(WrongUsage, match=f"cannot be grouped by “{by}”"):
        groups(made_up_records(), by)


def test_more_than_thirty_groups_are_no_comparison() -> None:
    made = made_up_records(episodes=[{"patient_id": f"P{i}", "site": f"site {i}"} for i in range(31)])
    with pytest.raises(WrongUsage, match="more than 30 groups"):
        groups(made, "site")


def test_a_period_holds_both_its_ends() -> None:
    period = Period(date(2026, 1, 1), date(2026, 3, 31), "2026 Q1")
    assert [period.holds(d) for d in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31))] == [False, True, True]
