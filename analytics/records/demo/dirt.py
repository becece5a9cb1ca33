"""Dirt as real exports have it: about one row in a hundred, each kind counted together with the finding it must give.

Rows that will have to be set aside are *added*, so the clean records stay whole and the planted rates stay true; rows
that can be read in spite of their dirt are changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.records.demo.dirt_added import Clean, pick, rows_to_add

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Dirt:
    """One kind of dirt in one table: how many rows, whether they were added, and the finding code it must give."""

    kind: str
    table: str
    rows: int
    added: bool
    finding: str | None


@dataclass(frozen=True)
class Rewritten:
    """Cells to write in another way: those that fit the pattern, a share of the table's rows."""

    kind: str
    table: str
    column: str
    share: float
    change: Callable[[str], str]
    fits: str = ".+"


REWRITTEN = (
    Rewritten("decimal_comma", "attendance", "minutes_attended", 0.001, lambda text: f"{text},5"),
    Rewritten("decimal_comma", "measures", "score", 0.001, lambda text: f"{text},0"),
    Rewritten(
        "impossible_minutes", "attendance", "minutes_attended", 0.0008, lambda text: f"{text}0", fits="180|90|60"
    ),
    Rewritten("impossible_age", "episodes", "age", 0.002, lambda text: f"2{int(text):02d}"),
)
LOCAL_CODES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("attendance", "status"): {
        "attended": "Present",
        "no_show": "No Show",
        "cancelled_by_patient": "Late cancel",
        "unrecorded": "Booked",
    },
    ("drug_tests", "result"): {"negative": "NEG", "positive": "POS", "no_show": "No show", "refused": "Refusal"},
    ("drug_tests", "analyte"): {"thc": "THC", "cocaine": "COC", "opiates": "Opiates", "benzodiazepines": "Benzos"},
    ("episodes", "discharge_reason"): {
        "dropped_out": "AMA",
        "completed": "Graduated",
        "terminated": "Administrative discharge",
    },
    ("follow_ups", "outcome"): {"unreachable": "No answer", "completed": "Reached"},
}
SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "id_case": lambda text: text.lower(),
    "id_blank": lambda text: f" {text} ",
    "id_leading_zero": lambda text: text.lstrip("0"),
    "id_point_zero": lambda text: f"{text.lstrip('0')}.0",
}
NUMERIC_IDS = ("id_leading_zero", "id_point_zero")
TABLES_WITH_SPELLINGS = ("attendance", "drug_tests", "measures")


def make_dirty(rng: np.random.Generator, clean: Mapping[str, pd.DataFrame]) -> tuple[Tables, tuple[Dirt, ...]]:
    """The tables with dirt, and what was done to them. The clean tables are not changed."""
    tables = {name: table.copy() for name, table in clean.items()}
    untouched = {name: np.ones(len(table), dtype=bool) for name, table in tables.items()}
    changed = change_in_place(rng, tables, untouched)
    added = rows_to_add(Clean(rng, clean, untouched))
    for more in added:
        tables[more.table] = mixed_in(rng, tables[more.table], more.rows)
    totals = [add_totals_row(tables, name) for name in ("attendance", "measures")]
    return tables, (
        *changed,
        *(Dirt(more.kind, more.table, len(more.rows), True, more.kind) for more in added),
        *totals,
    )


def change_in_place(rng: np.random.Generator, tables: Tables, untouched: Mapping[str, np.ndarray]) -> list[Dirt]:
    """Local codes, other spellings of an id, decimal commas, impossible minutes and ages."""
    done = []
    for (table, column), codes in LOCAL_CODES.items():
        where = tables[table][column].isin(list(codes)).to_numpy()
        at = pick(rng, untouched[table], where, share=0.0025)
        tables[table].loc[at, column] = tables[table].loc[at, column].map(codes)
        done.append(Dirt(f"local_code_{column}", table, len(at), False, None))
    for table in TABLES_WITH_SPELLINGS:
        done += [respell(rng, tables, untouched, table, kind) for kind in SPELLINGS]
    return [*done, *(rewrite(rng, tables, untouched, cells) for cells in REWRITTEN)]


def respell(
    rng: np.random.Generator, tables: Tables, untouched: Mapping[str, np.ndarray], table: str, kind: str
) -> Dirt:
    """Some ids in another spelling of the same id."""
    ids = tables[table]["patient_id"]
    fits = ids.str.startswith("0") if kind in NUMERIC_IDS else ids.str.startswith("P")
    at = pick(rng, untouched[table], fits.to_numpy(), share=0.0007)
    tables[table].loc[at, "patient_id"] = ids[at].map(SPELLINGS[kind])
    return Dirt(kind, table, len(at), False, "id_spelling")


def rewrite(rng: np.random.Generator, tables: Tables, untouched: Mapping[str, np.ndarray], cells: Rewritten) -> Dirt:
    """Some cells of a column written in a way that is wrong or unusual."""
    column = tables[cells.table][cells.column]
    at = pick(rng, untouched[cells.table], column.str.fullmatch(cells.fits).to_numpy(dtype=bool), share=cells.share)
    tables[cells.table].loc[at, cells.column] = column[at].map(cells.change)
    return Dirt(cells.kind, cells.table, len(at), False, cells.kind)


def mixed_in(rng: np.random.Generator, table: pd.DataFrame, extra: pd.DataFrame) -> pd.DataFrame:
    """The added rows at random places among the others, whose order stays."""
    place = np.concatenate([np.arange(len(table), dtype=float), rng.uniform(0, len(table), len(extra))])
    both = pd.concat([table, extra], ignore_index=True)
    return both.iloc[np.argsort(place, kind="stable")].reset_index(drop=True)


def add_totals_row(tables: Tables, table: str) -> Dirt:
    """The sum a report writer left under the last row."""
    row = dict.fromkeys(tables[table].columns, "")
    row["patient_id"] = "Total"
    column = "minutes_scheduled" if table == "attendance" else "score"
    row[column] = str(len(tables[table]))
    tables[table] = pd.concat([tables[table], pd.DataFrame([row])], ignore_index=True)
    return Dirt("totals_row", table, 1, True, "totals_row")
