"""The command compare on the demonstration program: every kind of comparison, its JSON, and wrong usage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analytics.__main__ import main, run_command
from analytics.evaluation.exposure import NAIVE_REASON

TODAY = "2026-10-01"

FIELDS = {  # what others rely on; fields may be added, never renamed
    "groups": {"question", "contrast", "groups", "left_out", "people_in_several_groups", "unit", "tau", "biased",
               "sentences", "cautions", "logrank", "pairs", "differences", "case_mix", "adjusted",
               "proportional_hazards", "weighted", "states", "interval_band", "power"},
    "exposure": {"question", "exposure", "words", "n", "exposed", "unit", "sentences", "time_varying", "landmarks",
                 "naive"},
    "series": {"measure", "words", "change", "months_before", "months_after", "lag", "method", "terms", "months",
               "sentences"},
    "funnel": {"column", "measure", "words", "day", "people", "target", "dispersion", "widened", "hidden",
               "hidden_people", "unknown", "units", "limits", "sentences"},
}  # fmt: skip

PAGE = Path(__file__).resolve().parents[3] / "docs" / "compare.md"
SHOWN = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("python -m analytics")]

KINDS = [
    ("groups", ("--by", "track", "--at", "30,90", "--covariates", "age,sex")),
    ("groups", ("--first", "track=day", "--second", "track=evening", "--at", "30")),
    ("groups", ("--change", "2025-07-01", "--at", "30", "--covariates", "age")),
    ("exposure", ("--exposure", "attendance_dose", "--landmark", "30", "--covariates", "age")),
    ("series", ("--series", "attendance", "--change", "2025-04-01")),
    ("funnel", ("--funnel", "site", "--measure", "retention")),
]


def told(demo_source: str, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert run_command(["compare", "--data", demo_source, "--today", TODAY, *more]) == 0
    return capsys.readouterr().out


def refuse_constant(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")


@pytest.mark.parametrize(("kind", "asked"), KINDS)
def test_every_kind_as_json_and_in_the_same_sentences(
    kind: str, asked: tuple[str, ...], demo_source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found: dict[str, Any] = json.loads(told(demo_source, capsys, "--json", *asked), parse_constant=refuse_constant)
    assert set(found) >= FIELDS[kind]
    text = told(demo_source, capsys, *asked)
    assert found["sentences"] and all(sentence in text for sentence in found["sentences"])


@pytest.mark.parametrize("kind", list(FIELDS))
def test_every_field_is_documented(kind: str) -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `--")]
    assert any(all(f"`{field}`" in row for field in FIELDS[kind]) for row in rows)


@pytest.mark.parametrize("line", SHOWN)
def test_the_commands_of_the_page_run(line: str, demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = line.removeprefix("python -m analytics ").replace("data/demo", demo_source).split()
    assert main(words) == 0
    assert len(capsys.readouterr().out.splitlines()) >= 3


def test_a_part_that_cannot_be_given_says_why(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--by", "track", "--endpoint", "ctn0094_relapse", "--covariates", "age", "--at", "30", "--json")
    found = json.loads(told(demo_source, capsys, *asked))
    assert found["states"] == {"not_told": "The states are told in days from admission."}
    assert found["interval_band"] == {"not_told": "The band is told for endpoints dated by tests."}
    assert found["unit"] == "weeks"


def test_groups_known_at_leaving(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--by", "discharge_reason", "--values", "completed,dropped_out", "--at", "30", "--covariates", "age"]
    assert main(["compare", "--data", demo_source, "--today", TODAY, *words]) == 1
    assert NAIVE_REASON in capsys.readouterr().err
    found = json.loads(told(demo_source, capsys, "--json", "--show-biased", *words))
    assert found["biased"] and all(sentence.startswith("Biased") for sentence in found["sentences"])


def test_a_quarter_is_a_period_as_for_outcomes(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--by", "track", "--at", "30", "--covariates", "age", "--json", "--period")
    named, between = (
        json.loads(told(demo_source, capsys, *asked, period)) for period in ("2026Q1", "2026-01-01:2026-03-31")
    )
    assert [group["n"] for group in named["groups"]] == [group["n"] for group in between["groups"]]


def test_missed_tests_are_told_on_request(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--by", "track", "--at", "30,90", "--covariates", "age", "--missed-tests")
    found = json.loads(told(demo_source, capsys, "--json", *asked), parse_constant=refuse_constant)
    (tipping,) = found["missed_tests"]["tipping"]
    assert (tipping["reference"], tipping["group"], tipping["day"]) == ("day", "evening", 90)
    assert (tipping["seed"], tipping["imputations"]) == (94, 47)
    assert f"imputed {tipping['imputations']} times, seed 94" in tipping["sentences"][-1]
    assert all(f"`{field}`" in PAGE.read_text(encoding="utf-8") for field in tipping)
    ends = [row for row in tipping["by_share_positive"] if row["rule"]]
    assert {row["taken_positive"] for row in ends} == {0, 1} and tipping["shares"]["day"]["n"] > 0
    text = told(demo_source, capsys, *asked)
    assert "Missed tests, day 90, evening against day:" in text
    assert all(sentence in text for sentence in tipping["sentences"])


def test_missed_tests_that_cannot_be_told_say_why(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--by", "track", "--at", "30", "--covariates", "age", "--missed-tests", "31")
    assert "none of the days asked for" in told(demo_source, capsys, *asked)
    left = ("--by", "discharge_reason", "--values", "completed,dropped_out", "--at", "30", "--covariates", "age")
    found = json.loads(told(demo_source, capsys, "--json", "--show-biased", *left, "--missed-tests"))
    assert found["missed_tests"] == {"not_told": NAIVE_REASON}


WRONG = [
    ((), "exactly one of"),
    (("--by", "track", "--funnel", "site"), "exactly one of"),
    (("--funnel", "site", "--missed-tests"), "goes with groups"),
    (("--series", "attendance"), "needs the day of the change"),
    (("--by", "track", "--period", "2026X2"), "is no period"),
    (("--by", "track", "--covariates", "luck"), "is no column to adjust for"),
    (("--by", "track", "--values", "day,nobody"), "No one is in the second of 2 groups named"),
    (("--funnel", "clinician", "--measure", "retention"), "for the director only"),
    (("--first", "track=day"), "Only one of the two groups has a filter"),
]


@pytest.mark.parametrize(("asked", "said"), WRONG)
def test_wrong_usage(asked: tuple[str, ...], said: str, demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--data", demo_source, "--today", TODAY, *asked]) == 2
    assert said in capsys.readouterr().err
