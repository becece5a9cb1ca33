"""Reports of quarters and sites: their drafts, released together.

What leaves together is decided together: ten quarters of three sites and of the whole program are one release.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from analytics import __version__
from analytics.outcomes.periods import Period, last_complete_quarters
from analytics.outcomes.scope import CohortBasis
from analytics.privacy.counts import ALL_SITES, Who
from analytics.records.records import Records
from analytics.reports.draft import Draft, DraftSection
from analytics.reports.frozen import Report
from analytics.reports.release import release
from analytics.reports.setting import Setting, setting_of

SECTIONS = (
    "glance",
    "abstinence",
    "relapse",
    "engagement",
    "testing",
    "services",
    "pathways",
    "equity",
    "reached",
    "changed",
    "quality",
    "methods",
    "register",
)

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """One report asked for: a quarter (None = the whole cohort) and a site (None = the whole program)."""

    quarter: Period | None
    site: str | None = None


def reports_of(
    records: Records,
    asked: Sequence[Asked],
    *,
    basis: CohortBasis | None = None,
    commentary: str = "",
    released: Mapping[Who, int] | None = None,
    source: str = "SOURCE",
    progress: Progress | None = None,
) -> tuple[Report, ...]:
    """The released reports, in the order asked. `released`: counts that earlier locked reports have told."""
    drafts = []
    for number, one in enumerate(asked, start=1):
        if progress:
            progress(f"Report {number} of {len(asked)}: {named(one)}")
        setting = setting_of(records, quarter=one.quarter, basis=basis, site=one.site, source=source)
        drafts.append(draft_of(setting, commentary=commentary))
    if progress:
        progress("Deciding what is hidden")
    return release(drafts, threshold=records.settings.suppression_threshold, released=released)


def draft_of(setting: Setting, *, commentary: str = "") -> Draft:
    """One report with all its true figures; it must not leave before `release`."""
    records, settings = setting.records, setting.records.settings
    sections = tuple(section_of(name, setting) for name in SECTIONS)
    glance = import_module("analytics.reports.sections.glance")
    return Draft(
        program=settings.program_name or "Intensive outpatient program",
        subtitle=settings.report_subtitle,
        label=setting.label,
        basis=setting.basis or "as each figure says",
        site="" if setting.site == ALL_SITES else setting.site,
        through=through(records),
        sources=f"{through(records)}; {sources(records)}",
        notice=settings.report_notice,
        commentary=commentary,
        sections=sections,
        finding=glance.finding,
        facts={"software": __version__, "data": records.fingerprint, "settings": settings.fingerprint},
    )


def section_of(name: str, setting: Setting) -> DraftSection:
    """One section by its name."""
    found: DraftSection = import_module(f"analytics.reports.sections.{name}").section(setting)
    return found


def named(asked: Asked) -> str:
    """ "2026 Q3, North"."""
    return f"{asked.quarter.label if asked.quarter else 'all records'}, {asked.site or 'whole program'}"


def latest_quarter(records: Records) -> Period | None:
    """The last complete quarter of the records; None where they have no calendar or reach no quarter's end."""
    if records.settings.calendar == "relative" or records.as_of is None:
        return None
    return last_complete_quarters(records.as_of, 1, fiscal_year_start=records.settings.fiscal_year_start)


def through(records: Records) -> str:
    """ "Data through 30 Sep 2026"."""
    from analytics.charts.wording import day

    if records.settings.calendar == "relative":
        return "Days counted from each patient's admission"
    return f"Data through {day(records.as_of)}"


def sources(records: Records) -> str:
    """Rows used and set aside, of all tables."""
    account = records.reconciliation
    return f"{int(account['used'].sum()):,} rows used, {int(account['quarantined'].sum()):,} set aside"
