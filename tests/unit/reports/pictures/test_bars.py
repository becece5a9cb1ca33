"""Bars and columns: drawn from what is told only; hidden figures say so, and too few of them are no picture."""

from __future__ import annotations

import pytest

from analytics.reports.frozen import Cell, Column, Table
from analytics.reports.pictures.bars import Range, bars_alt, bars_svg
from analytics.reports.pictures.columns import columns_alt, columns_svg
from tests.unit.reports.pictures.told import hidden, share


def table(*cells: Cell) -> Table:
    """A row a cell."""
    rows = tuple((Cell(text=f"Group {place}"), cell) for place, cell in enumerate(cells))
    return Table("groups", "", "", (Column("Group"), Column("Share", "share")), rows)


TOLD = (share(0.61, 0.55, 0.66), hidden(), share(0.4, 0.3, 0.5))


def test_the_same_table_gives_the_same_bytes() -> None:
    assert bars_svg(table(*TOLD), key="a") == bars_svg(table(*TOLD), key="a")
    assert columns_svg(table(*TOLD), key="a") == columns_svg(table(*TOLD), key="a")


def test_a_hidden_figure_is_not_drawn() -> None:
    two = bars_svg(table(*TOLD), key="a")
    three = bars_svg(table(TOLD[0], share(0.5, 0.4, 0.6), TOLD[2]), key="a")
    assert two.count("<path") != three.count("<path")
    assert "Group 1 hidden" in bars_alt(table(*TOLD))
    assert "Group 1 hidden" in columns_alt(table(*TOLD))


def test_the_published_range_is_drawn_behind() -> None:
    plain = bars_svg(table(*TOLD), key="a")
    assert len(bars_svg(table(*TOLD), key="a", published=Range(0.5, 0.7, "Published 50–70%"))) > len(plain)


@pytest.mark.parametrize("cells", [(), (hidden(), hidden()), (TOLD[0], hidden())])
def test_too_little_told_is_no_picture(cells: tuple[Cell, ...]) -> None:
    assert bars_svg(table(*cells), key="a") == ""
    assert columns_svg(table(*cells), key="a") == ""


def test_words_give_every_figure_with_its_interval() -> None:
    assert bars_alt(table(TOLD[0])) == "Points with 95% intervals, a row each. Group 0 61% (95% 55% to 66%)."
