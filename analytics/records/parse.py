"""Types every column of a source: each word is read once, and everything unreadable becomes a fault, never a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.errors import Refused
from analytics.records.codes import MEANT_BY_EMPTY
from analytics.records.days import NO_DAY
from analytics.records.identifiers import PATIENT, reconcile_own, reconcile_patients
from analytics.records.parse_dates import DateWords, date_order, read_date_words, settled
from analytics.records.parse_values import Words, read_codes, read_numbers, read_texts, read_times, read_yes_no
from analytics.records.policy import Settings
from analytics.records.schema import TABLES, Column
from analytics.records.typed import TypedColumn, TypedTable
from analytics.records.words import MISSING, Cells, Effect, Fault, cells_of, rows_with, spread, trimmed

if TYPE_CHECKING:
    from analytics.records.tables import RawTable

REPAIRS = {
    "decimal_comma": ("Decimal commas were read as decimal points.", "Nothing to do if that is what was meant."),
    "thousands": ("Thousands separators were left out.", "Nothing to do if that is what was meant."),
}


def type_source(tables: Mapping[str, RawTable], settings: Settings) -> dict[str, TypedTable]:
    """Every table typed, patients reconciled over all of them. Refused: dates whose order cannot be known."""
    cells = {name: _text_columns(table) for name, table in tables.items()}
    patients = reconcile_patients({name: columns[PATIENT] for name, columns in cells.items()})
    dates = _dates(tables, cells, settings)
    typed = {}
    for name, table in tables.items():
        columns = {PATIENT: patients[name]}
        for column in table.data.column_names:
            if column != PATIENT:
                columns[column] = dates.get((name, column)) or _column(name, column, table, cells[name])
        typed[name] = _table(table, columns)
    return typed


def _table(table: RawTable, columns: dict[str, TypedColumn]) -> TypedTable:
    typed = TypedTable(
        table.name, table.file, table.rows, table.source_rows, columns, np.zeros(len(table.rows), np.int16)
    )
    for column in columns.values():
        for fault in column.faults:
            typed.apply(fault)
    return typed


def _text_columns(table: RawTable) -> dict[str, Cells]:
    """The columns that are read word by word: all but dates, numbers and yes/no that came with that type."""
    known = TABLES[table.name].by_name
    return {
        name: cells_of(column)
        for name, column in zip(table.data.column_names, table.data.columns, strict=True)
        if not _is_native(known.get(name), column.type)
    }


def _is_native(column: Column | None, came: pa.DataType) -> bool:
    kind = column.kind if column else "text"
    return (
        (kind == "date" and pa.types.is_temporal(came) and not pa.types.is_time(came))
        or (kind == "number" and (pa.types.is_floating(came) or pa.types.is_integer(came)))
        or (kind == "boolean" and pa.types.is_boolean(came))
    )


# ---- dates: one order for the whole source


def _dates(
    tables: Mapping[str, RawTable], cells: Mapping[str, Mapping[str, Cells]], settings: Settings
) -> dict[tuple[str, str], TypedColumn]:
    read = {
        (table, column.name): read_date_words(columns[column.name].words, relative=settings.calendar == "relative")
        for table, columns in cells.items()
        for column in TABLES[table].columns
        if column.kind == "date" and column.name in columns
    }
    said = {name: settings.date_order or table.date_order for name, table in tables.items()}
    undecided = {
        f"{tables[table].file} ({column})": words for (table, column), words in read.items() if said[table] is None
    }
    found = date_order(undecided)
    return {
        (table, column): _date_column(
            TABLES[table].by_name[column], settled(words, said[table] or found), cells[table][column]
        )
        for (table, column), words in read.items()
    }


def _date_column(column: Column, words: DateWords, cells: Cells) -> TypedColumn:
    typed = TypedColumn("days", spread(words.days, NO_DAY, cells.codes), cells=cells)

    def noted(code: str, mask: np.ndarray, message: str) -> Fault:
        return Fault(code, column.name, rows_with(mask, cells.codes), "keep", message, "Nothing to do.", once=True)

    typed.faults = [
        Fault(
            "unreadable_date",
            column.name,
            rows_with(words.unreadable, cells.codes),
            _effect(column),
            "The cell is not a date.",
            "Correct it in the source; dates are best written 2026-03-31.",
        ),
        noted("excel_serial", words.serial, "Excel day numbers were read as dates."),
        noted("zone_left_out", words.zoned, "Times came with a zone; the calendar date was kept as written."),
        noted("time_left_out", words.timed & ~words.zoned, "Times of day were left out; the date was kept."),
    ]
    return typed


def _effect(column: Column) -> Effect:
    """Without a required value, or with a collection day that cannot be read, the row says nothing."""
    return "quarantine" if column.required or column.name == "collected_on" else "blank"


# ---- every other column


def _column(table: str, name: str, raw: RawTable, cells: Mapping[str, Cells]) -> TypedColumn:
    column = TABLES[table].by_name.get(name) or Column(name, "text", "a column of the source's own")
    if name not in cells:
        return _native(column, raw.data.column(name))
    if column.kind == "identifier":
        return reconcile_own(cells[name], name)
    words = _readers(column)[column.kind](trimmed(cells[name].words))
    return _typed(table, column, words, cells[name])


def _readers(column: Column) -> dict[str, Callable[[list[str]], Words]]:
    return {
        "number": read_numbers,
        "boolean": read_yes_no,
        "time": read_times,
        "text": read_texts,
        "coded": lambda words: read_codes(
            words, column.values or {}, open_set=column.open, all_categories=column.required and not column.open
        ),
    }


def _typed(table: str, column: Column, words: Words, cells: Cells) -> TypedColumn:
    values, missing = words.values, np.nan if words.values.dtype == float else MISSING
    holds = {"number": "numbers", "boolean": "flags"}.get(column.kind, "categories")
    typed = TypedColumn(holds, spread(values, missing, cells.codes), words.categories, cells)  # type: ignore[arg-type]
    typed.faults = [*_faults(table, column, words, cells), *_empty_means(column, words, typed, cells)]
    return typed


def _faults(table: str, column: Column, words: Words, cells: Cells) -> list[Fault]:
    allowed = {
        "coded": "Allowed are " + ", ".join(column.values or ()) + ".",
        "number": "The cell is not a number.",
        "boolean": "Allowed are yes and no.",
        "time": "The cell is not a time of day.",
    }.get(column.kind, "")
    code = {"coded": "unknown_code", "boolean": "unknown_code", "number": "unreadable_number"}.get(
        column.kind, f"unreadable_{column.kind}"
    )
    fix = (
        f"Say in mapping.toml, under [codes.{table}.{column.name}], which of these it means."
        if code == "unknown_code"
        else "Correct the cell in the source."
    )
    faults = [
        Fault(
            "formula_in_cell",
            column.name,
            rows_with(words.formula, cells.codes),
            _effect(column),
            "The cell is a formula, not a value.",
            "Replace the formula by its value in the source.",
        ),
        Fault(code, column.name, rows_with(words.unreadable, cells.codes), _effect(column), allowed, fix),
        Fault(
            "unknown_code",
            column.name,
            rows_with(words.kept, cells.codes),
            "keep",
            f"No known {column.name}, kept as it came; known are {', '.join(column.values or ())}.",
            "If it is one of these, say so in mapping.toml.",
            once=True,
            severity="warning",
        ),
    ]
    for repair, mask in words.repaired.items():
        faults.append(Fault(repair, column.name, rows_with(mask, cells.codes), "keep", *REPAIRS[repair], once=True))
    return faults


def _empty_means(column: Column, words: Words, typed: TypedColumn, cells: Cells) -> list[Fault]:
    """An empty status means unrecorded; anything else that is empty stays empty."""
    meant = MEANT_BY_EMPTY.get(column.name) if column.required else None
    if meant is None or typed.categories is None:
        return []
    rows = np.flatnonzero(spread(words.empty, True, cells.codes))
    typed.values[rows] = typed.categories.tolist().index(meant)
    return [
        Fault(
            "empty_status",
            column.name,
            rows,
            "keep",
            f"An empty status was read as {meant}.",
            "Record what happened to the session.",
            once=True,
        )
    ]


def _native(column: Column, data: pa.ChunkedArray) -> TypedColumn:
    """A column that came with its type (Parquet, database)."""
    if column.kind == "date":
        if pa.types.is_timestamp(data.type) and data.type.tz:
            data = _local(data, column.name)
        days = data.cast(pa.timestamp("s"), safe=False).cast(pa.date32(), safe=False).cast(pa.int32())
        return TypedColumn("days", _filled(days, NO_DAY).astype(np.int32, copy=False))
    if column.kind == "boolean":
        return TypedColumn("flags", _filled(data.cast(pa.int8()), MISSING).astype(np.int8, copy=False))
    return TypedColumn("numbers", _filled(data.cast(pa.float64()), np.nan))


def _local(moments: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """The clock on the wall of the zone that the column names."""
    try:
        return pc.local_timestamp(moments)
    except pa.ArrowInvalid:
        raise Refused(
            f"The column {name} holds moments in the zone {moments.type.tz!r}, which is not known here.",
            "Export it as dates, or in a zone such as UTC or America/New_York.",
        ) from None


def _filled(data: pa.ChunkedArray, missing: float) -> np.ndarray:
    return pc.fill_null(data, pa.scalar(missing, data.type)).to_numpy()
