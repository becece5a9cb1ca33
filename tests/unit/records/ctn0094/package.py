"""A made-up package: six patients, one of each kind, in the tables and columns the real one has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import rdata

from analytics.records.ctn0094.rda import NEEDED

NAN = float("nan")

PROJECTS = {1: "27", 2: "27", 3: "30", 4: "30", 5: "51", 6: "51"}
DRAWS = [  # who, treatment, which, when
    (1, "Methadone", "1", 3),
    (1, "Methadone", "2", 3),
    (2, "Outpatient BUP", "1", 0),
    (3, "Outpatient BUP + SMM", "1", 5),
    (3, "Outpatient BUP + SMM", "2", 100),
    (4, "Outpatient BUP + EMM", "1", 7),
    (5, "Inpatient NR-NTX", "1", 10),
]  # 6 was never randomised


def made_up_package() -> dict[str, pd.DataFrame]:
    """Every needed table; visits and urine are empty but for one row each, tests put in their own."""
    tables = {
        "everybody": frame(["who", "project"], list(PROJECTS.items())),
        "randomization": frame(["who", "treatment", "which", "when"], DRAWS),
        "visit": visits([(1, "WK0", "visit", 3, ())]),
        "uds": frame(["who", "what", "when"], [(1, "Opioid", 3)]),
        "uds_temp": frame(["who", "was_temp_ok", "when"], [(1, "1", 3)]),
    }
    for name, columns in NEEDED.items():
        if name not in tables:
            tables[name] = frame(list(columns), [(who, *[None] * (len(columns) - 1)) for who in PROJECTS])
    tables["demographics"]["age"] = 30.0
    return tables


def frame(columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """A table as the reader gives it: who int64, when float64, the rest categories."""
    table = pd.DataFrame(rows, columns=list(columns))
    for column in columns:
        if column == "who":
            table[column] = table[column].astype(np.int64)
        elif column in ("when", "age"):
            table[column] = table[column].astype(np.float64)
        else:
            table[column] = table[column].astype("category")
    return table


def visits(rows: Sequence[tuple[int, str, str, float, tuple[str, ...]]]) -> pd.DataFrame:
    """Rows of who, label, what, day (NAN = none) and the names of the is_* columns that are set."""
    table = frame(["who", "visit", "what", "when"], [row[:4] for row in rows])
    for column in NEEDED["visit"]:
        if column not in table:
            table[column] = pd.Categorical(["1" if column in row[4] else None for row in rows], ["1"])
    return table[list(NEEDED["visit"])]


def write_package(folder: Path, tables: dict[str, pd.DataFrame]) -> Path:
    """The tables as .rda files, as CRAN distributes them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        plain = table.assign(who=table["who"].astype(np.int32))
        rdata.write_rda(folder / f"{name}.rda", {name: plain})
    return folder
