"""Reads a data source: a folder of files, a workbook, or a PostgreSQL database, all into the same raw tables."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import Refused
from analytics.records.arrow_memory import use_system_memory
from analytics.records.csv_files import read_csv_sheet
from analytics.records.findings import Finding
from analytics.records.fingerprints import Fingerprint, file_bytes
from analytics.records.folders import PARQUET_ENDINGS, TEXT_ENDINGS, WORKBOOK_ENDINGS, Place, places_in
from analytics.records.header import known_names, nearest
from analytics.records.mapping import FileOptions, SourceMapping, read_mapping
from analytics.records.parquet_files import read_parquet_sheet
from analytics.records.schema import REQUIRED_TABLES, TABLES
from analytics.records.sheets import Sheet
from analytics.records.tables import RawTable, raw_table

__all__ = ["RawSource", "RawTable", "read_source"]

DATABASE_SCHEMES = ("postgresql", "postgres")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class RawSource:
    """The tables of a source before their cells are typed.

    `folder` is where program.toml, mapping.toml and benchmarks.toml lie (None: nowhere); `fingerprint` is the SHA-256
    of the files read and of those settings, or of a database's ordered content; `name` may be shown to people.
    """

    tables: dict[str, RawTable]
    folder: Path | None
    fingerprint: str
    name: str
    mapping: SourceMapping
    findings: tuple[Finding, ...] = ()


def read_source(source: str | Path, *, settings_dir: Path | None = None, progress: Progress | None = None) -> RawSource:
    """The raw tables of a folder, a workbook or a database URL (postgresql://…, optionally ?schema=name).

    `settings_dir` holds the settings files when they do not lie beside the data. Refused, with what to do: nothing
    there, no required table, an unreadable file, two files for one table.
    """
    tell = progress or (lambda _: None)
    use_system_memory()
    if is_database(str(source)):
        return _database(str(source), settings_dir, tell)
    path = Path(source).expanduser()
    if path.is_dir():
        return _folder(path, settings_dir or path, tell)
    if path.is_file() and path.suffix.casefold() in WORKBOOK_ENDINGS:
        return _workbook(path, settings_dir or path.parent, tell)
    raise _unusable(path)


def is_database(source: str) -> bool:
    """Whether the source is a database URL rather than a path."""
    scheme, found, _ = source.partition("://")
    return bool(found) and scheme.partition("+")[0] in DATABASE_SCHEMES


def _unusable(path: Path) -> Refused:
    if path.is_file():
        return Refused(
            f"{path.name} is neither a folder nor a workbook.",
            "Name the folder that holds episodes.csv and the other tables, an Excel workbook with a sheet a "
            "table, or a database URL (postgresql://…).",
        )
    if "://" in str(path) or ":/" in str(path):
        return Refused("The source is no database this product reads.", "Use postgresql://user@host/database.")
    return Refused(f"There is no folder or workbook {path.name!r}.", "Check the path and its spelling.")


def _folder(folder: Path, settings: Path, tell: Progress) -> RawSource:
    mapping = read_mapping(settings)
    places, notes = places_in(folder, mapping)
    _refuse_missing_tables(places, f"The folder {folder.name!r}")
    _refuse_absent_files(mapping, [path.name for path in folder.iterdir()])
    with Fingerprint() as fingerprint:
        tables = {}
        for table in (table for table in TABLES if table in places):
            tell(f"Reading {places[table].path.name}")
            tables[table] = raw_table(_sheet(places[table], table, mapping, fingerprint), table, mapping)
        fingerprint.add_settings(settings)
        return RawSource(tables, settings, fingerprint.hexdigest(), folder.name, mapping, notes)


def _sheet(place: Place, table: str, mapping: SourceMapping, fingerprint: Fingerprint) -> Sheet:
    """The cells of one file, by the ending of its name."""
    content = fingerprint.add(place.path.name, file_bytes(place.path))
    ending, file = place.path.suffix.casefold(), place.path.name
    known = known_names(table, mapping.source_columns(table))
    if ending in TEXT_ENDINGS:
        options = mapping.files.get(file, FileOptions())
        return read_csv_sheet(
            content, table=table, file=file, known=known, delimiter=options.delimiter, encoding=options.encoding
        )
    if ending in PARQUET_ENDINGS:
        return read_parquet_sheet(content, table=table, file=file)
    from analytics.records.workbooks import Workbook, only_sheet, sheet_named

    workbook = Workbook(content, file)
    sheet = sheet_named(workbook, place.sheet, table) if place.sheet else only_sheet(workbook, table)
    return workbook.sheet(sheet, table=table, known=known, file=f"{file}[{sheet}]" if place.sheet else file)


def _refuse_missing_tables(found: Container[str], where: str) -> None:
    for table in REQUIRED_TABLES:
        if table not in found:
            raise Refused(
                f"{where} has no table {table}.",
                f'Name a file, sheet or view {table}, or say in mapping.toml which one it is: [tables] {table} = "…".',
            )


def _refuse_absent_files(mapping: SourceMapping, files: list[str]) -> None:
    for file in mapping.files:
        if file not in files:
            raise Refused(
                f'mapping.toml, [files."{file}"], is about a file that the folder does not have.'
                + nearest(file, files),
                "Correct the name, or remove the section.",
            )


def _workbook(path: Path, settings: Path, tell: Progress) -> RawSource:
    from analytics.records.workbooks import Workbook, sheets_of_tables

    mapping = read_mapping(settings)
    with Fingerprint() as fingerprint:
        workbook = Workbook(fingerprint.add(path.name, file_bytes(path)), path.name)
        sheets, notes = sheets_of_tables(workbook, mapping.tables)
        _refuse_missing_tables(sheets, f"The workbook {path.name}")
        tables = {}
        for table, name in sheets.items():
            tell(f"Reading {path.name}[{name}]")
            known = known_names(table, mapping.source_columns(table))
            sheet = workbook.sheet(name, table=table, known=known, file=f"{path.name}[{name}]")
            tables[table] = raw_table(sheet, table, mapping)
        fingerprint.add_settings(settings)
        return RawSource(tables, settings, fingerprint.hexdigest(), path.name, mapping, notes)


def _database(url: str, settings: Path | None, tell: Progress) -> RawSource:
    from analytics.records.database import content_of, database_name, opened

    mapping = read_mapping(settings)
    with opened(url) as database, Fingerprint() as fingerprint:
        relations = database.relations_of_tables(mapping.tables)
        _refuse_missing_tables(relations, f"The {database_name(url)}")
        tables = {}
        for table in (table for table in TABLES if table in relations):
            tell(f"Reading {relations[table].name}")
            sheet = database.sheet(relations[table], table)
            fingerprint.add(f"{table} ({relations[table].name})", content_of(sheet))
            tables[table] = raw_table(sheet, table, mapping)
        fingerprint.add_settings(settings)
        return RawSource(tables, settings, fingerprint.hexdigest(), database_name(url), mapping)
