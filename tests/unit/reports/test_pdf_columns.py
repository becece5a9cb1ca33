"""Columns that fit the page: spread, stacked, or cut into parts."""

from __future__ import annotations

import pytest

from analytics.reports.frozen import Cell, Column, Table
from analytics.reports.pdf_columns import FIRST, INSET, Part, parts_of
from tests.unit.reports.a_report import LONG_SITE, LONG_WORD, a_report, hidden, not_estimable, number_of, share, words

ROOM = 178.0


def no_picture(cell: Cell) -> dict[str, object] | None:
    return None


def parts(table: Table, *, room: float = ROOM, fill: bool = False) -> tuple[Part, ...]:
    return parts_of(table, room=room, picture=no_picture, fill=fill)


def shares(columns: int, rows: int = 2, *, brief: bool = False) -> Table:
    told = share(178, 312, 0.52, 0.63)
    return Table(
        "t",
        "",
        "",
        (Column("Track"), *(Column(f"Share {place}", "share", brief) for place in range(columns))),
        tuple((words(f"Track {row}"), *(told for _ in range(columns))) for row in range(rows)),
    )


def total(part: Part) -> float:
    return sum(column.width for column in part.columns)


def test_a_share_spreads_to_value_interval_and_counts() -> None:
    (part,) = parts(shares(1))
    assert [column.name for column in part.columns] == ["Track", "Share 0", "95%", "n"]
    assert [cell.text for cell in part.rows[0]] == ["Track 0", "57%", "52–63%", "178 of 312"]
    assert [cell.look for cell in part.rows[0]] == ["", "", "second", "second"]
    assert [column.number for column in part.columns] == [False, True, True, True]


def test_of_a_brief_share_only_the_value_is_printed() -> None:
    (part,) = parts(shares(2, brief=True))
    assert [cell.text for cell in part.rows[0]] == ["Track 0", "57%", "57%"]


def test_where_it_does_not_fit_the_counts_stand_below_the_interval() -> None:
    (part,) = parts(shares(3), room=125.0)
    assert [column.name for column in part.columns] == [
        "Track",
        *(n for p in range(3) for n in (f"Share {p}", "95%, n")),
    ]
    assert (part.rows[0][1].text, part.rows[0][2].text, part.rows[0][2].more) == ("57%", "52–63%", ("178 of 312",))


def test_a_column_without_any_word_is_left_out() -> None:
    table = Table("t", "", "", (Column("A"), Column("B"), Column("C")), ((words("a"), words(""), words("c")),))
    assert [column.name for column in parts(table)[0].columns] == ["A", "C"]


def test_where_even_that_does_not_fit_both_stand_below_the_value() -> None:
    (part,) = parts(shares(6))
    assert len(part.columns) == 7
    assert part.rows[0][1].text == "57%"
    assert part.rows[0][1].more == ("52–63%", "178 of 312")
    assert total(part) <= ROOM + 0.01


def test_a_table_wider_than_any_page_is_cut_into_parts_that_repeat_the_first_column() -> None:
    found = parts(shares(25))
    assert len(found) > 1
    assert [part.columns[0].name for part in found] == ["Track"] * len(found)
    assert [column.name for part in found for column in part.columns[1:]] == [f"Share {place}" for place in range(25)]
    assert all(total(part) <= ROOM + 0.01 for part in found)


def test_hidden_and_not_estimable_say_so_in_the_column_of_the_value() -> None:
    table = Table(
        "t",
        "",
        "",
        (Column("Track"), Column("Abstinent", "share")),
        ((words("Day"), share(1, 2, 0.1, 0.9)), (words("Evening"), hidden()), (words("Other"), not_estimable())),
    )
    (part,) = parts(table)
    assert [(cell.text, cell.look) for cell in part.rows[1][1:]] == [
        ("hidden", "hidden"),
        ("", "second"),
        ("", "second"),
    ]
    assert part.rows[2][1].text == "not estimable"


def test_numbers_stand_below_each_other_in_narrow_tables() -> None:
    (narrow,), (other,) = parts(shares(1)), parts(Table("t", "", "", (Column("A"), Column("N", "count")), ()))
    assert narrow.columns[0].width == other.columns[0].width == FIRST
    (filled,) = parts(shares(1), fill=True)
    assert total(filled) == pytest.approx(ROOM)


def test_a_very_long_word_stays_inside_its_column() -> None:
    table = Table(
        "t",
        "",
        "",
        (Column("Words"), Column("People", "count"), Column("More")),
        ((words(LONG_WORD), number_of(12), words(LONG_SITE)), (words("short"), number_of(1_000_000), words(LONG_WORD))),
    )
    (part,) = parts(table, room=90.0)
    assert total(part) <= 90.01
    assert part.columns[1].width >= 2 * INSET + 13  # "1,000,000" never breaks


def test_words_among_words_use_the_whole_page() -> None:
    register = a_report().tables()["register"]
    (part,) = parts(register)
    assert total(part) == pytest.approx(ROOM, abs=0.01)
    assert min(column.width for column in part.columns) > 20


@pytest.mark.parametrize("room", [178.0, 183.9])
def test_no_table_is_wider_than_the_page(room: float) -> None:
    for table in a_report().tables().values():
        assert all(total(part) <= room + 0.01 for part in parts(table, room=room)), table.key
