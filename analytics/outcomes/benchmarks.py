"""The published figures of benchmarks.toml: every one with its definition, source, year and population."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from analytics.errors import Refused
from analytics.records.bundled import bundled_toml
from analytics.records.settings import Settings

FILE = "benchmarks.toml"
ABSTINENCE = "iop_abstinence_at_follow_up"


@dataclass(frozen=True)
class PublishedRange:
    """A published figure: a range (`low` = `high` for a single value) and what it speaks about."""

    key: str
    name: str
    low: float
    high: float
    definition: str
    source: str
    population: str
    follow_up: str
    use: str
    year: int | None = None

    @property
    def cited(self) -> str:
        """The source, with its year where it has one."""
        return f"{self.source} ({self.year})" if self.year else self.source

    @property
    def words(self) -> str:
        """ "50–70%" """
        low, high = f"{self.low * 100:.0f}", f"{self.high * 100:.0f}"
        return f"{low}%" if low == high else f"{low}–{high}%"


def published_ranges(settings: Settings) -> dict[str, PublishedRange]:
    """Every benchmark by key: the bundled ones, replaced or joined by those of the program's own benchmarks.toml."""
    own = settings.benchmarks.get("benchmark", [])
    if not isinstance(own, list):
        raise Refused(f"{FILE} holds no list of benchmarks.", "Begin every entry with [[benchmark]].")
    return dict(_bundled()) | _entries(own)


@lru_cache(maxsize=1)
def _bundled() -> dict[str, PublishedRange]:
    return _entries(bundled_toml(FILE).get("benchmark", []))


def _entries(raw: list[dict[str, object]]) -> dict[str, PublishedRange]:
    return {entry.key: entry for entry in map(_entry, raw)}


def _entry(raw: dict[str, object]) -> PublishedRange:
    names = {f.name for f in fields(PublishedRange)}
    missing, unknown = names - raw.keys() - {"year"}, raw.keys() - names
    if missing or unknown:
        what = f"lacks {', '.join(sorted(missing))}" if missing else f"has the unknown {', '.join(sorted(unknown))}"
        raise Refused(f"An entry of {FILE} {what}.", f"Every entry needs: {', '.join(sorted(names))}.")
    entry = PublishedRange(**raw)  # type: ignore[arg-type]
    if isinstance(entry.low, bool) or not all(isinstance(share, int | float) for share in (entry.low, entry.high)):
        raise Refused(f"The range of “{entry.key}” in {FILE} is not two numbers.", "Write shares, e.g. low = 0.50.")
    if not 0 <= entry.low <= entry.high <= 1:
        raise Refused(f"The range of “{entry.key}” in {FILE} is not between 0 and 1.", "Write shares, e.g. low = 0.50.")
    return entry
