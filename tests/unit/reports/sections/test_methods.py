"""The methods appendix defines everything the report shows, from catalogue, benchmarks and settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analytics.outcomes.benchmarks import published_ranges
from analytics.outcomes.specification_estimates import _comparable_endpoints
from analytics.records.policy import Settings
from analytics.records.settings_list import POLICY_SETTINGS, SETTINGS
from analytics.reports.draft import DraftSection, DraftTable, Words
from analytics.reports.frozen import Paragraph
from analytics.reports.locks.counted import MEASURES
from analytics.reports.measures import measures_of
from analytics.reports.method_words import INDICATORS, MISSING_OF_MEASURE
from analytics.reports.sections import methods
from analytics.reports.setting import Setting, setting_of
from tests.unit.reports.locks import made_up_program as made_up

OVERRIDING = Settings(
    lag_days=0, suppression_threshold=6, change=((date(2026, 1, 15), "Reminder calls"),), fingerprint="f" * 64,
    sections={"defaults": {"": {"planned_days": 56}}, "track": {"evening": {"planned_days": 91}}},
)  # fmt: skip


def setting(settings: Settings | None = None) -> Setting:
    return setting_of(made_up.program(settings=settings), quarter=made_up.QUARTER, source="made up")


def tables(section: DraftSection) -> dict[str, list[list[str]]]:
    return {
        block.key: [[cell.text for cell in row if isinstance(cell, Words)] for row in block.rows]
        for block in section.blocks
        if isinstance(block, DraftTable)
    }


@pytest.fixture(scope="module")
def found() -> dict[str, list[list[str]]]:
    return tables(methods.section(setting(OVERRIDING)))


def test_every_measure_has_definition_missing_rule_and_interval(found: dict[str, list[list[str]]]) -> None:
    named = [row[0] for row in found["method_measures"]]

    assert named[:-1] == [measure.name for measure in measures_of(setting())]
    assert named[-1] == "Curves: First positive test"
    assert all(len(row) == 4 and all(row) for row in found["method_measures"])


def test_words_of_measures_are_complete() -> None:
    """A measure that is added to page 1 must be told here, in the register and in locks."""
    keys = {measure.key for measure in measures_of(setting())}

    assert keys <= set(MISSING_OF_MEASURE) == set(INDICATORS) == set(MEASURES)


def test_figures_that_sections_asked_for_are_defined() -> None:
    asked = setting()
    asked.exhibit("pathways.completed", period=asked.quarter)
    asked.exhibit("services.hours")  # not there: no sessions

    rows = tables(methods.section(asked))["method_figures"]

    by_name = {row[0]: row[1:] for row in rows}
    assert by_name["Completed (pathways)"][1] == "Patients discharged 2026 Q4"
    assert not any("services" in name for name in by_name)


def test_the_endpoints_are_those_of_the_range(found: dict[str, list[list[str]]]) -> None:
    assert len(found["method_endpoints"]) == len(_comparable_endpoints(10_000))
    assert all("As computed:" in row[1] for row in found["method_endpoints"])


def test_every_setting_is_told_with_what_overrides_it(found: dict[str, list[list[str]]]) -> None:
    told = {row[0]: row[1] for row in found["method_settings"]}

    names = {named.name for named in (*SETTINGS, *POLICY_SETTINGS)} - set(methods.NOT_PRINTED)
    assert names <= set(told)
    assert (told["planned_days"], told["planned_days, track evening"]) == ("56", "91")
    assert told["change"] == "2026-01-15, Reminder calls"


def test_every_benchmark_is_cited_the_headlines_first(found: dict[str, list[list[str]]]) -> None:
    assert len(found["method_benchmarks"]) == len(published_ranges(Settings()))
    assert found["method_benchmarks"][0][0].endswith("50–70%") and "McCarty" in found["method_benchmarks"][0][2]


def test_what_is_hidden_is_told_with_the_programs_threshold() -> None:
    told = [b.text for b in methods.section(setting(OVERRIDING)).blocks if isinstance(b, Paragraph)]

    assert any(text.startswith("Hidden: numbers of 1 to 5 people") for text in told)
    assert any("60 to 180 days after discharge" in text for text in told)


def test_versions_and_fingerprint(found: dict[str, list[list[str]]]) -> None:
    told = dict(found["method_software"])

    assert {"program", "python", "numpy", "pandas", "scipy", "lifelines"} <= set(told)
    assert told["settings, fingerprint"] == "f" * 12
    assert dict(tables(methods.section(setting()))["method_software"])["settings, fingerprint"] == "defaults"


def test_without_tests_there_is_no_range_of_endpoints() -> None:
    records = replace(made_up.program(), present=frozenset({"episodes", "follow_ups"}))

    shown = tables(methods.section(setting_of(records, quarter=made_up.QUARTER, source="made up")))

    assert "method_endpoints" not in shown
