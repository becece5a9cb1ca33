"""Writes the converted tables, program.toml and the reconciliation as one folder, all or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.errors import Refused

RECONCILIATION_FILE = "reconciliation.json"
"""Also the sign by which a later conversion knows a folder it may replace."""

PROGRAM_TOML = """\
# Written by `convert ctn0094`. The trials' own rules are in the tables; these settings tell the pipeline the rest.
program_name = "CTN-0094: three trials of medication for opioid use disorder"
calendar = "relative"                   # the records count days from consent; the dates are made up
as_of = {as_of}                      # the last protocol day of all patients, so that no word is cut
refused = "positive"
excused_absence_excuses_tests = false   # the trials counted every protocol week as due
group_by = [
  "project", "arm", "randomised", "medication", "age", "sex", "race_ethnicity", "living_situation", "co_occurring",
]

[prescribed]
methadone = ["methadone"]
buprenorphine = ["buprenorphine"]
naltrexone = []

[defaults]
counted_analytes = ["opiates", "methadone", "buprenorphine"]
washout_days = {{ opiates = 0, methadone = 0, buprenorphine = 0 }}

[[defaults.testing]]
every_days = 7
from_day = 0
after = "admission"

[program."not randomised"]
testing = []                            # no test was ever due for those who were never randomised
"""


def write_folder(out: Path, *, tables: Mapping[str, pd.DataFrame], as_of: date, reconciliation: str) -> None:
    """Write into a sibling folder first and rename it: `out` is whole or as it was.

    Raises Refused when `out` exists and is not an earlier conversion.
    """
    _refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as fault:
        raise _not_writable(out, fault) from fault
    try:
        _fill(partial, tables, as_of, reconciliation)
        _put_in_place(partial, out)
    except OSError as fault:
        raise _not_writable(out, fault) from fault
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _not_writable(out: Path, fault: OSError) -> Refused:
    return Refused(f"The folder {out.name!r} cannot be written ({fault.strerror}).", "Name another folder with --out.")


def _refuse_foreign(out: Path) -> None:
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not out.is_dir() or not (out / RECONCILIATION_FILE).is_file():
        raise Refused(
            f"{out.name!r} exists and is not an earlier conversion, so it is left alone.",
            "Name a new or an empty folder with --out.",
        )


def _fill(folder: Path, tables: Mapping[str, pd.DataFrame], as_of: date, reconciliation: str) -> None:
    for name, frame in tables.items():
        pq.write_table(_as_arrow(frame), folder / f"{name}.parquet", compression="zstd")
    (folder / "program.toml").write_text(PROGRAM_TOML.format(as_of=as_of.isoformat()), encoding="utf-8")
    (folder / RECONCILIATION_FILE).write_text(reconciliation, encoding="utf-8")
    folder.chmod(0o755)


def _as_arrow(frame: pd.DataFrame) -> pa.Table:
    """Dates as date32, numbers as they are, every text as a dictionary of texts."""
    return pa.table({str(name): _column(frame[name]) for name in frame})


def _column(column: pd.Series) -> pa.Array:
    if column.dtype.kind == "M":
        return pa.array(column.to_numpy().astype("datetime64[D]"), type=pa.date32(), from_pandas=True)
    if column.dtype.kind in "fi":
        return pa.array(column, from_pandas=True)
    texts = column.astype("category")
    codes = pa.array(texts.cat.codes.to_numpy("int32"), mask=texts.isna().to_numpy())
    return pa.DictionaryArray.from_arrays(codes, pa.array(texts.cat.categories.astype(str), pa.string()))


def _put_in_place(partial: Path, out: Path) -> None:
    if not out.exists():
        partial.rename(out)
        return
    aside = out.with_name(f"{partial.name}.before")
    out.rename(aside)
    try:
        partial.rename(out)
    except OSError:
        aside.rename(out)
        raise
    with suppress(OSError):
        shutil.rmtree(aside)
