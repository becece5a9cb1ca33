"""Are they here, often enough, long enough: attendance, hours, first days, access, retention, the plan, drop-out."""

from __future__ import annotations

from collections.abc import Callable

from analytics.outcomes.exhibit import Exhibit
from analytics.privacy.counts import ALL_SITES, OF_SITE, Sum
from analytics.reports.draft import AmountOf, Block, CountOf, DraftSection, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Table
from analytics.reports.measures import ATTENDED, DISCHARGED, SESSIONS
from analytics.reports.people_words import inside, nested, of_basis, people_of
from analytics.reports.pooling import may_group
from analytics.reports.sections.capacity import capacity
from analytics.reports.sections.retention import drop_out, retention
from analytics.reports.setting import Setting
from analytics.reports.shares import (
    columns,
    command_of,
    estimate_of_row,
    finding,
    finite,
    people_behind,
    period_of,
    report_exhibit,
    share_of,
    shown,
    subtitle_of,
    why_not,
    with_people,
)

TITLE = "Engagement"
QUESTION = "Are patients here, often enough and long enough?"
ALL, NO_SHOWS = "All sessions", "No-shows"
AT_THE_HOURS = "Weeks at the level's hours"
FOURTH = "4th treatment day"
PLAN = "100% or more"


def section(setting: Setting) -> DraftSection:
    """Attendance, hours, continuation, access, retention, planned sessions, drop-out, capacity."""
    blocks: list[Block] = [*_attendance(setting), *_hours(setting), *_continuation(setting), *_access(setting)]
    blocks += [*retention(setting), *_planned(setting), *drop_out(setting), *capacity(setting)]
    return DraftSection("engagement", TITLE, QUESTION, tuple(blocks))


def _attendance(setting: Setting) -> list[Block]:
    """Sessions attended, by site where there are several, and no-shows of the same sessions."""
    found = report_exhibit(setting, "engagement.attendance")
    if not shown(found):
        return [why_not(found, "Attendance")]
    period, sessions = period_of(found), of_basis(found, SESSIONS)
    attended = of_basis(found, ATTENDED)
    share = share_of(setting, estimate_of_row(found.frame.iloc[0]), whole=sessions, part=attended, period=period)
    share = with_people(share, *people_behind(setting, found))
    rows: list[tuple[Words, ShareOf]] = [(Words(ALL, strong=True), share)]
    sums: list[Sum] = []
    if setting.site == ALL_SITES and may_group(setting, "site"):
        by_site = report_exhibit(setting, "engagement.attendance", by="site")
        for _, row in by_site.frame[by_site.frame["group"] != "all"].iterrows() if shown(by_site) else ():
            group = f"{OF_SITE}{row['group']}"
            own = share_of(setting, estimate_of_row(row), whole=sessions, part=attended, period=period, group=group)
            rows.append((Words(f"Site: {row['group']}"), own))
    missed = _no_shows(setting, sessions, share)
    if missed is not None:
        rows.append((Words(NO_SHOWS), missed))
        rest = setting.count("", 0, period).who.but(share.events.who.rest().what) if share.events else None
        if rest is not None and missed.events is not None:
            sums.append(inside(rest, missed.events.who))
    table = DraftTable(
        key="attendance",
        title=lambda t: finding(t, ALL, "{} of sessions were attended", "Sessions attended are not told"),
        subtitle=subtitle_of(found) + " No-shows ÷ the same sessions.",
        columns=(Column("Sessions", wide=True), Column("Share", "share")),
        rows=tuple(rows),
        sums=tuple(sums),
        command=command_of(setting, found),
    )
    return [table]


def _no_shows(setting: Setting, sessions: str, all_of_them: ShareOf) -> ShareOf | None:
    """No-shows of the same sessions; None where the quarter's are others."""
    found = report_exhibit(setting, "engagement.no_shows_by_quarter")
    if not shown(found) or len(found.frame) != 1 or int(found.frame["n"].iloc[0]) != all_of_them.of.number:
        return None
    part = of_basis(found, "sessions: no-show")
    share = share_of(
        setting, estimate_of_row(found.frame.iloc[0]), whole=sessions, part=part, period=all_of_them.of.who.period
    )
    return with_people(share, *all_of_them.others)


