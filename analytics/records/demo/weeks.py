"""Use week by week during each stay: the truth that tests and sessions then show in part."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.records.demo import plan
from analytics.records.demo.stays import LAST

DAYS_IN_WEEK = 7


def make_use(rng: np.random.Generator, stays: pd.DataFrame) -> np.ndarray:
    """Boolean stays × weeks: any use in week k (days 7(k−1)+1 … 7k after admission), seen or not."""
    weeks = weeks_in_care(stays)
    used = np.zeros((len(stays), int(weeks.max())), dtype=bool)
    drops_out = (stays["reason"] == "dropped_out").to_numpy()
    before = rng.random(len(stays)) < 0.5
    for week in range(used.shape[1]):
        near_the_end = drops_out & (week >= weeks - 2)
        logit = (
            plan.USE_INTERCEPT
            + plan.USE_BY_TENDENCY * stays["tendency"].to_numpy()
            + plan.USE_BY_WEEK * min(week, 10)
            + plan.USE_AFTER_USE * before
            + plan.USE_BEFORE_DROP_OUT * near_the_end
        )
        used[:, week] = rng.random(len(stays)) < 1 / (1 + np.exp(-logit))
        before = used[:, week]
    return used & (np.arange(used.shape[1]) < weeks[:, None])


def weeks_in_care(stays: pd.DataFrame) -> np.ndarray:
    """Weeks begun in each stay."""
    return -(-(stays["left"] - stays["admitted"]).to_numpy() // DAYS_IN_WEEK)


def due_weeks(stays: pd.DataFrame, weeks: int) -> np.ndarray:
    """Boolean stays × weeks: a weekly test was due (whole week in care, before the planned end, in the records)."""
    end_day = (np.arange(weeks) + 1) * DAYS_IN_WEEK
    in_care = np.minimum((stays["left"] - stays["admitted"]).to_numpy(), LAST - stays["admitted"].to_numpy())
    return end_day <= np.minimum(in_care, stays["planned_days"].to_numpy())[:, None]
