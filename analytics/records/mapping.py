"""mapping.toml: how an export's tables, columns and codes translate into ours.

date_order = "mdy"                       # or "dmy", "ymd"; one a table: [date_order] drug_tests = "dmy"

[tables]
drug_tests = "UA Results.csv"            # a file, "export.xlsx[Sheet 2]", a worksheet, or a database table

[columns.episodes]
"Client ID" = "patient_id"
"Site" = "-"                             # not read as one of ours, kept under its own name

[codes.attendance.status]
"Seen" = "attended"

[panel.drug_tests]                       # one row a specimen, one column an analyte
analytes = {"THC Result" = "thc", "Cocaine Result" = "cocaine"}

[files."UA Results.csv"]
delimiter = ";"
encoding = "cp1252"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analytics.errors import Refused
from analytics.records.header import our_columns
from analytics.records.mapping_checks import (
    check_code_targets,
    check_codec,
    check_column_targets,
    check_one_of,
    check_table,
    check_texts,
    expect_keys,
)

MAPPING_FILE = "mapping.toml"
SECTIONS = ("date_order", "tables", "columns", "codes", "panel", "files")
DATE_ORDERS = ("ymd", "mdy", "dmy")
FILE_DELIMITERS = (",", ";", "\t", "|")
ALL_TABLES = "*"

Texts = Mapping[str, str]


@dataclass(frozen=True)
class FileOptions:
    """What a text file cannot say about itself; None = found out by reading it."""

    delimiter: str | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class SourceMapping:
    """A read and checked mapping.toml; an empty one changes nothing.

    `tables`: our table → file, worksheet or database table; `columns[table]`: source column → ours;
    `codes[table][our column]`: source code → ours; `panels[table]`: source column → analyte.
    """

    tables: Texts = field(default_factory=dict)
    columns: Mapping[str, Texts] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, Texts]] = field(default_factory=dict)
    panels: Mapping[str, Texts] = field(default_factory=dict)
    files: Mapping[str, FileOptions] = field(default_factory=dict)
    date_orders: Texts = field(default_factory=dict)

    def date_order(self, table: str) -> str | None:
        """ "ymd", "mdy" or "dmy" when the mapping settles how this table writes its dates."""
        return self.date_orders.get(table, self.date_orders.get(ALL_TABLES))

    def source_columns(self, table: str) -> tuple[str, ...]:
        """Every source column that the mapping names for a table."""
        return (*self.columns.get(table, {}), *self.panels.get(table, {}))


def read_mapping(folder: Path | None) -> SourceMapping:
    """The mapping.toml of a folder (an empty mapping when there is none).

    Refused: unknown keys, columns and codes (the nearest is named), and two columns that would become one.
    """
    if folder is None or not (folder / MAPPING_FILE).is_file():
        return SourceMapping()
    try:
        written = tomllib.loads((folder / MAPPING_FILE).read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        where = f" ({error})" if isinstance(error, tomllib.TOMLDecodeError) else ": it is not UTF-8 text"
        raise Refused(f"{MAPPING_FILE} is not valid TOML{where}.", "Correct the line, or remove the file.") from None
    return mapping_from(written)


def mapping_from(written: Mapping[str, Any]) -> SourceMapping:
    """A mapping from its TOML tables, every name checked."""
    expect_keys(written, SECTIONS, "")
    return SourceMapping(
        tables=_tables(written.get("tables", {})),
        columns=_columns(written.get("columns", {})),
        codes=_codes(written.get("codes", {})),
        panels=_panels(written.get("panel", {})),
        files=_files(written.get("files", {})),
        date_orders=_date_orders(written.get("date_order", {})),
    )


def _tables(written: Any) -> Texts:
    named = check_texts(written, "tables")
    for table in named:
        check_table(table, "tables")
    return named


def _columns(written: Any) -> Mapping[str, Texts]:
    result = {}
    for table, names in check_table_sections(written, "columns").items():
        result[table] = check_texts(names, f"columns.{table}")
        check_column_targets(table, result[table])
    return result


def _codes(written: Any) -> Mapping[str, Mapping[str, Texts]]:
    result: dict[str, dict[str, Texts]] = {}
    for table, columns in check_table_sections(written, "codes").items():
        expect_keys(columns, tuple(our_columns(table).values()), f"codes.{table}")
        for column, spellings in columns.items():
            targets = check_texts(spellings, f"codes.{table}.{column}")
            check_code_targets(table, column, targets)
            result.setdefault(table, {})[column] = targets
    return result


def _panels(written: Any) -> Mapping[str, Texts]:
    expect_keys(written, ("drug_tests",), "panel")
    result = {}
    for table, panel in written.items():
        expect_keys(panel, ("analytes",), f"panel.{table}")
        analytes = check_texts(panel.get("analytes", {}), f"panel.{table}.analytes")
        check_code_targets(table, "analyte", analytes)
        _refuse_two_for_one_analyte(analytes)
        result[table] = analytes
    return result


def _refuse_two_for_one_analyte(analytes: Texts) -> None:
    for analyte in analytes.values():
        both = [column for column, target in analytes.items() if target == analyte]
        if len(both) > 1:
            raise Refused(
                f"{MAPPING_FILE}: the columns {both[0]!r} and {both[1]!r} would both become the analyte {analyte}.",
                "Keep one of them under [panel.drug_tests].",
            )


def _files(written: Any) -> Mapping[str, FileOptions]:
    expect_keys(written, None, "files")
    result = {}
    for file, options in written.items():
        expect_keys(options, ("delimiter", "encoding"), f"files.{file!r}")
        texts = check_texts(options, f"files.{file!r}")
        if "delimiter" in texts:
            check_one_of(texts["delimiter"], FILE_DELIMITERS, f"files.{file!r}.delimiter")
        if "encoding" in texts:
            check_codec(texts["encoding"], f"files.{file!r}.encoding")
        result[file] = FileOptions(texts.get("delimiter"), texts.get("encoding"))
    return result


def _date_orders(written: Any) -> Texts:
    orders = {ALL_TABLES: written} if isinstance(written, str) else check_texts(written, "date_order")
    for table, order in orders.items():
        if table != ALL_TABLES:
            check_table(table, "date_order")
        check_one_of(order, DATE_ORDERS, "date_order")
    return orders


def check_table_sections(written: Any, section: str) -> Mapping[str, Any]:
    """A section whose keys are our tables."""
    expect_keys(written, None, section)
    for table in written:
        check_table(table, section)
    return dict(written)


def mapping_text(mapping: SourceMapping) -> str:
    """The mapping as the text of a TOML file that `read_mapping` reads back to an equal one."""
    return "\n".join(_toml_lines(mapping)) + "\n"


def _toml_lines(mapping: SourceMapping) -> list[str]:
    lines = []
    if ALL_TABLES in mapping.date_orders:
        lines.append(f"date_order = {_quoted(mapping.date_orders[ALL_TABLES])}")
    else:
        lines += _section("date_order", mapping.date_orders)
    lines += _section("tables", mapping.tables)
    for table, columns in mapping.columns.items():
        lines += _section(f"columns.{table}", columns)
    for table, by_column in mapping.codes.items():
        for column, spellings in by_column.items():
            lines += _section(f"codes.{table}.{column}", spellings)
    for table, analytes in mapping.panels.items():
        lines += _section(f"panel.{table}.analytes", analytes)
    for file, options in mapping.files.items():
        known = {"delimiter": options.delimiter, "encoding": options.encoding}
        lines += _section(f"files.{_quoted(file)}", {name: value for name, value in known.items() if value})
    return lines


def _section(name: str, pairs: Texts) -> list[str]:
    if not pairs:
        return []
    return ["", f"[{name}]", *(f"{_quoted(key)} = {_quoted(value)}" for key, value in pairs.items())]


def _quoted(text: str) -> str:
    """A TOML basic string (JSON's escapes are TOML's; TOML also wants DEL escaped)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
