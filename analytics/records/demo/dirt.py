"""Dirt as real exports have it: about one row in a hundred, each kind counted together with the finding it must give.

Rows that will have to be set aside are *added*, so the clean records stay whole and the planted rates stay true; rows
that can be read in spite of their dirt are changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Dirt:
    """One kind of dirt in one table: how many rows, whether they were added, and the finding code it must give."""

    kind: str
    table: str
    rows: int
    added: bool
    finding: str | None


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
UNKNOWN_CODES = {
    ("attendance", "status"): "walked by",
    ("drug_tests", "result"): "see note",
    ("follow_ups", "outcome"): "tba",
}
SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "id_case": lambda text: text.lower(),
    "id_blank": lambda text: f" {text} ",
    "id_leading_zero": lambda text: text.lstrip("0"),
    "id_point_zero": lambda text: f"{text.lstrip('0')}.0",
}
NUMERIC_IDS = ("id_leading_zero", "id_point_zero")
TABLES_WITH_SPELLINGS = ("attendance", "drug_tests", "measures")
DATES = {"attendance": "session_on", "drug_tests": "collected_on", "measures": "measured_on"}


def make_dirty(rng: np.random.Generator, clean: Mapping[str, pd.DataFrame]) -> tuple[Tables, tuple[Dirt, ...]]:
    """The tables with dirt, and what was done to them. The clean tables are not changed."""
    tables = {name: table.copy() for name, table in clean.items()}
    untouched = {name: np.ones(len(table), dtype=bool) for name, table in tables.items()}
    changed = change_in_place(rng, tables, untouched)
    added, extra = rows_to_add(rng, clean, untouched)
    tables = {name: mixed_in(rng, table, extra[name]) for name, table in tables.items()}
    totals = [add_totals_row(tables, name) for name in ("attendance", "measures")]
    return tables, (*changed, *added, *totals)


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
    return [
        *done,
        replace(
            rng, tables, untouched, "attendance", "minutes_attended", "decimal_comma", lambda v: f"{v},5", share=0.001
        ),
        replace(rng, tables, untouched, "measures", "score", "decimal_comma", lambda v: f"{v},0", share=0.001),
        replace(
            rng,
            tables,
            untouched,
            "attendance",
            "minutes_attended",
            "impossible_minutes",
            lambda v: f"{v}0000",
            share=0.0008,
        ),
        replace(rng, tables, untouched, "episodes", "age", "impossible_age", lambda v: f"2{int(v):02d}", share=0.002),
    ]


def pick(rng: np.random.Generator, untouched: np.ndarray, where: np.ndarray, *, share: float) -> np.ndarray:
    """Rows to make dirty, at least one, each row dirty in one way only."""
    possible = np.flatnonzero(untouched & where)
    count = min(len(possible), max(1, round(share * len(untouched))))
    at = np.sort(rng.choice(possible, size=count, replace=False))
    untouched[at] = False
    return at


def respell(
    rng: np.random.Generator, tables: Tables, untouched: Mapping[str, np.ndarray], table: str, kind: str
) -> Dirt:
    """Some ids in another spelling of the same id."""
    ids = tables[table]["patient_id"]
    fits = ids.str.startswith("0") if kind in NUMERIC_IDS else ids.str.startswith("P")
    at = pick(rng, untouched[table], fits.to_numpy(), share=0.0007)
    tables[table].loc[at, "patient_id"] = ids[at].map(SPELLINGS[kind])
    return Dirt(kind, table, len(at), False, "id_spelling")


def replace(
    rng: np.random.Generator,
    tables: Tables,
    untouched: Mapping[str, np.ndarray],
    table: str,
    column: str,
    kind: str,
    change: Callable[[str], str],
    *,
    share: float,
) -> Dirt:
    """Some filled cells of a column written in a way that is wrong or unusual."""
    cells = tables[table][column]
    at = pick(rng, untouched[table], (cells != "").to_numpy(), share=share)
    tables[table].loc[at, column] = cells[at].map(change)
    return Dirt(kind, table, len(at), False, kind)


def rows_to_add(
    rng: np.random.Generator, clean: Mapping[str, pd.DataFrame], untouched: Mapping[str, np.ndarray]
) -> tuple[list[Dirt], Tables]:
    """Rows that must be set aside: duplicates, orphans, future dates, unknown codes, empty ids, impossible stays."""
    extra: dict[str, list[pd.DataFrame]] = {name: [] for name in clean}
    done = []

    def add(kind: str, table: str, rows: pd.DataFrame, finding: str) -> None:
        extra[table].append(rows)
        done.append(Dirt(kind, table, len(rows), True, finding))

    def some(table: str, share: float, where: np.ndarray | None = None) -> pd.DataFrame:
        everywhere = np.ones(len(clean[table]), dtype=bool)
        return (
            clean[table].iloc[pick(rng, untouched[table], everywhere if where is None else where, share=share)].copy()
        )

    for table, share in {"attendance": 0.0012, "drug_tests": 0.0012, "measures": 0.001, "follow_ups": 0.002}.items():
        add("duplicate_exact", table, some(table, share), "duplicate_exact")
    add(
        "duplicate_conflicting",
        "drug_tests",
        conflicting(
            some("drug_tests", 0.0003, is_one(clean["drug_tests"], "result", "negative")), "result", "positive"
        ),
        "duplicate_conflicting",
    )
    add(
        "duplicate_conflicting",
        "attendance",
        conflicting(some("attendance", 0.0003, is_one(clean["attendance"], "status", "attended")), "status", "no_show"),
        "duplicate_conflicting",
    )
    for table in ("attendance", "drug_tests", "measures"):
        orphans = some(table, 0.0005)
        add("orphan", table, orphans.assign(patient_id=[f"Q{9000 + k % 7}" for k in range(len(orphans))]), "orphan")
        add("empty_id", table, some(table, 0.0003).assign(patient_id=""), "empty_id")
    for (table, column), code in UNKNOWN_CODES.items():
        add("unknown_code", table, apart(some(table, 0.0006).assign(**{column: code})), "unknown_code")
    for table, column in DATES.items():
        rows = some(table, 0.0003, is_past(clean[table], column))
        add(
            "future_date",
            table,
            rows.assign(**{column: "2062" + rows[column].str[4:].replace("-02-29", "-02-28")}),
            "future_date",
        )
    add(
        "discharge_before_admission",
        "episodes",
        backwards(some("episodes", 0.002, (clean["episodes"]["discharged_on"] != "").to_numpy())),
        "discharge_before_admission",
    )
    return done, {
        name: pd.concat(parts, ignore_index=True) if parts else clean[name].iloc[:0] for name, parts in extra.items()
    }


def is_one(table: pd.DataFrame, column: str, value: str) -> np.ndarray:
    return (table[column] == value).to_numpy()


def is_past(table: pd.DataFrame, column: str) -> np.ndarray:
    """Rows with a date; an unrecorded session may lie ahead and would be no dirt."""
    dated = (table[column] != "").to_numpy()
    return dated & (table["status"] != "unrecorded").to_numpy() if "status" in table else dated


def conflicting(rows: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    """The same session or analyte of a specimen once more, with another outcome."""
    return rows.assign(**{column: value})


def apart(rows: pd.DataFrame) -> pd.DataFrame:
    """A row that is nobody else's duplicate: another hour of the day or another specimen."""
    if "starts_at" in rows:
        return rows.assign(starts_at="20:15")
    if "specimen_id" in rows:
        return rows.assign(specimen_id=[f"X{k + 1:06d}" for k in range(len(rows))])
    return rows.assign(due_on=rows["due_on"].str[:8] + "01")


def backwards(rows: pd.DataFrame) -> pd.DataFrame:
    """A person entered by mistake, with no other record, whose discharge lies before the admission."""
    ids = [f"R{k + 1:04d}" for k in range(len(rows))]
    return rows.assign(
        patient_id=ids,
        episode_id=[f"EX{k + 1:03d}" for k in range(len(rows))],
        died_on="",
        discharged_on=rows["admitted_on"],
        last_contact_on="",
        admitted_on=rows["discharged_on"],
    )


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
