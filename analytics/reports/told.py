"""What workbook, page, document and CSV share: the columns a table opens into, its numbers as told, plain words."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import Literal

from analytics.charts.wording import count, people
from analytics.reports.frozen import HIDDEN, Cell, Column, Kind, Report, Section, Table

Part = Literal["value", "low", "high", "events", "n", "label"]

PARTS: dict[Part, str] = {
    "value": "",
    "low": "95% low",
    "high": "95% high",
    "events": "events",
    "n": "n",
}
UNITS: dict[Kind, str] = {
    "points": "percentage points",
    "days": "days",
    "weeks": "weeks",
    "hours": "hours",
    "money": "$",
}
PLACES: dict[Kind, int] = {"share": 2, "points": 2, "weeks": 1, "hours": 1, "score": 1, "number": 1}
"""Decimals a figure is told with; a share of 0.57 is 57%."""

NOT_TOLD = "not told"
"""A quarter of a trend that is hidden or was not there."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
"""How a formula or a command begins for some spreadsheet, after blanks (OWASP ASVS 1.2.10)."""


@dataclass(frozen=True)
class Field:
    """One column of plain figures: a part of the cells at `place`; `label`: which quarter of a trend."""

    name: str
    place: int
    part: Part
    label: int = 0


def report_name(report: Report) -> str:
    """ "Quarterly report 2026 Q3"."""
    return "Report on all records" if report.label == "all records" else f"Quarterly report {report.label}"


def full_title(report: Report) -> str:
    """ "Example IOP: Quarterly report 2026 Q3, Main site"."""
    return plain(", ".join(filter(None, (f"{report.program}: {report_name(report)}", report.site))))


def figures_of(section: Section) -> list[Table]:
    """The tables of a section."""
    return [block for block in section.blocks if isinstance(block, Table)]


def reasons(table: Table) -> list[str]:
    """Why figures are hidden or not estimable, each reason once."""
    cells = [cell for row in table.rows for cell in row if cell.kind not in ("words", "trend") and cell.reason]
    hidden = dict.fromkeys(cell.reason for cell in cells if cell.hidden)
    unknown = dict.fromkeys(cell.reason for cell in cells if not cell.hidden and cell.value is None)
    return [f"Hidden: {why}." for why in hidden] + ([f"Not estimable: {'; '.join(unknown)}."] if unknown else [])


def fields_of(table: Table, *, brief: bool = True) -> tuple[Field, ...]:
    """The plain columns of a table: of each column its value and whatever else any of its cells tells.

    `brief` False: the interval and the counts also of columns that are printed without.
    """
    found: list[Field] = []
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        if column.kind == "trend":
            labels = max((cell.labels for cell in cells), key=len, default=())
            found += [Field(plain(label), place, "label", at) for at, label in enumerate(labels)]
            continue
        parts = [part for part in PARTS if part == "value" or _tells(cells, part)]
        if brief and column.brief:
            parts = ["value"]
        found += [Field(_name(column, part), place, part) for part in parts]
    return _unlike(found)


def told(cell: Cell, field: Field) -> str | float | None:
    """What a plain column says of a cell: a number, words ("hidden", "not estimable"), or None for nothing."""
    if cell.hidden:
        return HIDDEN
    if field.part == "label":
        return _in_series(cell, field.label)
    number = number_of(cell, field.part)
    if number is not None:
        return number
    return plain(cell.text) if field.part == "value" else None


def number_of(cell: Cell, part: Part) -> float | None:
    """A figure's number; nothing of a hidden one.

    A share with its counts is told whole, because the counts give it; everything else with the digits that are printed:
    the fifteenth digit of a product-limit estimate gives its steps away.
    """
    if cell.hidden or cell.kind in ("words", "trend"):
        return None
    if part == "events":
        return cell.events
    if part == "n":
        return cell.n
    amount = {"value": cell.value, "low": cell.low, "high": cell.high}.get(part)
    if amount is None or (part == "value" and _counted(cell)):
        return amount
    return rounded(amount, PLACES.get(cell.kind, 0))


def beside(cell: Cell, column: Column) -> tuple[str, str]:
    """Interval and counts as words beside a figure, "52–63%" and "178 of 312" or "n = 141"; none without a figure."""
    if cell.hidden or cell.value is None or column.brief:
        return "", ""
    of = "" if cell.of == cell.text else plain(cell.of)
    alone = cell.n is not None and of == count(cell.n)
    return plain(cell.interval), people(cell.n or 0) if alone else of


def rounded(amount: float, places: int) -> float:
    """Half away from zero, as the printed figures are."""
    whole = math.floor(abs(amount) * 10**places + 0.5 + 1e-9)
    return math.copysign(whole / 10**places, amount) if whole else 0.0


def plain(words: str) -> str:
    """The words without control characters and without marks that turn the direction of reading."""
    kept = (letter for letter in words if letter in "\n\t" or not _unseen(letter))
    return unicodedata.normalize("NFC", "".join(kept))


def starts_a_formula(words: str) -> bool:
    """Whether a spreadsheet might run these words."""
    return words.lstrip().startswith(STARTS_A_FORMULA) or words[:1] in ("\t", "\r", "\n", "\0")


def _in_series(cell: Cell, at: int) -> str | float | None:
    if at >= len(cell.series):
        return None
    value = cell.series[at]
    return NOT_TOLD if value is None else rounded(value, PLACES["share"])


def _counted(cell: Cell) -> bool:
    """Whether the value is exactly events ÷ n, or a count itself."""
    if cell.kind == "count":
        return True
    whole = cell.events is not None and cell.n and cell.value is not None
    return bool(whole) and math.isclose(cell.value or 0.0, (cell.events or 0) / (cell.n or 1), abs_tol=1e-12)


def _tells(cells: list[Cell], part: Part) -> bool:
    """Whether any figure has such a number; a count is its own n."""
    figures = (cell for cell in cells if cell.value is not None and not (part == "n" and cell.kind == "count"))
    return any(number_of(cell, part) is not None for cell in figures)


def _name(column: Column, part: Part) -> str:
    name, unit = plain(column.name), UNITS.get(column.kind, "")
    whole = f"{name} ({unit})" if unit and unit not in name else name
    return whole if part == "value" else f"{name}, {PARTS[part]}"


def _unlike(fields: list[Field]) -> tuple[Field, ...]:
    """No two columns of one name."""
    seen: dict[str, int] = {}
    found = []
    for field in fields:
        seen[field.name] = seen.get(field.name, 0) + 1
        again = f" ({seen[field.name]})" if seen[field.name] > 1 else ""
        found.append(Field(f"{field.name}{again}", field.place, field.part, field.label))
    return tuple(found)


def _unseen(letter: str) -> bool:
    turns = "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"
    return turns or unicodedata.category(letter) in ("Cc", "Cs", "Cn", "Co")
