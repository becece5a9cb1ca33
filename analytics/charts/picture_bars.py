"""Bars and heat maps of a figure in its picture, in pixels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.charts.picture_axes import Scale
from analytics.charts.picture_marks import both_values, each
from analytics.charts.picture_words import colour, write
from analytics.charts.theme import LIGHT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Mark = Mapping[str, Any]


def draw_bars(
    plot: Axes, traces: Sequence[Mark], scales: Callable[[Mark], tuple[Scale, Scale]], layout: Mapping[str, Any]
) -> None:
    """All bars of a figure: stacked, relative, overlaid or side by side, upright or lying."""
    mode = str(layout.get("barmode", "group"))
    share = 1 - float(layout.get("bargap", 0.2))
    beside = len(traces) if mode == "group" else 1
    ends: dict[tuple[Any, Any, bool], float] = {}
    for place, trace in enumerate(traces):
        x, y = scales(trace)
        lying = trace.get("orientation") == "h"
        across, along = (y, x) if lying else (x, y)
        unit = _unit(across)
        for bar in _bars(trace, lying):
            start = bar["base"]
            if start is None:
                key = (trace.get("xaxis"), bar["name"], bar["length"] < 0)
                start = ends.get(key, 0.0) if mode in ("stack", "relative") else 0.0
                ends[key] = start + bar["length"]
            thick = abs(unit) * (bar["width"] if bar["width"] is not None else share / beside)
            middle = across.at(bar["name"]) + (place - (beside - 1) / 2) * thick * (beside > 1)
            if bar["offset"] is not None:
                middle = across.at(bar["name"]) + unit * (bar["offset"] + (bar["width"] or share) / 2)
            span = along.at(start), along.at(start + bar["length"])
            _bar(plot, middle, thick, span, lying, bar, trace)


def _unit(across: Scale) -> float:
    """Pixels of one step of the axis."""
    return (across.end - across.start) / ((across.high - across.low) or 1)


def _bars(trace: Mark, lying: bool) -> list[dict[str, Any]]:
    """One dict a bar: name, length, base, width, offset, ink, text."""
    xs, ys = both_values(trace, "x", "y")
    names, lengths = (ys, xs) if lying else (xs, ys)
    size, marker = len(names), trace.get("marker") or {}
    line = marker.get("line") or {}
    columns = {
        "name": names,
        "length": lengths,
        "base": each(trace.get("base"), size),
        "width": each(trace.get("width"), size),
        "offset": each(trace.get("offset"), size),
        "ink": each(marker.get("color", LIGHT.common), size),
        "edge": each(line.get("color"), size),
        "edge_width": each(line.get("width", 0), size),
        "text": each(trace.get("text") if trace.get("textposition", "none") != "none" else None, size),
    }
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [row for row in rows if row["length"] is not None and row["length"] == row["length"]]


def _bar(
    plot: Axes, middle: float, thick: float, span: tuple[float, float], lying: bool, bar: Mark, trace: Mark
) -> None:
    from matplotlib.patches import Rectangle

    low, long = min(span), abs(span[1] - span[0])
    corner = (low, middle - thick / 2) if lying else (middle - thick / 2, low)
    marker = trace.get("marker") or {}
    pattern = marker.get("pattern") or {}
    edge = pattern.get("fgcolor", LIGHT.second_text) if pattern.get("shape") else bar["edge"]
    wide = 0 if pattern.get("shape") or not edge else bar["edge_width"] or 0
    size = (long, thick) if lying else (thick, long)
    hatch = "////" if pattern.get("shape") else None
    look = {"facecolor": colour(bar["ink"]), "edgecolor": colour(edge), "lw": wide, "hatch": hatch}
    plot.add_patch(Rectangle(corner, *size, alpha=marker.get("opacity"), zorder=2, **look))
    if bar["text"]:
        at = (low + long / 2, middle) if lying else (middle, low + long / 2)
        ink = colour((trace.get("textfont") or {}).get("color", LIGHT.text))
        write(plot, *at, bar["text"], size=13, colour=ink, ha="center", va="center")


def draw_heatmap(plot: Axes, trace: Mapping[str, Any], x: Scale, y: Scale) -> None:
    """Cells with their colour of the scale and, when the trace writes them, their texts."""
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    rows = [list(row) for row in trace["z"]]
    xs = list(trace["x"]) if trace.get("x") is not None else list(range(len(rows[0]) if rows else 0))
    ys = list(trace["y"]) if trace.get("y") is not None else list(range(len(rows)))
    known = [float(v) for row in rows for v in row if v is not None and v == v]
    low, high = trace.get("zmin", min(known, default=0)), trace.get("zmax", max(known, default=1))
    stops = [(float(at), colour(ink)) for at, ink in trace["colorscale"]]
    ramp = LinearSegmentedColormap.from_list("cells", stops, N=1024)
    wide, tall = _step([x.at(v) for v in xs]), _step([y.at(v) for v in ys])
    gap_x, gap_y = float(trace.get("xgap", 0)), float(trace.get("ygap", 0))
    for at_y, row in zip((y.at(v) for v in ys), rows, strict=True):
        for at_x, value in zip((x.at(v) for v in xs), row, strict=True):
            if value is not None and value == value:
                ink = ramp((float(value) - low) / ((high - low) or 1))
                corner = (at_x - (wide - gap_x) / 2, at_y - (tall - gap_y) / 2)
                plot.add_patch(Rectangle(corner, wide - gap_x, tall - gap_y, facecolor=ink, lw=0, zorder=2))


def _step(places: list[float]) -> float:
    return float(np.median(np.abs(np.diff(places)))) if len(places) > 1 else 20.0
