"""Words in characters of the report's font, and how wide they are."""

from __future__ import annotations

import pytest

from analytics.reports.pdf_words import (
    ABSENT,
    BREAK,
    breakable,
    line,
    longest_word,
    paragraphs,
    printable,
    shortened,
    width,
)


@pytest.mark.parametrize(
    ("came", "printed"),
    [
        ("Ärzte, 50–70%, −5, ≥ 75%, ▲▼ p′ “x”", "Ärzte, 50–70%, −5, ≥ 75%, ▲▼ p′ “x”"),  # all in the font
        ("n\u00a0=\u00a0312", "n\u00a0=\u00a0312"),  # no-break spaces stay
        ("e\u0301", "é"),  # composed
        ("日本 \U0001f642", f"{ABSENT}{ABSENT} {ABSENT}"),  # absent: an empty box each
        ("a∗b", "a*b"),  # look-alike
        ("Ⅷ", "VIII"),  # its plain letters
        ("left\u202eright\u200f", "leftright"),  # nothing that turns the direction
        ("bell\u0007 null\u0000", "bell null"),  # no control characters
        ("two\nlines", "two\nlines"),
    ],
)
def test_words_come_in_characters_of_the_font(came: str, printed: str) -> None:
    assert printable(came) == printed


def test_a_long_run_may_break_anywhere_and_a_usual_word_nowhere() -> None:
    assert BREAK not in breakable("Internationalisation works")
    assert breakable("x" * 30) == BREAK.join("x" * 30)
    assert longest_word("x" * 500, size=9) == pytest.approx(width("x", size=9))


def test_widths_are_those_of_the_page() -> None:
    assert width("", size=9) == 0
    assert width("ab", size=9) == pytest.approx(width("a", size=9) + width("b", size=9))
    assert width("ab", size=18) == pytest.approx(2 * width("ab", size=9))
    assert width("abc", size=9, strong=True) > width("abc", size=9)
    assert width("n", size=10) == pytest.approx(0.5469 * 10 * 25.4 / 72, rel=0.01)  # Source Sans: n is 547 of 1,000


def test_the_head_of_a_page_is_one_line() -> None:
    assert shortened("Example IOP", 50, size=8.5) == "Example IOP"
    cut = shortened("North Shore and Lakeview " * 10, 60, size=8.5)
    assert cut.endswith("…")
    assert width(cut, size=8.5) <= 60


def test_paragraphs_are_parted_by_empty_lines_and_lines_are_joined() -> None:
    assert paragraphs("One\ntwo.\n\n  Three.\n\n") == ["One two.", "Three."]
    assert line("  a\t b\n c ") == "a b c"
