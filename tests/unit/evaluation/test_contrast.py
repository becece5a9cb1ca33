"""Contrasts: by a column, before and after a day, by two filters; nobody is in both groups."""

from __future__ import annotations

import pytest

from analytics.errors import CannotContinue, NotEstimable, WrongUsage
from analytics.evaluation.contrast import AFTER, BEFORE, NO_GROUP, Contrast, groups_of, placed
from analytics.evaluation.subjects import subjects_of
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import Question
from analytics.records.filters import Condition
from analytics.records.settings import Settings
from tests.made_up import Row, day, made_up_records


def episode(patient: str, admitted: int, track: str | None, site: str = "Main") -> Row:
    return {
        "patient_id": patient,
        "admitted_on": day(admitted),
        "discharged_on": day(admitted + 60),
        "track": track,
        "site": site,
    }


def derivation(**settings: str) -> Derivation:
    episodes = [
        episode("A", 0, "day"),
        episode("B", 10, "evening"),
        episode("C", 20, None),
        episode("D", 30, "day", "N"),
    ]
    return Derivation(made_up_records(episodes=episodes, settings=Settings(**settings)))  # type: ignore[arg-type]


def groups(contrast: Contrast, clock: str = "admission") -> tuple[list[int], tuple[str, ...]]:
    codes, names = groups_of(derivation(), contrast, clock=clock)
    return codes.tolist(), names


def test_by_a_column_in_the_order_of_its_values() -> None:
    assert groups(Contrast(by="track")) == ([0, 1, 2, 0], ("day", "evening", "not recorded"))


def test_chosen_values_give_the_reference_first() -> None:
    assert groups(Contrast(by="track", values=("evening", "day"))) == ([1, 0, NO_GROUP, 1], ("evening", "day"))


def test_before_and_after_go_by_the_day_zero_of_the_clock() -> None:
    assert groups(Contrast(change_on=day(10))) == ([0, 1, 1, 1], (BEFORE, AFTER))  # admitted on the day: after
    assert groups(Contrast(change_on=day(80)), clock="discharge") == ([0, 0, 1, 1], (BEFORE, AFTER))


def test_two_filters() -> None:
    contrast = Contrast(first=(Condition("site", "Main"),), second=(Condition("site", "N"),))
    assert groups(contrast) == ([0, 0, 0, 1], ("site Main", "site N"))
    same = Contrast(first=(Condition("site", "Main"),), second=(Condition("track", "day"),))
    with pytest.raises(WrongUsage, match="1 episodes match both"):
        groups(same)


REFUSED = [
    ({}, "exactly one of"),
    ({"by": "track", "change_on": day(1)}, "exactly one of"),
    ({"first": (Condition("site", "Main"),)}, "Only one of the two groups"),
]


@pytest.mark.parametrize(("asked", "said"), REFUSED)
def test_what_is_no_contrast(asked: dict[str, object], said: str) -> None:
    with pytest.raises(WrongUsage, match=said):
        Contrast(**asked)  # type: ignore[arg-type]


def test_unknown_values_and_days_without_a_calendar() -> None:
    with pytest.raises(WrongUsage, match="No one is in the first of 2 groups named"):
        groups(Contrast(by="track", values=("night", "day")))
    with pytest.raises(NotEstimable, match="count days"):
        groups_of(derivation(calendar="relative"), Contrast(change_on=day(1)), clock="admission")


def test_words_name_the_column_and_the_day() -> None:
    assert Contrast(by="payer", values=("a", "b")).words == "by payer (a, b)"
    assert Contrast(change_on=day(0)).words == "before and from 5 Jan 2026 on"
    assert Contrast(by="level_of_care").words == "by level of care"


def test_groups_are_placed_not_named() -> None:
    assert placed([1], 2) == "second of 2 groups"
    assert placed([0, 2], 3) == "first and third of 3 groups"
    assert placed([1, 10, 11, 12], 13) == "second and 11th and 2 more of 13 groups"


PLANTED = "Zz-Marten, Ana 1961"


@pytest.mark.parametrize(
    "contrast",
    [
        Contrast(by="track", values=(PLANTED, "evening")),
        Contrast(by="track", values=("night", PLANTED)),
        Contrast(by="track"),
        Contrast(first=(Condition("track", PLANTED),), second=(Condition("site", "Main"),)),
        Contrast(first=(Condition("track", PLANTED),), second=(Condition("track", "evening"),)),
    ],
    ids=["small", "unknown beside it", "all groups", "both filters", "small by filter"],
)
def test_no_error_holds_a_value_of_a_data_column(contrast: Contrast) -> None:
    episodes = [episode("A", 0, PLANTED), *[episode(f"P{k}", k, "evening") for k in range(12)]]
    made = Derivation(made_up_records(episodes=episodes))
    with pytest.raises(CannotContinue) as refused:
        subjects_of(made, Question(endpoint="first_positive"), contrast)
    for value in (PLANTED, "evening", "night"):
        assert value not in str(refused.value)
