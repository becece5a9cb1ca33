"""The `episodes` table of the demonstration program: one row an admission as the program's records show it."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd

from analytics.records.demo import plan
from analytics.records.demo.stays import LAST, NEVER

CLINICIANS_BY_SITE = {"Main": ("C1", "C2", "C3", "C4", "C5"), "Riverside": ("C6", "C7", "C8"), "North": ("C9",)}
COST_PER_DAY = 62.0


def episode_rows(rng: np.random.Generator, patients: pd.DataFrame, stays: pd.DataFrame) -> pd.DataFrame:
    """One row an episode with every column of the contract; days are still numbers, NEVER = not yet or never."""
    people = patients.iloc[stays["who"]].reset_index(drop=True)
    days = np.minimum(stays["left"], LAST + 1) - stays["admitted"]
    referred = stays["admitted"] - rng.integers(2, 22, len(stays))
    rows = pd.DataFrame(
        {
            "patient_id": people["patient_id"],
            "episode_id": [f"E{k + 1:05d}" for k in range(len(stays))],
            "referred_on": np.where(rng.random(len(stays)) < 0.9, referred, NEVER),
            "first_contact_on": referred + rng.integers(0, 3, len(stays)),
            "admitted_on": stays["admitted"],
            "discharged_on": np.where(stays["active"], NEVER, stays["left"]),
            "discharge_reason": np.where(stays["active"], "", stays["reason"]),
            "last_contact_on": np.where(stays["active"], NEVER, stays["last_contact"]),
            "planned_end_on": stays["admitted"] + stays["planned_days"],
            "program": plan.PROGRAM,
            "track": stays["track"],
            "site": stays["site"],
            "stage": np.select([days < 21, days < 49], ["1", "2"], "3"),
            "level_of_care": "2.1",
            "previous_level_of_care": previous_levels(rng, people["referral_source"].to_numpy()),
            "next_level_of_care": np.where(stays["active"], "", next_levels(rng, stays["reason"].to_numpy())),
            "referral_source": people["referral_source"],
            "primary_substance": people["primary_substance"],
            "severity": people["severity"],
            "medication": people["medication"],
            "medication_from": np.where(people["medication"] == "none", NEVER, stays["admitted"] - 7),
            "medication_to": np.where(
                (people["medication"] == "none") | stays["active"] | (rng.random(len(stays)) < 0.8),
                NEVER,
                stays["left"],
            ),
            "co_occurring": people["co_occurring"],
            "living_situation": people["living_situation"],
            "prior_episodes": people["prior_episodes"] + (stays["number"] == 2),
            "age": people["age"] + (stays["number"] == 2) * (stays["admitted"] % 3 == 0),
            "sex": people["sex"],
            "race_ethnicity": people["race_ethnicity"],
            "payer": people["payer"],
            "clinician": clinicians(stays),
            "authorised_hours": np.where(
                people["payer"] == "self_pay", 0, np.where(stays["track"] == "evening", 108, 72)
            ),
            "cost": np.round(COST_PER_DAY * days * rng.uniform(0.85, 1.15, len(stays)) / 10) * 10,
            "died_on": np.where(stays["died"] <= LAST, stays["died"], NEVER),
        }
    )
    return split_by_transfer(rng, rows)


def previous_levels(rng: np.random.Generator, referral: np.ndarray) -> np.ndarray:
    """Step-down from residential, step-up from weekly outpatient care, or the first level."""
    other = rng.choice(["none", "1", "3.7"], size=len(referral), p=[0.62, 0.26, 0.12])
    return np.where(referral == "residential", "3.5", other)


def next_levels(rng: np.random.Generator, reason: np.ndarray) -> np.ndarray:
    """Where people go: lower after completion, anywhere after a transfer, mostly nowhere otherwise."""
    chance = rng.random(len(reason))
    completed = np.where(chance < 0.72, "1", "none")
    transferred = np.select([chance < 0.62, chance < 0.74], ["1", "2.5"], "3.5")
    terminated = np.where(chance < 0.8, "none", "3.5")
    return np.select(
        [reason == "completed", reason == "transferred", reason == "terminated"],
        [completed, transferred, terminated],
        "unknown",
    )


def clinicians(stays: pd.DataFrame) -> list[str]:
    """The primary clinician: by site, patients in turn."""
    return [
        CLINICIANS_BY_SITE[site][who % len(CLINICIANS_BY_SITE[site])]
        for site, who in zip(stays["site"], stays["who"], strict=True)
    ]


def split_by_transfer(rng: np.random.Generator, rows: pd.DataFrame) -> pd.DataFrame:
    """A few stays as two episodes: transferred within the house and admitted again 0 to 3 days later."""
    long_enough = (rows["discharged_on"] != NEVER) & (rows["discharged_on"] - rows["admitted_on"] >= 28)
    chosen = long_enough.to_numpy() & (rng.random(len(rows)) < plan.SPLIT_STAY_SHARE)
    day = rows["admitted_on"] + 14
    second = rows[chosen].assign(
        admitted_on=day[chosen] + rng.integers(0, 4, int(chosen.sum())),
        referred_on=NEVER,
        first_contact_on=NEVER,
        episode_id=rows["episode_id"][chosen] + "B",
        previous_level_of_care="2.1",
    )
    first = rows.copy()
    for column, value in {
        "discharged_on": day,
        "last_contact_on": day,
        "discharge_reason": "transferred",
        "next_level_of_care": "2.1",
        "cost": 870.0,
    }.items():
        first[column] = first[column].where(~chosen, cast(Any, value))
    first["died_on"] = first["died_on"].where(~chosen, NEVER)
    both = pd.concat([first, second], ignore_index=True)
    return both.sort_values(["admitted_on", "episode_id"], kind="stable", ignore_index=True)
