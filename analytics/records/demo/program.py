"""The demonstration program made from one seed: clean records, the same records dirty, and the truth behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.records.demo.aftercare import aftercare_truth, make_aftercare
from analytics.records.demo.among import joined
from analytics.records.demo.confirmations import confirmation_rows, confirmation_truth
from analytics.records.demo.dirt import make_dirty
from analytics.records.demo.drug_tests import make_tests
from analytics.records.demo.episodes import episode_rows
from analytics.records.demo.follow_ups import make_follow_ups
from analytics.records.demo.measures import measure_rows
from analytics.records.demo.people import make_patients
from analytics.records.demo.plan import DEFAULT_PATIENTS, DEFAULT_SEED
from analytics.records.demo.sessions import session_rows
from analytics.records.demo.stays import NEVER, make_stays
from analytics.records.demo.truth import Hidden, truth_of
from analytics.records.demo.weeks import make_use

STREAMS = (
    "people", "stays", "use", "episodes", "sessions", "tests", "follow_ups", "measures", "dirt", "aftercare",
    "confirmations",
)  # fmt: skip
"""A random stream of its own for each part: a new one stands at the end, so that the others keep their numbers."""


@dataclass(frozen=True)
class Demo:
    """`clean` and `tables`: text frames as written to files, without and with dirt; `truth` as in truth.json."""

    clean: Mapping[str, pd.DataFrame]
    tables: Mapping[str, pd.DataFrame]
    truth: Mapping[str, Any]


def make_demo(*, patients: int = DEFAULT_PATIENTS, seed: int = DEFAULT_SEED) -> Demo:
    """The whole program; the same seed gives the same records to the last byte."""
    rng = dict(zip(STREAMS, np.random.default_rng(seed).spawn(len(STREAMS)), strict=True))
    people = make_patients(rng["people"], patients=patients)
    stays = make_stays(rng["stays"], people)
    used = make_use(rng["use"], stays)
    tests, ledger = make_tests(rng["tests"], people, stays, used)
    follow_ups, discharges = make_follow_ups(rng["follow_ups"], people, stays)
    clean = {
        "episodes": as_text(episode_rows(rng["episodes"], people, stays)),
        "attendance": as_text(session_rows(rng["sessions"], people, stays, used)),
        "drug_tests": as_text(tests),
        "follow_ups": as_text(follow_ups),
        "measures": as_text(measure_rows(rng["measures"], people, stays, discharges["contacted"])),
    }
    tables, dirt = make_dirty(rng["dirt"], clean)
    aftercare = make_aftercare(rng["aftercare"], people, stays)
    confirmations = confirmation_rows(rng["confirmations"], tests)
    more = {"attendance": as_text(aftercare.rows), "drug_tests": as_text(confirmations)}
    clean, tables = joined(clean, tables, more)
    hidden = Hidden(people=people, stays=stays, ledger=ledger, discharges=discharges)
    truth = truth_of(hidden, clean, dirt=dirt, patients=patients, seed=seed)
    truth |= {
        "seen_after_discharge": aftercare_truth(stays, aftercare),
        "confirmations": confirmation_truth(tests, confirmations),
    }
    return Demo(clean=clean, tables=tables, truth=truth)


def as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Every cell as it stands in the file: days as ISO dates, whole numbers without a point, missing as empty."""
    return pd.DataFrame({name: text_of(name, table[name]) for name in table.columns})


def text_of(name: str, column: pd.Series) -> np.ndarray:
    """The cells of one column as text."""
    if name.endswith("_on") or name in ("medication_from", "medication_to"):
        days = column.to_numpy(dtype="int64")
        dates = np.datetime_as_string(np.where(days == NEVER, 0, days).astype("datetime64[D]"))
        return np.where(days == NEVER, "", dates).astype(object)
    if pd.api.types.is_numeric_dtype(column):
        return np.array(["" if np.isnan(v) else f"{v:g}" for v in column.to_numpy(dtype=float)], dtype=object)
    return column.fillna("").astype(str).to_numpy(dtype=object)
