"""Pages of docs/ that are made from the product: the tables it accepts, the settings it knows, its numbers beside R's.

`python -m tests.docs.generated` writes them (`python run.py fix` does too); a test compares.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analytics.records.schema import REQUIRED_TABLES, TABLES, Column, Table
from analytics.records.settings_checks import Setting
from analytics.records.settings_list import POLICY_SETTINGS, SETTINGS
from analytics.records.settings_testing import PHASE_SETTINGS
from tests.parity.parity_table import as_page as parity_page

DOCS = Path(__file__).resolve().parents[2] / "docs"

KINDS = {
    "identifier": "identifier",
    "date": "date",
    "coded": "code",
    "text": "text",
    "number": "number",
    "boolean": "yes or no",
    "time": "time of day",
}


def tables_page() -> str:
    """Every table and column a source may hold, with the accepted codes."""
    parts = [
        "# Tables and columns",
        "<!-- Made from analytics/records/schema.py by `python run.py fix`; do not edit. -->",
        "Only the columns in **bold** are required. Each missing table or column switches off exactly the figures that "
        "need it, and the page says which. Columns of your own are kept. Spellings that other systems use for a code "
        "(`Graduated`, `AMA`, `POS`) are understood without case and punctuation; `mapping.toml` settles the rest.",
    ]
    for table in TABLES.values():
        needed = "required" if table.name in REQUIRED_TABLES else "optional"
        parts += [f"## {table.name}", f"{table.meaning.capitalize()}; {needed}." + _either(table), _columns(table)]
    return "\n\n".join(parts) + "\n"


def settings_page() -> str:
    """Every key of program.toml, what holds without it, and what it means."""
    parts = [
        "# Settings: program.toml",
        "<!-- Made from analytics/records/settings_list.py by `python run.py fix`; do not edit. -->",
        "The file `program.toml` lies beside the records. Every setting is optional; an unknown one is refused "
        "with the nearest name, so that a misspelt setting never goes unnoticed.",
        "## For the whole program",
        _settings(SETTINGS),
        "## For everybody, or for one program, track or medication",
        'These stand in `[defaults]` and, overriding it, in sections such as `[program."Adult IOP"]`, '
        '`[track."evening"]`, `[medication."methadone"]`; later kinds win over earlier ones.',
        _settings(POLICY_SETTINGS),
        "## When tests are due",
        'One block a phase: `[[defaults.testing]]`, `[[track."evening".testing]]`. A phase says how many tests are due '
        "in each window of days; any test given in the window meets it.",
        _settings(PHASE_SETTINGS),
        "## Benchmarks: benchmarks.toml",
        "The published figures the dashboard compares with lie in `data/benchmarks.toml`, each with its definition, "
        "source, year and population. A file of that name beside your records adds to them; an entry with the same "
        "`key` replaces ours.",
    ]
    return "\n\n".join(parts) + "\n"


def write() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")


def pages() -> dict[str, str]:
    """File names in docs/ and their text."""
    return {"tables.md": tables_page(), "settings.md": settings_page(), "parity.md": parity_page()}


def _either(table: Table) -> str:
    return "".join(
        f" At least one of {' and '.join(f'`{name}`' for name in names)} is needed." for names in table.either
    )


def _columns(table: Table) -> str:
    return _markdown(("column", "kind", "meaning"), (_column(column) for column in table.columns))


def _column(column: Column) -> tuple[str, str, str]:
    name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
    codes = ", ".join(f"`{code}`" for code in column.values or ())
    more = " (others are kept, with a warning)" if column.open else ""
    return name, KINDS[column.kind], column.meaning + (f": {codes}{more}" if codes else "")


def _settings(settings: Iterable[Setting]) -> str:
    rows = ((f"`{setting.name}`", setting.default, setting.meaning) for setting in settings)
    return _markdown(("setting", "when not set", "meaning"), rows)


def _markdown(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    write()
