"""Any figure of the pages as an SVG to take away: title, measure, note and source are inside the picture.

Reads the Plotly figure (the kinds of marks our charts use; another kind is refused) and draws it with matplotlib in the
figure's own colours. The same figure gives the same bytes. Mixed bold and plain words of one label come out plain.
"""

from __future__ import annotations

import base64
import io
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.charts.picture_axes import Scale, scale_of
from analytics.charts.picture_bars import draw_bars, draw_heatmap
from analytics.charts.picture_marks import dash, draw_scatter
from analytics.charts.picture_words import SMALLER, colour, draw_annotation, plain
from analytics.charts.theme import LIGHT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 900.0  # pixels, of the whole picture
RIGHT = 22.0  # pixels at least right of an axis: half of its last label
SIDE, LINE = 12.0, 18.0
LETTERS = 122  # of a line of small words over the width
USUAL_HEIGHT = 330
MARKS = ("scatter", "bar", "heatmap")
STYLE: dict[Any, Any] = {"svg.fonttype": "path", "svg.hashsalt": "picture", "hatch.linewidth": 0.6}


class UnknownMark(ValueError):
    """A kind of mark that the picture cannot draw yet; the message names it."""


def figure_svg(figure: Any, *, title: str, subtitle: str = "", note: str = "", source: str = "") -> bytes:
    """The figure as SVG text with its words around it. Raises UnknownMark for a kind of mark no chart of ours uses."""
    import matplotlib
    from matplotlib.figure import Figure

    drawn = _decoded(figure.to_dict())
    layout = drawn.get("layout", {})
    page, ink = layout.get("paper_bgcolor", LIGHT.page), (layout.get("hoverlabel") or {}).get("font", {})
    heading = textwrap.wrap(title, 90)
    head, foot = _lines(subtitle), [*_lines(note), *_lines(source)]
    above = LINE * (1.25 * len(heading) + len(head)) + 20
    height = float(layout.get("height") or USUAL_HEIGHT)
    whole = above + height + LINE * len(foot) + 14
    with matplotlib.rc_context(STYLE):
        picture = Figure(figsize=(WIDTH / 72, whole / 72), dpi=72, facecolor=page)
        plot = picture.add_axes((0, 0, 1, 1))
        plot.set_axis_off()
        plot.set_xlim(0, WIDTH)
        plot.set_ylim(whole, 0)
        _draw(plot, drawn.get("data", []), layout, top=above, height=height)
        second = (layout.get("font") or {}).get("color", LIGHT.second_text)
        strong = ink.get("color", LIGHT.text)
        _block(plot, heading, 12.0, size=16, color=strong, weight="bold", line=LINE * 1.25)
        _block(plot, head, 14 + LINE * 1.25 * len(heading), size=12, color=second)
        _block(plot, foot, above + height + 6, size=12, color=second)
        target = io.BytesIO()
        picture.savefig(target, format="svg", facecolor=page, metadata={"Date": None, "Title": title})
    return target.getvalue()


def _decoded(value: Any) -> Any:
    """Plotly's packed numbers as lists."""
    if isinstance(value, Mapping):
        if set(value) >= {"dtype", "bdata"}:
            packed = value["bdata"]
            raw = base64.b64decode(packed) if isinstance(packed, str) else bytes(packed)
            numbers = np.frombuffer(raw, dtype=value["dtype"])
            if "shape" in value:
                numbers = numbers.reshape([int(side) for side in str(value["shape"]).split(",")])
            return numbers.tolist()
        return {key: _decoded(inner) for key, inner in value.items()}
    if isinstance(value, np.ndarray):
        return value.tolist() if value.dtype.kind != "M" else list(value.astype("datetime64[D]").tolist())
    return [_decoded(inner) for inner in value] if isinstance(value, list | tuple) else value


def _lines(words: str) -> list[str]:
    return textwrap.wrap(plain(words), LETTERS) if words else []


def _block(plot: Axes, lines: Sequence[str], top: float, *, size: float, line: float = LINE, **look: Any) -> None:
    for place, words in enumerate(lines):
        plot.text(SIDE, top + place * line, words, size=size * SMALLER, va="top", **look)


def _draw(
    plot: Axes, traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], *, top: float, height: float
) -> None:
    """Axes, shapes, marks and words, in pixels of the picture."""
    unknown = sorted({str(trace.get("type", "scatter")) for trace in traces} - set(MARKS))
    if unknown:
        raise UnknownMark(
            f"The picture cannot draw marks of the kind {', '.join(unknown)}; it draws {', '.join(MARKS)}."
        )
    margin = layout.get("margin") or {}
    box = (
        float(margin.get("l", 60)),
        WIDTH - max(float(margin.get("r", 20)), RIGHT),
        top + float(margin.get("t", 20)),
        top + height - float(margin.get("b", 30)),
    )
    scales = _scales(traces, layout, box)

    def x_at(reference: str, value: Any) -> float:
        return _place(reference, value, scales, box[0], box[1])

    def y_at(reference: str, value: Any) -> float:
        return _place(reference, value, scales, box[3], box[2])

    def of(trace: Mapping[str, Any]) -> tuple[Scale, Scale]:
        return scales[str(trace.get("xaxis", "x"))], scales[str(trace.get("yaxis", "y"))]

    _axes(plot, scales)
    shapes = layout.get("shapes") or []
    for shape in shapes:
        _shape(plot, shape, x_at, y_at)
    shown = [trace for trace in traces if trace.get("visible", True) is True]
    draw_bars(plot, [trace for trace in shown if trace.get("type") == "bar"], of, layout)
    last: list[Any] = []
    for trace in shown:
        if trace.get("type") == "heatmap":
            draw_heatmap(plot, trace, *of(trace))
        elif trace.get("type", "scatter") == "scatter":
            draw_scatter(plot, trace, *of(trace), last)
    for words in layout.get("annotations") or []:
        draw_annotation(plot, words, x_at, y_at, layout.get("font") or {})


