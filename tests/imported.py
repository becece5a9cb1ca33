"""Imports for tests: written, checked and made current in one go."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analytics.records.imports import make_current, stage_import
from analytics.records.written import Check


def save_import(files: Mapping[str, bytes], *, check: Check | None = None, home: Path | None = None) -> Path:
    """The folder of an import made of some files."""
    return make_current(stage_import(files, check=check, home=home).name, home=home)
