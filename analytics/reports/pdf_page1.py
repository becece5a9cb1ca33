"""Page 1: finding, headline with its bar, the table of all measures, two pictures, what to look at next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.reports.frozen import Block, Cell, Chart, Paragraph, Table
from analytics.reports.pdf_blocks import Pictures, chart_of, table_of
from analytics.reports.pdf_columns import beside
from analytics.reports.pdf_words import line, sentence
from analytics.reports.pictures.style import LEFT, RIGHT

GLANCE = "glance"
"""Key of the section of page 1, and of its table of all measures."""


def page1_of(blocks: Sequence[Block], pictures: Pictures, room: float) -> dict[str, Any]:
    """Headline, table of all measures, two pictures, what to look at next; `rest` is what has no place there."""
    tables = {block.key: block for block in blocks if isinstance(block, Table)}
    charts = {block.key: block for block in blocks if isinstance(block, Chart)}
    following, items, others = _next(blocks)
    used = {id(block) for block in (tables.get("headline"), tables.get(GLANCE)) if block}
    used |= {id(charts[key]) for key in ("headline", "survival", "control") if key in charts}
    headline = charts.get("headline")
    return {
        "headline": _headline(tables["headline"]) if "headline" in tables and tables["headline"].rows else None,
        "headline-picture": pictures.add(headline.svg, headline.alt, room=room * 0.6) if headline else None,
        "table": table_of(tables[GLANCE], pictures, room, fill=True) if GLANCE in tables else None,
        "left": chart_of(charts["survival"], pictures, LEFT) if "survival" in charts else None,
        "right": chart_of(charts["control"], pictures, RIGHT + 2) if "control" in charts else None,
        "next": {"title": following, "items": items} if items else None,
        "rest": [block for block in others if id(block) not in used],
    }


def _next(blocks: Sequence[Block]) -> tuple[str, list[str], list[Block]]:
    """The first heading's paragraphs are what to look at next; everything else keeps its place."""
    title, items, others = "", [], []
    inside = False
    for block in blocks:
        if isinstance(block, Paragraph) and block.look == "heading" and not title:
            title, inside = line(block.text), True
        elif inside and isinstance(block, Paragraph) and block.look == "text":
            items.append(line(block.text))
        else:
            inside = False
            others.append(block)
    return title, items, others


def _headline(table: Table) -> dict[str, Any]:
    """The figure of the first row in large, the title as verdict, the first note; the rest as running text below."""
    first, *others = table.rows
    figure = _figure(first)
    name = line(first[0].text)
    interval, of = beside(figure)
    about = [words for words in (interval and f"95% interval {interval}", of) if words]
    lines = [", ".join(about)] if about else []
    for row in others:
        found = _figure(row)
        interval, of = beside(found)
        said = (_named(row[0].text, found), interval and f"95% {interval}", of)
        lines.append(", ".join(words for words in said if words))
    first_note, *notes = table.notes or ("",)
    return {
        "figure": line(figure.text),
        "name": name,
        "verdict": line(sentence(table.title)),
        "tail": line(first_note),
        "lines": line(" ".join([sentence("; ".join(lines)), *map(sentence, (table.subtitle, *notes))])),
    }


def _named(name: str, figure: Cell) -> str:
    """ "only those reached 63%", "deceased: hidden"."""
    small = f"{name[:1].lower()}{name[1:]}" if name[1:2].islower() else name
    return f"{small} {figure.text}" if figure.value is not None else f"{small}: {figure.text}"


def _figure(row: tuple[Cell, ...]) -> Cell:
    return next((cell for cell in row if cell.kind != "words"), row[-1])
