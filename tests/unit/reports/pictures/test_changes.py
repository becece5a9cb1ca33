"""Changes on paper: better to the right, hidden ones left out."""

import pytest

from analytics.reports.pictures.changes import changes_alt, changes_of, changes_svg
from tests.unit.reports.pictures.told import changes

MOVED = changes(
    {"Attended": (0.05, 0.01, 0.09), "Readmitted": (-0.04, -0.07, -0.01), "Completed": (0.02, -0.03, 0.07), "Few": None}
)


def test_a_hidden_change_is_no_row() -> None:
    assert [change.name for change in changes_of(MOVED)] == ["Attended", "Readmitted", "Completed"]


def test_what_is_better_lower_is_turned_round_but_told_as_it_is() -> None:
    readmitted = changes_of(MOVED, falling=frozenset({"Readmitted"}))[1]
    assert (readmitted.low, readmitted.value, readmitted.high) == pytest.approx((0.01, 0.04, 0.07))
    assert readmitted.words == "−4 (−7 to −1)"


def test_news_excludes_no_change() -> None:
    assert [change.news for change in changes_of(MOVED)] == [True, True, False]
    said = changes_alt(MOVED)
    assert said.count("beyond chance") == 2


def test_without_any_told_change_there_is_no_picture() -> None:
    empty = changes({"Few": None})
    assert changes_svg(empty) == ""
    assert changes_alt(empty) == "Changes since a year ago: none can be told."
    assert changes_svg(MOVED) == changes_svg(MOVED) != ""
