"""Where patients come from and go, in words: referral sources, ASAM levels before and after, reasons for leaving."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.cohort import NOT_RECORDED
from analytics.outcomes.pathways.leaving import REASONS, reasons
from analytics.outcomes.scope import Scope

LEVEL_WORDS = {
    "none": "none",
    "0.5": "early help 0.5",
    "1": "outpatient 1",
    "1.5": "outpatient 1.5",
    "1.7": "medical outpatient 1.7",
    "2.1": "IOP 2.1",
    "2.5": "day treatment 2.5",
    "2.7": "medical day 2.7",
    "3.1": "recovery residence 3.1",
    "3.3": "residential 3.3",
    "3.5": "residential 3.5",
    "3.7": "inpatient 3.7",
    "4": "hospital 4",
    "other": "other",
    "unknown": "unknown",
}
"""ASAM levels (codes.LEVELS_OF_CARE), from the least to the most intensive."""

OTHER = "other"
LAST = (OTHER, "unknown", NOT_RECORDED)


def words_of(scope: Scope, column: str) -> np.ndarray:
    """The value of every stay in words, from its first episode, or its last for what is known at leaving."""
    if column == "discharge_reason":
        return reasons(scope)
    labels = scope.groups(column)
    if column.endswith("level_of_care"):
        return _mapped(labels, LEVEL_WORDS)
    return _mapped(labels, {})


def in_order(column: str, values: set[str]) -> list[str]:
    """The values of a column in the order in which they are shown: by kind, "other" and what is not known last."""
    known = REASONS if column == "discharge_reason" else tuple(LEVEL_WORDS.values())
    place = {value: at for at, value in enumerate(known)}
    return sorted(values, key=lambda v: (LAST.index(v) if v in LAST else -1, place.get(v, -1), v))


def _mapped(labels: np.ndarray, words: dict[str, str]) -> np.ndarray:
    codes, names = pd.factorize(labels)
    said = np.array([words.get(str(name), str(name).replace("_", " ")) for name in names], dtype=object)
    return said[codes] if len(codes) else labels
