"""What did patients get, and did life change: hours, therapies, family, crisis, goals, cost."""

from __future__ import annotations

import pandas as pd

from analytics.charts.wording import level_words
from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.intervals import Estimate
from analytics.privacy.counts import Count, small
from analytics.reports.draft import AmountOf, Block, DraftCell, DraftSection, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Table
from analytics.reports.measures import ABSTINENT, follow_up_period
from analytics.reports.people_words import people_of
from analytics.reports.sections.goals import goals
from analytics.reports.setting import Setting
from analytics.reports.shares import (
    bars,
    command_of,
    estimate_of_row,
    finding,
    finite,
    period_of,
    report_exhibit,
    share_of,
    shown,
    subtitle_of,
    why_not,
)

TITLE = "Services and goals"
QUESTION = "What did patients get, and did life change?"
ALL_SERVICES = "All services"
FAMILY = "At least one family session"
PER_ABSTINENT = "Cost per patient abstinent"


def section(setting: Setting) -> DraftSection:
    """Hours by service and therapy, family, crisis; change of goals; cost per patient abstinent."""
    blocks: list[Block] = _hours(setting, "services.hours", key="service_hours", column="service")
    blocks += _hours(setting, "services.therapies", key="therapies", column="therapy")
    blocks += [*_contacts(setting), *goals(setting), *_cost(setting)]
    return DraftSection("services", TITLE, QUESTION, tuple(blocks))


def _hours(setting: Setting, exhibit: str, *, key: str, column: str) -> list[Block]:
    """Hours a week in care and who had any, a row a service or therapy."""
    found = report_exhibit(setting, exhibit)
    if not shown(found):
        return [why_not(found, "Hours by service" if column == "service" else "Hours by therapy")]
    rows: list[tuple[DraftCell, ...]] = [_service(setting, found, row, column) for _, row in found.frame.iterrows()]
    table = DraftTable(
        key=key,
        title=lambda t: _hours_title(t, column),
        subtitle=subtitle_of(found),
        columns=(
            Column(column.capitalize(), wide=True),
            Column("Hours a week in care", "hours"),
            Column("People who had any", "share"),
        ),
        rows=tuple(rows),
        command=command_of(setting, found),
    )
    return [table, bars(table, f"Who had any, by {column}", column=2)]


def _service(setting: Setting, found: Exhibit, row: pd.Series, column: str) -> tuple[DraftCell, ...]:
    """Hours are told with those who had any: of a few they would be theirs."""
    whole, period, name = f"{people_of(found)}: with days in care", period_of(found), str(row[column])
    of = setting.count(whole, row["n"], period)
    had = setting.count(f"{whole}: had {column} {name}", row["had_any"], period)
    share = Estimate(
        had.number / of.number, finite(row["share_low"]), finite(row["share_high"]), of.number, had.number, "Wilson"
    )
    hours = AmountOf(
        finite(row["value"]), "hours", _told_with(setting, had, of), finite(row["low"]), finite(row["high"]),
        reason=str(row["reason"] or ""),
    )  # fmt: skip
    return Words(_name(name), strong=name == "all services"), hours, ShareOf(share, of, had)


def _told_with(setting: Setting, had: Count, of: Count) -> Count:
    """The people an amount is told with: those who had any, where they are few, else everybody it is an average of."""
    return had if small(had.number, setting.records.settings.suppression_threshold) else of


def _name(level: str) -> str:
    words = level_words(level)
    return words[:1].upper() + words[1:]


def _hours_title(table: Table, column: str) -> str:
    if column == "service":
        return finding(table, ALL_SERVICES, "Patients in care came to {} of services a week", "Hours are not told")
    seen = [row for row in table.rows if row[2].value is not None and row[0].text != "No therapy recorded"]
    if not seen:
        return "Who had which therapy is not told"
    most = max(seen, key=lambda row: row[2].value or 0)
    return f"The therapy most patients had: {most[0].text}, {most[2].text}"


def _contacts(setting: Setting) -> list[Block]:
    """Family sessions of people; crisis contacts a hundred weeks."""
    family, crisis = (report_exhibit(setting, f"services.{name}") for name in ("family", "crisis"))
    rows: list[tuple[DraftCell, ...]] = []
    if shown(family):
        whole = f"{people_of(family)}: with days in care"
        share = share_of(setting, estimate_of_row(family.frame.iloc[0]), whole=whole,
                         part=f"{whole}: had a family session", period=period_of(family))  # fmt: skip
        rows.append((Words(FAMILY), share, Words("")))
    if shown(crisis):
        row = crisis.frame.iloc[0]
        whole = f"{people_of(crisis)}: with days in care"
        had = setting.count(f"{whole}: had a crisis contact", row["patients"], period_of(crisis))
        of = setting.count(whole, row["n"], period_of(crisis))
        amount = AmountOf(finite(row["value"]), "number", _told_with(setting, had, of), finite(row["low"]),
                          finite(row["high"]), reason=str(row["reason"] or ""))  # fmt: skip
        rows.append((Words("Crisis contacts in 100 patient-weeks"), Words(""), amount))
    if not rows:
        return [why_not(family, "Family sessions and crisis contacts")]
    table = DraftTable(
        key="contacts",
        title=lambda t: finding(t, FAMILY, "{} had a family session", "Who had a family session is not told"),
        subtitle=" ".join(subtitle_of(found) for found in (family, crisis) if shown(found)),
        columns=(Column("Measure", wide=True), Column("People", "share"), Column("Contacts", "number")),
        rows=tuple(rows),
        command=command_of(setting, family),
    )
    return [table]


def _cost(setting: Setting) -> list[Block]:
    """Cost of all episodes ÷ people abstinent at follow-up, of the people behind the benchmark figure and the dead."""
    period = follow_up_period(setting) if setting.has_calendar else None
    found = report_exhibit(setting, "services.cost", period=period)
    if not shown(found):
        return [why_not(found, "Cost per patient abstinent")]
    row = found.frame.iloc[0]
    of = setting.count(ABSTINENT, row["abstinent"], period_of(found))
    amount = AmountOf(finite(row["value"]), "money", of, finite(row["low"]), finite(row["high"]),
                      reason=_reason(str(row["reason"] or "")))  # fmt: skip
    table = DraftTable(
        key="cost",
        title=lambda t: finding(t, PER_ABSTINENT, "{} per patient abstinent at follow-up", "Cost is not told"),
        subtitle=subtitle_of(found),
        columns=(Column("Measure", wide=True), Column("Amount", "money")),
        rows=((Words(PER_ABSTINENT), amount),),
        notes=("All episodes' cost, whoever was reached; no comparison with another program.",),
        command=command_of(setting, found),
    )
    return [table]


def _reason(words: str) -> str:
    return words if "under 50%" in words or not any(sign.isdigit() for sign in words) else "too few people abstinent"
