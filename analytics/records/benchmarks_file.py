"""Where the program's own benchmarks.toml stands, and how it is replaced: beside program.toml, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analytics.records.imports import data_home
from analytics.records.program_file import is_beside, program_file
from analytics.records.settings import BENCHMARKS_FILE
from analytics.records.settings_text import program_text
from analytics.records.written import OWNER_ONLY, replace_text

FIRST_LINE = (
    "# Written by the page Relapse and benchmark. Entries with the key of a bundled one replace it; "
    "data/benchmarks.toml explains the fields."
)


def benchmarks_file(source: str) -> Path:
    """The benchmarks.toml that the dashboard writes for a source."""
    return program_file(source).with_name(BENCHMARKS_FILE)


def saved_benchmarks(source: str) -> Path | None:
    """The benchmarks saved in IOP_HOME for a source, None when there are none or they stand beside the records."""
    file = benchmarks_file(source)
    return file if not is_beside(source) and file.is_file() else None


def save_benchmarks(source: str, entries: Sequence[Mapping[str, Any]]) -> Path:
    """Replaces the benchmarks.toml of a source in one step with entries that were checked; names the file."""
    file = benchmarks_file(source)
    if not is_beside(source):
        data_home()
        file.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
    replace_text(file, benchmarks_text(entries))
    return file


def benchmarks_text(entries: Sequence[Mapping[str, Any]]) -> str:
    """The file's text: one [[benchmark]] an entry; without entries only the first line."""
    written = program_text({"benchmark": list(entries)}).splitlines()[1:] if entries else []
    return "\n".join([FIRST_LINE, *written]) + "\n"
