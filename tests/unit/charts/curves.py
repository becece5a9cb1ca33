"""Small curves for the tests of the charts."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.outcomes.survival import SurvivalCurve, survival_curve


def curve(name: str = "all", *, times: Sequence[int], events: Sequence[int], min_at_risk: int = 1) -> SurvivalCurve:
    """A curve of a few made-up people."""
    return survival_curve(list(times), list(events), name=name, min_at_risk=min_at_risk)


def program(name: str, n: int, *, every: int, event: int, min_at_risk: int = 10) -> SurvivalCurve:
    """n people, one leaving each `every` days, every `event`-th of them with the event."""
    times = [every * (k + 1) for k in range(n)]
    return survival_curve(times, [int(k % event == 0) for k in range(n)], name=name, min_at_risk=min_at_risk)
