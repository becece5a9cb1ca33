"""The look of printed pictures: size in millimetres, the same letters twice, ids of their own, the report's font."""

from __future__ import annotations

import re

import pytest

from analytics.reports.pdf_blocks import size_of
from analytics.reports.pictures.style import CONTROL, FAMILY, FONTS, FULL, LEFT, RIGHT, box, printed, sheet, svg_of


def drawn(key: str) -> str:
    with printed():
        figure = sheet(*CONTROL)
        plot = figure.add_axes(box(figure, left=8, right=2, top=4, bottom=6))
        plot.plot([1, 2, 3], [0.5, 0.6, 0.4], clip_on=True)
        plot.text(2, 0.55, "50–70% ▲ −5", weight=600)
        return svg_of(figure, key=key)


def test_a_picture_has_its_size_in_millimetres() -> None:
    assert size_of(drawn("a")) == pytest.approx(CONTROL, abs=0.01)
    assert FULL >= LEFT + RIGHT


def test_the_same_picture_has_the_same_letters_and_no_moment() -> None:
    svg = drawn("a")
    assert svg == drawn("a")
    assert svg.startswith("<svg")
    assert "date" not in svg.lower()


def test_two_pictures_of_one_page_share_no_id_and_refer_to_their_own() -> None:
    first, second = (set(re.findall(r'\bid="([^"]+)"', drawn(key))) for key in ("a", "b c"))
    assert first
    assert not first & second
    svg = drawn("b c")
    used = set(re.findall(r'href="#([^"]+)"', svg)) | set(re.findall(r"url\(#([^)]+)\)", svg))
    assert used
    assert used <= second


def test_words_are_drawn_in_the_reports_font_with_all_its_weights() -> None:
    svg = drawn("a")
    assert "a-SourceSans3-Semibold" in svg
    assert "DejaVu" not in svg
    assert FAMILY == "Source Sans 3"
    assert {file.name for file in FONTS.glob("*.ttf")} == {
        f"SourceSans3-{weight}.ttf" for weight in ("Regular", "Semibold", "Bold", "It")
    }


def test_axes_stand_where_the_margins_say() -> None:
    left, bottom, width, height = box(sheet(100, 50), left=10, right=20, top=5, bottom=15)
    assert (left, bottom, width, height) == pytest.approx((0.1, 0.3, 0.7, 0.6))
