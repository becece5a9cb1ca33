"""The `measures` table: housing, work, arrests, meetings and questionnaires at admission, discharge and follow-up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.records.demo.stays import LAST

ASKED = {"admission": 0.95, "discharge": 0.68, "follow_up": 0.80}
QUESTIONNAIRES = {"phq9": 0.6, "gad7": 0.6, "bam_use": 0.3, "bam_risk": 0.3, "bam_protective": 0.3, "barc10": 0.5}
WORK = ("full", "part", "student", "unemployed", "not_in_labour_force")
WORK_SHARES = {
    "admission": (0.20, 0.15, 0.04, 0.43, 0.18),
    "discharge": (0.27, 0.18, 0.04, 0.33, 0.18),
    "follow_up": (0.34, 0.18, 0.04, 0.27, 0.17),
}
HOMES = ("stable", "unstable", "homeless", "controlled")
HOME_SHARES = {
    "admission": (0.58, 0.24, 0.07, 0.11),
    "discharge": (0.65, 0.20, 0.05, 0.10),
    "follow_up": (0.72, 0.17, 0.04, 0.07),
}
MEANS = {  # (admission, discharge, follow-up if abstinent, follow-up if using)
    "phq9": (12.5, 8.0, 6.0, 10.5),
    "gad7": (11.0, 7.5, 6.0, 9.5),
    "bam_use": (7.0, 2.5, 0.8, 7.0),
    "bam_risk": (13.0, 9.0, 7.0, 12.0),
    "bam_protective": (11.0, 15.0, 17.0, 12.0),
    "barc10": (39.0, 46.0, 49.0, 41.0),
    "days_used_30d": (16.0, 3.0, 0.0, 12.0),
    "mutual_help_30d": (3.0, 8.0, 9.0, 4.0),
    "arrests_30d": (0.16, 0.04, 0.03, 0.12),
}
LIMITS = {
    "phq9": (0, 27),
    "gad7": (0, 21),
    "bam_use": (0, 12),
    "bam_risk": (0, 24),
    "bam_protective": (0, 24),
    "barc10": (10, 60),
    "days_used_30d": (0, 30),
    "mutual_help_30d": (0, 30),
    "arrests_30d": (0, 5),
}
COUNTS = ("arrests_30d", "mutual_help_30d", "days_used_30d")


def measure_rows(
    rng: np.random.Generator, patients: pd.DataFrame, stays: pd.DataFrame, contacted: pd.Series
) -> pd.DataFrame:
    """One row a patient, day and instrument; a follow-up row only where a contact was made (`contacted`, by stay)."""
    reached = contacted.reindex(stays.index, fill_value=False).to_numpy(dtype=bool)
    days = {"admission": stays["admitted"], "discharge": stays["last_contact"], "follow_up": stays["contact"]}
    possible = {
        "admission": np.ones(len(stays), dtype=bool),
        "discharge": ~stays["active"].to_numpy(),
        "follow_up": reached,
    }
    given = {name: rng.random(len(stays)) < share for name, share in QUESTIONNAIRES.items()}
    parts = []
    for stage, share in ASKED.items():
        asked = possible[stage] & (rng.random(len(stays)) < share)
        parts += [
            answers(rng, stays, stage, asked & given.get(name, asked), name, days[stage])
            for name in (*MEANS, "housing", "employment")
        ]
    rows = pd.concat(parts, ignore_index=True)
    rows.insert(0, "patient_id", patients["patient_id"].to_numpy()[stays["who"].to_numpy()[rows.pop("stay")]])
    rows["item"] = ""
    rows = rows[rows["measured_on"] <= LAST]
    return rows.sort_values(["measured_on", "patient_id"], kind="stable", ignore_index=True)


def answers(
    rng: np.random.Generator, stays: pd.DataFrame, stage: str, asked: np.ndarray, name: str, day: pd.Series
) -> pd.DataFrame:
    """The answers of those asked to one instrument at one stage."""
    at = np.flatnonzero(asked)
    score, value = np.full(len(at), np.nan), np.full(len(at), "", dtype=object)
    if name == "housing":
        value = rng.choice(HOMES, len(at), p=HOME_SHARES[stage])
    elif name == "employment":
        value = rng.choice(WORK, len(at), p=WORK_SHARES[stage])
    else:
        score = scores(rng, stays.iloc[at], stage, name)
    return pd.DataFrame(
        {
            "stay": at,
            "measured_on": day.to_numpy()[at],
            "stage": stage,
            "instrument": name,
            "score": score,
            "value": value,
        }
    )


def scores(rng: np.random.Generator, stays: pd.DataFrame, stage: str, name: str) -> np.ndarray:
    """Whole numbers around the planned mean; at follow-up the abstinent are better off."""
    at_admission, at_discharge, if_abstinent, if_using = MEANS[name]
    abstinent = stays["abstinent"].to_numpy()
    mean = {
        "admission": np.full(len(stays), at_admission),
        "discharge": np.full(len(stays), at_discharge),
        "follow_up": np.where(abstinent, if_abstinent, if_using),
    }[stage]
    low, high = LIMITS[name]
    if name in COUNTS:
        drawn = rng.poisson(mean * rng.gamma(2.0, 0.5, len(stays)))
        drawn = np.where((stage == "follow_up") & ~abstinent & (name == "days_used_30d"), np.maximum(drawn, 1), drawn)
    else:
        drawn = np.round(rng.normal(mean, 0.2 * (high - low)))
    return np.clip(drawn, low, high).astype(float)
