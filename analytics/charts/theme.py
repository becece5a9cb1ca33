"""Colours, sizes and the house layout of every figure, as data for the light and the dark page.

Contrasts and colour-blind distances of these values were measured; change them only together with
`.streamlit/config.toml` (a test keeps page, text and series colours equal).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FONT = '"Source Sans", "Source Sans 3", sans-serif'
TICK_SIZE = 13
LABEL_SIZE = 15
NOTE_SIZE = 12
BAND_OPACITY = 0.15
THIN_BAND_OPACITY = 0.07
CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


@dataclass(frozen=True)
class Theme:
    """Every colour a figure may use, named after what it means."""

    page: str
    panel: str
    text: str
    second_text: str
    good: str
    concern: str
    common: str
    limit: str
    whisker: str
    missing: str
    benchmark: str
    benchmark_text: str
    benchmark_fill: str
    axis: str
    grid: str
    table_line: str
    limits_fill: str
    series: tuple[str, ...]
    readable_series: frozenset[int]  # positions whose colour may be used for text (contrast at least 4.5)
    week: dict[str, tuple[str, str]]  # use pattern: symbol → colour of its cell, colour of the symbol on it
    levels: tuple[str, str, str]  # level of care, the most intensive first
    hours: str

    def series_text(self, position: int) -> str:
        """The colour of a direct label: the series' own where it is readable, else the text colour."""
        return self.series[position] if position in self.readable_series else self.text


LIGHT = Theme(
    page="#FFFFFF",
    panel="#F3F6F8",
    text="#101820",
    second_text="#52606D",
    good="#0B60B0",
    concern="#B94E06",
    common="#6B7885",
    limit="#6B7885",
    whisker="#8795A2",
    missing="#7D8A97",
    benchmark="#8A6D00",
    benchmark_text="#705800",
    benchmark_fill="#F8F2DF",
    axis="#7D8A97",
    grid="#E4E9EE",
    table_line="#D5DCE3",
    limits_fill="#EEF2F5",
    series=(
        "#0B60B0",
        "#B94E06",
        "#3E2B5C",
        "#0A5D4C",
        "#9C5A7C",
        "#7D7B50",
        "#148BF7",
        "#BB7F07",
        "#8688AF",
        "#354818",
    ),
    readable_series=frozenset({0, 1, 2, 3, 4, 9}),
    week={
        "-": ("#A9CDEB", "#101820"),
        "+": ("#9C3A00", "#FFFFFF"),
        "*": ("#E58A4E", "#101820"),
        "o": ("#6B7785", "#FFFFFF"),
        "_": ("#F3F6F8", "#101820"),
    },
    levels=("#C3D4E4", "#D9E4EE", "#EBF1F6"),
    hours="#5B7FA3",
)
DARK = Theme(
    page="#0F151C",
    panel="#18212B",
    text="#E8EDF2",
    second_text="#A5B1BD",
    good="#81BCE8",
    concern="#F08D41",
    common="#94A1AE",
    limit="#8794A1",
    whisker="#6B7987",
    missing="#8794A1",
    benchmark="#B89C3C",
    benchmark_text="#D3B962",
    benchmark_fill="#2A2716",
    axis="#74818E",
    grid="#25303B",
    table_line="#33404C",
    limits_fill="#19222C",
    series=(
        "#81BCE8",
        "#F08D41",
        "#AC8CFA",
        "#4B9B86",
        "#C272AC",
        "#E9DC4E",
        "#6468DE",
        "#C9571F",
        "#C9B8C0",
        "#A6EBA0",
    ),
    readable_series=frozenset({0, 1, 2, 3, 4, 5, 8, 9}),
    week={
        "-": ("#2F6499", "#FFFFFF"),
        "+": ("#FFD0AE", "#0F151C"),
        "*": ("#D98A4B", "#0F151C"),
        "o": ("#73808D", "#0F151C"),
        "_": ("#18212B", "#E8EDF2"),
    },
    levels=("#35506B", "#26394D", "#1B2836"),
    hours="#6C93BA",
)


def theme_for(scheme: str | None) -> Theme:
    """The colours for the browser's scheme; light when it is not known."""
    return DARK if scheme == "dark" else LIGHT


def rgba(colour: str, opacity: float) -> str:
    """`#RRGGBB` with an opacity, as CSS understands it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def house_layout(theme: Theme, *, height: int, margin: tuple[int, int, int, int]) -> dict[str, Any]:
    """The layout every figure starts from; `margin` is left, right, top, bottom in pixels."""
    left, right, top, bottom = margin
    return {
        "template": "none",
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        "paper_bgcolor": theme.page,
        "plot_bgcolor": theme.page,
        "font": {"family": FONT, "size": TICK_SIZE, "color": theme.second_text},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": theme.panel,
            "bordercolor": theme.axis,
            "font": {"family": FONT, "size": TICK_SIZE, "color": theme.text},
        },
    }


def time_axis(theme: Theme, **more: Any) -> dict[str, Any]:
    """A horizontal axis: one line, short ticks, no grid."""
    return {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": theme.axis,
        "linewidth": 1,
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": theme.axis,
        "tickfont": {"size": TICK_SIZE, "color": theme.second_text},
    } | more


def share_axis(theme: Theme, **more: Any) -> dict[str, Any]:
    """A vertical percent axis from 0 to 100: horizontal grid only, no line."""
    return {
        "fixedrange": True,
        "showgrid": True,
        "gridcolor": theme.grid,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickformat": ".0%",
        "tickvals": [0, 0.25, 0.5, 0.75, 1],
        "range": [0, 1],
        "tickfont": {"size": TICK_SIZE, "color": theme.second_text},
    } | more


def note(text: str, *, x: float, y: float, colour: str, size: int = TICK_SIZE, **more: Any) -> dict[str, Any]:
    """A text inside a figure (no arrow)."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": {"size": size, "color": colour}} | more
