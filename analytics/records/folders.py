"""Which file of a folder, or sheet of a workbook, holds which of our tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import Refused
from analytics.records.findings import Finding
from analytics.records.fingerprints import SETTINGS_FILES
from analytics.records.header import nearest, plain, table_names
from analytics.records.mapping import SourceMapping
from analytics.records.schema import TABLES

TEXT_ENDINGS = (".csv", ".tsv", ".txt")
PARQUET_ENDINGS = (".parquet",)
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
READABLE = TEXT_ENDINGS + PARQUET_ENDINGS + WORKBOOK_ENDINGS


@dataclass(frozen=True)
class Place:
    """Where a table is: a file and, in a workbook, one of its sheets ("" = the only or the first one)."""

    path: Path
    sheet: str = ""


def places_in(folder: Path, mapping: SourceMapping) -> tuple[dict[str, Place], tuple[Finding, ...]]:
    """Each table's file, and a note for every file that is not read.

    mapping.toml decides first, then our table names, then names other systems use. Refused: two files for one table,
    a mapping that names an absent file.
    """
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))
    places = {table: _named_place(table, named, files) for table, named in mapping.tables.items()}
    for table in TABLES:
        if table not in places:
            found = _files_named(table, files, taken={place.path for place in places.values()})
            if found:
                places[table] = Place(found[0])
    read = {place.path for place in places.values()}
    return places, tuple(_ignored(path) for path in files if path not in read and _could_be_records(path))


def _could_be_records(path: Path) -> bool:
    """A table's name or a data file's ending; a README beside the records needs no note."""
    return path.name not in SETTINGS_FILES and (path.suffix.casefold() in READABLE or plain(path.stem) in table_names())


def _named_place(table: str, named: str, files: Sequence[Path]) -> Place:
    """The file that mapping.toml names, "export.xlsx[Sheet 2]" for one sheet of a workbook."""
    name, _, rest = named.partition("[")
    sheet = rest.removesuffix("]")
    for path in files:
        if path.name == name.strip():
            return Place(path, sheet)
    raise Refused(
        f"mapping.toml, [tables], names the file {name!r} for {table}, which the folder does not have."
        + nearest(name, [path.name for path in files]),
        "Correct the name, or remove the line.",
    )


def _files_named(table: str, files: Sequence[Path], taken: set[Path]) -> list[Path]:
    """The one file that carries the table's name, or else one of its other names; refused when there are two."""
    able = [path for path in files if path.suffix.casefold() in READABLE and path not in taken]
    exact = [path for path in able if plain(path.stem) == plain(table)]
    found = exact or [path for path in able if table_names().get(plain(path.stem)) == table]
    if len(found) > 1:
        raise Refused(
            f"{found[0].name} and {found[1].name} both hold the table {table}.",
            f'Keep one of them in the folder, or say which in mapping.toml: [tables] {table} = "{found[0].name}".',
        )
    return found


def _ignored(path: Path) -> Finding:
    return Finding(
        "",
        path.name,
        None,
        "",
        "file_not_read",
        "info",
        "a file that is not named after a table",
        f"{path.name} was not read.",
        "Nothing, if it holds no records. Otherwise name it under [tables] in mapping.toml.",
    )
