"""What a test row says: one byte of flags from its result, the prescriptions, the wash-out and the laboratory's lag."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from analytics.records.days import NO_DAY, Days, optional_day_numbers
from analytics.records.records import Records
from analytics.records.stays import Stays, as_of_day

Refused = Literal["positive", "missed"]
Analytes = Literal["all", "without_thc"]

PANEL = "panel"
THC = "thc"

NEGATIVE = np.uint8(1)
POSITIVE = np.uint8(2)
INCONCLUSIVE = np.uint8(4)
NEITHER = np.uint8(8)
MISSED = np.uint8(16)
EXCUSED = np.uint8(32)
REFUSED = np.uint8(64)
UNABLE = np.uint8(128)

SAID = {
    "negative": NEGATIVE,
    "positive": POSITIVE,
    "admitted": POSITIVE,
    "dilute": INCONCLUSIVE,
    "invalid": INCONCLUSIVE,
    "positive_prescribed": NEITHER,
    "refused": REFUSED | POSITIVE,
    "no_show": MISSED,
    "unable": MISSED | UNABLE,
    "excused": EXCUSED,
    "pending": MISSED,
}
"""What each result says. A refusal counts as positive unless refused="missed"; pending as missed after the lag."""

GIVEN = NEGATIVE | POSITIVE | INCONCLUSIVE | NEITHER
"""A specimen was given (a refusal carries REFUSED as well and is not)."""


def said_by_row(tests: pd.DataFrame, refused: Refused) -> np.ndarray:
    """The flags of every row, from its result alone (uint8)."""
    categories = tests["result"].cat.categories
    table = np.array([SAID.get(str(c), np.uint8(0)) for c in categories] + [0], np.uint8)
    if refused == "missed":
        for at, category in enumerate(categories):
            if category == "refused":
                table[at] = REFUSED | MISSED
    return table[tests["result"].cat.codes.to_numpy()]


def mark_pending_within_lag(said: np.ndarray, tests: pd.DataFrame, day: Days, records: Records) -> None:
    """A result still within the laboratory's lag is not yet known: nothing conclusive, and not missed."""
    if "pending" not in tests["result"].cat.categories or records.as_of is None:
        return
    pending = tests["result"].cat.codes.to_numpy() == tests["result"].cat.categories.get_loc("pending")
    said[pending & (day > as_of_day(records) - records.settings.lag_days)] = NEITHER


def counted_rows(tests: pd.DataFrame, stay: np.ndarray, stays: Stays, analytes: Analytes) -> np.ndarray:
    """Which rows are of an analyte that the policy of their stay counts (boolean array)."""
    names = [str(c) for c in tests["analyte"].cat.categories]
    table = np.array(
        [[_counts(name, p.counted_analytes, analytes) for name in names] + [False] for p in stays.policies]
    )
    codes = tests["analyte"].cat.codes.to_numpy()
    if table[:, :-1].all():
        return codes >= 0
    if len(stays.policies) == 1:
        return table[0][codes]
    return table[stays.policy[np.maximum(stay, 0)], codes]


def _counts(name: str, counted: tuple[str, ...] | None, analytes: Analytes) -> bool:
    if name == PANEL:
        return True
    if analytes == "without_thc" and name == THC:
        return False
    return counted is None or name in counted


def read_positives(
    said: np.ndarray, tests: pd.DataFrame, day: Days, stay: np.ndarray, stays: Stays, records: Records
) -> None:
    """A positive of a prescribed analyte, or inside its wash-out after admission, is neither positive nor negative."""
    rows = np.flatnonzero((said == POSITIVE) & (stay >= 0))
    names = [str(c) for c in tests["analyte"].cat.categories]
    analyte = tests["analyte"].cat.codes.to_numpy()[rows]
    at = stay[rows]
    neither = np.zeros(len(rows), bool)
    washout = np.array([[p.washout_days.get(n, 0) for n in names] + [0] for p in stays.policies], np.int32)
    if washout.any():
        limit = washout[0][analyte] if len(stays.policies) == 1 else washout[stays.policy[at], analyte]
        neither |= day[rows] - stays.admitted[at] <= np.where(limit > 0, limit, -1)
    neither |= _prescribed(names, analyte, at, day[rows], stays, records)
    results = list(tests["result"].cat.categories)
    if "admitted" in results:
        neither &= tests["result"].cat.codes.to_numpy()[rows] != results.index("admitted")
    said[rows[neither]] = NEITHER


def _prescribed(
    names: list[str], analyte: np.ndarray, at: np.ndarray, day: Days, stays: Stays, records: Records
) -> np.ndarray:
    """Whether the analyte is one that the stay's medication explains, on a day the medication was taken."""
    episodes = records.episodes
    if "medication" not in episodes or not records.settings.prescribed:
        return np.zeros(len(at), bool)
    medications = [str(c) for c in episodes["medication"].cat.categories]
    explains = np.array(
        [[n in records.settings.prescribed.get(m, ()) for n in names] + [False] for m in medications]
        + [[False] * (len(names) + 1)]
    )
    if not explains.any():
        return np.zeros(len(at), bool)
    medication = episodes["medication"].cat.codes.to_numpy()[stays.row]
    found = explains[medication[at], analyte]
    since = optional_day_numbers(episodes, "medication_from")[stays.row][at]
    until = optional_day_numbers(episodes, "medication_to")[stays.row][at]
    return found & ((since == NO_DAY) | (day >= since)) & ((until == NO_DAY) | (day <= until))
