"""Reported use against the tests of the 30 days before the report."""

from __future__ import annotations

from typing import Any

from tests.made_up import Row, day, test_row
from tests.unit.outcomes.testing.asked import asked, rows, with_tables


def contact(number: int, days_used: float, patient: str = "A", outcome: str = "completed") -> dict[str, Any]:
    return {
        "patient_id": patient,
        "due_on": day(number),
        "contacted_on": day(number),
        "outcome": outcome,
        "days_used_past_30": days_used,
    }


PEOPLE = [{"patient_id": name, "discharged_on": day(40)} for name in ("A", "B", "C", "D", "E")]


def counts(tests: list[Row], follow_ups: list[Row], **choices: Any) -> dict[tuple[str, str], int]:
    records = with_tables("follow_ups", episodes=PEOPLE, tests=tests, follow_ups=follow_ups)
    found = asked(records, "discordance", basis="discharged", **choices)
    return {(said, seen): n for said, seen, n in rows(found, "reported", "tested", "events") if n}


def test_the_four_cells() -> None:
    tests = [
        test_row(90, "positive"),
        test_row(90, "negative", patient="B"),
        test_row(90, "positive", patient="C"),
        test_row(90, "negative", patient="D"),
    ]
    reports = [contact(100, 3), contact(100, 2, "B"), contact(100, 0, "C"), contact(100, 0, "D"), contact(100, 0, "E")]
    assert counts(tests, reports) == {
        ("use reported", "test positive"): 1,
        ("use reported", "test negative"): 1,
        ("no use reported", "test positive"): 1,
        ("no use reported", "test negative"): 1,
    }  # E was not tested


def test_thirty_days_are_from_the_day_of_the_report_back() -> None:
    reports = [contact(100, 0), contact(100, 0, "B"), contact(100, 0, "C")]
    tests = [
        test_row(71, "positive"),  # the 30th day, counting the day of the report
        test_row(70, "positive", patient="B"),  # a day too early
        test_row(101, "positive", patient="C"),  # after the report
    ]
    assert counts(tests, reports) == {("no use reported", "test positive"): 1}


def test_a_positive_beats_a_negative_of_the_same_days_and_thc_can_be_left_out() -> None:
    tests = [test_row(80, "negative"), test_row(85, "positive", analyte="thc")]
    assert counts(tests, [contact(100, 0)]) == {("no use reported", "test positive"): 1}
    assert counts(tests, [contact(100, 0)], analytes="without_thc") == {("no use reported", "test negative"): 1}


def test_reports_before_the_thirtieth_day_and_unfinished_contacts_are_left_out() -> None:
    tests = [test_row(25, "negative"), test_row(95, "negative", patient="B")]
    assert counts(tests, [contact(29, 5), contact(100, 5, "B", outcome="refused")]) == {}


def test_self_report_of_use_overrides_a_negative_test() -> None:
    records = with_tables(
        "follow_ups", episodes=PEOPLE, tests=[test_row(95, "negative")], follow_ups=[contact(100, 1), contact(160, 0)]
    )
    found = asked(records, "discordance", basis="discharged")
    assert found.notes[0].startswith("1 reports of use stand against negative tests. Self-report of use overrides")
    assert found.notes[1].startswith("1 further reports have no conclusive test")


def test_measures_count_and_the_bam_only_on_days_without_a_count() -> None:
    measures = [
        {"patient_id": "A", "measured_on": day(60), "instrument": "days_used_30d", "score": 0.0},
        {"patient_id": "A", "measured_on": day(60), "instrument": "bam_use", "score": 4.0},  # the count of days speaks
        {"patient_id": "B", "measured_on": day(60), "instrument": "bam_use", "score": 4.0},
        {"patient_id": "C", "measured_on": day(60), "instrument": "phq9", "score": 4.0},  # not about use
    ]
    tests = [test_row(55, "negative", patient=name) for name in ("A", "B", "C")]
    people = [{"patient_id": name, "discharged_on": day(70)} for name in ("A", "B", "C")]
    records = with_tables("measures", episodes=people, tests=tests, measures=measures)
    found = asked(records, "discordance", basis="discharged")
    seen = {(said, shown): n for said, shown, n in rows(found, "reported", "tested", "events") if n}
    assert seen == {("use reported", "test negative"): 1, ("no use reported", "test negative"): 1}


def test_without_reports_it_says_so() -> None:
    found = asked(with_tables(episodes=PEOPLE, tests=[test_row(95, "negative")]), "discordance", basis="discharged")
    assert "This needs reports of use" in found.unavailable
