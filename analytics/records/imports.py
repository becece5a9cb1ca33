"""Imported records: one unchangeable folder an import, a pointer to the current one, the last three kept.

An import is written beside the others, checked, renamed to its fingerprint, and only then made current by replacing
the pointer in one step. Whenever a write is cut off, the pointer still names a whole folder. Without a current import
the demonstration program is shown.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analytics.errors import Refused
from analytics.records.written import OWNER_ONLY, Check, fingerprint_of, refuse_bad_names, replace_text, write_folder

IMPORTS_KEPT = 3
IMPORTS_FOLDER = "imports"
POINTER_FILE = "current.json"
ABANDONED_AFTER = 3600  # seconds; a folder not made current after that belongs to a process or a person that left
HOME_VARIABLE = "IOP_HOME"
FOLDER_NAME = "iop-outcomes"


@dataclass(frozen=True)
class Pointer:
    """Which import is current, and the imports kept, the newest first."""

    current: str | None = None
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeptImport:
    """One import that is kept: its fingerprint, its folder, when it was written, and whether it is shown now."""

    name: str
    folder: Path
    written: datetime
    is_current: bool


def stage_import(files: Mapping[str, bytes], *, check: Check | None = None, home: Path | None = None) -> Path:
    """Writes files (name → content) into an import's folder without making it current, and returns the folder.

    `check` reads the written folder before it has its name; what it raises leaves nothing behind.
    Refused: no file, or a name that is not the plain name of a file.
    """
    refuse_bad_names(files)
    root = _imports(home)
    folder = root / fingerprint_of(files)
    if not folder.is_dir():
        write_folder(folder, files, check)
    elif check is not None:
        check(folder)
    _remove_unwanted(root, read_pointer(home).kept, folder)
    return folder


def make_current(name: str, *, home: Path | None = None) -> Path:
    """Makes a written import the current one, in one step, and keeps the last three. Refused when it is gone."""
    root = _imports(home)
    if not _is_import(root, name):
        raise Refused("This import is no longer there.", "Choose the files again.")
    old = read_pointer(home)
    kept = (name, *(other for other in old.kept if other != name))[:IMPORTS_KEPT]
    _replace_pointer(root, Pointer(name, kept))
    for dropped in set(old.kept) - set(kept):
        shutil.rmtree(root / dropped, ignore_errors=True)
    return root / name


def forget_staged(name: str, *, home: Path | None = None) -> None:
    """Removes an import that was written and never made current."""
    root = _imports(home)
    if _is_import(root, name) and name not in read_pointer(home).kept:
        shutil.rmtree(root / name, ignore_errors=True)


def kept_imports(*, home: Path | None = None) -> list[KeptImport]:
    """The imports that are kept, the newest first."""
    pointer, root = read_pointer(home), _imports(home)
    return [
        KeptImport(name, root / name, datetime.fromtimestamp((root / name).stat().st_mtime), name == pointer.current)
        for name in pointer.kept
    ]


def show_import(name: str | None, *, home: Path | None = None) -> None:
    """Makes a kept import current, without a name none: the demonstration program. Refused when it is not kept."""
    pointer = read_pointer(home)
    if name is not None and name not in pointer.kept:
        raise Refused("This import is no longer kept.", "Import the files again.")
    _replace_pointer(_imports(home), Pointer(name, pointer.kept))


def remove_import(name: str, *, home: Path | None = None) -> None:
    """Deletes one import from this computer; of the current one, the import before it becomes current, else none."""
    pointer, root = read_pointer(home), _imports(home)
    if name not in pointer.kept:
        raise Refused("This import is no longer kept.", "There is nothing to delete.")
    older = pointer.kept[pointer.kept.index(name) + 1 :]
    current = (older[0] if older else None) if name == pointer.current else pointer.current
    _replace_pointer(root, Pointer(current, tuple(other for other in pointer.kept if other != name)))
    shutil.rmtree(root / name)


def current_import(*, home: Path | None = None) -> Path | None:
    """The folder of the current import, None when nothing was imported."""
    name = read_pointer(home).current
    return _imports(home) / name if name else None


def read_pointer(home: Path | None = None) -> Pointer:
    """The pointer as written; imports whose folder is gone are left out."""
    root = _imports(home)
    if not (root / POINTER_FILE).is_file():
        return Pointer()
    try:
        written = json.loads((root / POINTER_FILE).read_text(encoding="utf-8"))
        kept = tuple(str(name) for name in written["kept"] if (root / str(name)).is_dir())
        current = written["current"]
    except (ValueError, KeyError, TypeError):
        raise Refused(
            f"{POINTER_FILE} in the folder of imported data is damaged.",
            "Remove that file and import the records again.",
        ) from None
    return Pointer(current if current in kept else None, kept)


def data_home() -> Path:
    """The folder of imported data, made when absent and open to its owner only."""
    home = home_folder()
    home.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
    home.chmod(OWNER_ONLY)
    return home


def home_folder() -> Path:
    """Where imported data live: the folder named by IOP_HOME, else one in the user's data folder. It may not exist."""
    named = os.environ.get(HOME_VARIABLE, "")
    return Path(named).expanduser() if named else _user_data_folder() / FOLDER_NAME


def is_import(source: str) -> bool:
    """Whether a source is the folder of an import."""
    return Path(source).parent == home_folder() / IMPORTS_FOLDER


def _user_data_folder() -> Path:
    """Where this system keeps a user's data."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _imports(home: Path | None) -> Path:
    root = (home or data_home()) / IMPORTS_FOLDER
    root.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
    return root


def _replace_pointer(root: Path, pointer: Pointer) -> None:
    replace_text(root / POINTER_FILE, json.dumps({"current": pointer.current, "kept": list(pointer.kept)}))


def _is_import(root: Path, name: str) -> bool:
    return bool(name) and Path(name).name == name and (root / name).is_dir()


def _remove_unwanted(root: Path, kept: tuple[str, ...], newest: Path) -> None:
    """Removes what was written long before the newest import and never made current."""
    long_ago = newest.stat().st_mtime - ABANDONED_AFTER
    for path in root.iterdir():
        if path.name not in (*kept, POINTER_FILE, newest.name) and path.stat().st_mtime < long_ago:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
