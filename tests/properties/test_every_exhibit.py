"""Every exhibit over odd records gives a frame that makes sense, or says in words why there is nothing to show.

What makes sense: shares within 0 and 1, low ≤ value ≤ high, no more events than n, no more people than the records
hold, members that are stays, and behind a row that counts people just those with the event, those without, or all.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest

from analytics.commands.figures import as_json
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit, kind_of, kinds
from analytics.records.load import load_records
from analytics.records.records import Records
from tests.conftest import PROJECT
from tests.properties.odd_records import ODD, TABLE_NAMES, some

A_BIT = 1e-9
RATES = ("services.crisis", "services.hours", "services.therapies", "services.cost", "services.cost_by_payer")
"""Their `value` is hours, contacts or money by people, and no share of them."""

CHANGES = ("services.housing", "services.employment", "services.counts", "services.scores", "relapse.why_differ")
"""Their `value` is a difference, or shares and differences in turn."""


@cache
def demo() -> Records:
    """Sixty patients of the demonstration program."""
    return some(load_records(str(PROJECT / "data" / "demo"), today=date(2026, 10, 1)))


@cache
def derived(odd: str) -> Derivation:
    """What is derived from one set of odd records, for all exhibits together."""
    return Derivation(ODD[odd](demo()))


@pytest.mark.parametrize("key", kinds())
@pytest.mark.parametrize("odd", ODD)
def test_an_exhibit_gives_a_sound_frame_or_says_why_not(odd: str, key: str) -> None:
    derivation = derived(odd)
    episodes = derivation.records.episodes
    first = (episodes["patient_id"] == episodes["patient_id"].iloc[0]).to_numpy(bool)
    for group in (None, "site") if "site" in episodes else (None,):
        for rows in (None, first, np.zeros(len(episodes), bool)):
            assert problems_of(exhibit(derivation, key, by=group, episode_rows=rows), derivation) == []
    for name, words in kind_of(key).choices.items():
        for word in words[1:]:
            assert problems_of(exhibit(derivation, key, choices={name: word}), derivation) == []


@pytest.mark.parametrize("odd", ODD)
def test_exhibits_leave_the_records_as_they_are(odd: str) -> None:
    records = ODD[odd](demo())
    kept = {name: records.table(name).copy() for name in TABLE_NAMES}
    derivation = Derivation(records)
    for key in kinds():
        exhibit(derivation, key)
    for name in TABLE_NAMES:
        pd.testing.assert_frame_equal(records.table(name), kept[name])


def problems_of(found: Exhibit, derivation: Derivation) -> list[str]:
    """What makes no sense in an exhibit, in words."""
    json.dumps(as_json(found), allow_nan=False)
    if found.unavailable:
        said = found.frame.empty and found.unavailable.endswith(".")
        return [] if said else [f"“{found.unavailable}” is no sentence in place of a frame"]
    return [*_wrong_numbers(found), *_wrong_members(found, derivation)]


def _wrong_numbers(found: Exhibit) -> list[str]:
    frame, wrong = found.frame, []
    if {"value", "low", "high"} <= set(frame):
        value, low, high = (frame[c].to_numpy(float, na_value=np.nan) for c in ("value", "low", "high"))
        if found.key not in CHANGES and ((value < low - A_BIT) | (value > high + A_BIT)).any():
            wrong.append("a value outside its interval")
        shares = found.key not in (*CHANGES, *RATES)
        if shares and any(((x < -A_BIT) | (x > 1 + A_BIT)).any() for x in (value, low, high)):
            wrong.append("a share outside 0 and 1")
        if "reason" in frame and (np.isnan(value) & (frame["reason"] == "").to_numpy(bool)).any():
            wrong.append("no value and no reason")
    if {"events", "n"} <= set(frame):
        events, n = (frame[c].to_numpy(float, na_value=np.nan) for c in ("events", "n"))
        wrong += ["more events than n"] if ((events > n) | (events < 0)).any() else []
    return wrong


def _wrong_members(found: Exhibit, derivation: Derivation) -> list[str]:
    if found.unit == "people" and found.n > derivation.records.episodes["patient_id"].nunique():
        return ["more people than there are"]
    if found.members is None:
        return []
    if len(found.members) != len(found.frame):
        return [f"members of {len(found.members)} rows, not of {len(found.frame)}"]
    patient = derivation.timeline().stays.patient
    if any(len(rows) and (rows.min() < 0 or rows.max() >= len(patient)) for rows in found.members):
        return ["a member that is no stay"]
    if found.unit != "people" or not {"events", "n"} <= set(found.frame):
        return []
    people = np.array([len(np.unique(patient[rows])) for rows in found.members])
    events, n = (found.frame[c].to_numpy(float, na_value=np.nan) for c in ("events", "n"))
    right = (people == n) | (people == events) | (people == n - events) | np.isnan(events)
    right |= (found.frame["what"] != "people").to_numpy(bool) if "what" in found.frame else False
    return [] if right.all() else ["other people behind a row than it counts"]


@pytest.mark.parametrize("key", kinds())
def test_an_exhibit_does_not_depend_on_what_was_asked_before(key: str) -> None:
    """What is worked out once and kept must not hold a filter, a group column or a choice."""
    asked_before = derived("as exported")  # by all the tests above, with every choice, and by the two lines below
    exhibit(asked_before, key, by="site")
    exhibit(asked_before, key, by="payer")
    episodes = asked_before.records.episodes
    rows = (episodes["track"] == "day").to_numpy(bool)
    for by in (None, "track"):
        later = exhibit(asked_before, key, by=by, episode_rows=rows)
        fresh = exhibit(Derivation(asked_before.records), key, by=by, episode_rows=rows)
        pd.testing.assert_frame_equal(later.frame, fresh.frame)
        assert (later.n, later.notes) == (fresh.n, fresh.notes)
