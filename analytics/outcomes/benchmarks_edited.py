"""Changing the program's own published figures: every change is checked as benchmarks.toml is when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from analytics.errors import Refused
from analytics.outcomes.benchmarks import FILE, PublishedRange, published_ranges
from analytics.records.settings import Settings

Entry = dict[str, Any]


def own_entries(settings: Settings) -> list[Entry]:
    """The entries of the program's own benchmarks.toml, as written."""
    written = settings.benchmarks.get("benchmark", [])
    return [dict(entry) for entry in written] if isinstance(written, list) else []


def entry_of(published: PublishedRange) -> Entry:
    """A published figure as an entry; a year that is not known is left out."""
    return {name: value for name, value in asdict(published).items() if value is not None}


def with_entry(settings: Settings, entry: Mapping[str, Any]) -> list[Entry]:
    """The own entries with one added, or replaced where its key is there already. Empty fields count as missing.

    Raises Refused with what benchmarks.toml itself would be refused for.
    """
    filled = {name: value for name, value in entry.items() if value not in ("", None)}
    kept = [own for own in own_entries(settings) if own.get("key") != filled.get("key")]
    return checked([*kept, filled])


def without_entry(settings: Settings, key: str) -> list[Entry]:
    """The own entries without one: a bundled figure of that key is used again."""
    kept = [own for own in own_entries(settings) if own.get("key") != key]
    if len(kept) == len(own_entries(settings)):
        raise Refused(f"{FILE} of this program has no entry of that key.", "Choose one of its own entries.")
    return checked(kept)


def checked(entries: list[Entry]) -> list[Entry]:
    """The entries, read once as the file's would be."""
    published_ranges(Settings(benchmarks={"benchmark": entries}))
    return entries
