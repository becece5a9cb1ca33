"""A keyed hash of every row: who or what it is about (identity) and what it says (content).

A cell's hash is of table, column and value; a row's of the sum of its cells, empty ones left out. So neither the order
of the columns nor an added empty column changes it, and equal rows are equal in any source.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.records.identifiers import PATIENT
from analytics.reports.locks.hashes import SHORT, covered, digests, numbers, rows_of

DERIVED = "tested_on"
"""A column the loader makes of two others: it identifies a row and says nothing of its own."""

IDENTITY = {
    "episodes": ("admitted_on",),
    "attendance": ("session_on",),
    "drug_tests": (DERIVED, "analyte"),
    "follow_ups": ("due_on",),
    "measures": ("measured_on", "instrument", "item"),
}
"""With the patient: what a row keeps when the rest of it is corrected."""

OWN_NUMBER = {"episodes": ("episode_id", ("episode_id",)), "drug_tests": ("specimen_id", ("specimen_id", "analyte"))}
"""The source's own number for a row, where it has one: what identifies the row then, in place of the days."""

OWNER = "owner"
"""The key stream that covers to whom a row belongs."""

LANES = 2
"""A cell's hash is two numbers of 64 bits, added up without carrying from one to the other."""


@dataclass(frozen=True, eq=False)
class RowHashes:
    """Every row of a table (uint64): its name, what it says, and the patient it belongs to.

    `covered_by`: the key with which a lock has covered the patients; None where they are plain.
    """

    identity: np.ndarray
    content: np.ndarray
    owner: np.ndarray
    covered_by: bytes | None = None

    def owners(self, rows: np.ndarray) -> np.ndarray:
        """The patients of some rows."""
        if self.covered_by is None:
            plain: np.ndarray = self.owner[rows]
            return plain
        return over_owners(self.covered_by, self.identity[rows], self.owner[rows])


def row_hashes(frame: pd.DataFrame, table: str, key: bytes, tags: np.ndarray) -> RowHashes:
    """The hashes of a table's rows, in their order. `tags`: the hash of each patient (`patient_tags`)."""
    columns = _columns(frame, table)
    cells = {name: _cells(frame[name], table, name, key) for name in columns}
    everything = np.zeros((len(frame), LANES), np.uint64)
    for name in columns:
        if name != DERIVED:
            everything += cells[name]
    content = numbers(digests(key, f"content\0{table}", rows_of(everything), SHORT))
    identity = numbers(digests(key, f"identity\0{table}", rows_of(_identity(frame, table, cells)), SHORT))
    return RowHashes(identity, content, tags[frame[PATIENT].cat.codes.to_numpy()])


def patient_tags(frame: pd.DataFrame, key: bytes) -> np.ndarray:
    """The hash of every patient (uint64), by the code that patients have in every table."""
    names = frame[PATIENT].cat.categories.astype(str)
    return numbers(digests(key, "patient", (name.encode() for name in names), SHORT))


def over_owners(key: bytes, identity: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """The patients of rows covered with the key, or uncovered again (uint64)."""
    return covered(key, OWNER, identity, owner.astype("<u8")).view("<u8").reshape(-1)


def has_own_numbers(frame: pd.DataFrame) -> bool:
    """Whether the episodes' numbers are the source's own and not made of patient and place by the loader."""
    if "episode_id" not in frame or not len(frame):
        return False
    patient = frame[PATIENT].astype(str)
    place = frame.groupby(frame[PATIENT].cat.codes.to_numpy()).cumcount() + 1
    return bool((frame["episode_id"].astype(str) != patient + "-" + place.astype(str)).any())


def _columns(frame: pd.DataFrame, table: str) -> list[str]:
    left_out = {"source_row"}
    if table == "episodes" and not has_own_numbers(frame):
        left_out.add("episode_id")
    return [str(name) for name in frame.columns if name not in left_out]


def _identity(frame: pd.DataFrame, table: str, cells: dict[str, np.ndarray]) -> np.ndarray:
    """The cells that identify each row, side by side; an absent one is zero."""
    nothing = np.zeros((len(frame), LANES), np.uint64)
    by_days = [cells.get(name, nothing) for name in (PATIENT, *IDENTITY[table])]
    number, names = OWN_NUMBER.get(table, ("", ()))
    if number not in cells:
        return np.concatenate(by_days, axis=1)
    by_number = [cells[PATIENT], *(cells.get(name, nothing) for name in names)]
    wide = max(len(by_days), len(by_number))
    padded = [np.concatenate(side + [nothing] * (wide - len(side)), axis=1) for side in (by_number, by_days)]
    return np.where(frame[number].notna().to_numpy()[:, None], *padded)


def _cells(column: pd.Series, table: str, name: str, key: bytes) -> np.ndarray:
    """The hash of every cell (two uint64 lanes); zero where it is empty."""
    place, values = _distinct(column)
    found = digests(key, f"cell\0{table}\0{name}", (value.encode() for value in values), LANES * SHORT)
    hashed = np.zeros((len(values) + 1, LANES), np.uint64)
    if len(values):
        hashed[:-1] = np.ascontiguousarray(found).view("<u8")
    return hashed[place]


def _distinct(column: pd.Series) -> tuple[np.ndarray, list[str]]:
    """For every cell the place of its value among the distinct ones, as text; empty cells have place −1 (the last)."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int64), [str(value) for value in column.cat.categories]
    codes, values = pd.factorize(column)
    if pd.api.types.is_datetime64_any_dtype(column):
        return codes, [f"{value:%Y-%m-%d}" for value in pd.DatetimeIndex(values)]
    if pd.api.types.is_bool_dtype(column):
        return codes, ["true" if value else "false" for value in values]
    return codes, [repr(float(value)) for value in values]
