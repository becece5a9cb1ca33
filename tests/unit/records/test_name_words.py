"""Names and codes that resemble ours: abbreviations, other word orders, slips; never a guess between two."""

from __future__ import annotations

import pytest

from analytics.records.codes import ATTENDANCE_STATUS, DISCHARGE_REASONS
from analytics.records.name_words import code_like, column_like, words_of


def test_abbreviations_are_written_out_and_small_words_left_out() -> None:
    assert words_of("Adm Dt") == words_of("date_of_Admission") == {"admission", "date"}
    assert words_of("Pt ID #") == {"patient"}


@pytest.mark.parametrize(
    ("table", "name", "ours"),
    [
        ("episodes", "Adm Dt", "admitted_on"),
        ("episodes", "DC Date", "discharged_on"),
        ("episodes", "Disch Reason", "discharge_reason"),
        ("attendance", "Visit Dt", "session_on"),
        ("attendance", "Mins Attended", "minutes_attended"),
        ("drug_tests", "Coll Date", "collected_on"),
        ("episodes", "admited_on", "admitted_on"),  # a letter is missing
        ("episodes", "Colour", None),
        ("episodes", "Date", None),  # of what?
    ],
)
def test_columns(table: str, name: str, ours: str | None) -> None:
    assert column_like(table, name) == ours


def test_codes() -> None:
    assert code_like(DISCHARGE_REASONS, "Grad") == "completed"  # begins "graduated" alone
    assert code_like(DISCHARGE_REASONS, "complted") == "completed"
    assert code_like(DISCHARGE_REASONS, "Walked") is None
    assert code_like(ATTENDANCE_STATUS, "cancel") is None  # by the patient or by the program
    assert code_like(ATTENDANCE_STATUS, "P!") is None  # too short to stand for another
