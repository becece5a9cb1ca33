"""The command outcomes on the demonstration program: its JSON, its text, its filters and its wrong usage."""

from __future__ import annotations

import json
from typing import Any

import pytest

from analytics.__main__ import main, run_command
from analytics.errors import WrongUsage

TODAY = "2026-10-01"

FIELDS = {  # what others rely on; fields may be added, never renamed
    "": {"definition", "clock", "basis", "period", "as_of", "tau", "never_observed", "due_tests_given", "groups",
         "logrank", "benchmark", "range"},
    "definition": {"endpoint", "text", "source", "unit", "censoring", "missing"},
    "groups": {"name", "n", "events", "median", "median_low", "median_high", "restricted_mean", "restricted_mean_se",
               "curve", "estimates"},
    "curve": {"time", "at_risk", "events", "censored", "estimate", "low", "high"},
    "estimates": {"day", "estimate", "low", "high", "at_risk"},
    "logrank": {"statistic", "df", "p"},
    "benchmark": {"primary", "responders", "bounds", "reached", "verdict", "reason", "badge"},
    "range": {"endpoint", "missing", "refused", "analytes", "unit", "estimate", "low", "high", "n"},
}  # fmt: skip


def told(demo_source: str, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert run_command(["outcomes", "--data", demo_source, "--today", TODAY, *more]) == 0
    return capsys.readouterr().out


def refuse_constant(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")


def as_json(demo_source: str, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    return json.loads(told(demo_source, capsys, "--json", *more), parse_constant=refuse_constant)


def test_the_json_has_the_promised_fields(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(demo_source, capsys, "--clock", "discharge", "--by", "site")
    assert found.keys() >= FIELDS[""]
    for name in ("definition", "logrank", "benchmark"):
        assert found[name].keys() >= FIELDS[name]
    assert found["range"][0].keys() >= FIELDS["range"]
    for group in found["groups"]:
        assert group.keys() >= FIELDS["groups"]
        assert group["curve"][0].keys() >= FIELDS["curve"]
        assert group["estimates"][0].keys() >= FIELDS["estimates"]
    assert found["basis"] == "discharged"
    assert sum(row["primary"] for row in found["range"]) == 1


def test_without_by_the_group_is_all_and_its_counts_add_up(
    demo_source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_json(demo_source, capsys, "--no-range", "--at", "30,90")
    (group,) = found["groups"]
    assert group["name"] == "all"
    assert sum(row["events"] + row["censored"] for row in group["curve"]) == group["n"] == found["n"]
    assert [at["day"] for at in group["estimates"]] == [30, 90]
    assert found["range"] == []


def test_the_text_and_the_json_say_the_same(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--no-range", "--where", "site=main", "--at", "30"]
    found, text = as_json(demo_source, capsys, *asked), told(demo_source, capsys, *asked)
    at, primary = found["groups"][0]["estimates"][0], found["benchmark"]["primary"]
    assert f"day   30: {at['estimate']:.0%} without the event" in text
    assert f"n = {found['groups'][0]['n']:,}" in text
    assert f"{primary['estimate']:.0%} (95% {primary['low']:.0%}–{primary['high']:.0%}, n = {primary['n']:,})" in text
    assert f"verdict: {found['benchmark']['verdict']}." in text


def test_an_endpoint_that_is_a_mean_or_has_no_one_still_answers(
    demo_source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mean = as_json(demo_source, capsys, "--no-range", "--endpoint", "fiellin_2006_abstinent_weeks")
    assert mean["groups"][0]["figure"]["estimate"] > 0
    assert mean["groups"][0]["curve"] == []
    nobody = told(demo_source, capsys, "--no-range", "--endpoint", "ctn0094_abstinence")  # words of 15 weeks
    assert "No one has a result under this rule." in nobody


def test_filters_are_or_within_and_and_between_columns(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    def n(*where: str) -> int:
        filters = [word for condition in where for word in ("--where", condition)]
        return as_json(demo_source, capsys, "--no-range", "--unit", "episodes", *filters)["n"]

    day_track, evening = n("track=day"), n("TRACK=Evening")
    assert n("track=day", "track=evening") == day_track + evening
    assert n("track=day", "sex=female") + n("track=day", "sex!=female") == day_track


def test_a_quarter_by_name_is_the_period_between_its_days(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    named = as_json(demo_source, capsys, "--no-range", "--period", "2026Q2")
    assert named == as_json(demo_source, capsys, "--no-range", "--period", "2026-04-01:2026-06-30") | {
        "measures": named["measures"],  # they write "2026 Q2"
        "benchmark": named["benchmark"],
        "period": named["period"],
    }
    assert {measure["period"] for measure in named["measures"]} == {"2026 Q2"}


def test_a_measure_has_the_reading_of_its_tile(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    from datetime import date

    from analytics.outcomes.derivation import Derivation
    from analytics.outcomes.measures import overview_measures
    from analytics.records.load import load_records
    from views.readings import read_measures

    records = load_records(demo_source, today=date.fromisoformat(TODAY))
    reads = read_measures(overview_measures(Derivation(records)), records.settings)
    told_of = {m["key"]: m["reading"] for m in as_json(demo_source, capsys, "--no-range")["measures"]}
    assert told_of == {read.measure.key: read.words for read in reads}


WRONG = [
    (["--period", "2026Q5"], "is no period"),
    (["--period", "2026-04-01:2026-03-31"], "ends before it begins"),
    (["--where", "sitt=main"], "Nearest: site"),
    (["--where", "site=nowhere"], "Nearest: "),
    (["--where", "patient_id=1"], "No filter column"),
    (["--by", "patient_id"], "cannot be grouped"),
    (["--endpoint", "first_positve"], "first_positive"),
    (["--at", "-3"], "before day 0"),
    (["--tau", "0"], "must be above 0"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_wrong_words_are_exit_status_2(
    words: list[str], said: str, demo_source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    separated = [f"{words[0]}={words[1]}"] if words[1].startswith("-") else words
    assert main(["outcomes", "--data", demo_source, "--today", TODAY, "--no-range", *separated]) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert "Traceback" not in shown


def test_filters_that_leave_no_one_are_wrong_usage(demo_source: str) -> None:
    with pytest.raises(WrongUsage, match="No episode matches all filters together"):
        run_command(
            ["outcomes", "--data", demo_source, "--today", TODAY, "--where", "site=main", "--where", "site!=main"]
        )
