"""How numbers are written (look: words and numbers)."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.charts import wording


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.614, "61%"), (0.0, "0%"), (1.0, "100%"), (0.625, "63%"), (0.005, "1%"), (None, "–"), (float("nan"), "–")],
)
def test_percent(share: float | None, written: str) -> None:
    assert wording.percent(share) == written


@pytest.mark.parametrize(
    ("difference", "written"), [(-0.05, "−5"), (0.02, "+2"), (0.0, "0"), (0.004, "0"), (None, "–")]
)
def test_differences_carry_a_real_minus_sign(difference: float | None, written: str) -> None:
    assert wording.signed_points(difference) == written


def test_ranges() -> None:
    assert wording.percent_range(0.55, 0.66) == "55–66%"
    assert wording.percent_range(None, 0.66) == "–"
    assert wording.points_range(-0.07, -0.03) == "−7 to −3"  # a dash between signs would be read as a minus


def test_people_stay_on_one_line() -> None:
    assert wording.people(4120) == "n\u00a0=\u00a04,120"


def test_dates() -> None:
    assert wording.day(date(2026, 9, 30)) == "30 Sep 2026"
    assert wording.day(None) == "–"
    assert wording.months(date(2025, 7, 1), date(2026, 6, 30)) == "Jul 2025 – Jun 2026"
    assert wording.months(date(2025, 7, 1), date(2025, 7, 31)) == "Jul 2025"


def test_plural() -> None:
    assert [wording.plural(n, "episode") for n in (0, 1, 1200)] == ["0 episodes", "1 episode", "1,200 episodes"]
    assert wording.plural(2, "person", "people") == "2 people"
