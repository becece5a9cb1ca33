"""The marks of a patient's strip: bars on the pixel axis, dots that differ in shape as well as colour, lines."""

from __future__ import annotations

from typing import Any

from analytics.charts.theme import Theme


def bars(
    starts: list[float],
    ends: list[float],
    bottoms: list[float],
    heights: list[float],
    colours: list[str],
    told: list[str],
) -> dict[str, Any]:
    """Rectangles from start to end that rise from a bottom (pixels from the top, so upwards is less)."""
    return {
        "type": "bar",
        "x": [(start + end) / 2 for start, end in zip(starts, ends, strict=True)],
        "width": [end - start for start, end in zip(starts, ends, strict=True)],
        "base": bottoms,
        "y": [-height for height in heights],
        "marker": {"color": colours, "opacity": 1, "line": {"width": 0}},
        "hovertext": told,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def dots(days: list[int], heights: list[int], lane: str, theme: Theme, told: list[str]) -> dict[str, Any]:
    """The marks of one lane: a tick for a session come to, open circles for what was missed, and so on."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": days,
        "y": heights,
        "marker": _marker(lane, theme) | {"opacity": 1},
        "hovertext": told,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "name": lane,
        "cliponaxis": False,
    }


def _marker(lane: str, theme: Theme) -> dict[str, Any]:
    if lane == "attended":
        return {"symbol": "line-ns-open", "size": 9, "color": theme.text, "line": {"width": 2, "color": theme.text}}
    if lane == "missed":
        return {"symbol": "circle-open", "size": 9, "color": theme.concern, "line": {"width": 2}}
    if lane == "positive":
        return {"symbol": "diamond", "size": 11, "color": theme.concern}
    if lane == "negative":
        return {"symbol": "circle", "size": 9, "color": theme.good}
    if lane == "not given":
        return {"symbol": "circle-open", "size": 9, "color": theme.missing, "line": {"width": 2}}
    return {"symbol": "x-thin-open", "size": 8, "color": theme.common, "line": {"width": 2, "color": theme.common}}


def line(x: list[float], y: list[float], colour: str, dash: str, name: str, width: float = 1.25) -> dict[str, Any]:
    """A line without hover."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": colour, "width": width, "dash": dash},
        "hoverinfo": "skip",
        "name": name,
    }
