"""Rows added to the demonstration program that a check must set aside: each kind of dirt is named after its finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

UNKNOWN_CODES = {
    ("attendance", "status"): "walked by",
    ("drug_tests", "result"): "see note",
    ("follow_ups", "outcome"): "tba",
}
DATES = {"attendance": "session_on", "drug_tests": "collected_on", "measures": "measured_on"}
EXACTLY_TWICE = {"attendance": 0.0012, "drug_tests": 0.0012, "measures": 0.001, "follow_ups": 0.002}
TWICE_WITH_ANOTHER_OUTCOME = (
    ("drug_tests", "result", "positive", "negative"),
    ("attendance", "status", "attended", "no_show"),
)
"""What came and what the second row says; a check uses the first, the less favourable or the recorded one."""
NOBODYS = ("attendance", "drug_tests", "measures")


@dataclass(frozen=True)
class Clean:
    """The clean tables with the rows that no dirt has touched yet."""

    rng: np.random.Generator
    tables: Mapping[str, pd.DataFrame]
    untouched: Mapping[str, np.ndarray]

    def some(self, table: str, share: float, *, where: np.ndarray | None = None) -> pd.DataFrame:
        """Copies of some rows (of those in `where`)."""
        possible = np.ones(len(self.tables[table]), dtype=bool) if where is None else where
        return self.tables[table].iloc[pick(self.rng, self.untouched[table], possible, share=share)].copy()


@dataclass(frozen=True)
class Added:
    """Rows of one kind of dirt for one table."""

    kind: str
    table: str
    rows: pd.DataFrame


def rows_to_add(clean: Clean) -> list[Added]:
    """Duplicates, orphans, empty ids, unknown codes, future dates and stays that end before they begin."""
    return [
        *duplicates(clean),
        *conflicts(clean),
        *nobodys(clean),
        *unknown_codes(clean),
        *future_dates(clean),
        *backward_stays(clean),
    ]


def pick(rng: np.random.Generator, untouched: np.ndarray, where: np.ndarray, *, share: float) -> np.ndarray:
    """Rows to make dirty, at least one, each row dirty in one way only."""
    possible = np.flatnonzero(untouched & where)
    count = min(len(possible), max(1, round(share * len(untouched))))
    at = np.sort(rng.choice(possible, size=count, replace=False))
    untouched[at] = False
    return at


def duplicates(clean: Clean) -> list[Added]:
    """The same row once more."""
    return [Added("duplicate_exact", table, clean.some(table, share)) for table, share in EXACTLY_TWICE.items()]


def conflicts(clean: Clean) -> list[Added]:
    """The same session or analyte of a specimen once more, with another outcome."""
    added = []
    for table, column, came, other in TWICE_WITH_ANOTHER_OUTCOME:
        rows = clean.some(table, 0.0003, where=(clean.tables[table][column] == came).to_numpy())
        again = rows.assign(**{column: other})
        if "minutes_attended" in again:
            again["minutes_attended"] = ""
        added.append(Added("duplicate_conflicting", table, again))
    return added


def nobodys(clean: Clean) -> list[Added]:
    """Rows of people who were never admitted, and rows without a patient."""
    added = []
    for table in NOBODYS:
        orphans = clean.some(table, 0.0005)
        added.append(
            Added("orphan", table, orphans.assign(patient_id=[f"Q{9000 + k % 7}" for k in range(len(orphans))]))
        )
        added.append(Added("empty_id", table, clean.some(table, 0.0003).assign(patient_id="")))
    return added


def unknown_codes(clean: Clean) -> list[Added]:
    """A status or result that is in no list."""
    return [
        Added("unknown_code", table, apart(clean.some(table, 0.0006).assign(**{column: code})))
        for (table, column), code in UNKNOWN_CODES.items()
    ]


def apart(rows: pd.DataFrame) -> pd.DataFrame:
    """A row that is nobody else's duplicate: another hour of the day, another specimen, another day due."""
    if "starts_at" in rows:
        return rows.assign(starts_at="20:15")
    if "specimen_id" in rows:
        return rows.assign(specimen_id=[f"X{k + 1:06d}" for k in range(len(rows))])
    return rows.assign(due_on=rows["due_on"].str[:8] + "01")


def future_dates(clean: Clean) -> list[Added]:
    """A year typed wrongly: 2062 for 2026."""
    added = []
    for table, column in DATES.items():
        rows = clean.some(table, 0.0003, where=is_past(clean.tables[table], column))
        day = rows[column].str[4:].replace("-02-29", "-02-28")
        added.append(Added("future_date", table, rows.assign(**{column: "2062" + day})))
    return added


def is_past(table: pd.DataFrame, column: str) -> np.ndarray:
    """Rows with a date that cannot lie ahead: a booked or cancelled session may, one that was attended cannot."""
    dated = (table[column] != "").to_numpy()
    return dated & table["status"].isin(["attended", "no_show"]).to_numpy() if "status" in table else dated


def backward_stays(clean: Clean) -> list[Added]:
    """People entered by mistake, with no other record, whose discharge lies before the admission."""
    episodes = clean.tables["episodes"]
    longer = (episodes["discharged_on"] != "") & (episodes["discharged_on"] > episodes["admitted_on"])
    rows = clean.some("episodes", 0.002, where=longer.to_numpy())
    mistaken = rows.assign(
        patient_id=[f"R{k + 1:04d}" for k in range(len(rows))],
        episode_id=[f"EX{k + 1:03d}" for k in range(len(rows))],
        discharged_on=rows["admitted_on"],
        admitted_on=rows["discharged_on"],
        last_contact_on="",
        died_on="",
    )
    return [Added("discharge_before_admission", "episodes", mistaken)]
