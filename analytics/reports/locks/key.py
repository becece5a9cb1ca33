"""The key of the locks: 32 random bytes in a file of the person, away from the locks, which say nothing without it."""

from __future__ import annotations

import hmac
import os
import secrets
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from analytics.errors import Refused
from analytics.records.fingerprints import file_bytes
from analytics.records.imports import FOLDER_NAME
from analytics.records.written import BEING_WRITTEN, OWNER_ONLY

KEY_VARIABLE = "IOP_LOCK_KEY"
KEY_FILE = "lock.key"
KEY_BYTES = 32


def key_file() -> Path:
    """Where the key lies: the file named by IOP_LOCK_KEY, else one in the person's configuration folder."""
    named = os.environ.get(KEY_VARIABLE, "")
    return Path(named).expanduser() if named else _configuration_folder() / FOLDER_NAME / KEY_FILE


def lock_key(*, file: Path | None = None) -> bytes | None:
    """The key, None where there is none. Refused when it is damaged or other accounts can read it."""
    path = file or key_file()
    if not path.is_file():
        return None
    if os.name != "nt" and path.stat().st_mode & 0o077:
        raise Refused(
            f"Other accounts of this computer may read {path.name}, the key of the locks.",
            f"Take their rights away (chmod 600 {path}) and try again.",
        )
    key = _from_hex(file_bytes(path).to_pybytes())
    if key is None:
        raise Refused(
            f"{path.name}, the key of the locks, is damaged.", "Restore it from a copy; the locks cannot do without."
        )
    return key


def made_key(*, file: Path | None = None, away_from: Path | None = None) -> bytes:
    """The key, made (readable by its owner only) when there is none yet. Refused inside the folder of the locks."""
    path = file or key_file()
    if away_from is not None and path.resolve().is_relative_to(away_from.resolve()):
        raise Refused(
            "The key of the locks lies in the folder of the locks: who has the one would have the other.",
            f"Name another place for it in {KEY_VARIABLE}.",
        )
    if not path.exists():
        _make(path)
    found = lock_key(file=path)
    assert found is not None, "a key that was just made is there"
    return found


def mark_of(key: bytes) -> str:
    """Tells one key from another without telling the key."""
    return hmac.digest(key, b"which key is this", "sha256").hex()[:16]


def _make(path: Path) -> None:
    """A whole key or none: written beside, then linked to its name; a key that is there meanwhile stays."""
    beside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
        handle, name = tempfile.mkstemp(prefix=BEING_WRITTEN, dir=path.parent)  # readable by its owner only
        beside = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES).hex().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        _link(beside, path)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise Refused(
            f"The key of the locks cannot be written: {reason}.", f"Name a place for it in {KEY_VARIABLE}."
        ) from None
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _link(beside: Path, path: Path) -> None:
    """Gives the key its name in one step, unless another process was quicker."""
    with suppress(FileExistsError):
        os.link(beside, path)


def _from_hex(text: bytes) -> bytes | None:
    try:
        key = bytes.fromhex(text.decode("ascii").strip())
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None


def _configuration_folder() -> Path:
    """Where this system keeps a person's settings."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
