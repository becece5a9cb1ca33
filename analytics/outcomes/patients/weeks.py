"""Every patient's weeks: one word a stay, one symbol a week, in an order that shows something."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.patients.events import care_end, days_of
from analytics.outcomes.patterns import CLOCKS, Clock, Patterns, use_patterns
from analytics.outcomes.scope import Scope
from analytics.records.days import known

SORTS = ("longest", "most_negative", "admitted", "group")
"""Most weeks first, then most negative; most negative weeks first; by day of admission; by group, then longest."""

WEEK_CHOICES = {"clock": CLOCKS, "sort": SORTS}


def weeks_of_everyone(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """One row a stay whose clock started: its word and how many weeks of each kind it has, in the chosen order.

    Weeks end with the stay (in treatment), on the discharge clock with the follow-up horizon. `+` positive, `-`
    negative, `*` both or inconclusive, `o` due and not given, `_` nothing due.
    """
    clock: Clock = next(known_clock for known_clock in CLOCKS if known_clock == choices["clock"])
    patterns = weeks_in_treatment(scope, clock)
    stay = np.flatnonzero(scope.chosen & known(patterns.zero) & (patterns.lengths > 0))
    if not len(stay):
        return unavailable("Nobody in this selection has a whole week on this clock.")
    table = _frame(scope, patterns, stay, by)
    order = _order(table, choices["sort"])
    members = tuple(stay[order].reshape(-1, 1))
    return Exhibit(table.iloc[order].reset_index(drop=True), len(stay), "stays", members=members)


def weeks_in_treatment(scope: Scope, clock: Clock) -> Patterns:
    """The words of every stay that end with the stay (derived once a clock)."""
    refused = scope.timeline.refused

    def compute() -> Patterns:
        return use_patterns(scope.derivation.timeline(refused), clock=clock, view="in_treatment")

    found: Patterns = scope.once(("weeks in treatment", clock, refused), compute)
    return found


def _frame(scope: Scope, patterns: Patterns, stay: np.ndarray, by: str | None) -> pd.DataFrame:
    stays = scope.stays
    episodes = scope.records.episodes.iloc[stays.row[stay]]
    words = patterns.words[stay]
    until = np.minimum(care_end(scope.records, stays)[stay], scope.as_of)
    group = {"group": scope.groups(by)[stay]} if by else {}
    return pd.DataFrame(
        {
            "patient_id": episodes["patient_id"].astype(str).to_numpy(),
            "episode_id": episodes["episode_id"].astype(str).to_numpy(),
            **group,
            "admitted_on": days_of(stays.admitted[stay]),
            "days_in_treatment": until - stays.admitted[stay],
            "weeks": patterns.lengths[stay],
            "negative": (words == ord("-")).sum(axis=1),
            "positive": (words == ord("+")).sum(axis=1),
            "both": (words == ord("*")).sum(axis=1),
            "not_given": (words == ord("o")).sum(axis=1),
            "not_due": (words == ord("_")).sum(axis=1),
            "pattern": np.array(patterns.text(), dtype=object)[stay],
        }
    )


def _order(table: pd.DataFrame, sort: str) -> np.ndarray:
    longest, negative = -table["weeks"].to_numpy(), -table["negative"].to_numpy()
    if sort == "most_negative":
        return np.lexsort((longest, negative))
    if sort == "admitted":
        return np.argsort(table["admitted_on"].to_numpy(), kind="stable")
    keys = (negative, longest)
    if sort == "group" and "group" in table:
        return np.lexsort((*keys, pd.factorize(table["group"], sort=True)[0]))
    return np.lexsort(keys)
