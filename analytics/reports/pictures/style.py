"""The look of every printed picture: sizes in millimetres, the report's own font, colours that survive grey print.

A picture is drawn from a released table inside `printed()` on a `sheet()` and leaves as `svg_of()`. It is set on the
page at exactly the size it was drawn, so that its words keep their size. Titles and subtitles are text of the page,
never of the picture; words inside are drawn as shapes, so no font is needed to read it.

Page 1 takes these from the section "glance", by key: table and picture "headline" (the row of everyone first; the
title is the verdict), table "glance" (one row a measure, one column a trend), pictures "survival" and "control", and
the paragraphs from the heading "What to look at next" on. Whatever else the section holds follows on page 2.

Grey until it is news: `LIGHT.common` for lines, `LIGHT.good` and `LIGHT.concern` only for what is news, and never
colour alone: the second group is dashed, signals are triangles, a group's name stands at its line.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.charts.theme import LIGHT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FONTS = Path(__file__).resolve().parent.parent / "typst" / "fonts"
FAMILY = "Source Sans 3"
"""Its weights: 400 (regular), 600 (semibold), 700 (bold), 400 italic."""

MILLIMETRES_AN_INCH = 25.4

# Width × height on the page (Letter and A4 both hold 178 mm between the margins).
FULL = 178.0
"""The whole width: a picture of a section."""
LEFT, RIGHT = 101.0, 70.0
"""Page 1 below the table: survival left, control chart right, 7 mm between them."""
HEADLINE = (104.0, 30.0)
SURVIVAL = (LEFT, 62.0)
CONTROL = (RIGHT, 44.0)
TREND = (29.0, 6.2)

# Points.
TEXT, SMALL = 8.5, 8.0
"""Direct labels and key values; ticks and minor notes. Nothing smaller."""
CURVE, LINE, THIN = 1.7, 1.0, 0.6
"""The main line, second lines (limits, means, whiskers), axis and grid."""
DOT, SIGNAL = 3.2, 5.0
"""Marker sizes: a point, a triangle of a signal."""
DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1, 1.2)), (0, (6, 2, 1, 2)))
"""Solid, dashed, dotted, dash and dot: groups in their order."""
GROUP_COLOURS = LIGHT.series
BAND = 0.15
"""Opacity of an interval's band."""

RC: dict[Any, Any] = {
    "svg.fonttype": "path",
    "font.family": [FAMILY],
    "font.size": SMALL,
    "axes.titlesize": TEXT,
    "axes.labelsize": SMALL,
    "axes.labelcolor": LIGHT.second_text,
    "axes.edgecolor": LIGHT.axis,
    "axes.linewidth": THIN,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "axes.facecolor": "none",
    "grid.color": LIGHT.grid,
    "grid.linewidth": THIN,
    "text.color": LIGHT.text,
    "xtick.color": LIGHT.axis,
    "xtick.labelcolor": LIGHT.second_text,
    "xtick.labelsize": SMALL,
    "xtick.major.size": 2.5,
    "xtick.major.width": THIN,
    "ytick.color": LIGHT.axis,
    "ytick.labelcolor": LIGHT.second_text,
    "ytick.labelsize": SMALL,
    "ytick.major.size": 0,
    "lines.linewidth": CURVE,
    "lines.markersize": DOT,
    "hatch.linewidth": THIN,
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "legend.frameon": False,
}


@contextmanager
def printed() -> Iterator[None]:
    """Everything drawn inside takes the report's look."""
    import matplotlib

    _fonts_known()
    with matplotlib.rc_context(RC):
        yield


def sheet(width: float, height: float) -> Figure:
    """An empty figure of so many millimetres; add axes with `box(...)`."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width / MILLIMETRES_AN_INCH, height / MILLIMETRES_AN_INCH), dpi=72)


def box(figure: Figure, *, left: float, right: float, top: float, bottom: float) -> tuple[float, float, float, float]:
    """The rectangle for `figure.add_axes`, from margins in millimetres."""
    width, height = (float(side) * MILLIMETRES_AN_INCH for side in figure.get_size_inches())
    return left / width, bottom / height, (width - left - right) / width, (height - top - bottom) / height


def svg_of(figure: Figure, *, key: str) -> str:
    """The figure as SVG text: the same letters for the same figure, and no id in it is that of another `key`."""
    import matplotlib

    target = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with matplotlib.rc_context({"svg.hashsalt": key}):
        figure.savefig(target, format="svg", metadata=nothing)
    svg = target.getvalue()
    named = re.sub(
        r'(\bid="|href="#|url\(#)', rf"\g<1>{re.sub(r'[^A-Za-z0-9_-]', '-', key)}-", svg[svg.index("<svg") :]
    )
    return re.sub(r"[ \t]+\n", "\n", named)


@cache
def _fonts_known() -> None:
    """Matplotlib finds the report's fonts, whatever the computer has."""
    from matplotlib import font_manager

    for file in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(str(file))
