"""Whatever changes, the steps begin at the lock, end at today's figure and add up; a naive second way agrees."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from analytics.records.policy import Settings
from analytics.reports.locks.causes import Standing, points_between
from analytics.reports.locks.difference import difference
from tests.unit.reports.locks import made_up_program as made_up
from tests.unit.reports.locks.made_up_program import lock_of, program


@dataclass(frozen=True)
class Later:
    """A random later state of the ten: who is in care again, who tested positive, who said to have used, the window."""

    in_care: str
    positive: str
    used: str
    reached: str
    window: tuple[int, int]

    def share(self) -> float | None:
        """The headline by plain sets: discharged, reached in the window, no use said, no positive before."""
        counted = [who for who in made_up.PEOPLE if who not in self.in_care]
        seen = {who for who in self.reached if self.window[0] <= (130 if who == "E" else 90) <= self.window[1]}
        # a positive test 80 days after discharge is in the window itself: of somebody not reached it is the answer
        bad = set(self.used) | {who for who in self.positive if who in seen and who != "E"}
        good = [who for who in counted if who in seen and who not in bad]
        return len(good) / len(counted) if counted else None


def random_later(seed: int) -> Later:
    draw = np.random.default_rng(seed)

    def some(share: float) -> str:
        return "".join(who for who in made_up.PEOPLE if draw.random() < share)

    window = (60, 180) if draw.random() < 0.5 else (60, 120)
    return Later(some(0.2), some(0.3), some(0.4), some(0.8), window)


@pytest.mark.parametrize("seed", range(12))
def test_the_steps_of_any_change_add_up(tmp_path: Path, seed: int) -> None:
    later = random_later(seed)
    settings = Settings(lag_days=0, follow_up_window_days=later.window)
    records = program(
        episodes=made_up.episodes(still_in_care=later.in_care),
        tests=made_up.tests(positive=later.positive),
        follow_ups=made_up.follow_ups(used=later.used, reached=later.reached),
        settings=settings,
    )

    headline = difference(lock_of(program(), tmp_path), records).measures[0]

    assert headline.before == 0.6 and headline.after == later.share()
    at: float | None = headline.before
    for step in headline.steps:
        assert step.before == at
        at = step.after
    assert at == headline.after
    assert round(sum(step.points or 0 for step in headline.steps), 1) == headline.points


def test_points_are_told_to_a_tenth_of_what_is_read() -> None:
    """61.25 % and 58.14 % are read as 61.2 and 58.1: 3.1 points less, although 3.11 − rounding could say 3.2."""
    assert points_between(0.61249, 0.58144) == -3.1
    assert points_between(None, 0.5) is None and points_between(0.5, None) is None


def test_nobody_has_no_share() -> None:
    nobody = np.zeros(0, np.int64)

    assert Standing(nobody.astype(np.uint64), nobody, nobody).share is None
