"""The flow diagram (Sankey): people from stage to stage, as bands whose height is their number.

Drawn as filled bands rather than by Plotly's own kind, so that labels lie where they fit at every width, a mark can be
clicked, and the printed page in grey still reads: what is blue is also written.
"""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.flow_places import Band, Picture, places
from analytics.charts.theme import Theme, house_layout, note, rgba
from analytics.charts.wording import count, plural

TOP, BOTTOM, LEFT, RIGHT = 30, 6, 2, 2
STEPS = 14
"""Points of the curve of a band's edge."""

GREY, ACCENT = 0.28, 0.42
"""How strongly a band is drawn: overlapping bands stay apart."""


def flows_figure(frame: pd.DataFrame, theme: Theme, *, accent: tuple[str, ...] = ()) -> go.Figure:
    """Every flow of the frame (`pathways.flows`) as a band; `accent` names the values whose bands are blue."""
    picture = places(frame)
    height = round(picture.height) + TOP + BOTTOM
    layout = house_layout(theme, height=height, margin=(LEFT, RIGHT, TOP, BOTTOM)) | {
        "xaxis": {"visible": False, "fixedrange": True, "range": [0, 1]},
        "yaxis": {"visible": False, "fixedrange": True, "range": [picture.height, 0]},
        "annotations": [*_headings(picture, theme), *_labels(picture, theme)],
    }
    bands = [_band(band, theme, accent) for band in picture.bands]
    return figure_of([*bands, *_nodes(picture, theme, accent), _handles(picture)], layout)


def _band(band: Band, theme: Theme, accent: tuple[str, ...]) -> dict[str, Any]:
    share = np.linspace(0, 1, STEPS)
    rise = share * share * (3 - 2 * share)
    x = band.x0 + (band.x1 - band.x0) * share
    top = band.y0 + (band.y1 - band.y0) * rise
    blue = {band.source, band.target} & set(accent)
    colour = rgba(theme.good, ACCENT) if blue else rgba(theme.common, GREY)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*x.tolist(), *x[::-1].tolist()],
        "y": [*top.tolist(), *(top[::-1] + band.thickness).tolist()],
        "fill": "toself",
        "fillcolor": colour,
        "line": {"width": 0.75, "color": theme.page},
        "hoverinfo": "skip",
        "name": f"{band.source} to {band.target}",
    }


def _nodes(picture: Picture, theme: Theme, accent: tuple[str, ...]) -> list[dict[str, Any]]:
    """Upright bars where bands begin and end; blue ones for what is marked, grey ones for the rest."""
    found = []
    for colour, wanted in ((theme.common, False), (theme.good, True)):
        here = [node for node in picture.nodes if (node.name in accent) == wanted]
        x = [value for node in here for value in (node.x, node.right, node.right, node.x, None)]
        y = [value for node in here for value in (node.y, node.y, node.foot, node.foot, None)]
        bars = {"type": "scatter", "mode": "lines", "x": x, "y": y, "fill": "toself", "fillcolor": colour}
        found.append(bars | {"line": {"width": 0}, "hoverinfo": "skip", "name": "values"})
    return [trace for trace in found if trace["x"]]


def _handles(picture: Picture) -> dict[str, Any]:
    """An unseen mark on the middle of every band, to point at and to click; `customdata` is the frame's row."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [(band.x0 + band.x1) / 2 for band in picture.bands],
        "y": [(band.y0 + band.y1 + band.thickness) / 2 for band in picture.bands],
        "marker": {"size": 14, "opacity": 1, "color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "customdata": [[band.row] for band in picture.bands],
        "text": [
            f"{escape(band.source)} → {escape(band.target)}: {plural(band.n, 'person', 'people')}"
            for band in picture.bands
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "name": "flows",
    }


def _headings(picture: Picture, theme: Theme) -> list[dict[str, Any]]:
    above: dict[str, Any] = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 8, "xanchor": "left"}
    return [
        note(f"<b>{escape(words[:1].upper() + words[1:])}</b>", x=x, colour=theme.second_text, **above)
        for x, words in picture.headings
    ]


def _labels(picture: Picture, theme: Theme) -> list[dict[str, Any]]:
    """Name and number beside every bar, over several short lines; under the bar of the small flows."""
    found = []
    for node in picture.nodes:
        *names, last = node.lines
        words = last.removesuffix(count(node.n))
        text = "<br>".join([*map(escape, names), f"{escape(words)}<b>{count(node.n)}</b>"])
        if node.small:
            place: dict[str, Any] = {"x": (node.x + node.right) / 2, "y": node.foot, "xanchor": "center"}
            found.append(note(text, colour=theme.second_text, yanchor="top", yshift=-1, **place))
        else:
            place = {"x": node.right, "y": (node.y + node.foot) / 2, "xanchor": "left", "xshift": 3}
            found.append(note(text, colour=theme.text, align="left", yanchor="middle", **place))
    return found
