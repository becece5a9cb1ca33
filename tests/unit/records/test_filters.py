"""Filters of the command line: what they select, and how they answer a slip without naming anyone."""

from __future__ import annotations

import pytest

from analytics.errors import WrongUsage
from analytics.records.filters import parse_conditions, selected
from analytics.records.records import Records
from tests.made_up import day, made_up_records
from tests.made_up import test_row as row

SITES = ["north", "north", "south", None]


def records() -> Records:
    episodes = [
        {"patient_id": f"P{i}", "site": site, "age": 30.0 + i, "co_occurring": i < 2} for i, site in enumerate(SITES)
    ]
    made = made_up_records(episodes=episodes, tests=[row(3, "negative", patient="P0", method="definitive")])
    made.episodes["co_occurring"] = made.episodes["co_occurring"].astype(str).eq("True").astype("boolean")
    return made


def chosen(*texts: str) -> list[int]:
    """The rows of episodes that the filters select."""
    return selected(records(), parse_conditions(texts))[1].nonzero()[0].tolist()


CASES = [
    # filters                                    rows (north, north, south, not recorded)
    (["site=north"], [0, 1]),
    (["SITE=North"], [0, 1]),  # case does not matter, in names and values
    (["site = north"], [0, 1]),
    (["site=north", "site=south"], [0, 1, 2]),  # the same column: or
    (["site=north", "age=31"], [1]),  # different columns: and
    (["site!=north"], [2, 3]),
    (["site!=north", "site!=south"], [3]),
    (["site=north", "Site!=north"], []),
    (["age=30"], [0]),  # a whole number needs no decimal point
    (["co_occurring=true"], [0, 1]),
    (["co_occurring=no"], [2, 3]),
    ([], [0, 1, 2, 3]),
]


@pytest.mark.parametrize(("texts", "rows"), CASES)
def test_which_episodes_are_selected(texts: list[str], rows: list[int]) -> None:
    assert chosen(*texts) == rows


def test_a_column_of_the_tests_selects_tests() -> None:
    made = records()
    kept, rows = selected(made, parse_conditions(["method!=definitive"]))
    assert len(kept.drug_tests) == 0
    assert rows.all()
    assert len(made.drug_tests) == 1  # the caller's records stay as they are


def test_a_joined_stay_is_asked_for_its_discharge_by_its_last_episode() -> None:
    first = {"patient_id": "A", "discharged_on": day(10), "discharge_reason": "transferred"}
    second = {"patient_id": "A", "admitted_on": day(11), "discharged_on": day(40), "discharge_reason": "completed"}
    made = made_up_records(episodes=[{**first, "admitted_on": day(0)}, second])
    assert selected(made, parse_conditions(["discharge_reason=completed"]))[1].tolist() == [True, True]


WRONG = [
    ("sit=north", "No filter column is called “sit”. Nearest: site."),
    ("patient_id=P0", "No filter column is called “patient_id”."),
    ("episode_id=P0-0", "No filter column is called “episode_id”."),
    ("site=nroth", "Nothing in column “site” matches the value asked for."),
    ("site", "A --where filter has no column, no = or no value."),
    ("=north", "A --where filter has no column, no = or no value."),
    ("site=", "A --where filter has no column, no = or no value."),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_slip_is_wrong_usage(text: str, said: str) -> None:
    with pytest.raises(WrongUsage) as problem:
        chosen(text)
    assert str(problem.value).startswith(said)
    assert problem.value.exit_status == 2


def test_a_value_of_few_patients_is_never_shown() -> None:
    episodes = [{"patient_id": f"P{i}", "site": "north" if i else "Jane Roe"} for i in range(12)]
    with pytest.raises(WrongUsage) as problem:
        selected(made_up_records(episodes=episodes), parse_conditions(["site=jane ro"]))
    assert "jane roe" not in str(problem.value)
    assert str(problem.value).endswith("Nearest: north.")  # eleven patients share it
