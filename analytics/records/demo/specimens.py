"""Who is tested when: weekly tests in care, tests on suspicion, at admission, and in aftercare."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.records.demo import plan
from analytics.records.demo.stays import LAST
from analytics.records.demo.weeks import due_weeks, weeks_in_care

BASELINE_SHARE = 0.6


def make_specimens(
    rng: np.random.Generator, stays: pd.DataFrame, used: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every specimen by day (stay, day, used, in_care, suspicion), and the hidden ledger (a row a week in care)."""
    ledger = weekly_ledger(rng, stays, used)
    given = ledger[ledger["status"] == "given"]
    weekly = given[["stay", "day", "used"]].assign(in_care=True, suspicion=False)
    parts = [weekly, on_suspicion(rng, stays, given), baselines(rng, stays, used), aftercare(rng, stays)]
    specimens = pd.concat(parts, ignore_index=True)
    return specimens.sort_values(["day", "stay"], kind="stable", ignore_index=True), ledger


def weekly_ledger(rng: np.random.Generator, stays: pd.DataFrame, used: np.ndarray) -> pd.DataFrame:
    """One row a week begun in care: its test day, whether due, use, and given, missed or excused.

    Nothing is given after the last contact. Missing is informative: given less often in a week of use.
    """
    begun = np.arange(used.shape[1]) < weeks_in_care(stays)[:, None]
    stay, week = np.nonzero(begun)
    rows = stays.iloc[stay].reset_index(drop=True)
    day = rows["admitted"].to_numpy() + 7 * week + rng.integers(1, 8, len(stay))
    use = used[stay, week]
    away = (day >= rows["away_from"].to_numpy()) & (day <= rows["away_to"].to_numpy())
    there = (day <= np.minimum(rows["last_contact"].to_numpy(), LAST)) & ~away
    given = there & (rng.random(len(stay)) < np.where(use, plan.TEST_GIVEN_USED, plan.TEST_GIVEN_NOT_USED))
    excused = (there & (rng.random(len(stay)) < plan.TEST_EXCUSED)) | (away & (rng.random(len(stay)) < 0.4))
    status = np.select([excused, given, there], ["excused", "given", what_was_written(rng, use)], "no_row")
    first = rows["admitted"].to_numpy() + 7 * week + 1
    touched = ((rows["away_from"] <= first + 6) & (rows["away_to"] >= first)).to_numpy()
    waived = touched & (status == "no_row")
    ledger = pd.DataFrame(
        {
            "stay": stay,
            "week": week + 1,
            "day": day,
            "used": use,
            "status": status,
            "due": due_weeks(stays, used.shape[1])[stay, week] & ~waived & (status != "excused"),
            "in_records": day <= LAST,
        }
    )
    return ledger[ledger["in_records"]].reset_index(drop=True)


def what_was_written(rng: np.random.Generator, use: np.ndarray) -> np.ndarray:
    """For tests not given: the row they leave, mostly none; refusals mostly in weeks of use."""
    chance = rng.random(len(use))
    written = np.full(len(use), "no_row", dtype=object)
    edge = np.zeros(len(use))
    for kind, (without_use, with_use) in plan.LEFT_A_ROW.items():
        upper = edge + np.where(use, with_use, without_use)
        written[(chance >= edge) & (chance < upper)] = kind
        edge = upper
    return written


def on_suspicion(rng: np.random.Generator, stays: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """A second test two days later in a week already tested, more often when there was use."""
    without_use, with_use = plan.TEST_ON_SUSPICION
    day, admitted = given["day"].to_numpy() + 2, stays["admitted"].to_numpy()[given["stay"]]
    there = (day <= np.minimum(stays["last_contact"].to_numpy()[given["stay"]], LAST)) & (
        day <= admitted + 7 * given["week"].to_numpy()
    )
    again = given[there & (rng.random(len(given)) < np.where(given["used"], with_use, without_use))]
    return again[["stay", "used"]].assign(day=again["day"] + 2, in_care=True, suspicion=True)


def baselines(rng: np.random.Generator, stays: pd.DataFrame, used: np.ndarray) -> pd.DataFrame:
    """The test on the day of admission or just before, for most; many come in having used."""
    chosen = np.flatnonzero(rng.random(len(stays)) < BASELINE_SHARE)
    before = rng.choice([0, 1, 3], size=len(chosen), p=[0.92, 0.05, 0.03])
    return pd.DataFrame(
        {
            "stay": chosen,
            "day": stays["admitted"].to_numpy()[chosen] - before,
            "used": used[chosen, 0] | (rng.random(len(chosen)) < 0.3),
            "in_care": True,
            "suspicion": False,
        }
    )


def aftercare(rng: np.random.Generator, stays: pd.DataFrame) -> pd.DataFrame:
    """Monthly tests after discharge for a part of those who completed or stepped down, while they are in aftercare.

    Nobody is tested after death or readmission, hardly anybody whom follow-up does not reach; use shows from the first
    day of use after discharge on.
    """
    left = stays["left"].to_numpy()
    offered = (
        np.isin(stays["reason"], ["completed", "transferred"])
        & ~stays["active"].to_numpy()
        & (stays["number"] == 1).to_numpy()
    )
    chosen = np.flatnonzero(offered & (rng.random(len(stays)) < plan.AFTERCARE_SHARE / 0.55))
    reachable = stays["reachable"].to_numpy()[chosen]
    parts = []
    for month in range(1, 7):
        day = left[chosen] + 28 * month + rng.integers(-6, 7, len(chosen))
        relapsed, stopped = stays["relapsed"].to_numpy()[chosen], stays["contact"].to_numpy()[chosen] - 35
        using = (day >= relapsed) & (~stays["abstinent"].to_numpy()[chosen] | (day < stopped))
        comes = rng.random(len(chosen)) < np.where(using, 0.35, 0.75)
        comes &= reachable | (day < left[chosen] + 55) | (rng.random(len(chosen)) < plan.AFTERCARE_IF_NOT_REACHED)
        allowed = (
            (day <= LAST) & (day < stays["died"].to_numpy()[chosen]) & (day < stays["readmitted"].to_numpy()[chosen])
        )
        keep = comes & allowed
        seen_use = using & (rng.random(len(chosen)) < 0.75)
        parts.append(
            pd.DataFrame(
                {"stay": chosen[keep], "day": day[keep], "used": seen_use[keep], "in_care": False, "suspicion": False}
            )
        )
    return pd.concat(parts, ignore_index=True)
