"""A locked quarter reported again: on today's records, by the settings of the lock, of today, or of both in part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from analytics.errors import CannotContinue, Refused
from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.periods import Period
from analytics.privacy.counts import ALL_SITES
from analytics.records.load import as_of
from analytics.records.policy import Settings
from analytics.records.records import Records
from analytics.reports.locks.locked import Locked
from analytics.reports.setting import Setting, setting_of


@dataclass(frozen=True)
class Verdict:
    """The benchmark figure's verdict in one word and the range it is held against, "cannot tell" of "50–70%"."""

    word: str
    range: str

    def __str__(self) -> str:
        return f"{self.word} ({self.range})"


def by_settings_of_the_lock(locked: Locked, records: Records, site: str) -> Setting:
    """Today's records by the settings and benchmarks of the lock. Refused where that cannot be done."""
    if locked.settings.calendar != records.settings.calendar:
        raise Refused(
            "The records of the lock and those of today do not both have dates.", "Compare it with its own source."
        )
    return _setting(locked, records, site, locked.settings)


def by_settings_of_today(locked: Locked, records: Records, site: str, *, own_benchmarks: bool) -> Setting:
    """Today's records by today's settings; `own_benchmarks` False: still against the benchmarks of the lock."""
    settings = records.settings
    return _setting(
        locked, records, site, settings if own_benchmarks else replace(settings, benchmarks=locked.benchmarks)
    )


def verdict_of(setting: Setting) -> Verdict:
    """The verdict over the report's people."""
    figure = benchmark_figure(setting.derivation, episode_rows=setting.rows)
    return Verdict(figure.verdict, figure.published.words)


def quarter_of(locked: Locked) -> Period | None:
    """The quarter of a lock; None for the whole cohort."""
    first, last = locked.about["first_day"], locked.about["last_day"]
    return Period(date.fromisoformat(first), date.fromisoformat(last), locked.about["quarter"]) if first else None


def _setting(locked: Locked, records: Records, site: str, settings: Settings) -> Setting:
    try:
        day = as_of(settings, records.data_through, today=records.today)
        return setting_of(
            replace(records, settings=settings, as_of=day),
            quarter=quarter_of(locked),
            basis=locked.about["basis"],
            site=None if site == ALL_SITES else site,
            source=records.source,
        )
    except CannotContinue as cannot:
        raise Refused(f"The quarter of the lock cannot be reported again: {cannot.problem}", cannot.fix) from None
