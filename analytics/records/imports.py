"""Imported records: one unchangeable folder an import, a pointer to the current one, the last three kept.

An import is written beside the others, checked, renamed to its fingerprint, and only then made current by replacing
the pointer in one step. Whenever a write is cut off, the pointer still names a whole folder.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from analytics.errors import Refused
from analytics.records.fingerprints import Fingerprint

IMPORTS_KEPT = 3
IMPORTS_FOLDER = "imports"
POINTER_FILE = "current.json"
BEING_WRITTEN = ".being-written-"
ABANDONED_AFTER = 3600  # seconds; a folder still being written after that belongs to a process that ended
OWNER_FILE = 0o600
OWNER_ONLY = 0o700
HOME_VARIABLE = "IOP_HOME"
FOLDER_NAME = "iop-outcomes"

Check = Callable[[Path], object]


@dataclass(frozen=True)
class Pointer:
    """Which import is current, and the imports kept, the newest first."""

    current: str | None = None
    kept: tuple[str, ...] = ()


def save_import(files: Mapping[str, bytes], *, check: Check | None = None, home: Path | None = None) -> Path:
    """Keeps files (name → content) as the current import and returns their folder.

    `check` reads the written folder before it becomes current; what it raises leaves the current import in place.
    Refused: no file, or a name that is not the plain name of a file.
    """
    _refuse_bad_names(files)
    root = _imports(home)
    fingerprint = _fingerprint(files)
    folder = root / fingerprint
    if not folder.is_dir():
        _write_folder(root, folder, files, check)
    elif check is not None:
        check(folder)
    old = read_pointer(home)
    kept = (fingerprint, *(name for name in old.kept if name != fingerprint))[:IMPORTS_KEPT]
    _replace_pointer(root, Pointer(fingerprint, kept))
    _remove_others(root, kept, folder)
    return folder


def current_import(*, home: Path | None = None) -> Path | None:
    """The folder of the current import, None when nothing was imported."""
    name = read_pointer(home).current
    return _imports(home) / name if name else None


def switch_back(*, home: Path | None = None) -> Path:
    """Makes the import before the current one current. Refused when there is none."""
    pointer = read_pointer(home)
    older = pointer.kept[pointer.kept.index(pointer.current) + 1 :] if pointer.current in pointer.kept else ()
    if not older:
        raise Refused(
            "There is no earlier import to go back to.",
            f"The last {IMPORTS_KEPT} imports are kept; import the files again.",
        )
    _replace_pointer(_imports(home), Pointer(older[0], pointer.kept))
    return _imports(home) / older[0]


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
    """The folder of imported data (made when absent, open to its owner only): IOP_HOME, else the user's data folder."""
    named = os.environ.get(HOME_VARIABLE, "")
    home = Path(named).expanduser() if named else _user_data_folder() / FOLDER_NAME
    home.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
    home.chmod(OWNER_ONLY)
    return home


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


def _refuse_bad_names(files: Mapping[str, bytes]) -> None:
    if not files:
        raise Refused("There is no file to import.", "Choose the files of the export.")
    for name in files:
        if not name or name.startswith(".") or Path(name).name != name or "\\" in name or "\0" in name:
            raise Refused("The name of a file to import is not a plain file name.", "Rename the file and try again.")


def _fingerprint(files: Mapping[str, bytes]) -> str:
    with Fingerprint() as fingerprint:
        for name, content in files.items():
            fingerprint.add(name, pa.py_buffer(content))
        return fingerprint.hexdigest()


def _write_folder(root: Path, folder: Path, files: Mapping[str, bytes], check: Check | None) -> None:
    """Writes the files beside, checks them, and gives the folder its name in one step."""
    beside = Path(tempfile.mkdtemp(prefix=BEING_WRITTEN, dir=root))
    try:
        for name, content in files.items():
            _write_file(beside / name, content)
        if check is not None:
            check(beside)
        _sync_folder(beside)
        beside.rename(folder)
        _sync_folder(root)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _write_file(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_FILE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace_pointer(root: Path, pointer: Pointer) -> None:
    handle, beside = tempfile.mkstemp(prefix=BEING_WRITTEN, dir=root)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"current": pointer.current, "kept": list(pointer.kept)}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, root / POINTER_FILE)
    _sync_folder(root)


def _sync_folder(folder: Path) -> None:
    """Makes a rename last through a power cut, where the system lets a folder be synced (Windows does not)."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove_others(root: Path, kept: tuple[str, ...], newest: Path) -> None:
    """Removes imports that are no longer kept, and what ended processes left behind."""
    long_ago = newest.stat().st_mtime - ABANDONED_AFTER
    for path in root.iterdir():
        if path.name.startswith(BEING_WRITTEN):
            if path.stat().st_mtime < long_ago:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif path.is_dir() and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
