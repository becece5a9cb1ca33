"""Definitions: generated, complete, and in the words of the settings in use."""

from __future__ import annotations

from analytics.outcomes.catalogue import catalogue
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
