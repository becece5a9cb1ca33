"""Competing states: five people by hand, shares that add up to one, ties ranked, the band between two tests."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.interval_band import earliest_time, interval_bands
from analytics.evaluation.states import STATES, STILL, competing_states, first_way_out
from analytics.evaluation.subjects import LEAST_IN_A_GROUP, Subjects, subjects_of
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import Question
from tests.made_up import Row, day, made_up_records, test_row

WAYS = [  # reason, discharged on day, first positive on day        → way out, day
    ("completed", 60, None, 3, 60),
    ("dropped_out", 30, None, 2, 30),
    ("terminated", 30, 30, 1, 30),  # used and left on one day: returned to use
    ("completed", 50, 20, 1, 20),
    ("transferred", 40, None, 4, 40),
    ("dropped_out", 10, 25, 2, 10),  # the positive test came after leaving
    (None, None, None, 0, 400),  # still here on the as-of day
]


def derivation(*, reasons: bool = True) -> Derivation:
    """The ways above in the day track, and as many in the evening track twice, so that both have 11 or more."""
    episodes: list[Row] = []
    tests: list[Row] = []
    for k in range(4 * len(WAYS)):
        reason, left, used, _, _ = WAYS[k % len(WAYS)]
        track = "day" if k < 2 * len(WAYS) else "evening"
        row: Row = {"patient_id": f"P{k:02}", "admitted_on": day(0), "track": track}
        row["discharged_on"] = None if left is None else day(left)
        episodes.append(row | ({"discharge_reason": reason} if reasons else {}))
        tests += [test_row(on, "negative", patient=f"P{k:02}") for on in (5, 12)]
        tests += [test_row(used, "positive", patient=f"P{k:02}")] if used is not None else []
    return Derivation(made_up_records(episodes=episodes, tests=tests))


def compared(made: Derivation, endpoint: str = "first_positive", **asked: str) -> Subjects:
    return subjects_of(made, Question(endpoint=endpoint, **asked), Contrast(by="track"))  # type: ignore[arg-type]


def test_the_first_way_out_of_each_person() -> None:
    made = derivation()
    time, cause = first_way_out(made, compared(made))
    assert cause[: len(WAYS)].tolist() == [way for *_, way, _ in WAYS]
    assert time[: len(WAYS)].tolist() == [on for *_, on in WAYS]


def test_shares_by_hand_and_their_sum() -> None:
    made = derivation()
    found = competing_states(made, compared(made))
    group = found.groups[0]
    assert (group.name, group.n) == ("day", 2 * len(WAYS))
    last = group.shares.iloc[-1]  # nobody is censored before day 60: counts of the seven
    assert last[list(STATES)].tolist() == pytest.approx([2 / 7, 2 / 7, 1 / 7, 1 / 7])
    assert group.shares[[STILL, *STATES]].sum(axis=1).to_numpy() == pytest.approx(np.ones(len(group.shares)))
    assert (group.shares[STILL] >= -1e-12).all()
    # the two tracks are twins: no state differs
    assert [test.statistic for _, test in found.tests] == pytest.approx([0, 0, 0, 0], abs=1e-9)
    assert group.n >= LEAST_IN_A_GROUP


def test_the_band_lies_between_the_last_negative_and_the_first_positive_test() -> None:
    made = derivation()
    subjects = compared(made)
    earliest = earliest_time(made, subjects)
    # P02 was positive on day 30, P03 on day 20, last negative on day 12; P00 has no event and keeps its time
    assert earliest[[2, 3]].tolist() == [12, 12]
    assert earliest[0] == subjects.time[0]
    band = interval_bands(made, subjects)[0]
    assert band.median_gap == pytest.approx(13)  # of 18, 8, 13, each twice
    early, late = (np.interp(15, c.table["time"], c.table["estimate"]) for c in (band.earliest, band.latest))
    assert early <= late


def test_what_cannot_be_told_says_so() -> None:
    made = derivation()
    with pytest.raises(NotEstimable, match="days from admission"):
        competing_states(made, compared(made, clock="discharge"))
    with pytest.raises(NotEstimable, match="dated by tests"):
        interval_bands(made, compared(made, "ctn0094_relapse"))
    bare = derivation(reasons=False)
    with pytest.raises(NotEstimable, match="why people left"):
        competing_states(bare, compared(bare))


def test_episodes_are_followed_but_not_tested() -> None:
    made = derivation()
    people, episodes = (competing_states(made, compared(made, unit=unit)) for unit in ("people", "episodes"))
    assert [group.n for group in episodes.groups] == [group.n for group in people.groups]
    assert all(test.p is None and "not for episodes" in test.reason for _, test in episodes.tests)
    assert any(test.p is not None for _, test in people.tests)
    assert episodes.note == f"{people.note} Intervals take several episodes of one person as those of several people."
