"""Colours: the same as in Streamlit's settings, readable where they carry text, never transparent."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from analytics.charts.theme import DARK, LIGHT, Theme, house_layout, rgba, theme_for

SMALL_TEXT = 4.5  # WCAG 2.2, 1.4.3
SHAPES = 3.0  # WCAG 2.2, 1.4.11
SCHEMES = [("light", LIGHT), ("dark", DARK)]


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("scheme", "theme"), SCHEMES)
def test_equal_to_streamlit_settings(scheme: str, theme: Theme, project: Path) -> None:
    settings = tomllib.loads((project / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][scheme]
    assert settings["backgroundColor"] == theme.page
    assert settings["secondaryBackgroundColor"] == theme.panel
    assert settings["textColor"] == theme.text
    assert settings["primaryColor"] == theme.good
    assert tuple(settings["chartCategoricalColors"]) == theme.series


@pytest.mark.parametrize(("scheme", "theme"), SCHEMES)
def test_text_colours_are_readable(scheme: str, theme: Theme) -> None:
    for name in ("text", "second_text", "good", "concern", "benchmark_text"):
        assert contrast(getattr(theme, name), theme.page) >= SMALL_TEXT, f"{scheme} {name}"
    for position in theme.readable_series:
        assert contrast(theme.series[position], theme.page) >= SMALL_TEXT, f"{scheme} series {position}"


@pytest.mark.parametrize(("scheme", "theme"), SCHEMES)
def test_shapes_can_be_seen(scheme: str, theme: Theme) -> None:
    for name in ("common", "limit", "whisker", "missing", "benchmark", "axis"):
        assert contrast(getattr(theme, name), theme.page) >= SHAPES, f"{scheme} {name}"
    assert all(contrast(colour, theme.page) >= SHAPES for colour in theme.series)


def test_a_series_too_pale_for_text_is_labelled_in_the_text_colour() -> None:
    assert LIGHT.series_text(0) == LIGHT.series[0]
    assert LIGHT.series_text(6) == LIGHT.text


def test_every_colour_is_written_in_full() -> None:
    for theme in (LIGHT, DARK):
        for field in fields(theme):
            value = getattr(theme, field.name)
            for colour in value if isinstance(value, tuple) else [value]:
                assert not isinstance(colour, str) or (len(colour) == 7 and colour.startswith("#"))


def test_backgrounds_are_opaque_and_equal_to_the_page() -> None:
    layout = house_layout(DARK, height=100, margin=(1, 2, 3, 4))
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == DARK.page
    assert (layout["margin"]["l"], layout["margin"]["b"]) == (1, 4)


def test_scheme_not_known_is_light() -> None:
    assert theme_for(None) is LIGHT
    assert theme_for("dark") is DARK
    assert rgba("#0B60B0", 0.15) == "rgba(11,96,176,0.15)"
