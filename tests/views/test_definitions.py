"""Definitions: generated, complete, and in the words of the settings in use."""

from __future__ import annotations

import pytest

from analytics.evaluation.control_rules import RULE_WORDS
from analytics.outcomes.catalogue import catalogue
from analytics.outcomes.exhibit import kinds
from analytics.outcomes.patients.flags import RULES
from analytics.outcomes.testing.windows import detection_windows
from analytics.records.settings_list import POLICY_SETTINGS, SETTINGS
from tests.views.pages import run, words
from views.words import ENDPOINTS, MISSING


def definitions() -> None:
    from tests.views import fakes
    from views import definitions
    from views.filters import Choice

    definitions.page(fakes.store(), Choice())


def test_every_endpoint_setting_and_rule_is_defined() -> None:
    told = words(run(definitions))
    for endpoint in catalogue():
        assert endpoint.key in told, endpoint.key
        assert endpoint.citation.rstrip(".") in told, endpoint.key
    assert "1 every 7 days, day 0 to the planned end after admission" in told
    for setting in (*SETTINGS, *POLICY_SETTINGS):
        assert setting.name in told, setting.name
    for words_of_rule in MISSING.values():
        assert words_of_rule in told


def test_benchmarks_have_source_year_and_population() -> None:
    told = words(run(definitions))
    assert (
        "McCarty et al." in told
        and "(2014)" in told
        and "Adults discharged from US intensive outpatient programs" in told
    )
    assert "at least 80%" in told


def test_own_endpoints_have_plain_names() -> None:
    assert set(ENDPOINTS) == {endpoint.key for endpoint in catalogue() if endpoint.kind == "dated"}


def test_every_figure_and_every_measure_is_defined() -> None:
    from tests.views import fakes

    told = words(run(definitions))
    for key, kind in kinds().items():
        assert f"{key} " in told, key
        assert " ".join(kind.definition.split()) in told, key
    for measure in fakes.store().overview():
        assert measure.name in told and measure.definition in told, measure.key


def test_control_rules_flags_and_detection_windows_are_defined_with_their_numbers() -> None:
    told = words(run(definitions))
    for rule in RULE_WORDS.values():
        assert f"Signal when {rule}." in told
    assert "17% (shares of people, 40 a month, 60%) and 30% (sessions or tests)" in told
    for flag in RULES:
        assert flag.name in told and flag.text in told
    for window in detection_windows().values():
        assert window.cited in told


LOOKED_FOR = [
    ("WILSON family", "Share of patients in care with at least one family session held", "Detection windows"),
    ("fentanyl urine", "Fentanyl urine", "Benchmarks"),
    ("flags of patients", "Missed sessions", "Benchmarks"),  # words of a title keep its whole section
]


@pytest.mark.parametrize(("asked", "kept", "left_out"), LOOKED_FOR)
def test_the_filter_keeps_what_holds_every_word(asked: str, kept: str, left_out: str) -> None:
    page = run(definitions)
    page.text_input(key="find_definition").set_value(asked).run()
    told = words(page)
    assert kept in told and left_out not in told
    assert "definitions hold these words" in told


def test_nothing_found_is_said() -> None:
    page = run(definitions)
    page.text_input(key="find_definition").set_value("<b>zeppelin</b>").run()
    assert "0 of " in words(page) and "Benchmarks" not in words(page)
