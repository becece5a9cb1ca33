"""Where the settings of a source stand, and how they are replaced: whole or not at all.

Beside the records when their folder can be written to; for the demonstration program, imports, workbooks and databases
in IOP_HOME/settings, one file a source. Imports share one, so that the next import keeps the program's settings.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analytics.records.bundled import DATA
from analytics.records.fingerprints import files_stamp
from analytics.records.imports import data_home, home_folder, is_import
from analytics.records.settings import PROGRAM_FILE, read_toml, settings_from
from analytics.records.settings_text import program_text
from analytics.records.sources import is_database
from analytics.records.written import OWNER_ONLY, replace_text

SETTINGS_FOLDER = "settings"
OF_IMPORTS = "imports"
DEMO = DATA / "demo"

Stamp = tuple[tuple[str, int, int], ...]


def program_file(source: str) -> Path:
    """The program.toml that the Data page writes for a source."""
    folder = Path(source)
    if is_import(source):
        return home_folder() / SETTINGS_FOLDER / OF_IMPORTS / PROGRAM_FILE
    if not is_database(source) and folder.is_dir() and folder.resolve() != DEMO and os.access(folder, os.W_OK):
        return folder / PROGRAM_FILE
    own = source if is_database(source) else str(folder.resolve())
    return home_folder() / SETTINGS_FOLDER / hashlib.sha256(own.encode()).hexdigest()[:16] / PROGRAM_FILE


def is_beside(source: str) -> bool:
    """Whether the settings of a source are written beside its records."""
    return program_file(source).parent == Path(source)


def saved_program(source: str | Path) -> Path | None:
    """The settings saved in IOP_HOME for a source, None when there are none or they stand beside the records."""
    file = program_file(str(source))
    return file if not is_beside(str(source)) and file.is_file() else None


def settings_written(source: str) -> dict[str, Any]:
    """The settings of a source as its program.toml gives them; empty when it has none."""
    folder = Path(source) if Path(source).is_dir() else Path(source).parent
    own = folder / PROGRAM_FILE
    file = saved_program(source) or (own if not is_database(source) and own.is_file() else None)
    return read_toml(file) if file else {}


def save_settings(source: str, raw: Mapping[str, Any]) -> Path:
    """Checks the settings as a file of them would be, replaces the program.toml of a source in one step, names it."""
    text = program_text(raw)
    settings_from(tomllib.loads(text))
    file = program_file(source)
    if not is_beside(source):
        data_home()
        file.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
    replace_text(file, text)
    return file


def source_stamp(source: str) -> tuple[Stamp, Stamp]:
    """Differs when a file of the source, or its saved settings, was written."""
    return files_stamp(source), () if is_beside(source) else files_stamp(str(program_file(source).parent))
