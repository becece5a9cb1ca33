"""What outcomes and compare tell outside: named fields, no group by its name when it is hidden, no few people."""

from __future__ import annotations

import json
from typing import Any

import pytest

from analytics.__main__ import main
from analytics.errors import WrongUsage
from analytics.privacy.answers import public_outcomes
from analytics.privacy.comparisons import public_comparison

NOW = ("--today", "2026-10-01")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main([*words, *NOW, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_outcomes_tells_the_same_numbers_but_no_range_and_a_coarse_curve(
    demo_source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("outcomes", "--data", demo_source, "--no-range")
    inside, outside = told(capsys, *words), told(capsys, *words, "--public")

    assert outside["n"] == inside["n"] and outside["range"] == []
    assert outside["benchmark"]["primary"]["estimate"] == inside["benchmark"]["primary"]["estimate"]
    assert "deceased" not in outside["benchmark"] and "months" not in outside["measures"][0]
    curve = outside["groups"][0]["curve"]
    assert 5 < len(curve) < len(inside["groups"][0]["curve"])
    assert all(row[name] == 0 or row[name] >= 11 for row in curve for name in ("events", "censored"))


def test_curves_of_groups_stay_inside(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    outside = told(capsys, "outcomes", "--data", demo_source, "--by", "track", "--public")
    assert [group["curve"] for group in outside["groups"]] == [[], []]


def group(name: str, n: int, events: int) -> dict[str, Any]:
    return {"name": name, "n": n, "events": events, "median": 20.0, "median_low": 10.0, "median_high": 30.0,
            "restricted_mean": 40.0}  # fmt: skip


def comparison(*groups: dict[str, Any], sentences: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "question": {"text": "x"}, "contrast": "by site", "groups": list(groups), "unit": "days", "tau": 90.0,
        "sentences": list(sentences), "logrank": {"statistic": 1.0, "df": 1, "p": 0.3}, "differences": [],
    }  # fmt: skip


def test_a_comparison_with_a_hidden_group_is_refused() -> None:
    with pytest.raises(WrongUsage, match="so small that it is hidden"):
        public_comparison(comparison(group("a", 90, 40), group("b", 8, 4)))


def test_sentences_with_few_people_or_a_few_left_out_are_not_told() -> None:
    """1,497 of 1,500: three people had no age recorded."""
    said = ("Same (n = 150 people).", "Adjusted (n = 147 people).", "9 people have no like in the other group.")
    found = public_comparison(comparison(group("a", 90, 40), group("b", 60, 30), sentences=said))
    assert found["sentences"] == ["Same (n = 150 people)."]


def test_an_answer_about_ten_people_is_refused() -> None:
    with pytest.raises(WrongUsage, match="Fewer than 11 people"):
        public_outcomes({"n": 10})


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--period", "2026-01-01:2026-03-30"), "whole quarters only"),
        (("--until", "2026-06-30"), "whole quarters only"),
        (("--where", "site=North", "--where", "payer=grant", "--where", "sex=female"), "Fewer than 11 people remain"),
        (("--by", "clinician"), "stay inside"),
    ],
)
def test_questions_that_single_people_out_are_refused(
    demo_source: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], why: str
) -> None:
    assert main(["figures", "--data", demo_source, "--figure", "pathways.completed", *words, *NOW, "--public"]) == 2
    assert why in capsys.readouterr().err
