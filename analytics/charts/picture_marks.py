"""The marks of a figure in its picture: lines, steps, bands, points and texts, in pixels."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.charts.picture_axes import Scale
from analytics.charts.picture_words import around, colour, write
from analytics.charts.theme import LIGHT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HATCHES = {"/": "////", ".": "..", "x": "xx", "-": "--"}  # of Plotly's pattern shapes
DASHES: Mapping[str, Any] = {
    "solid": "-", "dash": (0, (5, 3)), "dot": (0, (1, 2)), "dashdot": (0, (5, 3, 1, 3)), "longdash": (0, (9, 4)),
}  # fmt: skip
SYMBOLS = {
    "circle": "o", "square": "s", "diamond": "D", "triangle-up": "^", "triangle-down": "v", "cross": "P", "x": "X",
    "line-ns": "|", "line-ew": "_", "x-thin": "x", "cross-thin": "+", "diamond-tall": "d", "triangle-right": ">",
    "triangle-left": "<", "star": "*", "hexagon": "h",
}  # fmt: skip
LINES_ONLY = frozenset({"|", "_", "x", "+"})


def dash(name: Any) -> Any:
    """A dash by its name, or by lengths such as "5px,3px"."""
    if not name or name in DASHES:
        return DASHES[name or "solid"]
    return (0, tuple(float(part.removesuffix("px")) for part in re.split(r"[,\s]+", str(name))))


def each(value: Any, size: int) -> list[Any]:
    """One value a point: a list as it is, a single one repeated."""
    if isinstance(value, list | tuple | np.ndarray):
        return list(value)
    return [value] * size


def draw_scatter(plot: Axes, trace: Mapping[str, Any], x: Scale, y: Scale, last: list[Any]) -> None:
    """Lines, bands, points and texts of one trace; `last` holds the line before it (for a band up to it)."""
    xs, ys = both_values(trace, "x", "y")
    at_x, at_y = np.array([x.at(v) for v in xs]), np.array([y.at(v) for v in ys])
    mode = str(trace.get("mode", "lines"))
    line_x, line_y = _stepped(at_x, at_y, (trace.get("line") or {}).get("shape", "linear"))
    shapes_before, lines_before = len(plot.patches), len(plot.lines)
    _fill(plot, trace, line_x, line_y, last, y)
    last[:] = [line_x, line_y]
    line, opacity = trace.get("line") or {}, trace.get("opacity", 1)
    if "lines" in mode and line.get("width", 2):
        ink = colour(line.get("color", LIGHT.common))
        if trace.get("connectgaps"):
            kept = ~(np.isnan(line_x) | np.isnan(line_y))
            line_x, line_y = line_x[kept], line_y[kept]
        plot.plot(
            line_x, line_y, color=ink, lw=line.get("width", 2), ls=dash(line.get("dash")), alpha=opacity, zorder=3
        )
    _keep_inside(plot, [*plot.patches[shapes_before:], *plot.lines[lines_before:]], x, y)
    _errors(plot, trace, xs, ys, x, y)
    if "markers" in mode:
        _points(plot, trace.get("marker") or {}, at_x, at_y, opacity)
    if "text" in mode:
        _texts(plot, trace, at_x, at_y)


def _keep_inside(plot: Axes, drawn: Sequence[Any], x: Scale, y: Scale) -> None:
    """Lines and areas end at the edges of their axes."""
    from matplotlib.transforms import Bbox, TransformedBbox

    inside = TransformedBbox(Bbox([[x.start, y.start], [x.end, y.end]]), plot.transData)
    for one in drawn:
        one.set_clip_on(True)
        one.set_clip_box(inside)


def both_values(trace: Mapping[str, Any], *names: str) -> list[list[Any]]:
    """Both coordinates of a trace; a missing one counts 0, 1, 2 …"""
    first, second = (list(trace[name]) if trace.get(name) is not None else [] for name in names)
    size = max(len(first), len(second))
    return [first or list(range(size)), second or list(range(size))]


def _stepped(x: np.ndarray, y: np.ndarray, shape: str) -> tuple[np.ndarray, np.ndarray]:
    if shape not in ("hv", "vh", "hvh") or len(x) < 2:
        return x, y
    if shape == "hv":
        return np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]
    if shape == "vh":
        return np.repeat(x, 2)[:-1], np.repeat(y, 2)[1:]
    middle = (x[1:] + x[:-1]) / 2
    return np.concatenate([x[:1], np.repeat(middle, 2), x[-1:]]), np.repeat(y, 2)


def _fill(plot: Axes, trace: Mapping[str, Any], x: np.ndarray, y: np.ndarray, last: list[Any], scale: Scale) -> None:
    fill = trace.get("fill")
    if not fill or fill == "none":
        return
    line = trace.get("line") or {}
    ink = colour(trace.get("fillcolor", line.get("color", LIGHT.grid)))
    hatch = HATCHES.get(str((trace.get("fillpattern") or {}).get("shape")))
    look = {
        "facecolor": ink,
        "edgecolor": LIGHT.second_text if hatch else "none",
        "hatch": hatch,
        "lw": 0,
        "zorder": 1.5,
    }
    if fill == "toself":
        for piece in _pieces(x, y):
            plot.fill(*piece, **look)
    elif fill == "tonexty" and last:
        plot.fill(np.concatenate([x, last[0][::-1]]), np.concatenate([y, last[1][::-1]]), **look)
    else:
        floor = scale.at(max(min(scale.low, scale.high), 0.0))
        plot.fill(np.concatenate([x, x[-1:], x[:1]]), np.concatenate([y, [floor, floor]]), **look)


def _pieces(x: np.ndarray, y: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    gaps = np.flatnonzero(np.isnan(x) | np.isnan(y))
    parts = zip([0, *(gaps + 1)], [*gaps, len(x)], strict=True)
    return [(x[start:end], y[start:end]) for start, end in parts if end - start > 2]


def _errors(plot: Axes, trace: Mapping[str, Any], xs: list[Any], ys: list[Any], x: Scale, y: Scale) -> None:
    for name, scale in (("error_x", x), ("error_y", y)):
        bar = trace.get(name) or {}
        if bar.get("array") is None:
            continue
        less = bar["arrayminus"] if bar.get("arrayminus") is not None else bar["array"]
        ink, width = colour(bar.get("color", LIGHT.whisker)), bar.get("thickness", 2)
        for at_x, at_y, below, above in zip(xs, ys, less, bar["array"], strict=True):
            if name == "error_x":
                plot.plot([scale.at(at_x - below), scale.at(at_x + above)], [y.at(at_y)] * 2, color=ink, lw=width)
            else:
                plot.plot([x.at(at_x)] * 2, [scale.at(at_y - below), scale.at(at_y + above)], color=ink, lw=width)


def _points(plot: Axes, marker: Mapping[str, Any], x: np.ndarray, y: np.ndarray, opacity: Any) -> None:
    size, line = len(x), marker.get("line") or {}
    looks = zip(
        x, y, each(marker.get("symbol", "circle"), size), each(marker.get("size", 6), size),
        each(marker.get("color", LIGHT.common), size), each(line.get("color"), size), each(line.get("width", 0), size),
        each(marker.get("opacity", opacity), size), strict=True,
    )  # fmt: skip
    for at_x, at_y, symbol, wide, ink, edge, edge_width, seen in looks:
        if math.isnan(at_x) or math.isnan(at_y) or not wide:
            continue
        name, opened = str(symbol).removesuffix("-open"), str(symbol).endswith("-open")
        shape = SYMBOLS.get(name, "o")
        thin = shape in LINES_ONLY
        around_it = colour(ink) if opened or (thin and not edge) else colour(edge)
        plot.plot(
            [at_x], [at_y], ls="none", marker=shape, ms=wide, mfc="none" if opened or thin else colour(ink),
            mec=around_it, mew=max(edge_width or 0, 1.2) if opened or thin else edge_width or 0, alpha=seen, zorder=4,
        )  # fmt: skip


def _texts(plot: Axes, trace: Mapping[str, Any], x: np.ndarray, y: np.ndarray) -> None:
    font, size = trace.get("textfont") or {}, len(x)
    gap = 6 + (max((float(s or 0) for s in each((trace.get("marker") or {}).get("size", 0), size)), default=0) / 2)
    words = zip(
        x, y, each(trace.get("text", ""), size), each(trace.get("textposition", "middle center"), size),
        each(font.get("size", 13), size), each(font.get("color", LIGHT.text), size), strict=True,
    )  # fmt: skip
    for at_x, at_y, text, position, letters, ink in words:
        side = around(str(position), gap)
        write(
            plot,
            at_x + side["dx"],
            at_y + side["dy"],
            text or "",
            size=letters,
            colour=colour(ink),
            ha=side["ha"],
            va=side["va"],
        )
