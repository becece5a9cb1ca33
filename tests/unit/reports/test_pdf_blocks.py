"""Tables, pictures and paragraphs as the template's data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.reports.frozen import Cell, Chart, Column, Paragraph, Table
from analytics.reports.pdf_blocks import Pictures, block_of, blocks_of, size_of, table_of
from tests.unit.reports.a_report import a_report, abstinence, drawing, hidden, not_estimable, words


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('<svg width="100mm" height="34mm" viewBox="0 0 1 1">', (100.0, 34.0)),
        ('<svg xmlns="x" width="72pt" height="36.0pt">', (25.4, 12.7)),
        ('<svg stroke-width="3" viewBox="0 0 96 48">', (25.4, 12.7)),  # not the stroke's width
        ('<svg width="96" height="96px">', (25.4, 25.4)),
    ],
)
def test_a_picture_keeps_the_size_it_was_drawn_in(root: str, size: tuple[float, float]) -> None:
    assert size_of(root) == pytest.approx(size)


def test_the_same_picture_is_held_once_and_never_wider_than_its_room() -> None:
    pictures = Pictures()
    first, again = pictures.add(drawing(100, 30), "A bar.", room=178), pictures.add(drawing(100, 30), "", room=60)
    assert first == {"key": "picture-0", "width": 100.0, "alt": "A bar."}
    assert again == {"key": "picture-0", "width": 60.0, "alt": "Picture"}
    assert list(pictures.svg) == ["picture-0"]


def test_notes_and_reasons_are_one_paragraph_each_said_once() -> None:
    table = Table(
        "t",
        "Title",
        "",
        (Column("Track"), Column("Share", "share")),
        ((words("a"), hidden()), (words("b"), hidden()), (words("c"), not_estimable())),
        ("No full stop", "With one."),
    )
    assert table_of(table, Pictures(), 178)["notes"] == (
        "No full stop. With one. Hidden: fewer than 11, or it would give such a number. "
        "Not estimable: nobody was followed for 365 days."
    )


def test_a_table_without_rows_says_so() -> None:
    found = table_of(a_report().tables()["empty"], Pictures(), 178)
    assert found["empty"] == "Nobody to tell of."
    assert found["parts"] == []


def test_a_hidden_trend_is_words_and_holds_no_picture() -> None:
    pictures = Pictures()
    found = table_of(a_report().tables()["glance"], pictures, 178)
    last = found["parts"][0]["rows"][-1]
    assert [cell["text"] for cell in last if cell["text"]][-2:] == ["not shown", "Too few to show"]
    assert len(pictures.svg) == 6
    assert all(cell["picture"]["alt"] for row in found["parts"][0]["rows"] for cell in row if cell["picture"])


def test_a_row_of_very_long_words_may_break_over_pages() -> None:
    def found(text: str) -> object:
        table = Table("t", "", "", (Column("A"),), ((Cell("words", text),),))
        return table_of(table, Pictures(), 178)["parts"][0]["breakable"]

    assert found("word " * 2_000)
    assert not found("word")


def test_a_paragraph_keeps_its_look_and_its_parts() -> None:
    assert block_of(Paragraph("One.\n\nTwo.", "note"), Pictures(), 178) == {
        "kind": "paragraph",
        "look": "note",
        "words": ["One.", "Two."],
    }


def test_a_picture_with_the_title_of_its_table_stands_before_it_and_the_title_is_printed_once() -> None:
    _, table, chart = abstinence().blocks
    assert isinstance(table, Table)
    assert isinstance(chart, Chart)
    own = blocks_of((table, chart), Pictures(), 178)
    assert [(block["kind"], block["title"]) for block in own] == [("table", table.title), ("chart", chart.title)]
    common = blocks_of((table, replace(chart, title=table.title)), Pictures(), 178)
    assert [(block["kind"], block["title"]) for block in common] == [("chart", table.title), ("table", "")]


def test_a_sentence_that_stands_twice_in_a_row_is_printed_once() -> None:
    missing, other = Paragraph("There are no dates.", "note"), Paragraph("Another.", "note")
    found = blocks_of((missing, missing, other, missing), Pictures(), 178)
    assert [block["words"] for block in found] == [["There are no dates."], ["Another."], ["There are no dates."]]
