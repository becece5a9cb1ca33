"""Who the made-up patients are: one row a patient, with the hidden tendency to use that drives the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.records.demo import plan

SUBSTANCES = {
    "opioids": 0.34,
    "alcohol": 0.31,
    "methamphetamine": 0.14,
    "cocaine": 0.10,
    "cannabis": 0.08,
    "benzodiazepines": 0.03,
}
REFERRALS = {
    "self": 0.28,
    "criminal_justice": 0.24,
    "residential": 0.20,
    "healthcare": 0.16,
    "family": 0.08,
    "employer": 0.04,
}
PAYERS = {"medicaid": 0.52, "commercial": 0.27, "medicare": 0.07, "self_pay": 0.08, "grant": 0.06}
RACES = {"white": 0.58, "black": 0.17, "hispanic": 0.16, "native": 0.03, "asian": 0.02, "multiple": 0.04}
CO_OCCURRING_SHARE = 0.58
LIVING = {"stable": 0.58, "unstable": 0.24, "controlled": 0.11, "homeless": 0.07}


def make_patients(rng: np.random.Generator, *, patients: int) -> pd.DataFrame:
    """One row a patient: id, site, background and ``tendency`` (standard normal; higher = uses more)."""
    tendency = rng.normal(size=patients)
    site = rng.choice(plan.SITES, size=patients, p=plan.SITE_SHARES)
    primary = draw(rng, SUBSTANCES, patients)
    return pd.DataFrame(
        {
            "patient_id": patient_ids(rng, site),
            "tendency": tendency,
            "site": site,
            "primary_substance": primary,
            "severity": severities(rng, tendency),
            "medication": medications(rng, primary),
            "co_occurring": np.where(rng.random(patients) < CO_OCCURRING_SHARE, "yes", "no"),
            "living_situation": draw(rng, LIVING, patients),
            "prior_episodes": rng.poisson(1.1, patients),
            "age": np.clip(np.round(rng.gamma(9.0, 4.2, patients)), 18, 79).astype(int),
            "sex": rng.choice(["male", "female"], size=patients, p=[0.62, 0.38]),
            "race_ethnicity": draw(rng, RACES, patients),
            "payer": draw(rng, PAYERS, patients),
            "referral_source": draw(rng, REFERRALS, patients),
            "cannabis_before": rng.random(patients) < np.where(primary == "cannabis", 1.0, 0.22),
        }
    )


def draw(rng: np.random.Generator, shares: dict[str, float], size: int) -> np.ndarray:
    """``size`` codes with the given shares."""
    return rng.choice(list(shares), size=size, p=list(shares.values()))


def patient_ids(rng: np.random.Generator, site: np.ndarray) -> np.ndarray:
    """Ids such as P0042; the smallest site came from another system and numbers its patients 00042."""
    numbers = rng.permutation(len(site)) + 1
    other_system = site == plan.SITES[-1]
    return np.where(other_system, [f"{n:05d}" for n in numbers], [f"P{n:04d}" for n in numbers])


def severities(rng: np.random.Generator, tendency: np.ndarray) -> np.ndarray:
    """Mild, moderate or severe, related to the tendency to use."""
    score = 0.5 * tendency + rng.normal(size=len(tendency))
    return np.select([score < -0.9, score < 0.35], ["mild", "moderate"], "severe")


def medications(rng: np.random.Generator, primary: np.ndarray) -> np.ndarray:
    """Medication for opioid or alcohol use disorder, or none."""
    opioids = rng.choice(
        ["buprenorphine", "methadone", "naltrexone", "none"], size=len(primary), p=[0.46, 0.16, 0.06, 0.32]
    )
    alcohol = rng.choice(["naltrexone", "acamprosate", "none"], size=len(primary), p=[0.24, 0.08, 0.68])
    return np.select([primary == "opioids", primary == "alcohol"], [opioids, alcohol], "none")
