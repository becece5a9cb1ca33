"""Cost per patient abstinent: all episodes above the line, people abstinent at follow-up below it."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.derivation import Derivation
from tests.made_up import day, made_up_records
from tests.unit.outcomes.services.small import DAY_NUMBERS, rows, shown, stay

NAMES = [f"P{number:02}" for number in range(20)]


def program(abstinent: int, reached: int, *, cost: float | None = 100, **more: Any) -> dict[str, Any]:
    """20 people discharged on day 13; so many answer at follow-up, the first of them abstinent."""
    episodes = [stay(name, cost=cost, payer=("b_plan", "A plan")[k % 2], **more) for k, name in enumerate(NAMES)]
    contacts = [
        {
            "patient_id": name,
            "due_on": day(103),
            "contacted_on": day(103) if k < reached else None,
            "outcome": "completed" if k < reached else "unreachable",
            "days_used_past_30": (0 if k < abstinent else 4) if k < reached else None,
        }
        for k, name in enumerate(NAMES)
    ]
    return {"episodes": episodes, "follow_ups": contacts}


def test_every_episode_counts_above_and_only_the_abstinent_below() -> None:
    made = program(12, 16)
    made["episodes"].append(stay(NAMES[19], 40, 60, cost=400.0, payer="A plan"))  # not abstinent, came back
    found = shown("services.cost", **made)
    # 20 × 100 + 400 = 2,400 ÷ 12 = 200; an episode 2,400 ÷ 21, a person 2,400 ÷ 20
    assert rows(found, "value", "n", "episodes", "abstinent", "reached") == [(200, 20, 21, 12, 16)]
    assert found.frame["per_person"].iloc[0] == 120
    assert found.frame["if_all_not_reached_were_abstinent"].iloc[0] == 2400 / 16
    assert found.frame["low"].iloc[0] < 200 < found.frame["high"].iloc[0]


def test_the_counts_are_those_of_the_benchmark_figure() -> None:
    made = program(12, 16)
    figure = benchmark_figure(Derivation(made_up_records(settings=DAY_NUMBERS, **made)))
    row = shown("services.cost", **made).frame.iloc[0]
    assert (row["abstinent"], row["reached"]) == (figure.abstinent, figure.reached)


@pytest.mark.parametrize(
    ("abstinent", "reached", "reason"),
    [
        (11, 11, ""),  # 11 abstinent, 55% reached: both just enough
        (10, 20, "fewer than 11 people abstinent at follow-up"),
    ],
)
def test_the_edge_of_not_estimable(abstinent: int, reached: int, reason: str) -> None:
    found = shown("services.cost", **program(abstinent, reached))
    assert rows(found, "reason") == [(reason,)]
    assert found.frame["value"].isna().iloc[0] == bool(reason)


def test_under_half_reached_is_not_estimable() -> None:
    made = program(11, 11)
    more = [stay(f"Q{number}", cost=100.0, payer="A plan") for number in range(3)]  # 11 of 23 reached, 48%
    made["episodes"] += more
    assert rows(shown("services.cost", **made), "reason") == [("under 50% were reached at follow-up",)]
    made["episodes"].pop()  # 11 of 22, 50%
    assert rows(shown("services.cost", **made), "value") == [(200,)]


def test_the_dead_cost_but_are_neither_reached_nor_abstinent() -> None:
    made = program(12, 16)
    made["episodes"][19]["died_on"] = day(50)
    row = shown("services.cost", **made).frame.iloc[0]
    assert (row["cost"], row["deceased"], row["n"]) == (2000, 1, 20)
    assert row["share_reached"] == 16 / 19


def test_a_joined_stay_costs_what_its_episodes_cost() -> None:
    made = program(12, 16)
    made["episodes"][0] |= {"discharge_reason": "transferred"}
    made["episodes"].append(stay(NAMES[0], 15, 30, cost=300.0, payer="A plan"))
    row = shown("services.cost", **made).frame.iloc[0]
    assert (row["episodes"], row["cost"]) == (20, 2300)


def test_few_missing_costs_count_at_the_mean_many_make_it_not_estimable() -> None:
    made = program(12, 16)
    made["episodes"][0]["cost"] = None  # 1 of 20: 5%
    found = shown("services.cost", **made)
    assert found.frame["value"].iloc[0] == pytest.approx(2000 / 12)
    assert "1 of 20 episodes have no cost recorded" in " ".join(found.notes)
    made["episodes"][1]["cost"] = None
    assert "more than 5% of episodes" in shown("services.cost", **made).frame["reason"].iloc[0]


def test_discharges_whose_window_is_open_wait_with_their_cost() -> None:
    made = program(12, 16)
    made["episodes"].append(stay("Q", 300, 390, cost=900.0, payer="A plan"))  # as-of is day 400
    found = shown("services.cost", **made)
    assert found.frame["cost"].iloc[0] == 2000
    assert "Left out with their cost: 1 whose follow-up window has not closed" in " ".join(found.notes)


def test_payers_in_alphabetical_order_with_their_case_mix() -> None:
    found = shown("services.cost_by_payer", **program(12, 16, severity="severe", age=40.0, prior_episodes=2.0))
    assert rows(found, "group", "n", "abstinent", "share_severe", "share_treated_before", "mean_age") == [
        ("A plan", 10, 6, 1, 1, 40),
        ("b_plan", 10, 6, 1, 1, 40),
    ]
    assert set(found.frame["reason"]) == {"fewer than 11 people abstinent at follow-up"}
    assert "not ranked" in found.notes[-1]


def test_what_is_lacking_is_named() -> None:
    made = program(12, 16, cost=None)
    assert "the column cost of episodes" in shown("services.cost", **made).unavailable
    open_window = shown("services.cost", episodes=[stay("A", 380, 390, cost=5.0)])
    assert "follow-up window has closed" in open_window.unavailable
