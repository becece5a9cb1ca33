"""The words of a strip come from what it draws."""

from __future__ import annotations

from dataclasses import replace

from analytics.charts.patient_strip_words import strip_alt, strip_note, strip_subtitle, strip_title
from tests.unit.charts.strips import BARE, STAY


def test_title_counts_sessions_weeks_and_the_end() -> None:
    assert strip_title(STAY) == "2 of 3 sessions attended; 1 of 3 due weeks negative; dropped out after 21 days"
    assert strip_title(BARE) == "In care on day 28"
    assert strip_title(replace(BARE, in_care=False)) == "No discharge recorded"


def test_weeks_without_a_due_test_are_not_counted() -> None:
    weeks = STAY.weeks.assign(symbol=["-", "_", "_"])
    assert "1 of 1 due week negative" in strip_title(replace(STAY, weeks=weeks))


def test_subtitle_and_note() -> None:
    assert "5 Jan 2026 – 2 Feb 2026" in strip_subtitle(STAY)
    assert "day 0 – day 28" in strip_subtitle(BARE)
    assert "Hollow bar" in strip_note(STAY) and "Hollow bar" not in strip_note(BARE)
    assert "Cross" not in strip_note(STAY)
    assert "Cross" in strip_note(replace(STAY, tests=STAY.tests.assign(lane="other")))


def test_alternative_text_has_the_counts_and_the_word() -> None:
    assert "Tests: 1 positive, 1 negative, 1 not given. Weekly pattern -*o." in strip_alt(STAY)
    assert "not yet a whole week" in strip_alt(BARE)
