"""Imputed shares of weekly words alone, without records behind them: for tests and simulations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analytics.evaluation.imputation import (
    SEED,
    Imputation,
    ImputedShares,
    Progress,
    Read,
    Times,
    word_completion,
)
from analytics.evaluation.imputation_weeks import weeks_of
from analytics.outcomes.question import DAYS_A_WEEK
from analytics.outcomes.survival import MIN_AT_RISK


def pooled_shares(
    words: np.ndarray,
    lengths: np.ndarray,
    *,
    days: Sequence[float],
    delta: float = 0.0,
    seed: int = SEED,
    group: np.ndarray | None = None,
    names: Sequence[str] = (),
    site: np.ndarray | None = None,
    session: np.ndarray | None = None,
    times_of: Read | None = None,
    data_sets: int | None = None,
    min_at_risk: int = MIN_AT_RISK,
    progress: Progress | None = None,
) -> ImputedShares:
    """Shares without the event of weekly words (uint8, people × weeks of `+ - * o _`, zero padded), `o` imputed.

    `group`: codes 0, 1, … of every person; `site`: codes; `session`: people × weeks (0 none yet, 1 held, 2 missed).
    `times_of(words, lengths)`: time in weeks and event of completed words; without it the first positive week.
    `days`: the days asked for (week = day ÷ 7, floor).
    """
    codes = np.zeros(len(words), np.int64) if group is None else np.asarray(group)
    weeks = weeks_of(words, group=codes, site=site, session=session)
    given = Imputation(
        weeks=weeks,
        complete=word_completion(words, lengths, weeks, times_of or weeks_to_first_positive),
        names=tuple(names) or tuple(str(code) for code in range(int(codes.max(initial=0)) + 1)),
        days=tuple(days),
        at=tuple(day // DAYS_A_WEEK for day in days),
        seed=seed,
        min_at_risk=min_at_risk,
        sets=data_sets,
    )
    return given.shares_at(delta, progress)


def weeks_to_first_positive(words: np.ndarray, lengths: np.ndarray) -> Times:
    """Weeks to the first positive (or mixed) week; without one censored at the end of the word."""
    positive = (words == ord("+")) | (words == ord("*"))
    happened = positive.any(axis=1)
    return np.where(happened, positive.argmax(axis=1) + 1, lengths), happened
