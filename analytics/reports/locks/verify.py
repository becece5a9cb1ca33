"""Whether a lock is what was locked: the hash of every part, the seal of the key, the lock before it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.errors import Refused
from analytics.records.fingerprints import file_bytes
from analytics.reports.locks.hashes import HASH

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Fault:
    """One part that is not what was locked."""

    part: str
    problem: str


def manifest_of(parts: Mapping[str, bytes], key: bytes, *, after: Mapping[str, Any] | None) -> bytes:
    """The list of parts with size and SHA-256, the lock it follows, and a seal that only the key can make."""
    listed = {
        "parts": {name: {"bytes": len(held), "sha256": sha256(held)} for name, held in sorted(parts.items())},
        "after": after,
    }
    return _text({**listed, "seal": seal(listed, key)})


def verify(folder: Path, *, key: bytes | None = None) -> tuple[Fault, ...]:
    """Everything about a lock that is not as it was locked; empty when it is whole.

    Without the key a forger could write part and list anew: `sealed` says whether the seal was looked at.
    """
    try:
        manifest = read_manifest(folder)
    except Refused as refused:
        return (Fault(MANIFEST, refused.problem),)
    faults = [fault for name, said in manifest["parts"].items() for fault in _part(folder / name, said)]
    there = {path.name for path in folder.iterdir()} - {MANIFEST}
    faults += [Fault(name, "is not a part of the lock") for name in sorted(there - set(manifest["parts"]))]
    if key is not None and manifest["seal"] != seal(manifest, key):
        faults.append(Fault(MANIFEST, "was changed after the quarter was locked, or another key made it"))
    return (*faults, *_predecessor(folder, manifest["after"]))


def read_manifest(folder: Path) -> dict[str, Any]:
    """The list of parts. Refused when it is gone or damaged."""
    try:
        found: dict[str, Any] = json.loads(file_bytes(folder / MANIFEST).to_pybytes())
        complete = {"parts", "after", "seal"} <= found.keys() and isinstance(found["parts"], dict)
    except (ValueError, AttributeError):
        complete = False
    if not complete:
        raise Refused(f"{MANIFEST} of the lock is damaged.", "Restore the lock's folder from a copy.")
    return found


def seal(manifest: Mapping[str, Any], key: bytes) -> str:
    """The keyed hash of a list of parts."""
    said = {name: value for name, value in manifest.items() if name != "seal"}
    return hmac.digest(key, b"seal\0" + _text(said), HASH).hex()


def sha256(content: bytes) -> str:
    """The hash of a part."""
    return hashlib.sha256(content).hexdigest()


def _part(path: Path, said: Mapping[str, Any]) -> list[Fault]:
    try:
        held = file_bytes(path).to_pybytes()
    except Refused:
        return [Fault(path.name, "is missing")]
    return [] if sha256(held) == said["sha256"] else [Fault(path.name, "was changed after the quarter was locked")]


def _predecessor(folder: Path, after: Mapping[str, str] | None) -> tuple[Fault, ...]:
    if after is None:
        return ()
    before = folder.parent / after["lock"]
    try:
        same = sha256(file_bytes(before / MANIFEST).to_pybytes()) == after["manifest"]
    except Refused:
        return (Fault(after["lock"], "the lock before this one is missing"),)
    return () if same else (Fault(after["lock"], "the lock before this one is not the one it followed"),)


def _text(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()
