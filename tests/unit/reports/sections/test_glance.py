"""Page 1: what stands on it, that it agrees with the figures behind it, and that a few people are told nowhere."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from analytics.charts.wording import percent
from analytics.outcomes.periods import period_named
from analytics.records.settings import Settings
from analytics.reports.follow_up import benchmark_of
from analytics.reports.frozen import HIDDEN, Chart, Paragraph, Report, Table
from analytics.reports.measures import measures_of
from analytics.reports.next_steps import HEADING, MOST
from analytics.reports.pictures.headline import EVERYONE, ONLY_REACHED, SHARE_REACHED
from analytics.reports.sections import glance
from analytics.reports.setting import setting_of
from tests.made_up import made_up_records
from tests.unit.reports.settings_of import demo, of_demo, released

QUARTER = "2026Q3"


def page() -> Report:
    """The demonstration's page 1."""
    return released(of_demo(QUARTER))


def test_the_printed_page_finds_what_it_asks_for() -> None:
    (section,) = page().sections
    assert {"headline", "glance", "survival", "control", "measures"} == set(page().tables())
    assert {block.key for block in section.blocks if isinstance(block, Chart)} == {"headline", "survival", "control"}
    said = [block for block in section.blocks if isinstance(block, Paragraph)]
    assert said[0].text == HEADING
    assert 1 <= len(said) - 1 <= MOST


def test_the_headline_is_the_benchmark_figure() -> None:
    table, figure = page().tables()["headline"], benchmark_of(of_demo(QUARTER))
    for name, events, n in (
        (EVERYONE, figure.abstinent, figure.n),
        (ONLY_REACHED, figure.abstinent, figure.reached),
        (SHARE_REACHED, figure.reached, figure.n),
    ):
        row = table.row(name)
        assert row is not None
        assert (row[1].events, row[1].n) == (events, n)
    assert "depends on those not reached" in table.title
    assert figure.verdict == "depends on those not reached"


def test_a_few_deceased_are_hidden_and_with_them_everyone_discharged() -> None:
    assert 0 < benchmark_of(of_demo(QUARTER)).deceased < 11
    row = page().tables()["headline"].row("Deceased before follow-up, not counted")
    assert row is not None and row[1].hidden and row[1].value is None


def test_every_measure_has_its_row_with_now_and_earlier_quarters() -> None:
    table = page().tables()["glance"]
    for measure in measures_of(of_demo(QUARTER)):
        row = table.row(measure.name)
        assert row is not None
        cells = {column.name: cell for column, cell in zip(table.columns, row, strict=True)}
        assert cells["Now"].value == measure.now.estimate.value
        assert measure.before is not None and measure.year_ago is not None
        assert cells["Last quarter"].value == measure.before.estimate.value
        assert cells["Year ago"].value == measure.year_ago.estimate.value
        assert cells["Reading"].text == measure.reading()
        series = cells["Trend by quarter"].series
        assert series[-1] == round(measure.now.estimate.value or 0, 2)


def test_the_first_sentence_is_short_and_says_the_figure() -> None:
    for quarter in ("2025Q4", "2026Q1", QUARTER):
        report = released(of_demo(quarter))
        assert len(report.finding) <= glance.LONGEST_FINDING
        assert report.finding.startswith(percent(benchmark_of(of_demo(quarter)).primary.value))


def test_months_are_told_of_sessions_and_tests_only_and_as_whole_percents() -> None:
    table = page().tables()["control"]
    assert table.title.startswith(("Sessions attended", "Due tests given"))
    values = [row[1].value for row in table.rows if row[1].value is not None]
    assert values and all(value == round(value, 2) for value in values)
    assert all(row[1].events is None for row in table.rows)


def test_a_site_has_no_curves_because_those_of_the_others_could_be_told_from_it() -> None:
    report = released(of_demo(QUARTER, "Main"))
    assert "survival" not in report.tables()
    said = [block.text for block in report.sections[0].blocks if isinstance(block, Paragraph)]
    assert glance.SITE_CURVES in said


def test_without_a_calendar_page_1_tells_abstinence_in_treatment() -> None:
    records = made_up_records(
        episodes=[{"patient_id": f"P{k:02d}"} for k in range(40)],
        tests=[
            {"patient_id": f"P{k:02d}", "collected_on": date(2026, 1, 5) + timedelta(days=day), "analyte": "cocaine",
             "result": "positive" if k < 20 and day == 35 else "negative"}
            for k in range(40)
            for day in range(7, 120, 7)
        ],
        settings=Settings(calendar="relative", primary_endpoint="first_positive"),
        as_of=date(2026, 7, 1),
    )  # fmt: skip
    report = released(setting_of(records, quarter=None, source="SOURCE"), "abstinence", "changed")
    first = report.tables()["headline"].rows[0]
    # forty people, twenty of them positive on day 35, all the others negative until day 119: 20 ÷ 40
    assert first[0].text == "Are without a positive test 90 days after admission"
    assert first[1].value == 0.5
    assert report.finding.startswith("50% are without a positive test 90 days after admission; no follow-up")
    assert "cannot be applied" in report.tables()["headline"].title
    (said,) = report.sections[2].blocks
    assert isinstance(said, Paragraph) and said.text.startswith("These records hold day numbers")


def test_a_program_of_few_people_tells_no_number_of_them() -> None:
    people = [f"P{number:02d}" for number in range(9)]
    episodes = [{"patient_id": p, "discharged_on": date(2026, 2, 14), "discharge_reason": "completed"} for p in people]
    contacts = [
        {"patient_id": p, "due_on": date(2026, 5, 15), "contacted_on": date(2026, 5, 15), "outcome": "completed",
         "days_used_past_30": 0}
        for p in people[:5]
    ]  # fmt: skip
    records = made_up_records(episodes=episodes, follow_ups=contacts, settings=Settings(), as_of=date(2026, 12, 31))
    report = released(setting_of(records, quarter=period_named("2026Q4"), source="SOURCE"), "abstinence", "changed")
    told = [cell for table in report.tables().values() for row in table.rows for cell in row]
    counts = [number for cell in told for number in (cell.events, cell.n) if number]
    assert not counts
    assert any(cell.text == HIDDEN for cell in told)
    assert not re.search(r"\d+%", report.finding)
    assert not [block for section in report.sections for block in section.blocks if isinstance(block, Chart)]


@pytest.mark.parametrize("name", ["Track", "Site"])
def test_the_demonstration_has_sites_and_tracks(name: str) -> None:
    assert demo().episodes[name.lower()].nunique() > 1


def test_the_same_report_twice_is_the_same() -> None:
    first, second = (released(setting_of(demo(), quarter=period_named(QUARTER), source="data/demo")) for _ in range(2))
    assert first == second


def test_tables_and_pictures_say_nothing_of_hidden_figures() -> None:
    for report in (page(), released(of_demo(QUARTER, "North"))):
        for table in report.tables().values():
            assert isinstance(table, Table)
            for row in table.rows:
                assert all(cell.value is None and cell.events is None for cell in row if cell.hidden)
