"""What changed: now against a quarter and a year before, with intervals where the people differ."""

from __future__ import annotations

import pytest

from analytics.outcomes.differences import difference_of_shares
from analytics.reports.frozen import Cell, Chart, Column, Table
from analytics.reports.measures import measures_of
from analytics.reports.sections import changed
from tests.unit.reports.settings_of import of_demo, released

QUARTER = "2026Q3"


def table() -> Table:
    """The demonstration's table."""
    return released(of_demo(QUARTER), "changed").tables()["changed"]


def test_the_change_is_the_difference_of_the_two_shares() -> None:
    found = {measure.name: measure for measure in measures_of(of_demo(QUARTER))}
    for row in table().rows:
        measure = found[row[0].text]
        assert measure.year_ago is not None
        expected = difference_of_shares(measure.now.estimate, measure.year_ago.estimate)
        cell = row[changed.SINCE_YEAR]
        assert (cell.value, cell.low, cell.high) == (expected.value, expected.low, expected.high)


def test_four_quarters_that_share_three_are_not_compared() -> None:
    rolling = {measure.name for measure in measures_of(of_demo(QUARTER)) if measure.rolling}
    for row in table().rows:
        assert (row[changed.SINCE_QUARTER].value is None) == (row[0].text in rolling)


def test_a_picture_goes_with_it() -> None:
    section = released(of_demo(QUARTER), "changed").sections[1]
    assert [block.key for block in section.blocks if isinstance(block, Chart)] == ["changed"]


def row(name: str, quarter: tuple[float, float] | None, year: tuple[float, float] | None) -> tuple[Cell, ...]:
    """A row with the intervals of its two changes."""

    def cell(limits: tuple[float, float] | None) -> Cell:
        return Cell("points", "", 0.05, *limits) if limits else Cell("words", "–")

    return Cell(text=name), Cell(), Cell(), Cell(), cell(quarter), Cell(), cell(year), Cell()


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [row("Due tests given", (-0.01, 0.1), (-0.02, 0.1))],
            "Neither since last quarter nor since a year ago did anything move beyond chance",
        ),
        (
            [row("Due tests given", (0.01, 0.1), (-0.02, 0.1)), row("Retained 90 days", None, (-0.1, 0.1))],
            "Due tests given moved since last quarter; nothing since a year ago",
        ),
        (
            [row(name, (0.01, 0.1), (-0.2, -0.1)) for name in ("Completed or transferred", "Sessions attended")],
            "Two moved since last quarter; two moved since a year ago",
        ),
    ],
)
def test_the_title_names_what_moved_beyond_chance(rows: list[tuple[Cell, ...]], title: str) -> None:
    found = changed.title_of(Table("changed", "", "", tuple(Column("") for _ in range(8)), tuple(rows)))
    assert found == title
    assert len(found) <= 90
