"""The picture of any figure: its words, the same bytes twice, every kind of mark our charts use, others refused."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from analytics.charts.figure import figure_of
from analytics.charts.picture import UnknownMark, figure_svg
from analytics.charts.theme import DARK, LIGHT, house_layout, note, time_axis
from analytics.charts.trend import trend_figure

GROUP = "{http://www.w3.org/2000/svg}"
NAMES = ["a", "b", "c"]

MARKS: dict[str, list[dict[str, Any]]] = {
    "steps": [{"type": "scatter", "mode": "lines", "x": [0, 1, 2], "y": [1, 0.5, None], "line": {"shape": "hv"}}],
    "band": [
        {"type": "scatter", "mode": "lines", "x": [0, 1], "y": [0.8, 0.9], "line": {"width": 0}},
        {"type": "scatter", "mode": "lines", "x": [0, 1], "y": [0.2, 0.1], "fill": "tonexty", "line": {"width": 0}},
    ],
    "area": [{"type": "scatter", "x": [0, 1, 1, None, 2, 3, 3], "y": [0, 0, 1, None, 0, 0, 1], "fill": "toself"}],
    "points": [
        {
            "type": "scatter", "mode": "markers+text", "x": NAMES, "y": [0.1, 0.2, 0.3], "text": ["x", "<b>y</b>", ""],
            "marker": {"symbol": ["circle-open", "triangle-up", "line-ns"], "size": [6, 9, 12], "color": "#0B60B0"},
            "textposition": "middle right", "error_y": {"array": [0.1, 0.1, 0.1]},
        }
    ],
    "stacked bars": [
        {"type": "bar", "x": NAMES, "y": [1, 2, 3], "marker": {"color": "#0B60B0"}},
        {"type": "bar", "x": NAMES, "y": [3, 2, 1], "marker": {"color": "rgba(1,2,3,0.5)", "pattern": {"shape": "/"}}},
    ],
    "lying bars": [
        {"type": "bar", "orientation": "h", "y": NAMES, "x": [1, 2, 3], "text": "n", "textposition": "auto"},
    ],
    "cells": [
        {"type": "heatmap", "x": NAMES, "y": ["d", "e"], "z": [[0, 0.5, 1], [1, None, 0]],
         "colorscale": [[0, "#FFFFFF"], [1, "#0B60B0"]], "xgap": 1}
    ],
    "days": [{"type": "scatter", "mode": "lines", "x": ["2026-01-01", "2026-03-01"], "y": [0, 1]}],
}  # fmt: skip


def drawn(figure: Any, **words: str) -> str:
    return figure_svg(figure, title=words.pop("title", "A finding"), **words).decode()


@pytest.mark.parametrize("name", MARKS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_kind_of_mark_leaves_ink(name: str, theme: Any) -> None:
    hidden = {"visible": False}  # labels are ink too
    layout = house_layout(theme, height=200, margin=(40, 10, 10, 30)) | {"xaxis": hidden, "yaxis": hidden}
    empty = drawn(figure_of([], layout))
    full = drawn(figure_of(MARKS[name], layout))
    paths = [len(list(ElementTree.fromstring(svg).iter(f"{GROUP}path"))) for svg in (empty, full)]
    assert paths[1] > paths[0]
    assert theme.page.lower() in full


def test_shapes_and_annotations_of_every_reference() -> None:
    over: dict[str, Any] = {"xref": "paper", "yref": "paper"}
    layout = house_layout(LIGHT, height=200, margin=(40, 10, 10, 30)) | {
        "xaxis": time_axis(LIGHT, domain=[0, 0.4]), "xaxis2": time_axis(LIGHT, domain=[0.6, 1]),
        "shapes": [
            {"type": "rect", "xref": "x2", "yref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 1, "fillcolor": "#B94E06"},
            {"type": "line", "xref": "paper", "yref": "y domain", "x0": 0, "x1": 1, "y0": 0.5, "y1": 0.5},
        ],
        "annotations": [note("<b>Here</b>", x=0.5, y=1, colour="#3E2B5C", bgcolor="rgba(16,24,33,0.8)", **over)],
    }  # fmt: skip
    two = [{"type": "scatter", "x": [0, 1], "y": [0, 1]}, {"type": "scatter", "x": [0, 1], "y": [0, 1], "xaxis": "x2"}]
    svg = drawn(figure_of(two, layout))
    assert "#b94e06" in svg and "#3e2b5c" in svg and "#101821" in svg


def test_the_words_are_in_the_picture() -> None:
    # letters are drawn as shapes, so that the picture looks the same everywhere: more words, more shapes
    figure = figure_of([], house_layout(LIGHT, height=100, margin=(0, 0, 0, 0)))
    bare = drawn(figure, title="T")
    full = drawn(figure, title="T", subtitle="Measure, n = 12", note="Marks", source="Program")
    assert full.count("<use") > bare.count("<use")
    assert "<dc:title>T</dc:title>" in bare


def test_the_same_figure_gives_the_same_bytes() -> None:
    trend = pd.DataFrame({"month": pd.to_datetime([date(2026, 1, 1), date(2026, 2, 1)]), "value": [0.4, 0.5], "n": 9})
    one, other = (figure_svg(trend_figure(trend, LIGHT, target=0.6), title="A trend") for _ in range(2))
    assert one == other


def test_an_unknown_mark_is_named() -> None:
    with pytest.raises(UnknownMark, match="pie"):
        drawn(figure_of([{"type": "pie", "values": [1, 2]}], {}))
