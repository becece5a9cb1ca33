"""Detection windows: how many days back a specimen sees each analyte, from data/detection_windows.toml.

Read and checked like the published figures of benchmarks.toml: an entry that lacks something, has an unknown key or an
impossible number is refused with what every entry needs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analytics.errors import Refused
from analytics.records.bundled import bundled_toml
from analytics.records.substances import ANALYTES, SPECIMENS

FILE = "detection_windows.toml"
LONGEST_DAYS = 365
NEEDED = ("analyte", "specimen", "low_days", "high_days", "source")
MAY_HAVE = ("longest_only",)
OF_A_SOURCE = {"cited": str, "year": int, "verified": bool}
SECOND_HAND = ", read second-hand"


@dataclass(frozen=True)
class DetectionWindow:
    """Days after use in which a specimen still shows an analyte: from `low_days` (a single use) to `high_days`.

    `longest_only`: the source gives no shortest time; one day stands in. `verified`: read in the source itself, not as
    others quote it.
    """

    analyte: str
    specimen: str
    low_days: float
    high_days: float
    source: str
    year: int
    verified: bool
    longest_only: bool = False

    @property
    def shortest(self) -> int:
        """Whole calendar days seen at the least, the day of the specimen included."""
        return max(1, math.ceil(self.low_days))

    @property
    def longest(self) -> int:
        """Whole calendar days seen at the most."""
        return max(1, math.ceil(self.high_days))

    @property
    def cited(self) -> str:
        """The source with its year, and that it was read second-hand where it was."""
        return f"{self.source} ({self.year})" + ("" if self.verified else SECOND_HAND)


Windows = Mapping[tuple[str, str], DetectionWindow]
"""By analyte and specimen."""


@lru_cache(maxsize=1)
def detection_windows() -> Windows:
    """The bundled windows by (analyte, specimen)."""
    return windows_from(bundled_toml(FILE))


def windows_from(raw: Mapping[str, Any]) -> Windows:
    """Windows from parsed TOML; Refused when an entry cannot be used."""
    unknown = [key for key in raw if key not in ("sources", "window")]
    if unknown:
        raise Refused(f"{FILE} has the unknown key “{unknown[0]}”.", "It holds [sources.NAME] and [[window]] only.")
    sources, entries = raw.get("sources", {}), raw.get("window", [])
    if not isinstance(sources, dict) or not isinstance(entries, list):
        raise Refused(f"{FILE} holds no list of windows.", "Begin every entry with [[window]].")
    found: dict[tuple[str, str], DetectionWindow] = {}
    for entry in entries:
        window = _window(entry, sources)
        if (window.analyte, window.specimen) in found:
            raise Refused(
                f"{FILE} has two windows of {window.analyte} in {window.specimen}.", "Keep one of the two entries."
            )
        found[window.analyte, window.specimen] = window
    return found


def _window(entry: Mapping[str, Any], sources: Mapping[str, Any]) -> DetectionWindow:
    missing = [key for key in NEEDED if key not in entry]
    unknown = [key for key in entry if key not in (*NEEDED, *MAY_HAVE)]
    if missing or unknown:
        what = f"lacks {', '.join(missing)}" if missing else f"has the unknown {', '.join(unknown)}"
        raise Refused(f"An entry of {FILE} {what}.", f"Every entry needs: {', '.join(NEEDED)}.")
    name = f"“{entry['analyte']}” in “{entry['specimen']}”"
    if entry["analyte"] not in ANALYTES or entry["specimen"] not in SPECIMENS:
        raise Refused(f"{FILE} speaks of {name}, which no drug test can hold.", "Use the codes of docs/tables.md.")
    _check_days(entry["low_days"], entry["high_days"], name)
    source = _source(sources, str(entry["source"]), name)
    return DetectionWindow(
        analyte=entry["analyte"],
        specimen=entry["specimen"],
        low_days=float(entry["low_days"]),
        high_days=float(entry["high_days"]),
        source=str(source["cited"]),
        year=int(source["year"]),
        verified=source["verified"] is True,
        longest_only=entry.get("longest_only") is True,
    )


def _check_days(low: object, high: object, name: str) -> None:
    numbers = all(isinstance(days, int | float) and not isinstance(days, bool) for days in (low, high))
    if not numbers or not 0 < float(low) <= float(high) <= LONGEST_DAYS:  # type: ignore[arg-type]
        raise Refused(
            f"The days of {name} in {FILE} are not two numbers from above 0 to {LONGEST_DAYS}, the smaller first.",
            "Write days, such as low_days = 2 and high_days = 4; 12 hours are 0.5.",
        )


def _source(sources: Mapping[str, Any], key: str, name: str) -> Mapping[str, Any]:
    source = sources.get(key)
    if (
        not isinstance(source, dict)
        or set(source) != set(OF_A_SOURCE)
        or not all(type(source[part]) is kind for part, kind in OF_A_SOURCE.items())
    ):
        raise Refused(
            f"The source of {name} in {FILE} has no full entry.",
            f'Write [sources.{key}] with cited = "…", year = 2017 and verified = true, or false when not read itself.',
        )
    return source


def cited_sources(windows: Sequence[DetectionWindow]) -> tuple[str, ...]:
    """The sources of some windows, each once, oldest first."""
    return tuple(dict.fromkeys(w.cited for w in sorted(windows, key=lambda w: (w.year, w.source))))
