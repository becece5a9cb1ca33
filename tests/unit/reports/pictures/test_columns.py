"""Columns: in the order of the table, no taller than they are, hidden ones named at their place."""

from __future__ import annotations

from analytics.reports.frozen import Cell, Column, Table
from analytics.reports.pictures.columns import MOST, columns_svg
from tests.unit.reports.pictures.told import hidden, share


def table(*cells: Cell) -> Table:
    """A row a cell."""
    rows = tuple((Cell(text=f"{30 * place} days"), cell) for place, cell in enumerate(cells))
    return Table("days", "", "", (Column("Day"), Column("Share", "share")), rows)


def test_a_share_without_interval_is_drawn_too() -> None:
    bare = Cell("share", "40%", 0.4)
    assert columns_svg(table(bare, bare), key="a").startswith("<svg")


def test_no_more_columns_than_fit() -> None:
    many = [share(0.5, 0.4, 0.6)] * (MOST + 5)
    assert columns_svg(table(*many), key="a") == columns_svg(table(*many[:MOST]), key="a")


def test_a_hidden_column_leaves_a_gap() -> None:
    told = share(0.5, 0.4, 0.6)
    assert columns_svg(table(told, hidden(), told), key="a") != columns_svg(table(told, told), key="a")
