"""The picture to take away carries its own title, measure, note and source, and is the same every time."""

from __future__ import annotations

from xml.etree import ElementTree

from analytics.charts.survival_axis import PublishedRange, axis_for
from analytics.charts.survival_picture import Caption, survival_svg
from tests.unit.charts.curves import program

CAPTION = Caption(
    "70% are without relapse", "Share without relapse, n = 60.", "Dotted: few at risk.", "Made-up program."
)


def picture(*, published: PublishedRange | None = None) -> bytes:
    curves = [program("day", 60, every=5, event=6), program("evening", 60, every=5, event=2)]
    axis = axis_for(curves, unit="days", clock_words="discharge")
    return survival_svg(curves, axis=axis, published=published, caption=CAPTION)


def test_same_input_same_bytes() -> None:
    assert picture() == picture()


def test_it_is_an_svg_with_a_title_and_every_text() -> None:
    told = picture(published=PublishedRange(0.5, 0.7, 90))
    assert ElementTree.fromstring(told).tag.endswith("svg")
    for words in (CAPTION.title, "Share without relapse, n = 60.", CAPTION.note, CAPTION.source, "Published 50"):
        assert words.encode() in told  # matplotlib keeps each text as a comment beside its outlines


def test_the_second_group_is_dashed_for_grey_print() -> None:
    assert b"stroke-dasharray" in picture()
