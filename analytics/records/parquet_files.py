"""Parquet files: texts as dictionary columns, dates and numbers as they are stored."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.errors import Refused
from analytics.records.findings import Finding
from analytics.records.sheets import Sheet, as_text


def read_parquet_sheet(content: pa.Buffer, *, table: str, file: str) -> Sheet:
    """The columns of a Parquet file; records are numbered from 1.

    Refused: nothing in the file, or no Parquet in it. Columns of lists, records or bytes are left out with a finding.
    """
    if not content.size:
        raise Refused(f"{file} is empty (0 bytes).", "Export it again, or remove it when there are no such records.")
    data = _read(content, file)
    usable = [i for i, field in enumerate(data.schema) if _readable(field.type)]
    left_out = [field.name for i, field in enumerate(data.schema) if i not in usable]
    columns = {str(place): native_or_text(data.column(i)) for place, i in enumerate(usable)}
    return Sheet(
        file=file,
        columns=tuple(data.column_names[i] for i in usable),
        data=pa.table(columns),
        rows=np.arange(1, data.num_rows + 1, dtype=np.int32),
        findings=tuple(_left_out(table, file, name) for name in left_out),
    )


def _read(content: pa.Buffer, file: str) -> pa.Table:
    try:
        opened = pq.ParquetFile(pa.BufferReader(content))
        texts = [field.name for field in opened.schema_arrow if _is_text(field.type)]
        return pq.ParquetFile(pa.BufferReader(content), read_dictionary=texts).read()
    except (pa.ArrowInvalid, OSError):
        raise Refused(f"{file} is not a Parquet file, or a damaged one.", "Export it again.") from None


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)


def _readable(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    nested = pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
    return not (nested or pa.types.is_fixed_size_binary(kind) or pa.types.is_duration(kind))


def native_or_text(column: pa.ChunkedArray) -> pa.Array:
    """Dates, times, numbers and booleans as they are (decimals as float), everything else as a text column."""
    kind = column.type
    if pa.types.is_decimal(kind):
        return pa.chunked_array(column.cast(pa.float64())).combine_chunks()
    native = pa.types.is_temporal(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind)
    if native or pa.types.is_boolean(kind):
        whole = column.combine_chunks()
        return pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole
    return as_text(column)


def _left_out(table: str, file: str, name: str) -> Finding:
    return Finding(
        table,
        file,
        None,
        name,
        "column_not_readable",
        "warning",
        "a column of lists, records or bytes",
        "The column is left out: its cells are not texts, numbers or dates.",
        "Export it as text, if it is needed.",
    )
