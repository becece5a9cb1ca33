"""Writing the demonstration program to a folder: the edge where files are touched."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.errors import Refused
from analytics.records.demo.program import Demo

PARQUET_TABLES = ("drug_tests",)
"""The largest table is bundled as Parquet, one tenth of its size as CSV; the others can be read by eye."""
TRUTH_FILE = "truth.json"
PROGRAM_FILE = "program.toml"
PROGRAM_TOML = """# Settings of the made-up demonstration program: what its policy says, not what was done.
program_name = "Demonstration IOP (made up)"
as_of = 2026-09-30  # the quarter is closed: no later result of it is waited for
join_gap_days = 7
follow_up_window_days = [60, 180]

[targets]  # the program's own, drawn beside its figures
census = 95  # places: people in treatment at one time
attendance = 0.75
due_tests = 0.70
reached = 0.80

# A change of the program that is declared here (or on the page Data) begins new control limits in its month. These two
# are left undeclared, so that the charts show what they find by themselves; see truth.json for what was planted.
# [[change]]
# date = 2025-01-01
# name = "New curriculum (evening)"
#
# [[change]]
# date = 2025-07-01
# name = "Reminder calls (Main)"

[prescribed]  # positives that a medication explains
buprenorphine = ["buprenorphine"]
methadone = ["methadone"]

[defaults]
planned_days = 56
sessions_per_week = 3
hours_per_week = 9

[[defaults.testing]]
every_days = 7
from_day = 0

[track."evening"]
planned_days = 91
"""


def write_demo(demo: Demo, folder: Path) -> list[Path]:
    """Write tables, settings and truth; returns the files written.

    Raises Refused when the folder holds anything else than an earlier demonstration program.
    """
    refuse_other_content(folder, names={table_file(name) for name in demo.tables} | {TRUTH_FILE, PROGRAM_FILE})
    folder.mkdir(parents=True, exist_ok=True)
    written = [write_table(table, folder / table_file(name)) for name, table in demo.tables.items()]
    return [
        *written,
        write_text(folder / PROGRAM_FILE, PROGRAM_TOML),
        write_text(folder / TRUTH_FILE, json.dumps(demo.truth, indent=1, ensure_ascii=False) + "\n"),
    ]


def refuse_other_content(folder: Path, *, names: set[str]) -> None:
    """Never write over somebody's records."""
    if folder.exists() and not folder.is_dir():
        raise Refused(
            f"{folder.name} is a file; the demonstration program needs a folder.", "Name another folder with --out."
        )
    there = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if there and (TRUTH_FILE not in there or there - names):
        raise Refused(
            f"The folder {folder.name} is not empty and not a demonstration program; nothing was written.",
            "Name an empty or new folder with --out.",
        )


def table_file(name: str) -> str:
    return f"{name}.parquet" if name in PARQUET_TABLES else f"{name}.csv"


def write_table(table: pd.DataFrame, file: Path) -> Path:
    """CSV as text; Parquet with real dates and dictionary-coded text, empty cells as nulls."""
    if file.suffix == ".csv":
        table.to_csv(file, index=False, lineterminator="\n", encoding="utf-8")
    else:
        pq.write_table(
            pa.table({name: column_of(name, table[name]) for name in table.columns}), file, compression="zstd"
        )
    return file


def column_of(name: str, cells: pd.Series) -> pa.ChunkedArray | pa.Array:
    text = pa.array([cell or None for cell in cells], pa.string())
    return text.cast(pa.date32()) if name.endswith("_on") else text.dictionary_encode()


def write_text(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8", newline="\n")
    return file
