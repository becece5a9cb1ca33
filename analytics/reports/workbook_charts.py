"""Native charts of the workbook. Their numbers stand on a sheet of their own, with empty cells for what is not told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analytics.charts.theme import LIGHT
from analytics.reports.frozen import Cell, Chart, Table
from analytics.reports.told import NOT_TOLD, number_of, plain, rounded
from analytics.reports.workbook_sheets import Styles

MOST_SERIES = 4
"""More lines cannot be told apart."""
DASHES = ("solid", "dash", "round_dot", "dash_dot")
SHAPES = ("circle", "square", "triangle", "diamond")
GRID = {"visible": True, "line": {"color": LIGHT.grid, "width": 0.75}}
TICKS = {"color": LIGHT.second_text, "size": 10}


@dataclass(frozen=True)
class Series:
    """Points of one line or one set of bars; None where nothing is told."""

    name: str
    places: tuple[str | float, ...]
    values: tuple[float | None, ...]
    minus: tuple[float | None, ...] = ()
    plus: tuple[float | None, ...] = ()


class ChartData:
    """The sheet of the charts' numbers; `page` is None while no chart was drawn."""

    def __init__(self, book: Any, styles: Styles, name: str) -> None:
        self._book, self._styles, self._name = book, styles, name
        self.page: Any = None
        self._column = 0

    def chart(self, chart: Chart, table: Table) -> Any:
        """The native chart of a released table, or None when nothing of it is told."""
        series = [one for one in series_of(table, chart.native) if any(value is not None for value in one.values)]
        if not series:
            return None
        drawn = self._book.add_chart(_type(chart.native))
        for place, one in enumerate(series[:MOST_SERIES]):
            drawn.add_series(self._series(chart, one, place))
        _axes(drawn, chart.native, table, alone=len(series) == 1)
        return drawn

    def _series(self, chart: Chart, series: Series, place: int) -> dict[str, Any]:
        """Writes the numbers and says where they are."""
        first, last = 2, 1 + len(series.values)
        column = self._column
        self._write(chart, series, column)
        self._column += 5 if series.minus else 3
        found: dict[str, Any] = {
            "name": [self._name, 1, column + 1],
            "categories": [self._name, first, column, last, column],
            "values": [self._name, first, column + 1, last, column + 1],
            **_look(chart.native, place),
        }
        if series.minus and chart.native == "bars":
            found["y_error_bars"] = {
                "type": "custom",
                "minus_values": self._range(first, last, column + 2),
                "plus_values": self._range(first, last, column + 3),
                "line": {"color": LIGHT.text, "width": 1.25},
            }
        return found

    def _range(self, first: int, last: int, column: int) -> str:
        from xlsxwriter.utility import xl_range_abs

        return f"='{self._name}'!{xl_range_abs(first, column, last, column)}"

    def _write(self, chart: Chart, series: Series, column: int) -> None:
        if self.page is None:
            self.page = self._book.add_worksheet(self._name)
            self.page.set_column(0, 200, 14)
        styles = self._styles
        self.page.write_string(0, column, plain(chart.title), self._styles.style("note", formatted="@"))
        heads = ("", series.name, "below", "above") if series.minus else ("", series.name)
        for at, head in enumerate(heads):
            self.page.write_string(1, column + at, plain(head), styles.style("head"))
        for row, values in enumerate(zip(series.places, *_columns(series), strict=True), start=2):
            for at, value in enumerate(values):
                if isinstance(value, str):
                    self.page.write_string(row, column + at, plain(value), styles.style("words"))
                elif value is not None:
                    shown = "General" if at == 0 else "0%" if _is_share(values) else "0.0"
                    self.page.write_number(row, column + at, value, styles.style("number", formatted=shown))


def series_of(table: Table, native: str) -> list[Series]:
    """What a chart of the table draws: curves by group, trends by row, else a series a column of figures."""
    if native == "steps":
        return _curves(table)
    if any(column.kind == "trend" for column in table.columns):
        return _trends(table)
    shares = [place for place, column in enumerate(table.columns) if column.kind == "share"]
    first = next((place for place, column in enumerate(table.columns) if column.kind not in ("words", "trend")), None)
    places = shares or ([] if first is None else [first])
    return [_column(table, place) for place in places]


