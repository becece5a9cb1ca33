"""Settings and released sections of the demonstration program, made once a test run."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

from analytics.outcomes.periods import period_named
from analytics.records.load import load_records
from analytics.records.records import Records
from analytics.reports.draft import Draft, DraftSection
from analytics.reports.frozen import Report
from analytics.reports.release import release
from analytics.reports.sections import glance
from analytics.reports.setting import Setting, setting_of

DEMO = Path(__file__).resolve().parents[3] / "data" / "demo"


@cache
def demo() -> Records:
    """The bundled demonstration program."""
    return load_records(str(DEMO), today=date(2026, 10, 1))


@cache
def of_demo(quarter: str, site: str | None = None) -> Setting:
    """A report's setting on the demonstration program."""
    return setting_of(demo(), quarter=period_named(quarter), site=site, source="data/demo")


def drafted(setting: Setting, *names: str) -> tuple[DraftSection, ...]:
    """The sections of those names."""
    return tuple(import_module(f"analytics.reports.sections.{name}").section(setting) for name in names)


@cache
def released(setting: Setting, *names: str) -> Report:
    """A report of those sections, with page 1, released alone."""
    sections = drafted(setting, *dict.fromkeys(("glance", *names)))
    draft = Draft("Example", "", setting.label, "", setting.site, "", "", "", "", sections, glance.finding)
    (found,) = release([draft], threshold=setting.records.settings.suppression_threshold)
    return found
