"""The endpoint catalogue: complete, cited, and in plain words."""

from __future__ import annotations

import json

import pytest

from analytics.errors import Refused, WrongUsage
from analytics.outcomes import catalogue as module
from analytics.outcomes.catalogue import (
    Endpoint,
    catalogue,
    dated_endpoints,
    definition_text,
    distinct_endpoints,
    endpoint_named,
    pattern_endpoints,
    same_numbers,
)
from analytics.outcomes.missing import MISSING_RULES
from analytics.outcomes.rules.clauses import FirstWindow


def test_there_are_54_published_endpoints_in_62_columns_and_our_own() -> None:
    assert len(pattern_endpoints()) == 54
    assert sum(len(endpoint.reference_columns) for endpoint in pattern_endpoints()) == 62
    assert [endpoint.key for endpoint in dated_endpoints()] == [
        "first_positive",
        "two_positives_in_28_days",
        "first_use_after_discharge",
    ]


def test_42_of_them_give_different_numbers() -> None:
    assert len(distinct_endpoints()) == 42
    assert same_numbers(endpoint_named("tanum_2017_negative_share")) == (
        "mattick_2003_share_while_retained",
        "tanum_2017_negative_share",
    )


@pytest.mark.parametrize("endpoint", catalogue(), ids=lambda endpoint: endpoint.key)
def test_every_entry_is_complete(endpoint: Endpoint) -> None:
    assert endpoint.citation
    assert endpoint.notes.endswith(".")
    assert endpoint.needs_weeks >= 1
    assert endpoint.needs_tests == (0 if endpoint.key in ("ctn0094_dropout", "first_use_after_discharge") else 1)
    assert endpoint.doi or endpoint.citation.startswith(("CTN-0094", "This program"))
    if endpoint.same_as:
        assert endpoint_named(endpoint.same_as).same_as is None


@pytest.mark.parametrize("endpoint", pattern_endpoints(), ids=lambda endpoint: endpoint.key)
def test_the_fields_agree_with_the_rule(endpoint: Endpoint) -> None:
    result = endpoint.parsed.result
    assert isinstance(result, FirstWindow) == (endpoint.result_type == "time_to_event")
    if isinstance(result, FirstWindow):
        assert (result.weeks, result.at_least, result.start) == (
            endpoint.window_weeks,
            endpoint.threshold_weeks,
            endpoint.first_week,
        )
        assert endpoint.needs_weeks == result.start + result.weeks - 1
    if isinstance(endpoint.last_week, int) and endpoint.last_week > 0:
        assert endpoint.needs_weeks == endpoint.last_week
    if endpoint.first_week < 0:
        assert endpoint.needs_weeks == -endpoint.first_week


@pytest.mark.parametrize("missing", [None, *MISSING_RULES])
@pytest.mark.parametrize("endpoint", catalogue(), ids=lambda endpoint: endpoint.key)
def test_every_definition_reads_as_sentences_with_its_source(endpoint: Endpoint, missing: str | None) -> None:
    text = definition_text(endpoint, missing=missing)
    assert text.endswith(".")
    assert ".." not in text
    assert endpoint.citation.rstrip(".") in text


def test_the_definition_names_the_treatment_of_missed_tests_that_was_used() -> None:
    endpoint = endpoint_named("fiellin_2006_abstinent_weeks")
    assert "a missed test counts as positive" in definition_text(endpoint)
    other = definition_text(endpoint, missing="negative")
    assert "a missed test counts as negative" in other
    assert "counts as positive;" not in other.split(". As computed")[0]


def test_an_unknown_treatment_of_missed_tests_is_refused() -> None:
    with pytest.raises(WrongUsage, match="no treatment of missed tests 'guess'"):
        definition_text(endpoint_named("lee_2016_relapse"), missing="guess")


def test_an_unknown_endpoint_is_refused_with_the_nearest() -> None:
    with pytest.raises(WrongUsage, match=r"no endpoint 'lee_2016'.*lee_2016_relapse"):
        endpoint_named("lee_2016")


def test_an_entry_is_a_json_object() -> None:
    entry = json.loads(json.dumps(endpoint_named("krupitsky_2004_relapse").as_json()))
    assert entry["doi"] == "10.1016/j.jsat.2004.02.002;10.1016/j.jsat.2006.05.005"
    assert {"key", "group", "result_type", "citation", "doi", "rule", "missing"} <= set(entry)


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ([{"key": "half_an_entry"}], "half_an_entry is not complete"),
        ([{"reference_columns": [], "colour": "red"}], "without a key is not complete"),
    ],
)
def test_a_damaged_file_is_refused(
    entries: list[dict[str, object]], problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "bundled_toml", lambda name: {"endpoint": entries})
    with pytest.raises(Refused, match=problem):
        catalogue.__wrapped__()


def test_the_same_key_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = module.bundled_toml(module.FILE)["endpoint"][0]
    monkeypatch.setattr(module, "bundled_toml", lambda name: {"endpoint": [entry, entry]})
    with pytest.raises(Refused, match="ctn0094_abstinence twice"):
        catalogue.__wrapped__()
