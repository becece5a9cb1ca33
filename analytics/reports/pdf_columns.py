"""A released table as columns that fit the page: a share spreads to value, interval and counts where there is room.

Where there is less, the counts stand below the interval; with still less, both below the value; where even that is too
wide, the table is cut into parts that repeat its first column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from analytics.reports.frozen import HIDDEN, Cell, Column, Table
from analytics.reports.pdf_words import breakable, longest_word, printable, width
from analytics.reports.pictures.style import TREND

SIZE, SMALL, BELOW = 9.0, 8.5, 8.0
"""Points: of a table, of its header, of what stands below a value."""
INSET, DENSE = 1.5, 1.05
"""Millimetres left and right of the words of a cell each; in a table with pictures."""
ROUNDING = 0.4
"""Millimetres a column is wider than its words were measured."""
FINE = 0.01
"""Millimetres that are not worth sharing out."""
FIRST = 52.0
"""The first column of a narrow table, so that numbers of several tables stand below each other."""
WIDEST_WORDS, WIDEST_NAME = 136.0, 62.0
"""Of a column of words; of the first one, beside numbers."""
NARROWEST_WORDS = 22.0
HEADER = 19.0
"""A header breaks into lines from this width on, in millimetres."""
COMMAND = "python -m "
LONG_ROW = 900
"""Letters of a cell from which on its row may break over two pages."""


@dataclass(frozen=True)
class Printed:
    """One printed cell; `more` are its lines below in second text."""

    text: str = ""
    look: str = ""  # "", "strong", "second", "hidden", "command"
    more: tuple[str, ...] = ()
    picture: dict[str, object] | None = None


@dataclass(frozen=True)
class PrintedColumn:
    """One printed column: `wanted` is its width without any break; below `least` its words would overflow."""

    name: str
    number: bool
    wanted: float
    least: float
    width: float = 0.0


@dataclass(frozen=True)
class Part:
    """A table, or a part of one, that fits the page."""

    columns: tuple[PrintedColumn, ...]
    rows: tuple[tuple[Printed, ...], ...]
    inset: float = INSET


@dataclass(frozen=True)
class _Family:
    """The printed columns of one column of the table."""

    columns: tuple[PrintedColumn, ...]
    cells: tuple[tuple[Printed, ...], ...] = field(default=())


Picture = Callable[[Cell], dict[str, object] | None]
Shares = Callable[[Column, Sequence[Cell]], _Family]


def parts_of(table: Table, *, room: float, picture: Picture, fill: bool = False) -> tuple[Part, ...]:
    """The table in parts of at most `room` millimetres. `fill`: the first column takes the room that is left over."""
    inset = DENSE if any(column.kind == "trend" for column in table.columns) else INSET
    places = [place for place in range(len(table.columns)) if place == 0 or not _is_empty(table, place)]
    for shares in (_spread, _paired, _stacked):
        families = [_family(table, place, shares=shares, picture=picture) for place in places]
        families = [_padded(family, 2 * inset + ROUNDING) for family in families]
        if _least(families) <= room:
            return (_part(families, room, inset, fill=fill),)
    return tuple(_part(group, room, inset, fill=fill) for group in _groups(families, room))


def plain_text(cell: Cell) -> str:
    """The words of a cell in characters of the font."""
    return printable(cell.text)


def beside(cell: Cell) -> tuple[str, str]:
    """Interval and counts of a cell; none of a figure that is not told."""
    return ("", "") if cell.hidden or cell.value is None else (printable(cell.interval), printable(cell.of))


def _is_empty(table: Table, place: int) -> bool:
    """A column of words without any word is not printed."""
    return table.columns[place].kind == "words" and bool(table.rows) and not any(row[place].text for row in table.rows)


def _family(table: Table, place: int, *, shares: Shares, picture: Picture) -> _Family:
    column = table.columns[place]
    cells = [row[place] for row in table.rows]
    if column.kind == "trend":
        return _drawn(column, cells, picture)
    return _worded(column, cells) if column.kind == "words" else shares(column, cells)


def _drawn(column: Column, cells: Sequence[Cell], picture: Picture) -> _Family:
    wide = TREND[0]
    drawn = [picture(cell) for cell in cells]
    printed = tuple(
        (Printed(picture=found) if found else Printed(printable(cell.text) or "not shown", "second"),)
        for cell, found in zip(cells, drawn, strict=True)
    )
    return _Family((PrintedColumn(printable(column.name), False, wide, wide),), printed)


def _worded(column: Column, cells: Sequence[Cell]) -> _Family:
    name = printable(column.name)
    texts = [breakable(plain_text(cell)) for cell in cells]
    wanted = max([_header(name), *(_wide(text, strong=True) for text in texts)])
    least = max([longest_word(name, size=SMALL), *(longest_word(text, size=SIZE) for text in texts)])
    floor = min(wanted, NARROWEST_WORDS)
    printed = tuple((Printed(text, _look(cell)),) for cell, text in zip(cells, texts, strict=True))
    return _Family((PrintedColumn(name, False, wanted, max(least, floor)),), printed)


def _spread(column: Column, cells: Sequence[Cell]) -> _Family:
    """Value, interval and counts in columns of their own, each only where any cell has it."""
    name = printable(column.name)
    intervals = not column.brief and any(cell.interval for cell in cells)
    counts = not column.brief and any(cell.of for cell in cells)
    columns = [_numbers(name, [plain_text(cell) for cell in cells])]
    columns += [_numbers("95%", [printable(cell.interval) for cell in cells])] if intervals else []
    columns += [_numbers("n", [printable(cell.of) for cell in cells])] if counts else []
    rows = []
    for cell in cells:
        interval, of = beside(cell)
        row = [Printed(plain_text(cell), _look(cell))]
        row += [Printed(interval, "second")] if intervals else []
        row += [Printed(of, "second")] if counts else []
        rows.append(tuple(row))
    return _Family(tuple(columns), tuple(rows))


def _paired(column: Column, cells: Sequence[Cell]) -> _Family:
    """Value, and beside it the interval above the counts."""
    pairs = [beside(cell) for cell in cells]
    if column.brief or not all(any(words) for words in zip(*pairs, strict=True)):
        return _spread(column, cells)
    texts = [words for pair in pairs for words in pair]
    columns = (_numbers(printable(column.name), [plain_text(cell) for cell in cells]), _numbers("95%, n", texts))
    rows = tuple(
        (Printed(plain_text(cell), _look(cell)), Printed(interval, "second", (of,) if of else ()))
        for cell, (interval, of) in zip(cells, pairs, strict=True)
    )
    return _Family(columns, rows)


def _stacked(column: Column, cells: Sequence[Cell]) -> _Family:
    """Value, and below it interval and counts."""
    name = printable(column.name)
    printed, texts = [], []
    for cell in cells:
        more = () if column.brief else tuple(filter(None, beside(cell)))
        printed.append((Printed(plain_text(cell), _look(cell), more),))
        texts += [plain_text(cell), *more]
    return _Family((_numbers(name, texts),), tuple(printed))


def _numbers(name: str, texts: Sequence[str]) -> PrintedColumn:
    """A column of numbers never breaks them; its header may take several lines."""
    values = max([_wide(text) for text in texts], default=0.0)
    least = max(values, longest_word(name, size=SMALL))
    return PrintedColumn(name, True, max(least, min(_header(name), HEADER)), least)


def _look(cell: Cell) -> str:
    if cell.hidden or cell.text == HIDDEN:
        return "hidden"
    if cell.kind == "words" and cell.text.startswith(COMMAND):
        return "command"
    if cell.kind != "words" and cell.value is None:
        return "second"
    return "strong" if cell.strong else ""


def _wide(text: str, *, strong: bool = False) -> float:
    return width(text, size=SIZE, strong=strong)


def _header(name: str) -> float:
    return width(name, size=SMALL)


def _padded(family: _Family, more: float) -> _Family:
    """The columns with the room beside their words."""
    columns = (replace(column, wanted=column.wanted + more, least=column.least + more) for column in family.columns)
    return replace(family, columns=tuple(columns))


def _least(families: Sequence[_Family]) -> float:
    return sum(column.least for family in families for column in family.columns)


def _groups(families: Sequence[_Family], room: float) -> list[list[_Family]]:
    """The first column with as many others as fit, then again with the next ones."""
    first, groups, group = families[0], [], [families[0]]
    for family in families[1:]:
        if len(group) > 1 and _least([*group, family]) > room:
            groups.append(group)
            group = [first]
        group.append(family)
    return [*groups, group]


def _part(families: Sequence[_Family], room: float, inset: float, *, fill: bool) -> Part:
    columns = [column for family in families for column in family.columns]
    widths = _widths(columns, room, fill=fill)
    height = range(len(families[0].cells))
    rows = tuple(tuple(cell for family in families for cell in family.cells[place]) for place in height)
    return Part(tuple(replace(column, width=wide) for column, wide in zip(columns, widths, strict=True)), rows, inset)


def _widths(columns: Sequence[PrintedColumn], room: float, *, fill: bool) -> list[float]:
    """Each column its least, then what is left by how much words want; never more than `room` together."""
    numbers = any(column.number for column in columns)
    widest = [column.wanted if column.number else min(column.wanted, WIDEST_WORDS) for column in columns]
    widest[0] = min(widest[0], WIDEST_NAME if numbers else WIDEST_WORDS)
    widths = [min(column.least, room) for column in columns]
    for _ in columns:
        spare = room - sum(widths)
        open_places = [place for place, wide in enumerate(widths) if widest[place] - wide > FINE]
        wishes = {place: columns[place].wanted - widths[place] for place in open_places}
        if spare <= FINE or not wishes:
            break
        for place, wish in wishes.items():
            widths[place] = min(widest[place], widths[place] + spare * wish / sum(wishes.values()))
    spare = room - sum(widths)
    if spare > 0 and numbers and not columns[0].number:
        widths[0] += spare if fill else min(spare, max(0.0, FIRST - widths[0]))
    over = max(1.0, sum(widths) / room)
    return [round(wide / over, 3) for wide in widths]
