"""Reports of quarters and sites: their drafts, released together.

What leaves together is decided together: ten quarters of three sites and of the whole program are one release.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module

from analytics import __version__
from analytics.charts.wording import day
from analytics.errors import WrongUsage
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.periods import Period, last_complete_quarters, quarters
from analytics.outcomes.scope import CohortBasis
from analytics.privacy.counts import ALL_SITES, Sum, Who
from analytics.records.records import Records
from analytics.reports.draft import Draft, DraftSection
from analytics.reports.frozen import Report
from analytics.reports.release import Release, released_together
from analytics.reports.setting import WHOLE_COHORT, Setting, known_at_the_end, setting_of, sites_of

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
    site_number: int = 0

    @property
    def label(self) -> str:
        """ "2026 Q3, site 2": a site by its number, as files and progress name it."""
        return f"{self.quarter.label if self.quarter else WHOLE_COHORT}, {self._where}"

    @property
    def _where(self) -> str:
        return f"site {self.site_number}" if self.site_number else "whole program"


@dataclass(frozen=True)
class Before:
    """What earlier locked reports have told, and what adds up in them."""

    told: Mapping[Who, int] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()


NOTHING_BEFORE = Before()


@dataclass(frozen=True)
class Pack:
    """Reports made together: their settings (true figures, stay inside) and what was released of them."""

    asked: tuple[Asked, ...]
    settings: tuple[Setting, ...]
    release: Release

    @property
    def reports(self) -> tuple[Report, ...]:
        """The frozen reports, in the order asked."""
        return self.release.reports

    def told_by(self, places: Sequence[int]) -> dict[Who, int]:
        """What the reports at these places tell, by who is counted."""
        found: dict[Who, int] = {}
        for place in places:
            found |= self.release.told[place]
        return found


def pack_of(
    records: Records,
    asked: Sequence[Asked],
    *,
    basis: CohortBasis | None = None,
    commentary: str = "",
    before: Before = NOTHING_BEFORE,
    source: str = "SOURCE",
    progress: Progress | None = None,
) -> Pack:
    """Every report asked for, released together. `before`: what earlier locked reports have told."""
    tell = progress or (lambda _: None)
    settings, drafts = [], []
    derived: dict[Period | None, Derivation] = {}
    for number, one in enumerate(asked, start=1):
        tell(f"Report {number} of {len(asked)}: {one.label}")
        if one.quarter not in derived:
            derived = {one.quarter: known_at_the_end(records, one.quarter)}  # the sites of a quarter share it
        settings.append(
            setting_of(
                records, quarter=one.quarter, basis=basis, site=one.site, source=source, derivation=derived[one.quarter]
            )
        )
        drafts.append(draft_of(settings[-1], commentary=commentary))
    tell("Deciding what is hidden")
    least = records.settings.suppression_threshold
    found = released_together(drafts, threshold=least, released=before.told, earlier=before.sums)
    return Pack(tuple(asked), tuple(settings), found)


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
        sources=f"{through(records)}; rows used and set aside: section Data quality",
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


def asked_for(
    records: Records, quarters: Sequence[Period | None], *, site: str | None = None, every_site: bool = False
) -> tuple[Asked, ...]:
    """A report for each quarter: of the whole program, of one site, or of the whole and each site."""
    sites = sites_of(records)
    if site is not None and site not in sites:
        raise WrongUsage("No site of this name has enough people to be named.", "Write it as in the column site.")
    for quarter in quarters:
        if quarter is not None and records.as_of is not None and quarter.end > records.as_of:
            until = day(records.as_of)
            raise WrongUsage(
                f"{quarter.label} is not over in these records: they reach {until}.", "Choose an earlier one."
            )
    numbers = {name: number for number, name in enumerate(sites, start=1)}
    chosen: tuple[str | None, ...] = (None, *sites) if every_site else (site,)
    return tuple(Asked(quarter, name, numbers.get(name or "", 0)) for quarter in quarters for name in chosen)


def last_quarters(records: Records, count: int) -> tuple[Period, ...]:
    """The last complete quarters in which anybody was in treatment, oldest first."""
    latest = latest_quarter(records)
    if latest is None:
        return ()
    first = records.episodes["admitted_on"].min().date()
    found = quarters(first, latest.end, fiscal_year_start=records.settings.fiscal_year_start)
    return found[-count:]


def latest_quarter(records: Records) -> Period | None:
    """The last complete quarter of the records; None where they have no calendar or reach no quarter's end."""
    if records.settings.calendar == "relative" or records.as_of is None:
        return None
    return last_complete_quarters(records.as_of, 1, fiscal_year_start=records.settings.fiscal_year_start)


def through(records: Records) -> str:
    """ "Data through 30 Sep 2026"."""
    if records.settings.calendar == "relative":
        return "Days counted from each patient's admission"
    return f"Data through {day(records.as_of)}"