def _hours(setting: Setting) -> list[Block]:
    found = report_exhibit(setting, "engagement.hours")
    if not shown(found):
        return [why_not(found, "Hours a week")]
    row, period = found.frame.iloc[0], period_of(found)
    weeks, people = of_basis(found, "full weeks in care"), f"{people_of(found)}: with a full week in care"
    of = setting.count(people, row["people"], period)
    share = share_of(
        setting, estimate_of_row(row), whole=weeks, part=of_basis(found, "full weeks at the hours"), period=period
    )
    share = ShareOf(share.estimate, share.of, share.events, (of,))
    quartiles = (finite(row["lower_quartile"]), finite(row["upper_quartile"]))
    median = AmountOf(finite(row["median"]), "hours", of, *quartiles)
    table = DraftTable(
        key="hours",
        title=lambda t: finding(
            t, AT_THE_HOURS, "{} of patient-weeks reached the level's hours", "Weeks at the level's hours are not told"
        ),
        subtitle=subtitle_of(found) + " In brackets of the median: first to third quartile of the weeks.",
        columns=(
            Column("Measure", wide=True),
            Column("Share of weeks", "share"),
            Column("Median hours a week", "hours"),
            Column("People", "count"),
        ),
        rows=((Words(AT_THE_HOURS), share, median, CountOf(of)),),
        command=command_of(setting, found),
    )
    return [table]


def _continuation(setting: Setting) -> list[Block]:
    found = report_exhibit(setting, "engagement.continuation")
    whole = f"{people_of(found)}: at least 30 days ago"
    return _steps(
        setting, found, key="continuation", words="Continuation", heading="Reached", whole=whole, chart=True,
        title=lambda t: finding(
            t, FOURTH, "{} came to a fourth treatment day", "How many came to a fourth treatment day is not told"
        ),
    )  # fmt: skip


def _access(setting: Setting) -> list[Block]:
    found = report_exhibit(setting, "engagement.access")
    whole = f"{people_of(found)}: start at least 48 days ago"
    return _steps(
        setting, found, key="access", words="Access", heading="Within", whole=whole, chart=False,
        title=lambda t: finding(
            t, "Initiation, 14 days", "{} began treatment within 14 days", "How soon treatment began is not told"
        ),
    )  # fmt: skip


def _steps(
    setting: Setting,
    found: Exhibit,
    *,
    key: str,
    words: str,
    heading: str,
    whole: str,
    chart: bool,
    title: Callable[[Table], str],
) -> list[Block]:
    """Shares of the same people, each step within the one before."""
    if not shown(found):
        return [why_not(found, words)]
    period = period_of(found)
    shares = [
        (str(row["step"]), share_of(setting, estimate_of_row(row), whole=whole,
                                    part=f"{whole}: {row['step'].lower()}", period=period))
        for _, row in found.frame.iterrows()
    ]  # fmt: skip
    events = [share.events.who for _, share in shares if share.events is not None]
    of = shares[0][1].of.who
    table = DraftTable(
        key=key,
        title=title,
        subtitle=subtitle_of(found),
        columns=(Column(heading, wide=True), Column("Share", "share")),
        rows=tuple((Words(name), share) for name, share in shares),
        sums=(*nested(*events), inside(of.but(people_of(found)), of)),
        command=command_of(setting, found),
    )
    return [table, columns(table, f"{words}, step by step")] if chart else [table]


def _planned(setting: Setting) -> list[Block]:
    found = report_exhibit(setting, "engagement.planned_sessions")
    if not shown(found):
        return [why_not(found, "Planned sessions")]
    period, whole = period_of(found), f"{people_of(found)}: with a plan"
    shares = [
        (str(row["band"]), share_of(setting, estimate_of_row(row), whole=whole,
                                    part=f"{whole}: {row['band']} of the sessions", period=period))
        for _, row in found.frame.iterrows()
    ]  # fmt: skip
    parts = [share.events.who for _, share in shares if share.events is not None]
    of = shares[0][1].of.who
    table = DraftTable(
        key="planned_sessions",
        title=lambda t: finding(t, PLAN, "{} had all planned sessions", "Who had all planned sessions is not told"),
        subtitle=subtitle_of(found),
        columns=(Column("Of the planned sessions"), Column("People", "share")),
        rows=tuple((Words(name), share) for name, share in shares),
        sums=(Sum(of, tuple(parts)), inside(of.but(DISCHARGED), of)) if len(parts) == len(shares) else (),
        command=command_of(setting, found),
    )
    return [table]
