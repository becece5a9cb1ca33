"""Reads the tables of the R package public.ctn0094data from its .rda files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.errors import Refused
from analytics.records.ctn0094.coded import coded

NEEDED: Mapping[str, tuple[str, ...]] = {
    "everybody": ("who", "project"),
    "randomization": ("who", "treatment", "which", "when"),
    "visit": (
        "who", "visit", "what", "when", "is_no_note", "is_dead", "is_no_show", "is_no_funding", "is_left_study",
        "is_in_jail", "is_forgot", "is_in_hospital", "is_illness", "is_moved", "is_missing_14_consecutive", "is_window",
        "is_unable", "is_on_vacation", "is_other",
    ),
    "uds": ("who", "what", "when"),
    "uds_temp": ("who", "was_temp_ok", "when"),
    "site_masked": ("who", "site_masked"),
    "demographics": ("who", "age", "is_hispanic", "race", "job", "is_living_stable", "education", "marital", "is_male"),
    "psychiatric": ("who", "has_schizophrenia", "has_major_dep", "has_bipolar", "has_anx_pan"),
    "asi": ("who", "used_iv"),
    "qol": ("who", "is_homeless"),
    "fagerstrom": ("who", "is_smoker"),
}  # fmt: skip
"""The tables the conversion reads and the columns it needs of each; one file a table."""

FOLDERS_OF_THE_PACKAGE = ("", "data", "records")
"""Where the files lie under the folder a person names: itself, or the unpacked package's `data`."""

PACKAGE_ADVICE = "Name the data folder of the R package public.ctn0094data, unpacked as CRAN distributes it."

R_MISSING_INTEGER = -(2**31)
"""How R writes a missing whole number."""

Progress = Callable[[str], None]


def read_package(folder: Path, *, progress: Progress | None = None) -> dict[str, pd.DataFrame]:
    """Every needed table as a frame: `who` int64, texts category, day numbers float64 (missing = NaN).

    Raises Refused, with the names of the files, when some are missing, damaged or lack a column.
    """
    files = _files(folder)
    tables = {}
    for name, path in files.items():
        if progress:
            progress(f"reading {path.name}")
        tables[name] = _with_columns(_read_table(path, name), name, path)
    return tables


def _files(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise Refused(f"There is no folder {folder.name!r} to convert.", PACKAGE_ADVICE)
    place = max(_places(folder), key=lambda place: sum((place / f"{name}.rda").is_file() for name in NEEDED))
    missing = [f"{name}.rda" for name in NEEDED if not (place / f"{name}.rda").is_file()]
    if missing:
        raise Refused(f"The folder {folder.name!r} lacks {', '.join(missing)}.", PACKAGE_ADVICE)
    return {name: place / f"{name}.rda" for name in NEEDED}


def _places(folder: Path) -> Iterator[Path]:
    for inner in FOLDERS_OF_THE_PACKAGE:
        if (folder / inner).is_dir():
            yield folder / inner


def _read_table(path: Path, name: str) -> pd.DataFrame:
    from rdata import read_rda
    from rdata.conversion import DEFAULT_CLASS_MAP

    as_frame = DEFAULT_CLASS_MAP["data.frame"]
    classes = {**DEFAULT_CLASS_MAP, "factor": _factor, "tbl_df": as_frame, "tbl": as_frame}
    try:
        objects = read_rda(path, constructor_dict=classes)
    except Exception as fault:
        raise Refused(f"{path.name} cannot be read as R data; it is damaged or cut short.", PACKAGE_ADVICE) from fault
    table = objects.get(name) if isinstance(objects, dict) else None
    if not isinstance(table, pd.DataFrame):
        raise Refused(f"{path.name} does not hold a table called {name}.", PACKAGE_ADVICE)
    return table


def _factor(codes: Any, attributes: Mapping[str, Any]) -> pd.Categorical:
    """An R factor from its codes at once (rdata's own way takes a second for every 150,000 values)."""
    numbers = np.ma.filled(codes, R_MISSING_INTEGER)
    return coded(np.where(numbers > 0, numbers - 1, -1), [str(v) for v in attributes["levels"]])


def _with_columns(table: pd.DataFrame, name: str, path: Path) -> pd.DataFrame:
    table = table.rename(columns=str)
    missing = [column for column in NEEDED[name] if column not in table]
    if missing:
        raise Refused(f"{path.name} lacks the column {', '.join(missing)}.", PACKAGE_ADVICE)
    if not len(table):
        raise Refused(f"{path.name} holds no row.", PACKAGE_ADVICE)
    table = table[list(NEEDED[name])].reset_index(drop=True)
    known = table["who"].notna().to_numpy()
    table["who"] = table["who"].where(known, -1).astype(np.int64)
    return table
