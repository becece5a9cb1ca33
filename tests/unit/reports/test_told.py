"""Numbers and words that workbook, page, document and CSV share."""

from __future__ import annotations

import pytest

from analytics.reports.frozen import Cell, Column, Table
from analytics.reports.told import beside, fields_of, number_of, plain, reasons, rounded, starts_a_formula, told
from tests.unit.reports.a_report import a_report, hidden, share, words

TABLES = a_report().tables()


def test_a_share_opens_into_value_interval_and_counts() -> None:
    fields = fields_of(TABLES["headline"])
    names = ("Abstinent", "Abstinent, 95% low", "Abstinent, 95% high", "Abstinent, events", "Abstinent, n")
    assert tuple(field.name for field in fields) == ("Who counts", *names)
    first = TABLES["headline"].rows[0]
    assert [told(first[field.place], field) for field in fields[1:]] == [178 / 312, 0.52, 0.63, 178, 312]


def test_a_brief_column_is_whole_only_where_asked() -> None:
    table = Table("t", "", "", (Column("Attended", "share", brief=True),), ((share(40, 160, 0.19, 0.32),),))
    assert len(fields_of(table)) == 1
    assert len(fields_of(table, brief=False)) == 5


def test_a_hidden_figure_is_the_word_in_every_column() -> None:
    fields = fields_of(TABLES["abstinent_by_track"])
    row = TABLES["abstinent_by_track"].row("Weekend")
    assert row is not None
    assert {told(row[field.place], field) for field in fields[1:]} == {"hidden"}


def test_an_estimate_without_counts_is_told_with_the_digits_that_are_printed() -> None:
    """0.7031 may be 45 of 64 and nothing else; 0.70 may be many."""
    estimate = Cell("share", "70%", value=0.703125, low=0.61234, high=0.79876)
    assert [number_of(estimate, part) for part in ("value", "low", "high")] == [0.70, 0.61, 0.80]
    assert number_of(share(45, 64, 0.6, 0.8), "value") == 0.703125
    assert number_of(Cell("weeks", "10.5 weeks", value=10.4567), "value") == 10.5
    assert number_of(Cell("days", "41 days", value=41.4567), "value") == 41


@pytest.mark.parametrize(
    ("amount", "places", "found"), [(0.625, 2, 0.63), (-0.625, 2, -0.63), (62.5, 0, 63), (0, 2, 0)]
)
def test_rounding_is_half_away_from_zero(amount: float, places: int, found: float) -> None:
    assert rounded(amount, places) == found


def test_zero_is_told_and_a_quarter_of_a_trend_that_is_not_told_is_not_zero() -> None:
    assert number_of(Cell("count", "0", value=0.0, n=0), "value") == 0
    field = next(f for f in fields_of(TABLES["glance"]) if f.part == "label" and f.label == 2)
    row = TABLES["glance"].row("Reached at follow-up")
    assert row is not None
    assert told(row[field.place], field) == "not told"


@pytest.mark.parametrize(
    "start", ["=1", "+1", "-1", "@A", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠A", "%0A"]
)
def test_words_a_spreadsheet_might_run_are_known(start: str) -> None:
    assert starts_a_formula(start)


@pytest.mark.parametrize("start", ["Steady", "−5", "– nothing", "0", "", "≥ 60%", "'quoted"])
def test_other_words_are_left_alone(start: str) -> None:
    assert not starts_a_formula(start)


def test_plain_words_hold_no_control_characters_and_keep_their_direction() -> None:
    assert plain("a\x00b\x1b[31m\u202ec\u2066d\ne") == "ab[31mcd\ne"


def test_reasons_are_told_once() -> None:
    assert reasons(TABLES["abstinent_by_track"]) == [
        "Hidden: fewer than 11, or it would give such a number.",
        "Not estimable: nobody was followed for 365 days.",
    ]


def test_beside_a_figure_stand_its_interval_and_counts() -> None:
    column = Column("Share", "share")
    assert beside(share(40, 160, 0.19, 0.32), column) == ("19–32%", "40 of 160")
    assert beside(Cell("days", "41 days", 41.0, n=141, of="141"), column) == ("", "n\u00a0=\u00a0141")
    assert beside(hidden(), column) == beside(words("Steady"), column) == ("", "")


def test_columns_of_one_name_are_told_apart() -> None:
    table = Table("t", "", "", (Column("Now"), Column("Now")), ((words("a"), words("b")),))
    assert [field.name for field in fields_of(table)] == ["Now", "Now (2)"]
