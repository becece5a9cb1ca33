"""The small trend: gaps for hidden quarters, nothing without two quarters, words for it."""

from analytics.charts.theme import LIGHT
from analytics.reports.frozen import Cell
from analytics.reports.pictures.trend import trend_alt, trend_svg

LABELS = ("2025 Q4", "2026 Q1", "2026 Q2", "2026 Q3")


def trend(*series: float | None, target: float | None = None, reading: str = "Steady") -> Cell:
    """A trend of four quarters."""
    return Cell("trend", series=series, labels=LABELS, target=target, reason=reading)


def test_two_quarters_make_a_trend_and_one_does_not() -> None:
    assert trend_svg(trend(0.5, None, None, 0.6)).startswith("<svg")
    assert trend_svg(trend(None, None, None, 0.6)) == ""
    assert trend_svg(trend(None, None, None, None)) == ""


def test_the_same_trend_gives_the_same_letters() -> None:
    cell = trend(0.5, 0.55, None, 0.6, target=0.7)
    assert trend_svg(cell) == trend_svg(cell)


def test_a_hidden_quarter_is_nowhere_in_the_picture_or_its_words() -> None:
    alt = trend_alt(trend(0.5, 0.55, None, 0.6))
    assert alt == (
        "Line over 4 quarters: 2025 Q4 50%, 2026 Q3 60%; lowest 50%, highest 60%. 1 of them not told. Reading: Steady."
    )
    assert trend_alt(trend(None, None, None, 0.6)) == "No trend: too few quarters to show."


def test_only_news_is_coloured() -> None:
    steady, worse, better = (
        trend_svg(trend(0.5, 0.55, 0.52, 0.6, reading=word))
        for word in ("Steady", "▼ Worse since Mar", "▲ Better in Jun")
    )
    assert LIGHT.concern.lower() not in steady
    assert LIGHT.good.lower() not in steady
    assert LIGHT.concern.lower() in worse
    assert LIGHT.good.lower() in better


def test_triangles_are_not_spoken() -> None:
    assert trend_alt(trend(0.5, 0.5, 0.5, 0.6, reading="▲ Better Jun–Aug")).endswith("Reading: Better Jun to Aug.")