def _column(table: Table, place: int) -> Series:
    cells = [row[place] for row in table.rows]
    names = tuple(_told_name(row, cell) for row, cell in zip(table.rows, cells, strict=True))
    values = tuple(number_of(cell, "value") for cell in cells)
    if not any(cell.low is not None and not cell.hidden for cell in cells):
        return Series(plain(table.columns[place].name), names, values)
    minus = tuple(_arm(cell, "low") for cell in cells)
    return Series(plain(table.columns[place].name), names, values, minus, tuple(_arm(cell, "high") for cell in cells))


def _told_name(row: Sequence[Cell], cell: Cell) -> str:
    """The words before the first figure; a place without a bar says why."""
    name = plain(row[0].text)
    return name if number_of(cell, "value") is not None else f"{name}: {plain(cell.text) or NOT_TOLD}"


def _arm(cell: Cell, side: Any) -> float | None:
    value, end = number_of(cell, "value"), number_of(cell, side)
    return None if value is None or end is None else rounded(abs(end - value), 4)


def _trends(table: Table) -> list[Series]:
    place = next(at for at, column in enumerate(table.columns) if column.kind == "trend")
    cells = [(plain(row[0].text), row[place]) for row in table.rows]
    return [
        Series(
            name,
            tuple(plain(label) for label in cell.labels),
            tuple(None if value is None else rounded(value, 2) for value in cell.series),
        )
        for name, cell in cells
    ]


def _curves(table: Table) -> list[Series]:
    """The told points of each curve; lines join them as in the printed picture."""
    kinds = [column.kind for column in table.columns]
    share = kinds.index("share") if "share" in kinds else len(kinds) - 1
    time = next((at for at in range(share) if kinds[at] != "words"), 0)
    groups: dict[str, list[tuple[float, float | None]]] = {}
    for row in table.rows:
        at = number_of(row[time], "value")
        if at is not None:
            name = plain(row[0].text) if time > 0 else plain(table.columns[share].name)
            groups.setdefault(name, []).append((at, number_of(row[share], "value")))
    return [Series(name, tuple(x for x, _ in points), tuple(y for _, y in points)) for name, points in groups.items()]


def _columns(series: Series) -> list[tuple[float | None, ...]]:
    return [series.values, series.minus, series.plus] if series.minus else [series.values]


def _is_share(values: Sequence[str | float | None]) -> bool:
    return all(value is None or isinstance(value, str) or abs(value) <= 1 for value in values[1:])


def _type(native: str) -> dict[str, str]:
    types = {"bars": {"type": "bar"}, "steps": {"type": "scatter", "subtype": "straight_with_markers"}}
    return types.get(native, {"type": "line"})


def _look(native: str, place: int) -> dict[str, Any]:
    """Grey print tells series apart by dash and marker."""
    colour = LIGHT.series[place]
    if native == "bars":
        return {"fill": {"color": colour}, "border": {"none": True}, "gap": 60}
    marker = {"type": SHAPES[place], "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
    return {"line": {"color": colour, "width": 2, "dash_type": DASHES[place]}, "marker": marker}


def _axes(drawn: Any, native: str, table: Table, *, alone: bool) -> None:
    shares = any(column.kind in ("share", "trend") for column in table.columns)
    value: dict[str, Any] = {"num_font": TICKS, "major_gridlines": GRID, "line": {"none": True}}
    value |= {"num_format": "0%", "min": 0, "max": 1, "major_unit": 0.25} if shares else {}
    names: dict[str, Any] = {"num_font": TICKS, "line": {"color": LIGHT.axis}, "label_position": "low"}
    if native == "bars":  # here x is the axis of the values, and names are written from below
        names["reverse"] = True
    if native == "steps":
        names |= {"major_gridlines": {"visible": False}, "min": 0, "num_format": "0", "name": "Time since the start"}
        names["name_font"] = TICKS | {"bold": False}
    drawn.set_x_axis(value if native == "bars" else names)
    drawn.set_y_axis(names if native == "bars" else value)
    drawn.set_title({"none": True})
    drawn.set_legend({"none": True} if alone else {"position": "bottom", "font": TICKS})
    drawn.show_blanks_as("gap")
    drawn.set_chartarea({"border": {"none": True}})
