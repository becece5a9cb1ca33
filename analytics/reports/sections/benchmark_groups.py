"""The benchmark figure by site and track against the published range, and why a group has no verdict."""

from __future__ import annotations

from analytics.charts.wording import column_words
from analytics.outcomes.benchmarks import ABSTINENCE, published_ranges
from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.intervals import wilson
from analytics.privacy.counts import ALL_SITES, Count, Sum
from analytics.reports.draft import Block, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Table
from analytics.reports.measures import ABSTINENT, DUE, REACHED, follow_up_period
from analytics.reports.people_words import group_of_pool, inside
from analytics.reports.pictures.bars import Range
from analytics.reports.pooling import Group, may_group, pooled
from analytics.reports.setting import Setting
from analytics.reports.shares import bars, command_of, period_of, report_exhibit, shown, subtitle_of, told, why_not

BY = ("site", "track")
EVERYBODY = "Everybody"
CAUTION = (
    "Several groups are shown at once: some differ by chance alone. Groups differ in who they are; the order is that "
    "of the alphabet, no ranking and no effect."
)
POOLED = "a pool of groups gets none"


def benchmark_groups(setting: Setting) -> list[Block]:
    """A row a group: abstinent and reached of the people due for follow-up; the verdicts below, from what is told."""
    period = follow_up_period(setting) if setting.has_calendar else None
    whole = report_exhibit(setting, "relapse.by_group", period=period)
    if not shown(whole):
        return [why_not(whole, "The benchmark figure by group")]
    rows, reasons, sums = [], dict[str, str](), list[Sum]()
    everybody = _row(setting, whole, "", _numbers(whole)["all"])
    rows.append((Words(EVERYBODY, strong=True), *everybody))
    reasons[EVERYBODY] = _verdicts(whole)["all"]
    for by in BY:
        if setting.site != ALL_SITES or not may_group(setting, by):  # a site's few, divided, would hide its own figure
            continue
        found = report_exhibit(setting, "relapse.by_group", by=by, period=period)
        if not shown(found):
            continue
        own = _rows(setting, found, by, reasons)
        rows += own
        for place in (1, 2):
            cells = [everybody[place - 1], *(row[place] for row in own)]
            if own:
                sums += _adding([cell for cell in cells if isinstance(cell, ShareOf)])
    published = published_ranges(setting.records.settings).get(ABSTINENCE)
    table = DraftTable(
        key="benchmark_groups",
        title=_title,
        subtitle=subtitle_of(whole),
        columns=(Column("Group", wide=True), Column("Abstinent at follow-up", "share"), Column("Reached", "share")),
        rows=tuple(rows),
        notes=(lambda t: _told_verdicts(t, reasons), CAUTION if len(rows) > 1 else ""),
        sums=(*sums, inside(everybody[1].events.who, everybody[0].events.who) if everybody[1].events
              and everybody[0].events else Sum(everybody[0].of.who, ())),
        command=command_of(setting, whole),
    )  # fmt: skip
    drawn = Range(published.low, published.high, f"Published {published.words}") if published else None
    return [table, bars(table, "Abstinent at follow-up, by group, against the published range", published=drawn)]


def _numbers(found: Exhibit) -> dict[str, tuple[int, int, int]]:
    """By group: due, reached, abstinent."""
    return {
        str(row["group"]): (int(row["n"]), int(row["reached"]), int(row["events"] or 0))
        for _, row in found.frame.iterrows()
    }


def _verdicts(found: Exhibit) -> dict[str, str]:
    return {
        str(row["group"]): str(row["verdict"] or "").strip() or f"no verdict: {_start_low(str(row['no_verdict']))}"
        for _, row in found.frame.iterrows()
    } | {
        str(row["group"]): f"{row['verdict']}: {_start_low(str(row['no_verdict']))}"
        for _, row in found.frame.iterrows() if row["verdict"] and row["no_verdict"]
    }  # fmt: skip


def _start_low(words: str) -> str:
    return (words[:1].lower() + words[1:]).rstrip(".")


def _rows(setting: Setting, found: Exhibit, by: str, reasons: dict[str, str]) -> list[tuple[Words, ShareOf, ShareOf]]:
    numbers, verdicts = _numbers(found), _verdicts(found)
    least = setting.records.settings.suppression_threshold
    rows = []
    for group in pooled({level: (n,) for level, (n, _, _) in numbers.items() if n}, least=least):
        name = f"{column_words(by)[:1].upper()}{column_words(by)[1:]}: {group.name}"
        summed = (_sum(numbers, group, 0), _sum(numbers, group, 1), _sum(numbers, group, 2))
        rows.append((Words(name), *_row(setting, found, group_of_pool(by, group.levels), summed)))
        reasons[name] = verdicts[group.levels[0]] if len(group.levels) == 1 else POOLED
    return rows


def _sum(numbers: dict[str, tuple[int, int, int]], group: Group, place: int) -> int:
    return sum(numbers[level][place] for level in group.levels)


def _row(setting: Setting, found: Exhibit, group: str, numbers: tuple[int, int, int]) -> tuple[ShareOf, ShareOf]:
    due, reached, abstinent = numbers

    def count(what: str, number: int) -> Count:
        return setting.count(what, number, period_of(found), group)

    of = count(DUE, due)
    return (
        ShareOf(wilson(abstinent, due), of, count(ABSTINENT, abstinent)),
        ShareOf(wilson(reached, due), of, count(REACHED, reached)),
    )


def _adding(shares: list[ShareOf]) -> list[Sum]:
    """Groups add up to everybody, below the line and above it."""
    whole, *parts = shares
    sums = [Sum(whole.of.who, tuple(part.of.who for part in parts))]
    if whole.events is not None:
        sums.append(Sum(whole.events.who, tuple(part.events.who for part in parts if part.events is not None)))
    return sums


def _told_verdicts(table: Table, reasons: dict[str, str]) -> str:
    """The verdict of every group whose two figures are told."""
    said = [
        f"{row[0].text}: {reasons[row[0].text]}"
        for row in table.rows
        if row[1].value is not None and row[2].value is not None
    ]
    return f"Against the published range. {'; '.join(said)}." if said else ""


def _title(table: Table) -> str:
    found = told(table, EVERYBODY)
    groups = sum(row[1].value is not None for row in table.rows[1:])
    if found is None:
        return "Abstinent at follow-up by group is not told"
    return f"{found.text} abstinent at follow-up; {groups} groups beside it, without ranking"
