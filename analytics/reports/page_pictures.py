"""Pictures inside the page: shapes only, names of their own, colours that follow light and dark."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

from analytics.charts.theme import LIGHT, Theme

SHAPES = frozenset(
    {"svg", "g", "defs", "clipPath", "mask", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use"}
    | {"text", "tspan", "pattern", "linearGradient", "radialGradient", "stop", "symbol"}
)
"""Elements that draw; everything else (scripts, foreign objects, styles of the whole page, comments) is left out."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|\bwhite\b|\bblack\b")
REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)")
PAINTS = ("fill", "stroke", "stop-color", "color")
WORDS = {"white": "#ffffff", "black": "#000000"}


class Drawings:
    """The pictures of one page: no two share a name."""

    def __init__(self) -> None:
        self._number = 0

    def drawn(self, svg: str, alt: str) -> dict[str, Any] | None:
        """The picture as the template sets it: its width, its view box, what is inside, and its words."""
        if not svg:
            return None
        self._number += 1
        root = ElementTree.fromstring(svg)
        width, height = size_of(root)
        inside = "".join(_markup(child, f"p{self._number}-") for child in root)
        box = root.get("viewBox") or f"0 0 {width:g} {height:g}"
        return {"inside": _Safe(inside), "box": box, "width": f"{width:.1f}", "alt": alt or "Picture"}


class _Safe(str):
    """Markup made here of known elements only; Jinja does not escape it again."""

    def __html__(self) -> str:
        return str(self)


def width_of(svg: str) -> float:
    """Millimetres of a picture's width."""
    return size_of(ElementTree.fromstring(svg))[0]


def size_of(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height in millimetres, or those of the view box."""
    units = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96, "": 25.4 / 96}
    found = [re.fullmatch(r"([\d.]+)(mm|cm|in|pt|px|)", root.get(name, "")) for name in ("width", "height")]
    if all(found):
        width, height = (float(side.group(1)) * units[side.group(2)] for side in found if side)
        return width, height
    box = [float(side) for side in re.split(r"[ ,]+", root.get("viewBox", "0 0 100 50").strip())]
    return box[2] * units["px"], box[3] * units["px"]


def _markup(element: ElementTree.Element, prefix: str) -> str:
    name = _local(element.tag)
    if name not in SHAPES:
        return ""
    attributes, style = [], []
    for key, value in element.attrib.items():
        short = _local(key)
        if short in PAINTS:
            style.append(f"{short}:{_inked(_pointed(value, prefix))}")
        elif short == "style":
            style.append(_inked(_pointed(value, prefix)))
        elif (said := _attribute(short, value, prefix)) is not None:
            attributes.append(f' {short}="{_escaped(said)}"')
    if style:
        attributes.append(f' style="{_escaped(";".join(style))}"')
    inside = _escaped(element.text or "") if name in ("text", "tspan") else ""
    inside += "".join(_markup(child, prefix) + _tail(child, name) for child in element)
    return f"<{name}{''.join(attributes)}>{inside}</{name}>" if inside else f"<{name}{''.join(attributes)}/>"


def _attribute(name: str, value: str, prefix: str) -> str | None:
    """The attribute as it may stand here; None leaves it out. References reach only this picture."""
    if name == "id":
        return prefix + value
    if name == "href":
        return f"#{prefix}{value[1:]}" if value.startswith("#") else None
    if name.startswith(("on", "aria")) or name in ("class", "space", "base", "role", "tabindex"):
        return None
    return _pointed(value, prefix)


def _pointed(value: str, prefix: str) -> str:
    """References to names of this picture; any other address goes."""
    inside = REFERENCE.sub(rf"url(#{prefix}\1)", value)
    return re.sub(r"url\((?!#)[^)]*\)", "none", inside)


def _inked(words: str) -> str:
    """Colours of the light theme as names of the style sheet, so that they turn with the scheme."""
    known: dict[str, int] = {}
    for place, colour in enumerate(inks(LIGHT)):
        known.setdefault(colour.lower(), place)

    def turned(match: re.Match[str]) -> str:
        told = match.group().lower()
        told = WORDS.get(told, told)
        full = "#" + "".join(letter * 2 for letter in told[1:]) if len(told) == 4 else told
        if full == "#000000":
            full = LIGHT.text.lower()
        return f"var(--ink-{known[full]})" if full in known else full

    return COLOUR.sub(turned, words)


def _tail(child: ElementTree.Element, parent: str) -> str:
    return _escaped(child.tail or "") if parent in ("text", "tspan") else ""


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1]


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def inks(theme: Theme) -> tuple[str, ...]:
    """Every colour a picture of the report may have, in an order that is the same for light and dark."""
    single = ("page", "panel", "text", "second_text", "good", "concern", "common", "limit", "whisker", "missing")
    more = ("benchmark", "benchmark_text", "benchmark_fill", "axis", "grid", "table_line", "limits_fill")
    return (*(getattr(theme, name) for name in (*single, *more)), *theme.series, *theme.levels, theme.hours)
