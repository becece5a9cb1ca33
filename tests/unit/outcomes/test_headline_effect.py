"""How far set-aside rows could move the headline: worked by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analytics.outcomes.headline_effect import headline_effect
from tests.views import fakes


@dataclass(frozen=True)
class Figure:
    """The two numbers of the benchmark figure that the bounds need."""

    n: int
    abstinent: int


def records(**aside: int):  # type: ignore[no-untyped-def]
    lines = [{"table": table, "quarantined": rows} for table, rows in aside.items()]
    return replace(fakes.program(), reconciliation=pd.DataFrame(lines))


def test_by_hand() -> None:
    # 10 people, 6 abstinent; 2 episodes and 1 follow-up set aside.
    # low: (6 - 1) / (10 + 2) = 5/12; high: (6 + 1 + 2) / 12 = 9/12
    effect = headline_effect(Figure(10, 6), records(episodes=2, follow_ups=1, drug_tests=7))  # type: ignore[arg-type]

    assert (effect.low, effect.high) == (5 / 12, 9 / 12)
    assert (effect.episodes, effect.follow_ups, effect.tests) == (2, 1, 7)


def test_never_beyond_nobody_and_everybody() -> None:
    effect = headline_effect(Figure(4, 3), records(follow_ups=50))  # type: ignore[arg-type]

    assert (effect.low, effect.high) == (0.0, 1.0)


def test_nothing_set_aside_moves_nothing_and_nobody_has_no_bounds() -> None:
    effect = headline_effect(Figure(10, 6), records(episodes=0))  # type: ignore[arg-type]
    assert effect.low == effect.high == 0.6
    nobody = headline_effect(Figure(0, 0), records(episodes=3))  # type: ignore[arg-type]
    assert nobody.low is None and nobody.high is None
