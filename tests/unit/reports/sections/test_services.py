"""Services and goals: figures of the command line, k of N beside every change, regression to the mean said."""

from __future__ import annotations

from analytics.reports.draft import AmountOf, ShareOf
from analytics.reports.sections.goals import AT_THE_WORST
from tests.unit.reports.sections.figures import (
    draft_tables,
    nothing_small_is_told,
    of_command,
    sentences_without,
)


def test_hours_are_those_of_the_command_line() -> None:
    lines = of_command("services.hours", "active")
    for row, line in zip(draft_tables("services")["service_hours"].rows, lines, strict=True):
        hours, had = row[1], row[2]
        assert isinstance(hours, AmountOf) and isinstance(had, ShareOf) and had.events is not None
        assert (hours.value, had.events.number, had.of.number) == (line["value"], line["had_any"], line["n"])


def test_hours_of_a_few_are_named_by_the_few() -> None:
    # the crisis contact of 1 to 10 people is hidden with them, whatever the number in care
    row = draft_tables("services")["service_hours"].rows[-1]
    hours, had = row[1], row[2]
    assert isinstance(hours, AmountOf) and isinstance(had, ShareOf) and had.events is not None
    assert 0 < had.events.number < 11
    assert hours.of == had.events


def test_changes_stand_beside_how_many_were_asked_both_times() -> None:
    goals = draft_tables("services")["goals"]
    lines = {str(line["measure"]): line for name in ("housing", "employment", "counts", "scores")
             for line in of_command(f"services.{name}", "discharged")}  # fmt: skip
    for row in goals.rows:
        asked = row[4]
        assert isinstance(asked, ShareOf) and asked.events is not None
        name = asked.events.who.what.split("both times ")[1]
        assert (asked.events.number, asked.of.number) == (lines[name]["n"], lines[name]["people"])
    assert AT_THE_WORST in goals.notes


def test_nothing_small_is_told() -> None:
    nothing_small_is_told("services")


def test_without_sessions_there_are_sentences() -> None:
    assert any("attendance" in words for words in sentences_without("services"))
