"""Pooled shares of words: the ends are the plain rules, more positive never helps, the seed decides, MAR is met."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.imputation import FEWEST_DATA_SETS, ImputedShares
from analytics.outcomes.survival import estimates_at, survival_curve
from tests.pooled_words import pooled_shares, weeks_to_first_positive
from tests.unit.evaluation.words import lengths, matrix, simulated

DAYS = (28, 56, 84)


def shares(words: np.ndarray, delta: float = 0.0, **more: object) -> ImputedShares:
    weeks = (words != 0).sum(axis=1)
    return pooled_shares(words, weeks, days=DAYS, delta=delta, **more)  # type: ignore[arg-type]


def test_weeks_to_the_first_positive_by_hand() -> None:
    time, event = weeks_to_first_positive(matrix("-*+", "--", "_"), lengths("-*+", "--", "_"))
    assert (time.tolist(), event.tolist()) == ([2, 2, 1], [True, False, False])


@pytest.mark.parametrize(("delta", "symbol"), [(-math.inf, "-"), (math.inf, "+")])
def test_the_ends_are_the_plain_rules(delta: float, symbol: str) -> None:
    words = simulated(200)[1]
    found = shares(words, delta)
    plain = np.where(words == ord("o"), np.uint8(ord(symbol)), words)
    time, event = weeks_to_first_positive(plain, np.full(200, 12))
    expected = estimates_at(survival_curve(time, event), DAYS, days_per_unit=7)
    assert found.data_sets == 1 and found.taken_positive == float(delta > 0)
    for ours, theirs in zip(found.shares[0], expected, strict=True):
        assert ours.reason == theirs["reason"]
        pairs = (ours.value, theirs["estimate"]), (ours.low, theirs["low"]), (ours.high, theirs["high"])
        assert all(mine == (None if yours is None else pytest.approx(yours, abs=1e-12)) for mine, yours in pairs)


def test_far_shifts_come_near_the_ends() -> None:
    words = simulated(300)[1]
    for near, end in ((-40.0, -math.inf), (40.0, math.inf)):
        for ours, theirs in zip(shares(words, near).shares[0], shares(words, end).shares[0], strict=True):
            assert (ours.value is None) == (theirs.value is None)
            assert ours.value is None or ours.value == pytest.approx(theirs.value, abs=1e-9)


def test_the_more_missed_tests_are_positive_the_fewer_stay_without_the_event() -> None:
    words = simulated(300)[1]
    found = [shares(words, delta) for delta in (-3, -1, 0, 1, 3)]
    taken = [f.taken_positive for f in found]
    assert taken == sorted(taken) and len(set(taken)) == 5
    for day in range(len(DAYS)):
        values = [f.shares[0][day].value or 0.0 for f in found]
        assert values == sorted(values, reverse=True)


def test_the_seed_decides_and_is_told() -> None:
    words = simulated(150)[1]
    assert shares(words, seed=5).shares == shares(words, seed=5).shares
    assert shares(words, seed=5).shares != shares(words, seed=6).shares
    assert shares(words, seed=5).seed == 5


def test_as_many_data_sets_as_the_percentage_of_missed_tests() -> None:
    assert shares(simulated(200, missed=0.05)[1]).data_sets == FEWEST_DATA_SETS
    found = shares(simulated(200, missed=0.6)[1])
    assert found.data_sets == math.ceil(100 * found.missing_share) >= 55


def test_missed_at_random_is_met_where_the_plain_rules_are_far_off() -> None:
    # the share nobody would have to impute lies inside the interval; both plain rules' intervals miss it
    complete, words = simulated(1500, seed=11)
    truth = 1 - (complete == ord("+")).any(axis=1).mean()
    imputed, worst, best = (shares(words, delta).shares[0][2] for delta in (0, math.inf, -math.inf))
    assert imputed.low is not None and imputed.high is not None and imputed.low < truth < imputed.high
    assert abs((imputed.value or 0) - truth) < 0.03
    assert (worst.high or 0) < truth < (best.low or 1)


def test_imputing_widens_the_interval() -> None:
    complete, words = simulated(400)
    whole, imputed = (shares(w).shares[0][1] for w in (complete, words))
    assert (imputed.high or 0) - (imputed.low or 0) > (whole.high or 0) - (whole.low or 0)


def test_without_missed_tests_the_plain_figure_stands() -> None:
    found = shares(simulated(100)[0])
    assert (found.missed, found.data_sets) == (0, 1) and math.isnan(found.taken_positive)
    assert found.shares[0][0].method.startswith("Kaplan–Meier")


def test_two_groups_and_their_difference() -> None:
    words = simulated(300)[1]
    group = np.arange(300) % 2
    found = shares(words, group=group, names=("day", "evening"))
    assert found.names == ("day", "evening") and len(found.differences) == 3
    for place, apart in enumerate(found.differences):
        first, second = (found.shares[code][place].value or 0.0 for code in (0, 1))
        assert apart.value == pytest.approx(second - first, abs=0.01) and apart.n == 300


def test_one_group_has_no_difference_and_progress_is_told() -> None:
    told: list[float] = []
    found = shares(simulated(80)[1], progress=told.append)
    assert found.differences == () and told[-1] == 1.0


def test_weeks_after_death_are_not_imputed() -> None:
    words = matrix(*["-o__"] * 30, *["+-o-"] * 30)
    assert shares(words).missed == 60
    shorter = pooled_shares(matrix(*["-o"] * 30, *["+-o-"] * 30), np.repeat([2, 4], 30), days=(14,))
    assert replace(shares(words), days=(), shares=(), differences=()).missed == shorter.missed


def test_nothing_given_can_still_be_taken_for_positive_but_not_imputed() -> None:
    words = matrix(*["oooo"] * 30)
    assert shares(words, math.inf).taken_positive == 1.0
    with pytest.raises(NotEstimable, match="No test was given"):
        shares(words, 0.0)


def test_three_people_get_no_figure_but_the_reason() -> None:
    found = shares(matrix("-o-o", "+o-o", "----"))
    assert {share.reason for share in found.shares[0]} <= {"fewer than 10 at risk", "no one was followed that long"}
