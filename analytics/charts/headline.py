"""The headline bar: the benchmark figure with its interval, the range over definitions and the published range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import LABEL_SIZE, TICK_SIZE, Theme, house_layout, note, time_axis
from analytics.charts.wording import percent, percent_range

HEIGHT = 172
FIRST_LANE = 0.58
SECOND_LANE = 0.24
BAND_TOP = 0.94
END_WIDTH, REACHED_WIDTH = 0.17, 0.36  # of the axis, at the width between phone and wide page
LEFT_ROOM, RIGHT_ROOM = 0.17, 0.2  # of the axis: an end label with less room on a phone goes above the bar


@dataclass(frozen=True)
class Headline:
    """What the bar draws; every share is 0–1, None = not estimable.

    `strictest` and `most_lenient` are the ends of the range over definitions (not a confidence interval).
    """

    value: float | None
    low: float | None
    high: float | None
    reached_value: float | None
    reached_low: float | None
    reached_high: float | None
    strictest: float | None
    most_lenient: float | None
    range_low: float | None
    range_high: float | None


def headline_figure(headline: Headline, theme: Theme) -> go.Figure:
    """Published range behind, range over definitions in grey, interval and point in blue, responders below."""
    layout = house_layout(theme, height=HEIGHT, margin=(16, 22, 24, 26)) | {
        "xaxis": time_axis(theme, range=[0, 1], tickvals=[0, 0.25, 0.5, 0.75, 1], tickformat=".0%"),
        "yaxis": {"visible": False, "range": [0, 1], "fixedrange": True},
        "shapes": _published_range(headline, theme),
        "annotations": _labels(headline, theme),
    }
    return figure_of(_range(headline, theme) + _reached(headline, theme) + _primary(headline, theme), layout)


def _published_range(headline: Headline, theme: Theme) -> list[dict[str, Any]]:
    if headline.range_low is None or headline.range_high is None:
        return []
    low, high = headline.range_low, headline.range_high
    band = {
        "type": "rect",
        "layer": "below",
        "x0": low,
        "x1": high,
        "y0": 0,
        "y1": BAND_TOP,
        "fillcolor": theme.benchmark_fill,
        "line": {"width": 0},
    }
    edge = {"type": "line", "layer": "below", "y0": 0, "y1": BAND_TOP}
    line = {"color": theme.benchmark, "width": 1.5, "dash": "dot"}
    return [band] + [edge | {"x0": at, "x1": at, "line": line} for at in (low, high)]


def _bar(low: float, high: float, lane: float, width: float, colour: str, words: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [low, high],
        "y": [lane, lane],
        "line": {"color": colour, "width": width},
        "hovertemplate": words + "<extra></extra>",
    }


def _range(headline: Headline, theme: Theme) -> list[dict[str, Any]]:
    low, high = headline.strictest, headline.most_lenient
    if low is None or high is None:
        return []
    line = _bar(low, high, FIRST_LANE, 2, theme.common, f"range over definitions {percent_range(low, high)}")
    caps = {
        "type": "scatter",
        "mode": "markers",
        "x": [low, high],
        "y": [FIRST_LANE, FIRST_LANE],
        "hoverinfo": "skip",
        "marker": {"symbol": "line-ns", "size": 16, "opacity": 1, "line": {"width": 2, "color": theme.common}},
    }
    return [line, caps]


def _primary(headline: Headline, theme: Theme) -> list[dict[str, Any]]:
    if headline.value is None:
        return []
    words = f"{percent(headline.value)}, 95% {percent_range(headline.low, headline.high)}"
    interval = []
    if headline.low is not None and headline.high is not None:
        interval = [_bar(headline.low, headline.high, FIRST_LANE, 12, theme.good, words)]
    point = {
        "type": "scatter",
        "mode": "markers",
        "x": [headline.value],
        "y": [FIRST_LANE],
        "hovertemplate": words + "<extra></extra>",
        "marker": {
            "symbol": "circle",
            "size": 17,
            "color": theme.page,
            "opacity": 1,
            "line": {"width": 3.5, "color": theme.good},
        },
    }
    return [*interval, point]


def _reached(headline: Headline, theme: Theme) -> list[dict[str, Any]]:
    if headline.reached_value is None:
        return []
    words = f"only those reached {percent(headline.reached_value)}"
    words += f", 95% {percent_range(headline.reached_low, headline.reached_high)}"
    interval = []
    if headline.reached_low is not None and headline.reached_high is not None:
        interval = [_bar(headline.reached_low, headline.reached_high, SECOND_LANE, 4, theme.common, words)]
    point = {
        "type": "scatter",
        "mode": "markers",
        "x": [headline.reached_value],
        "y": [SECOND_LANE],
        "hovertemplate": words + "<extra></extra>",
        "marker": {
            "symbol": "diamond",
            "size": 11,
            "color": theme.page,
            "opacity": 1,
            "line": {"width": 2, "color": theme.common},
        },
    }
    return [*interval, point]


def _labels(headline: Headline, theme: Theme) -> list[dict[str, Any]]:
    return (
        _range_label(headline, theme)
        + _value_label(headline, theme)
        + _end_labels(headline, theme)
        + _reached_label(headline, theme)
    )


def _range_label(headline: Headline, theme: Theme) -> list[dict[str, Any]]:
    if headline.range_low is None or headline.range_high is None:
        return []
    text = f"Published range {percent_range(headline.range_low, headline.range_high)}"
    middle = (headline.range_low + headline.range_high) / 2
    return [note(text, x=middle, y=BAND_TOP, yanchor="bottom", yshift=1, colour=theme.benchmark_text)]


def _value_label(headline: Headline, theme: Theme) -> list[dict[str, Any]]:
    if headline.value is None:
        return [note("not estimable", x=0.5, y=FIRST_LANE, colour=theme.second_text)]
    text = f"<b>{percent(headline.value)}</b>"
    return [note(text, x=headline.value, y=FIRST_LANE, yanchor="bottom", yshift=10, colour=theme.good, size=LABEL_SIZE)]


def _end_labels(headline: Headline, theme: Theme) -> list[dict[str, Any]]:
    """Names and values at the ends of the range over definitions."""
    low, high = headline.strictest, headline.most_lenient
    if low is None or high is None:
        return []
    left = _clear_of_edges(min(low, low if headline.low is None else headline.low), headline, width=END_WIDTH)
    right = max(high, high if headline.high is None else headline.high)
    return [
        _end_label("strictest", low, left, theme, side="left", room=left >= LEFT_ROOM),
        _end_label("most lenient", high, right, theme, side="right", room=right <= 1 - RIGHT_ROOM),
    ]


def _clear_of_edges(right_end: float, headline: Headline, *, width: float) -> float:
    """Where a label that ends at `right_end` may end so that no edge of the published range runs through it."""
    for edge in (headline.range_high, headline.range_low):
        if edge is not None and right_end - width < edge < right_end:
            right_end = edge
    return right_end


def _end_label(name: str, share: float, at: float, theme: Theme, *, side: str, room: bool) -> dict[str, Any]:
    """Beside what is drawn (`at`) where there is room on a phone, else above it, at the figure's edge."""
    text = f"{name}<br><b>{percent(share)}</b>"
    if room:
        beside: dict[str, Any] = {
            "xanchor": "right" if side == "left" else "left",
            "xshift": -8 if side == "left" else 8,
        }
        return note(text, x=at, y=FIRST_LANE, align=beside["xanchor"], colour=theme.second_text, **beside)
    edge: dict[str, Any] = {"x": 0.0, "xshift": -12} if side == "left" else {"x": 1.0, "xshift": 18}
    return note(
        text, y=FIRST_LANE, yanchor="bottom", yshift=8, xanchor=side, align=side, colour=theme.second_text, **edge
    )


def _reached_label(headline: Headline, theme: Theme) -> list[dict[str, Any]]:
    if headline.reached_value is None:
        return []
    low = headline.reached_low if headline.reached_low is not None else headline.reached_value
    high = headline.reached_high if headline.reached_high is not None else headline.reached_value
    text = f"only those reached <b>{percent(headline.reached_value)}</b>"
    end = _clear_of_edges(low, headline, width=REACHED_WIDTH)
    place: dict[str, Any] = {"x": end, "xanchor": "right", "xshift": -8}
    if end < 0.45:
        place = {"x": high, "xanchor": "left", "xshift": 8}
    return [note(text, y=SECOND_LANE, colour=theme.second_text, size=TICK_SIZE, **place)]