def _scales(
    traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], box: tuple[float, float, float, float]
) -> dict[str, Scale]:
    named = {key.replace("axis", ""): value for key, value in layout.items() if re.fullmatch(r"[xy]axis\d*", key)}
    scales = {}
    for name in {"x", "y", *named, *(str(t.get(f"{k}axis", k)) for t in traces for k in "xy")}:
        kind = name[0]
        values: list[Any] = []
        for trace in traces:
            if str(trace.get(f"{kind}axis", kind)) == name and trace.get(kind) is not None:
                values += list(trace[kind])
                lying = trace.get("orientation") == "h"
                values += [0] if trace.get("type") == "bar" and lying == (kind == "x") else []
        span = (box[0], box[1]) if kind == "x" else (box[3], box[2])
        scales[name] = scale_of(named.get(name, {}), values, span)
    return scales


def _place(reference: str, value: Any, scales: Mapping[str, Scale], start: float, end: float) -> float:
    if reference == "paper":
        return start + float(value) * (end - start)
    name, _, domain = reference.partition(" ")
    scale = scales[name]
    return scale.start + float(value) * (scale.end - scale.start) if domain else scale.at_range(value)


def _axes(plot: Axes, scales: Mapping[str, Scale]) -> None:
    """Grid, axis lines, ticks, labels and names of the visible axes."""
    for name, scale in scales.items():
        look = scale.layout
        if look.get("visible", True) is False or not look:
            continue
        lying = name[0] == "x"
        other = scales.get(str(look.get("anchor") or ("y" if lying else "x") + name[1:]), scales["y" if lying else "x"])
        near, far = (other.start, other.end) if look.get("side") not in ("top", "right") else (other.end, other.start)
        beyond = 1 if (near > far) == lying else -1
        font = look.get("tickfont") or {}
        ink, size = font.get("color", LIGHT.second_text), font.get("size", 13)
        sign = (1 if near > far else -1) if lying else (-1 if near < far else 1)
        for at, words in scale.ticks():
            if look.get("showgrid"):
                ends = ([at, at], [near, far]) if lying else ([near, far], [at, at])
                plot.plot(*ends, color=colour(look.get("gridcolor", LIGHT.grid)), lw=1, zorder=0.5)
            if look.get("showticklabels", True):
                gap = sign * (9 if look.get("ticks") == "outside" else 5)
                place = (at, near + gap) if lying else (near + gap, at)
                plot.text(
                    *place, plain(words), size=float(size) * SMALLER, color=ink,
                    ha="center" if lying else ("right" if sign < 0 else "left"),
                    va=("top" if sign > 0 else "bottom") if lying else "center",
                )  # fmt: skip
            if look.get("ticks") == "outside":
                ends = ([at, at], [near, near + 5 * sign]) if lying else ([near, near + 5 * sign], [at, at])
                plot.plot(*ends, color=colour(look.get("tickcolor", LIGHT.axis)), lw=1)
        if look.get("showline"):
            ends = ([scale.start, scale.end], [near, near]) if lying else ([near, near], [scale.start, scale.end])
            plot.plot(*ends, color=colour(look.get("linecolor", LIGHT.axis)), lw=1, zorder=2.5)
        _axis_name(plot, scale, near + sign * (26 if lying else 34) * beyond**2, lying=lying)


def _axis_name(plot: Axes, scale: Scale, beside: float, *, lying: bool) -> None:
    title = scale.layout.get("title") or {}
    words = title if isinstance(title, str) else title.get("text")
    if words:
        middle = (scale.start + scale.end) / 2
        place = (middle, beside) if lying else (beside, middle)
        look: dict[str, Any] = {"va": "top"} if lying else {"va": "center", "rotation": 90}
        plot.text(*place, plain(words), size=13 * SMALLER, color=LIGHT.second_text, ha="center", **look)


def _shape(plot: Axes, shape: Mapping[str, Any], x_at: Any, y_at: Any) -> None:
    from matplotlib.patches import Rectangle

    x0, x1 = (x_at(str(shape.get("xref", "x")), shape[name]) for name in ("x0", "x1"))
    y0, y1 = (y_at(str(shape.get("yref", "y")), shape[name]) for name in ("y0", "y1"))
    line = shape.get("line") or {}
    order = 1 if shape.get("layer") == "below" else 3.5
    if shape.get("type", "rect") == "line":
        ink = colour(line.get("color", LIGHT.axis))
        plot.plot([x0, x1], [y0, y1], color=ink, lw=line.get("width", 1), ls=dash(line.get("dash")), zorder=order)
        return
    if shape.get("type", "rect") != "rect":
        raise UnknownMark(f"The picture cannot draw a shape of the kind {shape['type']}.")
    corner = (min(x0, x1), min(y0, y1))
    fill, edge = colour(shape.get("fillcolor", "none")), colour(line.get("color"))
    wide = line.get("width", 0) if line.get("color") else 0
    plot.add_patch(
        Rectangle(
            corner, abs(x1 - x0), abs(y1 - y0), facecolor=fill, edgecolor=edge, lw=wide, zorder=order,
            alpha=shape.get("opacity"), ls=dash(line.get("dash")),
        )
    )  # fmt: skip
