"""Tipping points: found on the right side, close enough, said to be absent, refused where nothing can be told."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.imputation import Imputation, word_completion
from analytics.evaluation.imputation_weeks import weeks_of
from analytics.evaluation.tipping import CLOSE_ENOUGH, DELTAS, Tipping, tipping_point
from tests.pooled_words import weeks_to_first_positive
from tests.unit.evaluation.words import simulated


def imputation(words: np.ndarray, *, days: tuple[float, ...] = (28, 84), groups: int = 2) -> Imputation:
    """Words as two groups (odd and even), or one."""
    weeks = weeks_of(words, group=np.arange(len(words)) % groups)
    lengths = (words != 0).sum(axis=1)
    complete = word_completion(words, lengths, weeks, weeks_to_first_positive)
    return Imputation(weeks, complete, ("day", "evening")[:groups], days, tuple(day // 7 for day in days))


@cache
def different() -> Tipping:
    """Evening (odd people) uses less often: the difference is beyond chance until most missed tests are positive."""
    words = simulated(500, seed=2)[1]
    rng = np.random.default_rng(8)
    spared = (rng.random(words.shape) < 0.4) & (np.arange(500) % 2 == 1)[:, None] & (words == ord("+"))
    return tipping_point(imputation(np.where(spared, np.uint8(ord("-")), words)), day=28)


def test_a_difference_is_lost_when_enough_missed_tests_are_positive() -> None:
    found = different()
    assert (found.kind, found.day, found.concluded) == ("difference", 28, "higher")
    assert found.more is not None and found.more.becomes == "chance"
    assert found.observed.taken_positive < found.more.taken_positive == pytest.approx(0.619, abs=0.001)


def test_the_tipping_point_is_told_to_half_a_percent_of_missed_tests() -> None:
    found = different()
    assert found.more is not None
    rows = found.frame[found.frame["series"] == "difference"].set_index("taken_positive")["low"]
    before = rows[rows.index < found.more.taken_positive - CLOSE_ENOUGH]
    after = rows[(rows.index > found.more.taken_positive) & (rows.index <= found.range_told[1])]
    assert (before[before.index >= found.observed.taken_positive] > 0).all() and len(before)
    assert after.iloc[0] <= 0


def test_the_frame_runs_from_one_plain_rule_to_the_other() -> None:
    frame = different().frame
    one = frame[(frame["series"] == "share") & (frame["group"] == "day")]
    assert len(one) == len(DELTAS) + 2 and one["taken_positive"].is_monotonic_increasing
    assert [one["rule"].iloc[end] for end in (0, -1)] == ["missed tests negative", "missed tests positive"]
    assert [one["taken_positive"].iloc[end] for end in (0, -1)] == [0.0, 1.0] and one["delta"].isna().sum() == 2
    assert set(frame["group"]) == {"day", "evening", "evening − day"}


def test_no_difference_anywhere_has_no_tipping_point() -> None:
    found = tipping_point(imputation(simulated(300, seed=4)[1]), day=28)
    assert found.concluded == "chance" and found.points == () and found.range_told == (0.0, 1.0)


def test_one_group_against_a_target() -> None:
    words = simulated(300)[1]
    asked = imputation(words, groups=1)
    level = asked.shares_at(0.75).shares[0][1].value or 0.0
    found = tipping_point(asked, target=level)
    assert (found.kind, found.concluded) == ("target", "above")
    assert found.fewer is None and found.more is not None and found.more.becomes == "below"
    assert found.more.taken_positive == pytest.approx(asked.shares_at(0.75).taken_positive, abs=2 * CLOSE_ENOUGH)
    between = tipping_point(asked, target=(level, 0.99))
    assert between.concluded == "within" and between.points == found.points


def test_what_is_concluded_everywhere_tips_nowhere() -> None:
    found = tipping_point(imputation(simulated(300)[1], groups=1), target=0.0001)
    assert found.concluded == "above" and found.points == ()


def test_where_too_few_are_left_the_range_ends() -> None:
    # with every missed test positive hardly anybody is followed to the end: no figure there, and no tipping point
    found = tipping_point(imputation(simulated(60, missed=0.6)[1], groups=1), target=0.0001)
    assert found.range_told[1] < 1 and found.points == ()


def test_progress_runs_to_the_end() -> None:
    told: list[float] = []
    tipping_point(imputation(simulated(60)[1]), day=28, progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0


def test_what_cannot_be_told_is_refused() -> None:
    with pytest.raises(NotEstimable, match="No test was missed"):
        tipping_point(imputation(simulated(60)[0]))
    with pytest.raises(NotEstimable, match="none of the days"):
        tipping_point(imputation(simulated(60)[1]), day=29)
    with pytest.raises(NotEstimable, match="With one group"):
        tipping_point(imputation(simulated(60)[1], groups=1))
    with pytest.raises(NotEstimable, match="too few are followed"):
        tipping_point(imputation(simulated(12)[1]))


def test_the_same_question_has_the_same_answer() -> None:
    words = simulated(120)[1]
    one, two = (tipping_point(imputation(words), day=28) for _ in range(2))
    assert one.frame.equals(two.frame) and one.points == two.points and not math.isnan(one.observed.taken_positive)
