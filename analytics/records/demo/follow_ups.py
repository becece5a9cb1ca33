"""The `follow_ups` table: contacts about 90 days after discharge; people who are abstinent are easier to reach."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.records.demo import plan
from analytics.records.demo.stays import LAST

NOT_REACHED = {"unreachable": 0.72, "refused": 0.16, "incarcerated": 0.08, "residential": 0.04}
MODES = {"phone": 0.68, "in_person": 0.15, "video": 0.12, "text": 0.05}


def make_follow_ups(
    rng: np.random.Generator, patients: pd.DataFrame, stays: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table (a row per discharge with a contact made or a closed window) and the hidden truth per discharge."""
    left = stays[~stays["active"]]
    reached = left["reachable"].to_numpy()
    died = (left["died"] <= LAST).to_numpy()
    closed = (left["left"] + plan.FOLLOW_UP_WINDOW[1] <= LAST).to_numpy()
    contacted = ~died & reached & (left["contact"] <= LAST).to_numpy()
    truth = left.assign(reached=reached & ~died, died_before=died, closed=closed, contacted=contacted)
    known = contacted | died | (closed & (rng.random(len(left)) >= plan.NEVER_TRIED))
    shown = truth[known].reset_index().rename(columns={"index": "stay"})
    return rows_of(rng, patients, shown), truth


def rows_of(rng: np.random.Generator, patients: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """What was written down: outcome, day, mode, days used (some people who used say they did not)."""
    size = len(shown)
    contacted, died = shown["contacted"].to_numpy(), shown["died_before"].to_numpy()
    not_reached = rng.choice(list(NOT_REACHED), size=size, p=list(NOT_REACHED.values()))
    outcome = np.select([died, contacted], ["deceased", "completed"], not_reached)
    says_none = shown["abstinent"].to_numpy() | (rng.random(size) < plan.UNDER_REPORTED)
    days_used = np.where(says_none, 0, np.clip(np.round(rng.gamma(1.1, 8.0, size)), 1, 30))
    since = np.where(shown["since_discharge"] | (~shown["abstinent"] & says_none), "yes", "no")
    return pd.DataFrame(
        {
            "patient_id": patients["patient_id"].to_numpy()[shown["who"]],
            "due_on": shown["left"] + plan.FOLLOW_UP_DUE_DAYS,
            "contacted_on": np.where(contacted, shown["contact"], np.iinfo(np.int32).max),
            "outcome": outcome,
            "mode": np.where(contacted, rng.choice(list(MODES), size=size, p=list(MODES.values())), ""),
            "days_used_past_30": np.where(contacted, days_used, np.nan),
            "abstinent_since_discharge": np.where(contacted, since, ""),
            "source": np.where(contacted, np.where(rng.random(size) < 0.93, "self", "collateral"), ""),
        }
    ).sort_values(["due_on", "patient_id"], ignore_index=True)
