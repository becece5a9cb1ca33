"""Whom and when a figure speaks about: admitted in, discharged in, in treatment in a period; which events count."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.periods import Period
from analytics.outcomes.scope import Scope, Window, scope_of, usual_window
from analytics.records.days import day_number
from analytics.records.settings import Settings
from tests.made_up import Row, day, made_up_records


def episode(patient: str, admitted: int, discharged: int | None, site: str = "Main") -> Row:
    left = None if discharged is None else day(discharged)
    return {"patient_id": patient, "admitted_on": day(admitted), "discharged_on": left, "site": site}


EPISODES = [  # in the order of stays; the period below is day 100 … 199
    episode("A", 0, 100),  # 0: discharged on the period's first day: still in treatment on it
    episode("A", 150, 160),  # 1: within
    episode("B", 10, 99),  # 2: left the day before
    episode("C", 199, None),  # 3: admitted on its last day, active
    episode("D", 200, 210),  # 4: admitted the day after
]
PERIOD = Period(day(100), day(199), "the period")
BASES = [
    # basis, episodes, people (first of each)
    ("admitted", [1, 3], [1, 3]),
    ("discharged", [0, 1], [0]),
    ("active", [0, 1, 3], [0, 3]),
]


def scope(basis: str = "active", period: Period | None = PERIOD, rows: np.ndarray | None = None) -> Scope:
    return scope_of(Derivation(made_up_records(episodes=EPISODES)), Window(basis, period), rows)  # type: ignore[arg-type]


@pytest.mark.parametrize(("basis", "episodes", "people"), BASES)
def test_whom_each_basis_chooses(basis: str, episodes: list[int], people: list[int]) -> None:
    found = scope(basis)
    assert np.flatnonzero(found.chosen).tolist() == episodes
    assert np.flatnonzero(found.people).tolist() == people


def test_without_a_period_everyone_admitted_counts() -> None:
    assert np.flatnonzero(scope("admitted", None).chosen).tolist() == [0, 1, 2, 3, 4]
    assert np.flatnonzero(scope("discharged", None).chosen).tolist() == [0, 1, 2, 4]  # C is still here


def test_filters_come_first() -> None:
    rows = np.array([False, True, True, True, True])
    assert np.flatnonzero(scope("active", rows=rows).people).tolist() == [1, 3]  # A's first is now the second stay


EVENTS = [
    # stay, day, counts when active in, counts when admitted in
    (0, 100, True, False),  # the period's first day; stay 0 was admitted before it
    (0, 99, False, False),
    (1, 155, True, True),
    (1, 230, False, True),  # after the period: the whole stay of those admitted in it counts
    (3, 199, True, True),
    (2, 150, False, False),  # of a stay that left before
    (-1, 150, False, False),  # of no stay
]


@pytest.mark.parametrize(("stay", "on", "active", "admitted"), EVENTS)
def test_which_events_count(stay: int, on: int, active: bool, admitted: bool) -> None:
    rows, days = np.array([stay]), np.array([day_number(day(on))])
    assert scope("active").counts(rows, days).tolist() == [active]
    assert scope("admitted").counts(rows, days).tolist() == [admitted]


def test_nothing_after_as_of_counts() -> None:
    after = np.array([day_number(day(401))])
    assert not scope("admitted", None).counts(np.array([3]), after).any()


def test_words_and_usual_windows() -> None:
    records = made_up_records(episodes=EPISODES, as_of=date(2026, 8, 15))
    assert usual_window(records, "active", "quarter").words == "patients in treatment 2026 Q2"
    assert usual_window(records, "admitted", "year").words == "patients admitted Jul 2025 – Jun 2026"
    # 180 days before 15 Aug is 16 Feb: the last quarter that ended by then is 2025 Q4
    assert usual_window(records, "discharged", "matured year").words == "patients discharged Jan 2025 – Dec 2025"
    assert usual_window(records, "admitted", "all").period is None
    counted = made_up_records(episodes=EPISODES, settings=Settings(calendar="relative"))
    assert usual_window(counted, "active", "year").period is None
    assert Window("active", None).words == "patients in treatment on any day of the records"


def test_groups_and_columns_have_one_value_a_stay() -> None:
    found = scope()
    assert found.groups("site").tolist() == ["Main"] * 5
    assert found.episode_column("site").tolist() == ["Main"] * 5
