"""The stays: when each patient came, how long, why it ended, and whether use had stopped at follow-up (the truth)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtr

from analytics.records.demo import plan

FIRST, LAST = plan.day_number(plan.FIRST_DAY), plan.day_number(plan.LAST_DAY)
NEVER = np.iinfo(np.int32).max
"""A day that does not come."""


def make_stays(rng: np.random.Generator, patients: pd.DataFrame) -> pd.DataFrame:
    """One row a stay in care (first stays, then readmissions); days are numbers since 1970-01-01.

    ``left`` is the planned-by-nature last day; a stay with ``left`` after the last day of the records is still active.
    """
    who = np.arange(len(patients))
    first = stays_of(rng, patients, who=who, admitted=rng.integers(FIRST, LAST + 1, len(who)))
    again, day = readmissions(rng, first)
    second = stays_of(rng, patients, who=again, admitted=day)
    stays = pd.concat([first.assign(number=1), second.assign(number=2)], ignore_index=True)
    next_admission = pd.Series(day, index=again).reindex(stays["who"]).to_numpy()
    stays["readmitted"] = np.where((stays["number"] == 1) & ~np.isnan(next_admission), next_admission, NEVER).astype(
        int
    )
    return with_reach(rng, stays)


def with_reach(rng: np.random.Generator, stays: pd.DataFrame) -> pd.DataFrame:
    """Who can be reached at follow-up: those back in care within the window, the others by whether they use."""
    back_in_care = stays["readmitted"] <= stays["left"] + plan.FOLLOW_UP_WINDOW[1]
    by_use = np.where(stays["abstinent"], plan.REACHED_ABSTINENT, plan.REACHED_USING)
    chance = np.where(back_in_care, 1.0, by_use)
    return stays.assign(reach_chance=chance, reachable=rng.random(len(stays)) < chance)


def stays_of(
    rng: np.random.Generator, patients: pd.DataFrame, *, who: np.ndarray, admitted: np.ndarray
) -> pd.DataFrame:
    """One stay for each patient in ``who`` admitted on these days, with the true state at follow-up."""
    people = patients.iloc[who]
    tendency, site = people["tendency"].to_numpy(), people["site"].to_numpy()
    track = np.where(rng.random(len(who)) < plan.EVENING_SHARE, "evening", "day")
    reason = reasons(rng, tendency)
    days = lengths(rng, reason, track)
    left = admitted + days
    gap = np.where(reason == "dropped_out", np.minimum(rng.integers(4, 15, len(who)), days - 1), 0)
    stays = pd.DataFrame(
        {
            "who": who,
            "admitted": admitted,
            "left": left,
            "last_contact": left - gap,
            "reason": reason,
            "track": track,
            "planned_days": pd.Series(track).map(plan.PLANNED_DAYS).to_numpy(),
            "site": site,
            "tendency": tendency,
        }
    )
    away = rng.random(len(who)) < plan.AWAY_SHARE
    stays["away_from"] = np.where(
        away, admitted + 5 + np.floor(rng.random(len(who)) * np.maximum(days - 10, 1)), NEVER
    ).astype(int)
    stays["away_to"] = np.where(away, stays["away_from"] + rng.integers(*plan.AWAY_DAYS, len(who)), NEVER)
    stays["active"] = stays["left"] > LAST
    stays["reminded"] = (site == plan.REMINDER_SITE) & (admitted >= plan.day_number(plan.REMINDER_FROM))
    return after_discharge(rng, stays)


def reasons(rng: np.random.Generator, tendency: np.ndarray) -> np.ndarray:
    """Discharge reasons with exactly the planned shares in expectation, the worse ones for those who use more."""
    rho = plan.REASON_DEPENDS_ON_USE
    score = ndtr(rho * tendency + np.sqrt(1 - rho**2) * rng.normal(size=len(tendency)))
    edges = np.cumsum(list(plan.REASONS.values()))[:-1]
    return np.array(list(plan.REASONS))[np.searchsorted(edges, score)]


def lengths(rng: np.random.Generator, reason: np.ndarray, track: np.ndarray) -> np.ndarray:
    """Days from admission to discharge: completers around the planned end, the others earlier and spread out."""
    size = len(reason)
    planned = np.where(track == "evening", plan.PLANNED_DAYS["evening"], plan.PLANNED_DAYS["day"])
    to_the_end = planned + rng.choice([-3, 0, 1, 2, 3, 5, 8], size=size, p=[0.08, 0.27, 0.2, 0.15, 0.1, 0.1, 0.1])
    median = pd.Series(reason).map(plan.STAY_MEDIAN_DAYS).fillna(30).to_numpy()
    cut_short = np.round(median * np.exp(plan.STAY_LOG_SD * rng.normal(size=size)))
    return np.where(reason == "completed", to_the_end, np.clip(cut_short, 2, planned + 21)).astype(int)


def after_discharge(rng: np.random.Generator, stays: pd.DataFrame) -> pd.DataFrame:
    """What happened after the stay: truth nobody sees in full.

    ``abstinent``: no use in the 30 days before the follow-up day; ``since_discharge``: none since discharge;
    ``relapsed``: first day of use after discharge (NEVER if none); ``died``: day of death (NEVER if alive).
    """
    size = len(stays)
    completed = (stays["reason"] == "completed").to_numpy()
    chance = (
        plan.ABSTINENT_BASE
        + plan.ABSTINENT_BY_TENDENCY * stays["tendency"]
        + plan.ABSTINENT_IF_COMPLETED * (completed - plan.REASONS["completed"])
        + plan.REMINDER_ABSTINENT * stays["reminded"]
    )
    abstinent = even_dice(rng, dice_group(stays)) < np.clip(chance, 0.02, 0.98)
    since_discharge = abstinent & (rng.random(size) < 0.8)
    contact = np.clip(np.round(plan.FOLLOW_UP_DUE_DAYS + rng.normal(6, 16, size)), 62, 176).astype(int)
    early = 1 + np.floor(rng.random(size) * np.where(abstinent, np.maximum(contact - 45, 3), contact - 5)).astype(int)
    died_in_care = (stays["reason"] == "death").to_numpy()
    died_later = ~died_in_care & (rng.random(size) < plan.DIED_BEFORE_FOLLOW_UP)
    died = np.select([died_in_care, died_later], [stays["left"], stays["left"] + rng.integers(5, 60, size)], NEVER)
    return stays.assign(
        chance=chance,
        abstinent=abstinent,
        since_discharge=since_discharge,
        contact=stays["left"] + contact,
        relapsed=np.where(since_discharge, NEVER, stays["left"] + early),
        died=died,
    )


def dice_group(stays: pd.DataFrame) -> pd.Series:
    """Track, half-year of discharge, before or after either program change."""
    curriculum = stays["admitted"] >= plan.day_number(plan.CURRICULUM_FROM)
    return stays["track"] + (stays["left"] // 182).astype(str) + stays["reminded"].astype(str) + curriculum.astype(str)


def even_dice(rng: np.random.Generator, group: pd.Series) -> np.ndarray:
    """Uniform numbers spread evenly within each group, so that a planted rate comes out close to plan in each."""
    rank = pd.Series(rng.random(len(group))).groupby(group.to_numpy()).rank(method="first").to_numpy() - 1
    size = group.groupby(group.to_numpy()).transform("size").to_numpy()
    return (rank + rng.random(len(group))) / size


def readmissions(rng: np.random.Generator, first: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Who comes back and when: mostly people who used after discharge, 20 to 400 days later.

    Nobody comes back before the follow-up day without having used.
    """
    size = len(first)
    gap = np.exp(rng.normal(np.log(plan.READMITTED_AFTER_DAYS), 0.6, size))
    day = first["left"].to_numpy() + np.clip(np.round(gap), 20, 400).astype(int)
    possible = (first["died"] == NEVER).to_numpy() & (day <= LAST - 3)
    weight = np.where(first["abstinent"], 1.0 * (day > first["contact"]), 3.0) * possible
    count = min(round(plan.READMITTED_SHARE * size), int(possible.sum()))
    chosen = np.sort(rng.choice(size, size=count, replace=False, p=weight / weight.sum()))
    return chosen, day[chosen]
