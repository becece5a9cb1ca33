"""The records as they stood at the end of a day: what happened later is taken away, later corrections stay.

A report on a quarter that ended long ago is written this way, so that every quarter is followed equally long.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from analytics.records.records import Records

ENDED = ("discharged_on", "discharge_reason", "next_level_of_care", "last_contact_on")
"""What is not known of an episode that still ran on the day."""


def records_until(records: Records, day: date) -> Records:
    """The records with the as-of day moved back to `day`; the same object when they reach no further.

    Sessions, tests, contacts and measurements after the day are gone, a result that came later is pending, an episode
    that ended later still runs and a death after the day is not known. Costs stay whole.
    """
    if records.as_of is None or day >= records.as_of:
        return records
    last = pd.Timestamp(day)
    return replace(
        records,
        episodes=_episodes(records.episodes, last),
        attendance=_until(records.attendance, "session_on", last),
        drug_tests=_tests(records.drug_tests, last),
        follow_ups=_follow_ups(records.follow_ups, last),
        measures=_until(records.measures, "measured_on", last),
        data_through=day,
        as_of=day,
        fingerprint=f"{records.fingerprint}@{day.isoformat()}",
    )


def _until(frame: pd.DataFrame, column: str, last: pd.Timestamp) -> pd.DataFrame:
    """Rows dated on or before the day; undated ones stay."""
    return frame[~(frame[column] > last)].reset_index(drop=True)


def _episodes(frame: pd.DataFrame, last: pd.Timestamp) -> pd.DataFrame:
    kept = _until(frame, "admitted_on", last).copy()
    if "discharged_on" in kept:
        running = kept["discharged_on"] > last
        for column in set(ENDED) & set(kept.columns):
            kept.loc[running, column] = None
    for column in {"last_contact_on", "died_on"} & set(kept.columns):
        kept.loc[kept[column] > last, column] = pd.NaT
    return kept


def _tests(frame: pd.DataFrame, last: pd.Timestamp) -> pd.DataFrame:
    kept = _until(frame, "tested_on", last)
    if "resulted_on" not in kept:
        return kept
    kept = kept.copy()
    later = kept["resulted_on"] > last
    if later.any():
        if "pending" not in kept["result"].cat.categories:
            kept["result"] = kept["result"].cat.add_categories("pending")
        kept.loc[later, "result"] = "pending"
        kept.loc[later, "resulted_on"] = pd.NaT
    return kept


def _follow_ups(frame: pd.DataFrame, last: pd.Timestamp) -> pd.DataFrame:
    """Contacts due and made by the day; one that was due but made later is not known yet."""
    kept = _until(frame, "due_on", last)
    return _until(kept, "contacted_on", last) if "contacted_on" in kept else kept
