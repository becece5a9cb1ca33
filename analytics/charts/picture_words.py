"""Words of a figure in its picture: annotations and texts of marks, without their HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import TYPE_CHECKING, Any

from analytics.charts.theme import LIGHT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SMALLER = 0.88  # the font of the picture runs wider than the page's
LINE_SPACING = 1.25
SIDES = {"left": "left", "right": "right", "center": "center", "auto": "center", "middle": "center"}
RISES = {"top": "top", "bottom": "bottom", "middle": "center", "auto": "center"}

Place = Callable[[str, Any], float]
"""The pixel of a coordinate: its reference ("x2", "paper", "y domain") and value."""


def colour(value: Any) -> Any:
    """A colour of Plotly as matplotlib takes it."""
    found = re.fullmatch(r"rgba?\(([^)]*)\)", str(value).replace(" ", ""))
    if not found:
        return "none" if value in (None, "transparent") else value
    red, green, blue, *opacity = (float(part) for part in found[1].split(","))
    return (red / 255, green / 255, blue / 255, opacity[0] if opacity else 1.0)


def plain(text: Any) -> str:
    """Text without tags; line breaks kept."""
    broken = re.sub(r"<br\s*/?>", "\n", str(text))
    return unescape(re.sub(r"<[^>]+>", "", broken)).replace("$", r"\$")


def is_bold(text: Any) -> bool:
    """Whether the whole text is bold."""
    return bool(re.fullmatch(r"\s*<b>(?:(?!</b>).)*</b>\s*", str(text), flags=re.DOTALL))


def write(plot: Axes, x: float, y: float, text: Any, *, size: float, colour: Any, **more: Any) -> None:
    """One text at a pixel."""
    words = plain(text)
    if words.strip() and x == x and y == y:
        weight = "bold" if is_bold(text) else "normal"
        plot.text(
            x, y, words, size=size * SMALLER, color=colour, weight=weight, linespacing=LINE_SPACING, zorder=6, **more
        )


def draw_annotation(plot: Axes, note: Mapping[str, Any], x_at: Place, y_at: Place, base: Mapping[str, Any]) -> None:
    """One annotation; its shifts are pixels, upwards for y."""
    font = {**base, **(note.get("font") or {})}
    x_reference, y_reference = str(note.get("xref", "x")), str(note.get("yref", "y"))
    x = x_at(x_reference, note.get("x")) + float(note.get("xshift") or 0)
    y = y_at(y_reference, note.get("y")) - float(note.get("yshift") or 0)
    side = str(note.get("xanchor", "auto"))
    if side == "auto" and x_reference == "paper":
        side = _third(float(note.get("x") or 0), "left", "right")
    rise = str(note.get("yanchor", "auto"))
    if rise == "auto" and y_reference == "paper":
        rise = _third(float(note.get("y") or 0), "bottom", "top")
    box = {"facecolor": colour(note["bgcolor"]), "edgecolor": "none", "pad": 1.0} if note.get("bgcolor") else None
    write(
        plot,
        x,
        y,
        note.get("text", ""),
        size=float(font.get("size", 13)),
        colour=font.get("color", LIGHT.text),
        ha=SIDES[side],
        va=RISES[rise],
        rotation=-float(note.get("textangle") or 0),
        bbox=box,
    )


def _third(place: float, low: str, high: str) -> str:
    return low if place < 1 / 3 else high if place > 2 / 3 else "middle"


def around(position: str, gap: float) -> dict[str, Any]:
    """Shift and alignment of a mark's text for Plotly's `textposition` ("middle right")."""
    rise, _, side = position.partition(" ")
    dx = {"right": gap, "left": -gap}.get(side, 0.0)
    dy = {"top": -gap, "bottom": gap}.get(rise, 0.0)
    align = {"right": "left", "left": "right"}.get(side, "center")
    stand = {"top": "bottom", "bottom": "top"}.get(rise, "center")
    return {"dx": dx, "dy": dy, "ha": align, "va": stand}
