"""Hours, contacts and cost in words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analytics.charts.services_words import (
    cost_rows,
    cost_title,
    crisis_rows,
    crisis_title,
    family_words,
    groups_title,
    hours_rows,
    hours_title,
    rows_alt,
    therapies_title,
    time_words,
)


def hours(value: float | None, low: float | None = None, high: float | None = None, **more: Any) -> dict[str, Any]:
    """One row of an hours exhibit."""
    said = {"value": value, "low": low, "high": high, "hours": 100.0, "share_any": 0.5, "reason": ""}
    return said | more


@pytest.mark.parametrize(
    ("value", "words"),
    [(6.52, "6.5 h"), (1.0, "1.0 h"), (0.57, "34 min"), (0.009, "1 min"), (0.004, "under 1 min"), (0.0, "0 min")],
)
def test_hours_and_minutes(value: float, words: str) -> None:
    assert time_words(value).replace("\u00a0", " ") == words


def test_rows_of_hours() -> None:
    frame = pd.DataFrame(
        [
            hours(6.5, 6.4, 6.6, service="group"),
            hours(0.57, 0.55, 0.58, service="individual"),
            hours(None, reason="no minutes recorded", hours=None, service="family"),
        ]
    )
    words = [row.words.replace("\u00a0", " ") for row in hours_rows(frame, "service")]
    assert words == ["6.5 h (6.4–6.6)", "34 min (33–35)", "no minutes recorded"]
    assert hours_rows(frame, "service")[0].under == "50% of patients had any"


def test_the_title_of_hours_names_the_largest_part() -> None:
    frame = pd.DataFrame([hours(7.3, service="all services"), hours(6.5, service="group")])
    assert hours_title(frame).replace("\u00a0", " ") == (
        "A week in care holds 7.3 hours of sessions attended, 6.5 hours of them group"
    )
    assert hours_title(frame.assign(value=None)) == "Hours are not estimable: no session carries minutes"


def test_a_therapy_leads_only_when_its_interval_lies_above_the_next() -> None:
    clear = pd.DataFrame([hours(3.2, 2.9, 3.6, therapy="Matrix model"), hours(1.3, 1.2, 1.4, therapy="CBT")])
    assert therapies_title(clear).endswith("more than any other therapy")
    near = pd.DataFrame([hours(3.2, 2.9, 3.6, therapy="Matrix model"), hours(3.0, 2.5, 3.4, therapy="CBT")])
    assert therapies_title(near).replace("\u00a0", " ").endswith("CBT 3.0 hours")
    unnamed = pd.DataFrame([hours(3.2, 2.9, 3.6, therapy="no therapy recorded")])
    assert therapies_title(unnamed) == "Hours by therapy are not estimable"


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ((0.4, 0.35, 0.45), (0.3, 0.28, 0.33), "Family: 40% against 30%, day against evening"),
        ((0.4, 0.33, 0.45), (0.3, 0.28, 0.33), "No difference in family can be shown between the groups"),
        ((0.4, 0.33, 0.45), (0.0, None, None), "Family: 40% in day, none elsewhere"),
        ((None, None, None), (0.0, None, None), "Family: fewer than two groups can be compared"),
    ],
)
def test_groups_differ_only_when_their_intervals_lie_apart(first: Any, second: Any, title: str) -> None:
    frame = pd.DataFrame([first, second], columns=["value", "low", "high"]).assign(group=["day", "evening"])
    assert groups_title(frame, "family", "share") == title


COST = {
    "value": 5460.0,
    "low": 5027.0,
    "high": 5965.0,
    "n": 576,
    "episodes": 620,
    "cost": 1769040.0,
    "per_episode": 2853.0,
    "per_person": 3071.0,
    "abstinent": 324,
    "share_reached": 0.82,
    "reason": "",
}


def test_cost_for_an_episode_a_person_and_a_person_abstinent() -> None:
    frame = pd.DataFrame([COST])
    assert [row.words for row in cost_rows(frame)] == ["2,853", "3,071", "5,460 (5,027–5,965)"]
    assert cost_rows(frame)[0].under == "1,769,040 ÷ 620 episodes"
    assert cost_title(frame) == "One patient abstinent at follow-up costs 5,460, everyone's episodes counted"


def test_cost_without_a_figure_says_why_and_groups_are_not_ranked() -> None:
    unknown = COST | {"value": None, "low": None, "high": None, "reason": "under 50% were reached"}
    none = pd.DataFrame([unknown])
    assert cost_title(none) == "Cost per patient abstinent is not estimable: under 50% were reached"
    assert cost_rows(none)[2].words == "under 50% were reached"
    grouped = pd.DataFrame([COST, unknown]).assign(group=["a", "b"])
    assert cost_title(grouped) == "Cost per patient abstinent, estimable for 1 of 2 groups, not ranked"
    assert [row.name for row in cost_rows(grouped)] == ["a", "b"]
    assert "any group" in cost_title(none.assign(group="a"))


def test_contacts_in_words() -> None:
    frame = pd.DataFrame([{"value": 0.21, "low": 0.1, "high": 0.41, "contacts": 8, "patients": 7, "weeks": 3880.0}])
    (row,) = crisis_rows(frame)
    assert (row.words, row.under) == ("0.21 (0.10–0.41)", "8 contacts of 7 patients")
    assert crisis_title(frame) == "0.21 crisis contacts for every 100 weeks in care"
    assert crisis_title(frame.assign(contacts=0, value=0.0)) == "No crisis contact is recorded in this period"
    share = pd.DataFrame([{"value": 0.33, "low": 0.29, "high": 0.37}])
    assert family_words(share) == "33% of patients in care had a family session (29–37%)"


def test_alt_text() -> None:
    said = rows_alt(cost_rows(pd.DataFrame([COST])), kind="Bars", title="A title", n=576)
    assert said.startswith("Bars. A title. One episode 2,853;") and said.endswith("n = 576.")
