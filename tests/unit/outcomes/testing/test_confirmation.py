"""Presumptive positives sent on and confirmed: of the same specimen or day, and the same analyte."""

from __future__ import annotations

from tests.made_up import test_row
from tests.unit.outcomes.testing.asked import asked, rows, with_tables

PEOPLE = [{"patient_id": name} for name in ("A", "B", "C")]
SCREEN = {"method": "presumptive"}
LAB = {"method": "definitive"}
TESTS = [
    test_row(10, "positive", **SCREEN),
    test_row(10, "positive", **LAB),  # A, day 10: confirmed
    test_row(20, "positive", **SCREEN),
    test_row(20, "negative", **LAB),  # A, day 20: not confirmed
    test_row(10, "positive", patient="B", **SCREEN),
    test_row(10, "positive", patient="B", analyte="opiates", **LAB),  # another analyte: not sent on
    test_row(20, "positive", patient="C", **SCREEN),
    test_row(21, "positive", patient="C", **LAB),  # another day: not sent on
    test_row(20, "negative", patient="B", **SCREEN),  # a negative screen asks for nothing
]


def test_sent_on_and_confirmed() -> None:
    found = asked(with_tables(episodes=PEOPLE, tests=TESTS), "confirmation")
    assert rows(found, "analyte", "measure", "events", "n") == [
        ("all analytes", "sent on", 2, 4),
        ("all analytes", "confirmed", 1, 2),
        ("cocaine", "sent on", 2, 4),
        ("cocaine", "confirmed", 1, 2),
    ]
    assert found.members is not None
    assert [stays.tolist() for stays in found.members[:2]] == [[1, 2], [0]]  # not sent on; not confirmed


def test_a_specimen_number_joins_results_of_two_days() -> None:
    tests = [
        test_row(10, "positive", specimen_id="S1", **SCREEN),
        test_row(10, "negative", specimen_id="S2", **LAB),  # the same day, another specimen: the day joins them
        test_row(12, "positive", patient="B", specimen_id="S3", **SCREEN),
    ]
    found = asked(with_tables(episodes=PEOPLE, tests=tests), "confirmation")
    assert rows(found, "measure", "events", "n")[:2] == [("sent on", 1, 2), ("confirmed", 0, 1)]


def test_nothing_sent_on_is_said() -> None:
    found = asked(with_tables(episodes=PEOPLE, tests=[TESTS[0], TESTS[4]]), "confirmation")
    assert found.notes == ("None of 2 presumptive positives has a definitive result of the same specimen or day.",)


def test_without_the_method_it_says_so() -> None:
    found = asked(with_tables(episodes=PEOPLE, tests=[test_row(10, "positive")]), "confirmation")
    assert found.unavailable == "This needs the column method of drug_tests, which these records do not have."
