"""The demonstration program with a few seeded changes: a session's status, a discharge, a follow-up, a test."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd

SEED = 94
NO_SHOWS_MORE, NO_SHOWS_FEWER, DISCHARGES, FOLLOW_UPS_LOST, SPECIMENS_LOST = 700, 150, 150, 90, 1500
MOST_DAYS = 25


def write_perturbed(demo: Path, out: Path) -> Path:
    """A copy of the demonstration program in `out`, changed in the same way every time."""
    rng = np.random.default_rng(SEED)
    out.mkdir(parents=True)
    for name in ("program.toml", "measures.csv"):
        shutil.copy(demo / name, out / name)
    _sessions(rng, pd.read_csv(demo / "attendance.csv", dtype=str)).to_csv(out / "attendance.csv", index=False)
    _discharges(rng, pd.read_csv(demo / "episodes.csv", dtype=str)).to_csv(out / "episodes.csv", index=False)
    contacts = pd.read_csv(demo / "follow_ups.csv", dtype=str)
    lost = rng.choice(contacts.index, FOLLOW_UPS_LOST, replace=False)
    contacts[~contacts.index.isin(lost)].to_csv(out / "follow_ups.csv", index=False)
    tests = pd.read_parquet(demo / "drug_tests.parquet")
    gone = rng.choice(tests["specimen_id"].dropna().unique(), SPECIMENS_LOST, replace=False)
    tests[~tests["specimen_id"].isin(gone)].to_parquet(out / "drug_tests.parquet", index=False)
    return out


def _sessions(rng: np.random.Generator, rows: pd.DataFrame) -> pd.DataFrame:
    """Some that were attended become no-shows, some no-shows were attended."""
    for came, other, many in (("attended", "no_show", NO_SHOWS_MORE), ("no_show", "attended", NO_SHOWS_FEWER)):
        at = rng.choice(rows.index[rows["status"] == came], many, replace=False)
        rows.loc[at, "status"] = other
    return rows


def _discharges(rng: np.random.Generator, rows: pd.DataFrame) -> pd.DataFrame:
    """Some discharges some days earlier or later: after the admission, before the next one and before the last day."""
    admitted, left = pd.to_datetime(rows["admitted_on"]), pd.to_datetime(rows["discharged_on"])
    following = admitted.groupby(rows["patient_id"]).shift(-1).fillna(pd.Timestamp("2026-09-30"))
    days = pd.to_timedelta(rng.integers(-MOST_DAYS, MOST_DAYS + 1, len(rows)), "D")
    moved = left + days
    possible = (left > admitted) & (moved > admitted) & (moved < following)
    at = rng.choice(rows.index[possible], DISCHARGES, replace=False)
    rows.loc[at, "discharged_on"] = moved[at].dt.strftime("%Y-%m-%d")
    return rows
