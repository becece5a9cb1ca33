"""What the parts of Compare share: which groups are drawn, how sentences are written."""

from __future__ import annotations

import pytest

from views.compare_shown import drawn_groups, not_drawn, unbroken


@pytest.mark.parametrize(
    ("sizes", "drawn"),
    [
        ([5, 9], [5, 9]),
        (
            [5, 9, 7, 8, 6],
            [5, 9, 7, 8],
        ),  # the reference is drawn though it is the smallest; the others keep their order
        ([1, 2, 3, 4, 5, 6], [1, 4, 5, 6]),
    ],
)
def test_the_reference_and_the_largest_are_drawn_in_their_order(sizes: list[int], drawn: list[int]) -> None:
    assert drawn_groups(sizes, size=lambda group: group) == drawn


def test_what_is_not_drawn_is_said() -> None:
    assert not_drawn(3, 3) == ""
    assert "the 3 largest of 5 other groups" in not_drawn(4, 6)


def test_numbers_stay_on_one_line_and_columns_are_plain_words() -> None:
    said = unbroken("No difference (p < 0.001; n = 1,497 people; adjusted for race ethnicity and co occurring).")
    assert said == (
        "No difference (p\u00a0<\u00a00.001; n\u00a0=\u00a01,497 people; adjusted for race or ethnicity and "
        "co-occurring disorder)."
    )
