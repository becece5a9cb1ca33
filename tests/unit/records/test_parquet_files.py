"""Parquet: texts as dictionary columns, dates and numbers as they are stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics.errors import Refused
from analytics.records.sheets import TEXT
from analytics.records.sources import read_source
from analytics.records.tables import RawTable
from tests.unit.records.files import records_of


def table_of(folder: Path, columns: dict[str, pa.Array]) -> RawTable:
    pq.write_table(pa.table(columns), folder / "episodes.parquet", row_group_size=1)
    return read_source(folder).tables["episodes"]


def test_types_of_columns(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        {
            "patient_id": pa.array(["A", None], pa.large_string()),
            "admitted_on": pa.array([date(2026, 1, 5), date(2026, 1, 6)]),
            "age": pa.array([30, None], pa.int16()),
            "cost": pa.array([Decimal("1.50"), None], pa.decimal128(9, 2)),
            "co_occurring": pa.array([True, None]),
            "site": pa.array(["N", ""]).dictionary_encode(),
        },
    )

    assert table.data.schema.types == [TEXT, pa.date32(), pa.int16(), pa.float64(), pa.bool_(), TEXT]
    assert records_of(table) == [  # a null stays a null; records are numbered from 1
        (1, "A", date(2026, 1, 5), 30, 1.5, True, "N"),
        (2, None, date(2026, 1, 6), None, None, None, ""),
    ]
    assert all(column.num_chunks == 1 for column in table.data.columns)


def test_columns_of_lists_are_left_out_with_a_finding(tmp_path: Path) -> None:
    table = table_of(
        tmp_path, {"patient_id": pa.array(["A"]), "admitted_on": pa.array(["2026-01-05"]), "notes": pa.array([["x"]])}
    )

    assert table.data.column_names == ["patient_id", "admitted_on"]
    assert [(finding.code, finding.column) for finding in table.findings] == [("column_not_readable", "notes")]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "episodes.parquet is empty (0 bytes)"),
        (b"patient_id,admitted_on\nA,2026-01-05\n", "episodes.parquet is not a Parquet file, or a damaged one"),
        (b"PAR1" + b"\0" * 40 + b"PAR1", "episodes.parquet is not a Parquet file, or a damaged one"),
    ],
)
def test_files_that_are_no_parquet_are_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    (tmp_path / "episodes.parquet").write_bytes(content)

    with pytest.raises(Refused) as refused:
        read_source(tmp_path)

    assert refused.value.problem.startswith(problem)
    assert refused.value.fix.startswith("Export it again")


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"patient_id": ["A"] * 100, "admitted_on": ["x"] * 100}), tmp_path / "episodes.parquet")
    whole = (tmp_path / "episodes.parquet").read_bytes()
    for size in range(1, len(whole), 97):
        (tmp_path / "episodes.parquet").write_bytes(whole[:size])
        with pytest.raises(Refused, match="not a Parquet file"):
            read_source(tmp_path)
