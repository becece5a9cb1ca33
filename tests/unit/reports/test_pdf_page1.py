"""What page 1 takes from the section at a glance, and what it leaves for page 2."""

from __future__ import annotations

from analytics.reports.frozen import Paragraph
from analytics.reports.pdf_blocks import Pictures
from analytics.reports.pdf_page1 import page1_of
from tests.unit.reports.a_report import a_report, glance


def test_everything_of_page_1_has_its_place_and_the_rest_follows() -> None:
    found = page1_of(glance().blocks, Pictures(), 178)
    headline = found["headline"]
    assert (headline["figure"], headline["verdict"]) == ("57%", "Within the published range.")
    assert headline["tail"] == "Other definitions and rules for those not seen give 38–74%."
    assert headline["lines"].startswith(
        "95% interval 52–63%, 178 of 312; only those reached 63%, 95% 58–69%, 178 of 281; share reached 90%"
    )
    assert found["table"]["title"].startswith("At a glance")
    assert found["left"]["title"].startswith("Day-track")
    assert found["right"]["title"].startswith("Testing rose")
    assert found["next"]["title"] == "What to look at next"
    assert len(found["next"]["items"]) == 3
    assert [block.key for block in found["rest"]] == ["survival"]


def test_without_records_for_it_page_1_has_empty_places() -> None:
    found = page1_of((Paragraph("Nothing to tell.", "note"),), Pictures(), 178)
    assert [found[name] for name in ("headline", "headline-picture", "table", "left", "right", "next")] == [None] * 6
    assert len(found["rest"]) == 1


def test_paragraphs_after_another_block_are_not_part_of_what_to_look_at_next() -> None:
    blocks = (Paragraph("Look here", "heading"), Paragraph("One."), a_report().tables()["empty"], Paragraph("Two."))
    found = page1_of(blocks, Pictures(), 178)
    assert found["next"] == {"title": "Look here", "items": ["One."]}
    assert len(found["rest"]) == 2
