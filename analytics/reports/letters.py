"""A sentence for a payer's or a board's letter from each measure of a released report, within what its interval allows.

Two registers: plain, and with the definition. Where the figure is hidden or not estimable there is no sentence, and the
reason stands in its place. Nothing is read but the released tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.charts.wording import percent, points_range, signed_points
from analytics.reports.frozen import Cell, Report, Table

GLANCE, DEFINITIONS, CHANGED, HEADLINE = "glance", "measures", "changed", "headline"
NOW, CHANGE = "Now", "Change in a year"

SUBJECTS = {
    "Abstinent at follow-up": "{share} of the people discharged {when} were abstinent at their first follow-up",
    "Retained 90 days": "{share} of the people admitted {when} were still in treatment 90 days later",
    "Sessions attended": "patients came to {share} of the sessions they could have come to {when}",
    "Due tests given": "{share} of the drug tests due {when} were given",
    "Completed or transferred": "{share} of the people discharged {when} had completed treatment or been transferred",
    "Reached at follow-up": "{share} of the people discharged {when} were reached at follow-up",
    "Readmitted in 6 months": "{share} of the people discharged {when} were readmitted within six months",
}
"""How each measure of the first page begins its sentence."""

ABSTINENCE = "Abstinent at follow-up"
EVERYONE_COUNTS = "Everyone counts: who was not reached counts as not abstinent."


@dataclass(frozen=True)
class Letter:
    """What may be written about one measure; `why_not` where nothing may, the sentences are empty then."""

    measure: str
    plain: str
    defined: str
    why_not: str = ""


def letters(report: Report) -> tuple[Letter, ...]:
    """A letter for every measure of the report's first page, in its order."""
    tables = report.tables()
    glance = tables.get(GLANCE)
    if glance is None:
        return ()
    return tuple(_letter(row[0].text, _columns(glance, row), tables) for row in glance.rows if row[0].text in SUBJECTS)


def _columns(table: Table, row: tuple[Cell, ...]) -> dict[str, Cell]:
    return {column.name: cell for column, cell in zip(table.columns, row, strict=True)}


def _letter(name: str, cells: dict[str, Cell], tables: dict[str, Table]) -> Letter:
    now = cells[NOW]
    if now.hidden:
        return Letter(name, "", "", "The figure is of too few people, or would give such a figure away.")
    if now.value is None:
        return Letter(name, "", "", f"The figure is not estimable{f': {now.reason}' if now.reason else ''}.")
    said = _figure(name, cells), _verdict(name, tables), _target(cells), _change(name, tables)
    plain = " ".join(filter(None, said))
    definition = _definition(name, tables)
    return Letter(name, plain, f"{plain} {definition}".strip())


def _figure(name: str, cells: dict[str, Cell]) -> str:
    """The figure with its counts and interval: never without them."""
    now = cells[NOW]
    said = SUBJECTS[name].format(share=now.text, when=when(cells["Period"].text))
    of = f"{now.of}; " if now.of else ""
    interval = f"95% interval {now.interval}" if now.interval else "no interval"
    return f"{said[:1].upper()}{said[1:]} ({of}{interval})."


def when(period: str) -> str:
    """ "in 2026 Q3", "in the year to Mar 2026", "in all the records"."""
    if period == "all records":
        return "in all the records"
    return f"in the {period}" if period.startswith("year to ") else f"in {period}"


def _verdict(name: str, tables: dict[str, Table]) -> str:
    """Where the figure lies against the published range, and how those not reached count."""
    if name != ABSTINENCE or HEADLINE not in tables:
        return ""
    return f"{EVERYONE_COUNTS} {tables[HEADLINE].title}."


def _target(cells: dict[str, Cell]) -> str:
    """Above or below the target only when the whole interval is."""
    found, now = re.search(r"(\d+)%", cells["Target"].text), cells[NOW]
    if found is None or now.low is None or now.high is None:
        return ""
    target = int(found[1]) / 100
    words = f"the program's target of {percent(target)}"
    if now.low <= target <= now.high:
        return f"The interval holds {words}."
    return f"That is {'above' if now.low > target else 'below'} {words}."


def _change(name: str, tables: dict[str, Table]) -> str:
    """Against a year before: a direction only when the interval excludes no change."""
    table = tables.get(CHANGED)
    row = table.row(name) if table else None
    if table is None or row is None:
        return ""
    cell = _columns(table, row).get(CHANGE)
    if cell is None or cell.value is None or cell.low is None or cell.high is None:
        return ""
    interval = f"95% interval {points_range(cell.low, cell.high)}"
    if cell.low <= 0 <= cell.high:
        return f"Against a year before no change can be shown ({_points(cell.value)}, {interval})."
    more = "more" if cell.value > 0 else "fewer"
    return f"That is {_points(abs(cell.value)).lstrip('+')} {more} than a year before ({interval})."


def _points(change: float) -> str:
    said = signed_points(change)
    return f"{said} percentage point{'' if said[1:] == '1' else 's'}"


def _definition(name: str, tables: dict[str, Table]) -> str:
    table = tables.get(DEFINITIONS)
    row = table.row(name) if table else None
    return f"Definition: {row[1].text}" if row else ""
