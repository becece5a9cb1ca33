"""Definitive results of positive screens: some are sent to the laboratory, which confirms most of them days later."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analytics.records.demo import plan
from analytics.records.demo.stays import LAST, NEVER, even_dice
from analytics.records.demo.truth import rate

LABORATORY_DAYS = (2, 6)
POSITIVES = ("positive", "positive_prescribed", "admitted")


def confirmation_rows(rng: np.random.Generator, tests: pd.DataFrame) -> pd.DataFrame:
    """The definitive rows of the same specimens and analytes, resulted 2 to 6 days after the screen.

    Only positives nobody explained are sent on; a result that came after the last day of the records is not in them.
    A screen that is not confirmed stays a positive screen: the substance was below the laboratory's cut-off.
    """
    sent = rng.random(len(tests)) < plan.SENT_TO_LABORATORY
    resulted = tests["resulted_on"].to_numpy() + rng.integers(LABORATORY_DAYS[0], LABORATORY_DAYS[1] + 1, len(tests))
    at = np.flatnonzero(can_be_sent(tests) & sent & (resulted <= LAST))
    rows = tests.iloc[at]
    confirmed = even_dice(rng, rows["analyte"]) < chances(rows)
    return rows.assign(
        method="definitive", resulted_on=resulted[at], result=np.where(confirmed, "positive", "negative")
    )


def can_be_sent(tests: pd.DataFrame) -> np.ndarray:
    """Presumptive positives of a laboratory specimen that neither the patient nor a prescription explained."""
    unexplained = (tests["method"] == "presumptive") & (tests["result"] == "positive")
    return (unexplained & (tests["specimen"] != "breath") & (tests["resulted_on"] != NEVER)).to_numpy()


def chances(tests: pd.DataFrame) -> np.ndarray:
    """Chance that the laboratory confirms, by analyte: lowest where screens cross-react."""
    chance: np.ndarray = tests["analyte"].map(plan.CONFIRMED).fillna(plan.CONFIRMED_OTHERS).to_numpy(dtype=float)
    return chance


def confirmation_truth(tests: pd.DataFrame, confirmations: pd.DataFrame) -> dict[str, Any]:
    """Of the positive screens those sent on, and of those sent on the confirmed: planned and as it came out."""
    positive = (tests["method"] == "presumptive").to_numpy() & tests["result"].isin(POSITIVES).to_numpy()
    planned_sent = plan.SENT_TO_LABORATORY * can_be_sent(tests)[positive].mean()
    return {
        "definition": "positive screens (specimen and analyte), whatever explains them",
        "sent_on": rate(len(confirmations) / positive.sum(), planned_sent, n=int(positive.sum())),
        "confirmed": share_confirmed(confirmations),
        "by_analyte": {
            str(analyte): share_confirmed(rows) for analyte, rows in confirmations.groupby("analyte", sort=True)
        },
        "mechanism": {"sent_if_unexplained": plan.SENT_TO_LABORATORY},
    }


def share_confirmed(rows: pd.DataFrame) -> dict[str, Any]:
    return rate((rows["result"] == "positive").mean(), float(chances(rows).mean()), n=len(rows))
