"""A folder of CSV or Parquet files, one workbook and a database with the same records give the same frames."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from analytics.records.load import load_records
from analytics.records.records import Records
from tests.unit.records.files import workbook_of
from tests.unit.records.servers import postgresql

TODAY = date(2026, 3, 1)
TABLES: dict[str, list[list[str]]] = {
    "episodes": [
        ["patient_id", "admitted_on", "discharged_on", "discharge_reason", "site", "age", "co_occurring"],
        ["007", "2026-01-05", "2026-01-30", "completed", "NA", "41", "yes"],
        ["B-2", "2026-01-06", "", "", "Süd", "", "no"],
        ["B-3", "2026-01-07", "2026-01-01", "dropped out", "Süd", "30.5", ""],  # discharged before: set aside
    ],
    "attendance": [
        ["patient_id", "session_on", "starts_at", "status", "minutes_attended"],
        ["007", "2026-01-05", "09:30", "attended", "90"],
        ["007", "2026-01-07", "09:30", "no show", ""],
        ["B-2", "2026-01-07", "", "attended", "60"],
        ["B-2", "2026-01-08", "", "strange", "60"],  # unknown code: set aside
    ],
    "drug_tests": [
        ["patient_id", "collected_on", "scheduled_on", "analyte", "result", "random"],
        ["007", "2026-01-06", "", "thc", "neg", "true"],
        ["007", "", "2026-01-13", "panel", "refused", ""],
        ["B-2", "2026-01-08", "", "cocaine", "pos", "false"],
    ],
    "follow_ups": [["patient_id", "due_on", "outcome", "days_used_past_30"], ["007", "2026-02-28", "completed", "0"]],
    "measures": [["patient_id", "measured_on", "instrument", "score"], ["007", "2026-01-05", "phq9", "12"]],
}
NUMBERS = {"age", "minutes_attended", "days_used_past_30", "score"}


def records_of(source: str | Path) -> Records:
    return load_records(str(source), today=TODAY)


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without what may differ: row numbers and the order of a database's rows."""
    plain = frame.drop(columns="source_row").astype(object)
    return plain.sort_values(list(plain.columns[:3]), key=lambda c: c.astype(str)).reset_index(drop=True)


@pytest.fixture(scope="module")
def from_csv(tmp_path_factory: pytest.TempPathFactory) -> Records:
    folder = tmp_path_factory.mktemp("csv")
    for name, lines in TABLES.items():
        (folder / f"{name}.csv").write_text("\n".join(",".join(line) for line in lines) + "\n", encoding="utf-8")
    return records_of(folder)


def parquet_folder(folder: Path) -> Path:
    for name, (header, *lines) in TABLES.items():
        columns = {}
        for place, column in enumerate(header):
            cells: list[str | float | date | None] = [line[place] or None for line in lines]
            if column in NUMBERS:
                cells = [float(str(cell)) if cell else None for cell in cells]
            if column.endswith("_on"):
                cells = [date.fromisoformat(str(cell)) if cell else None for cell in cells]
            columns[column] = pa.array(cells)
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")
    return folder


def workbook(folder: Path) -> Path:
    def cell(column: str, text: str) -> Any:
        if not text:
            return None
        if column in NUMBERS:
            return float(text)
        return date.fromisoformat(text) if column.endswith("_on") else text

    sheets: dict[str, list[list[Any]]] = {
        name: [list(header), *([cell(c, t) for c, t in zip(header, line, strict=True)] for line in lines)]
        for name, (header, *lines) in TABLES.items()
    }
    return workbook_of(folder / "export.xlsx", sheets)


def database(url: sa.URL) -> str:
    """The records as typed PostgreSQL tables."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        for name, (header, *lines) in TABLES.items():
            kinds = {c: "numeric" if c in NUMBERS else "date" if c.endswith("_on") else "text" for c in header}
            connection.exec_driver_sql(f"create table {name} ({', '.join(f'{c} {kind}' for c, kind in kinds.items())})")
            rows = [dict(zip(header, (text or None for text in line), strict=True)) for line in lines]
            typed = ", ".join(f"cast(:{c} as {kind})" for c, kind in kinds.items())
            connection.execute(sa.text(f"insert into {name} values ({typed})"), rows)
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture(scope="module", params=["parquet", "workbook", "database"])
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    tmp_path = tmp_path_factory.mktemp("other")
    if request.param == "parquet":
        yield records_of(parquet_folder(tmp_path))
    elif request.param == "workbook":
        pytest.importorskip("openpyxl", reason="openpyxl (requirements-dev.txt) writes the workbook of this test")
        yield records_of(workbook(tmp_path))
    else:
        with postgresql(tmp_path / "pg") as url:
            yield records_of(database(url))


@pytest.mark.parametrize("table", TABLES)
def test_the_frames_are_equal(from_csv: Records, other: Records, table: str) -> None:
    pd.testing.assert_frame_equal(in_order(getattr(other, table)), in_order(getattr(from_csv, table)))
    assert len(getattr(from_csv, table)) > 0


def test_the_account_of_rows_is_equal(from_csv: Records, other: Records) -> None:
    pd.testing.assert_frame_equal(other.reconciliation, from_csv.reconciliation)
    assert from_csv.reconciliation["quarantined"].sum() == 2
