"""Levels of care and reasons in words, in the order of the field, what is not known last."""

from __future__ import annotations

from analytics.outcomes.pathways.levels import LEVEL_WORDS, in_order, words_of
from analytics.outcomes.scope import Window, scope_of
from analytics.records.codes import LEVELS_OF_CARE
from tests.unit.outcomes.pathways.made import derived, stay


def test_every_level_of_the_data_contract_has_words() -> None:
    assert set(LEVEL_WORDS) == set(LEVELS_OF_CARE)


def test_columns_in_words() -> None:
    rows = [
        stay("A", 0, 9, "dropped_out", referral_source="criminal_justice", previous_level_of_care="3.5"),
        stay("B", 0, 9, "completed", referral_source=None, previous_level_of_care="none"),
    ]
    scope = scope_of(derived(rows), Window("discharged", None))
    assert words_of(scope, "referral_source").tolist() == ["criminal justice", "not recorded"]
    assert words_of(scope, "previous_level_of_care").tolist() == ["residential 3.5", "none"]
    assert words_of(scope, "discharge_reason").tolist() == ["dropped out", "completed"]


def test_the_order_is_that_of_the_field_and_not_of_the_alphabet() -> None:
    assert in_order("previous_level_of_care", {"unknown", "hospital 4", "none", "other", "IOP 2.1"}) == [
        "none",
        "IOP 2.1",
        "hospital 4",
        "other",
        "unknown",
    ]
    assert in_order("discharge_reason", {"other", "dropped out", "completed"}) == ["completed", "dropped out", "other"]
    assert in_order("referral_source", {"self", "court"}) == ["court", "self"]
