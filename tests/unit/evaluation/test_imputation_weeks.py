"""What surrounds a missed test: last and next symbol, recency, the person's other results; what is never imputed."""

from __future__ import annotations

import numpy as np

from analytics.evaluation.imputation_weeks import OLDER, OTHER_LEVELS, weeks_of
from tests.unit.evaluation.words import matrix

NEG, POS = 1, 2


def test_only_due_and_missed_weeks_are_imputed() -> None:
    weeks = weeks_of(matrix("-o_+", "o", "+*__"), group=np.zeros(3))
    assert list(zip(weeks.person.tolist(), weeks.week.tolist(), strict=True)) == [(1, 0), (0, 1)]
    assert weeks.observed.tolist() == [[NEG, 0, 0, POS], [0, 0, 0, 0], [POS, POS, 0, 0]]
    assert weeks.missing_share == 2 / 6 and weeks.given_positive == 3 / 4


def test_symbols_before_and_after_with_how_far_they_lie() -> None:
    weeks = weeks_of(matrix("-oo+-"), group=np.zeros(1))
    assert weeks.last_symbol.tolist() == [[0, NEG, NEG + OLDER, NEG + OLDER, POS]]
    assert weeks.next_symbol.tolist() == [[POS + OLDER, POS + OLDER, POS, NEG, 0]]
    assert weeks.next_of_missed.tolist() == [POS + OLDER, POS]


def test_a_missed_week_is_a_neighbour_once_it_is_imputed_a_week_not_due_never() -> None:
    weeks = weeks_of(matrix("-oo", "-_o"), group=np.zeros(2))
    # in the order of weeks: A's second, then A's third (the second will have a result), B's third (nothing before it)
    assert list(zip(weeks.person.tolist(), weeks.older_of_missed.tolist(), strict=True)) == [
        (0, False),
        (0, False),
        (1, True),
    ]


def test_a_result_in_the_week_of_a_missed_window_counts_as_after_it() -> None:
    weeks = weeks_of(matrix("-+"), group=np.zeros(1), missed=(np.array([0, 0]), np.array([0, 3])))
    assert weeks.next_of_missed.tolist() == [NEG, 0]
    assert weeks.observed.shape == (1, 4)  # a window may end after the last whole week


def test_other_results_leave_the_week_itself_out() -> None:
    weeks = weeks_of(matrix("++-o"), group=np.zeros(1))
    middle = OTHER_LEVELS // 2
    # the others of the first + are one + and one −: log odds 0; those of the − are two +: log(2.5 / 0.5) × 4 = 6.4
    found = weeks.other_results(np.array([0, 0]), np.array([True, False]))
    assert found.tolist() == [middle, middle + 6]
    assert weeks.other_results(np.array([0])).tolist() == [middle + round(4 * np.log(2.5 / 1.5))]


def test_words_of_one_week_or_none_have_no_neighbours() -> None:
    assert weeks_of(matrix("o", "+"), group=np.zeros(2)).last_symbol.tolist() == [[0], [0]]
    nothing = weeks_of(np.zeros((2, 0), np.uint8), group=np.zeros(2))
    assert nothing.missing_share == 0 and np.isnan(nothing.given_positive)
