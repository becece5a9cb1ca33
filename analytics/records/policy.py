"""The program's own choices (program.toml): what is planned, when tests are due, how figures are cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

DEFAULT_PLANNED_DAYS = 90
"""NIDA guidance: participation for less than 90 days is of limited effectiveness."""

HOURS_A_WEEK_LEVEL_2_1 = 9.0
"""ASAM level 2.1: at least nine hours a week for adults."""

DEFAULT_WASHOUT_DAYS: Mapping[str, int] = {
    "thc": 30,
    "etg": 4,
    "benzodiazepines": 4,
    "methadone": 4,
    "buprenorphine": 4,
    "cocaine": 3,
    "opiates": 3,
    "heroin": 3,
    "oxycodone": 3,
    "fentanyl": 4,
    "amphetamine": 3,
    "methamphetamine": 3,
    "alcohol": 1,
}
"""Days after admission in which a positive may still come from use before it (domain: cannabis stays for weeks,
EtG two to four days, cocaine two to three, alcohol by breath one)."""

DEFAULT_PRESCRIBED: Mapping[str, tuple[str, ...]] = {
    "methadone": ("methadone",),
    "buprenorphine": ("buprenorphine",),
}

DEFAULT_GROUP_BY = (
    "site",
    "program",
    "track",
    "level_of_care",
    "referral_source",
    "primary_substance",
    "medication",
    "co_occurring",
    "living_situation",
    "discharge_reason",
    "age",
    "sex",
    "race_ethnicity",
    "payer",
)


@dataclass(frozen=True)
class TestingPhase:
    """`per_window` tests due in every window of `every_days` days, from `from_day` to `to_day` after the clock's zero.

    `to_day` None: to the planned end (after admission) or to the follow-up horizon (after discharge).
    """

    __test__ = False  # the name begins with Test; it is no test class

    every_days: int
    from_day: int
    to_day: int | None
    per_window: int = 1
    after: str = "admission"


WEEKLY_TESTING = (TestingPhase(every_days=7, from_day=0, to_day=None),)
"""ASAM 2017: at least weekly at first."""


@dataclass(frozen=True)
class Policy:
    """What was planned for one person: the settings of defaults < program < track < medication."""

    planned_days: int | None = DEFAULT_PLANNED_DAYS
    planned_sessions: int | None = None
    sessions_per_week: float | None = None
    hours_per_week: float = HOURS_A_WEEK_LEVEL_2_1
    testing: tuple[TestingPhase, ...] = WEEKLY_TESTING
    washout_days: Mapping[str, int] = field(default_factory=lambda: DEFAULT_WASHOUT_DAYS)
    counted_analytes: tuple[str, ...] | None = None
    drop_out_gap_days: int = 14


DEFAULT_NOTICE = (
    "Totals and rates only; counts of 1 to 10 people, and figures that would give them away, are hidden. Made for the "
    "program's own quality improvement and its accountable bodies; not for publication without the program's consent."
)
"""Foot of every report when program.toml says nothing else."""


@dataclass(frozen=True)
class Settings:
    """Every choice of program.toml, checked; `SETTINGS` in settings_list.py says what each one means."""

    program_name: str = ""
    report_subtitle: str = ""
    report_notice: str = DEFAULT_NOTICE
    responsible: str = ""
    prescribed: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: DEFAULT_PRESCRIBED)
    join_gap_days: int = 7
    follow_up_window_days: tuple[int, int] = (60, 180)
    follow_up_horizon_days: int = 365
    lag_days: int = 1
    as_of: date | None = None
    calendar: str = "dates"
    date_order: str | None = None
    fiscal_year_start: int = 1
    min_at_risk: int = 10
    suppression_threshold: int = 11
    max_quarantined: float = 0.20
    group_by: tuple[str, ...] = DEFAULT_GROUP_BY
    primary_endpoint: str = "first_positive"
    missing_rule: str = "as_published"
    refused: str = "positive"
    excused_absence_excuses_tests: bool = True
    targets: Mapping[str, float] = field(default_factory=dict)
    change: tuple[tuple[date, str], ...] = ()
    benchmarks: Mapping[str, object] = field(default_factory=dict)
    sections: Mapping[str, Mapping[str, Mapping[str, object]]] = field(default_factory=dict)
    fingerprint: str = ""

    def policy(self, *, program: str | None = None, track: str | None = None, medication: str | None = None) -> Policy:
        """The policy of one person; a section is found by its name without regard to case."""
        policy = with_section(Policy(), self.sections.get("defaults", {}).get("", {}))
        for kind, name in (("program", program), ("track", track), ("medication", medication)):
            policy = with_section(policy, self._section(kind, name))
        return policy

    @property
    def has_overrides(self) -> bool:
        """Whether any program, track or medication has a policy of its own (else one policy serves everybody)."""
        return any(self.sections.get(kind) for kind in ("program", "track", "medication"))

    def _section(self, kind: str, name: str | None) -> Mapping[str, object]:
        if not isinstance(name, str):  # None, or the missing value of a frame
            return {}
        by_name = {key.casefold(): section for key, section in self.sections.get(kind, {}).items()}
        return by_name.get(name.casefold(), {})


def with_section(policy: Policy, section: Mapping[str, object]) -> Policy:
    """A policy with a section's keys on top; a plan in sessions replaces one in days; wash-outs merge by analyte."""
    changes = dict(section)
    if "planned_sessions" in changes:
        changes.setdefault("planned_days", None)
    elif "planned_days" in changes:
        changes["planned_sessions"] = None
    washout = changes.get("washout_days")
    if isinstance(washout, Mapping):
        changes["washout_days"] = {**policy.washout_days, **washout}
    return replace(policy, **changes)  # type: ignore[arg-type]  # checked by settings.py
