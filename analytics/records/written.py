"""Tables, settings and imports written to disk whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from analytics.errors import Refused
from analytics.records.fingerprints import Fingerprint

BEING_WRITTEN = ".being-written-"
OWNER_FILE = 0o600
OWNER_ONLY = 0o700

Check = Callable[[Path], object]


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as UTF-8 CSV with a header; missing values are empty, yes and no are true and false.

    The file is written beside its final place and moved there at the end, so a reader never sees half of it.
    Raises Refused when the folder does not exist or cannot be written.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False)
    options = pyarrow.csv.WriteOptions(quoting_header="needed")
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".writing-", suffix=".csv", delete=False) as file:
            temporary = Path(file.name)
            pyarrow.csv.write_csv(table, file, options)
        os.replace(temporary, path)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise Refused(
            f"The file {path} cannot be written: {reason}.", "Name a file in a folder you can write to."
        ) from fault
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def replace_text(path: Path, text: str) -> None:
    """Puts a UTF-8 text file in the place of another in one step; see `replace_bytes`."""
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, content: bytes) -> None:
    """Puts a file in the place of another in one step; a new one is readable by its owner only.

    Raises Refused when the folder cannot be written.
    """
    beside = None
    try:
        handle, name = tempfile.mkstemp(prefix=BEING_WRITTEN, dir=path.parent)
        beside = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else OWNER_FILE)
        os.replace(beside, path)
        _sync_folder(path.parent)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise Refused(f"{path.name} cannot be written: {reason}.", "Check the rights of its folder.") from None
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def write_folder(folder: Path, files: Mapping[str, bytes], check: Check | None) -> None:
    """Writes files beside, has them checked, and gives their folder its name in one step."""
    beside = Path(tempfile.mkdtemp(prefix=BEING_WRITTEN, dir=folder.parent))
    try:
        for name, content in files.items():
            _write_file(beside / name, content)
        if check is not None:
            check(beside)
        _sync_folder(beside)
        beside.rename(folder)
        _sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def refuse_bad_names(files: Mapping[str, bytes]) -> None:
    """Refused: no file, or a name that leads to another folder or hides the file."""
    if not files:
        raise Refused("There is no file to import.", "Choose the files of the export.")
    for name in files:
        if not name or name.startswith(".") or Path(name).name != name or "\\" in name or "\0" in name:
            raise Refused("The name of a file to import is not a plain file name.", "Rename the file and try again.")


def fingerprint_of(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of the sorted names and contents."""
    with Fingerprint() as fingerprint:
        for name, content in files.items():
            fingerprint.add(name, pa.py_buffer(content))
        return fingerprint.hexdigest()


def _write_file(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_FILE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes a rename last through a power cut, where the system lets a folder be synced (Windows does not)."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
