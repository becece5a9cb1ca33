"""Fingerprints: the SHA-256 of everything a source says, so that the same bytes have the same name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import pyarrow as pa

from analytics.errors import Refused

SETTINGS_FILES = ("program.toml", "mapping.toml", "benchmarks.toml")


def file_bytes(path: Path) -> pa.Buffer:
    """The bytes of a file, read once: what is parsed is what is fingerprinted."""
    try:
        with pa.OSFile(str(path)) as file:
            return file.read_buffer()
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else "this account may not read it"
        raise Refused(
            f"{path.name} cannot be opened: {reason}.", "Check the file and its rights, and load again."
        ) from None


@dataclass
class Fingerprint:
    """Collects the parts of a source; hashing runs beside the parsing (hashlib lets other threads run)."""

    parts: dict[str, Future[str]] = field(default_factory=dict)
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))

    def __enter__(self) -> Fingerprint:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)

    def add(self, name: str, content: pa.Buffer) -> pa.Buffer:
        """Starts hashing a part and hands its bytes back."""
        self.parts[name] = self.pool.submit(_sha256, content)
        return content

    def add_settings(self, folder: Path | None) -> None:
        """The settings files of a folder, as far as it has them."""
        for name in SETTINGS_FILES:
            if folder is not None and (folder / name).is_file():
                self.add(name, file_bytes(folder / name))

    def hexdigest(self) -> str:
        """The fingerprint: SHA-256 of the sorted names and hashes of the parts."""
        return _combined((name, future.result()) for name, future in self.parts.items())


def _sha256(content: pa.Buffer) -> str:
    return hashlib.sha256(content).hexdigest()


def _combined(parts: Iterable[tuple[str, str]]) -> str:
    return hashlib.sha256("\n".join(f"{digest} {name}" for name, digest in sorted(parts)).encode()).hexdigest()


def files_stamp(source: str) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of each file of a source: differs when one was written. Empty for a database."""
    path = Path(source)
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path] if path.is_file() else []
        return tuple((file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files)
    except OSError:  # a file that is just being replaced: the next look sees it
        return ()
