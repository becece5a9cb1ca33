"""Rules between tables and between the episodes of one patient."""

from __future__ import annotations

import numpy as np

from analytics.records.days import NO_DAY
from analytics.records.identifiers import PATIENT
from analytics.records.rules import Found, Rule, Source
from analytics.records.typed import TypedTable
from analytics.records.words import Fault

NEVER = 2**31 - 1


def orphan(source: Source) -> Found:
    """A row of a patient who has no episode; `episode_unusable` when all of the patient's episodes were set aside."""
    episodes = source.tables["episodes"]
    named, admitted = _patients(episodes, np.ones(len(episodes), bool)), _patients(episodes, episodes.usable)
    for table in source.tables.values():
        if table is not episodes:
            who = table.columns[PATIENT].values
            without = ~admitted[who] & (who >= 0)
            if without.any():
                yield (
                    table.name,
                    Fault(
                        "orphan",
                        PATIENT,
                        np.flatnonzero(without & ~named[who]),
                        "quarantine",
                        "The patient has no row in episodes.",
                        "Add the admission to episodes, or leave the row set aside.",
                    ),
                )
                yield (
                    table.name,
                    Fault(
                        "episode_unusable",
                        PATIENT,
                        np.flatnonzero(without & named[who]),
                        "quarantine",
                        "Every episode of this patient was set aside.",
                        "Correct the patient's row in episodes; its findings say what is wrong.",
                    ),
                )


def overlapping_episodes(source: Source) -> Found:
    """An admission before the patient's earlier episode ended: kept, told."""
    table = source.tables["episodes"]
    rows = np.flatnonzero(table.usable)
    who, start = table.columns[PATIENT].values[rows], table.days("admitted_on")[rows]
    end = table.days("discharged_on")[rows].astype(np.int64)
    end[end == NO_DAY] = NEVER
    order = np.lexsort((end, start, who))
    latest = _latest_before(who[order], end[order])
    overlaps = np.sort(rows[order][latest > start[order]])
    yield (
        "episodes",
        Fault(
            "overlapping_episodes",
            "admitted_on",
            overlaps,
            "keep",
            "The patient is admitted while an earlier episode is still open.",
            "Fill in or correct the earlier discharge.",
            severity="warning",
        ),
    )


def baseline_test(source: Source) -> Found:
    """A test before the patient's first admission: kept as baseline, told with its number."""
    table = source.tables.get("drug_tests")
    if table is None:
        return
    first = _first_day(source.tables["episodes"], "admitted_on")
    days = table.days("collected_on")
    early = (days < first[table.columns[PATIENT].values]) & (days != NO_DAY) & table.usable
    yield (
        "drug_tests",
        Fault(
            "baseline_test",
            "collected_on",
            np.flatnonzero(early),
            "keep",
            "Tests before the first admission are kept as baseline and count in no week.",
            "Nothing to do.",
            once=True,
        ),
    )


def after_death(source: Source) -> Found:
    """A session attended or a specimen given after the patient's day of death: kept, told."""
    episodes = source.tables["episodes"]
    if "died_on" not in episodes.columns:
        return
    died = _first_day(episodes, "died_on")
    for name, column in (("attendance", "session_on"), ("drug_tests", "collected_on"), ("follow_ups", "contacted_on")):
        table = source.tables.get(name)
        if table is not None and column in table.columns:
            late = (table.days(column) > died[table.columns[PATIENT].values]) & table.usable & _alive(table)
            yield (
                name,
                Fault(
                    "after_death",
                    column,
                    np.flatnonzero(late),
                    "keep",
                    "The row lies after the patient's day of death.",
                    "Correct one of the two dates.",
                    severity="warning",
                ),
            )


def _alive(table: TypedTable) -> np.ndarray:
    if table.name == "attendance":
        return table.columns["status"].is_one_of("attended", "partial", "late")
    if table.name == "follow_ups":
        return ~table.columns["outcome"].is_one_of("deceased")
    return np.ones(len(table), bool)


def _patients(table: TypedTable, rows: np.ndarray) -> np.ndarray:
    column = table.columns[PATIENT]
    assert column.categories is not None, "the patient column is a column of categories"
    named = np.zeros(len(column.categories) + 1, bool)
    named[column.values[rows]] = True
    named[-1] = False
    return named


def _first_day(episodes: TypedTable, column: str) -> np.ndarray:
    """The earliest known day of each patient code (NEVER when none; the last place stands for no patient)."""
    who, days = episodes.columns[PATIENT], episodes.days(column)
    assert who.categories is not None, "the patient column is a column of categories"
    first = np.full(len(who.categories) + 1, NEVER, np.int64)
    known = episodes.usable & (days != NO_DAY)
    np.minimum.at(first, who.values[known], days[known])
    first[-1] = NEVER
    return first


def _latest_before(who: np.ndarray, end: np.ndarray) -> np.ndarray:
    """For rows sorted by patient: the latest end of the patient's rows before this one (-NEVER for the first)."""
    latest = np.full(len(who), -NEVER, np.int64)
    for i in np.flatnonzero(who[1:] == who[:-1]) + 1:  # only patients who came back
        latest[i] = max(latest[i - 1], end[i - 1])
    return latest


ACROSS_RULES: tuple[Rule, ...] = (orphan, overlapping_episodes, baseline_test, after_death)
