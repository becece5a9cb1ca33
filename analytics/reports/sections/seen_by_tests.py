"""What a test could have seen, and what people reported against what tests found."""

from __future__ import annotations

from analytics.charts.testing_words import substance
from analytics.charts.wording import percent_range
from analytics.privacy.counts import Sum
from analytics.reports.draft import AmountOf, Block, DraftCell, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Table
from analytics.reports.people_words import people_of
from analytics.reports.setting import Setting
from analytics.reports.shares import (
    command_of,
    estimate_of_row,
    finite,
    followed_exhibit,
    period_of,
    report_exhibit,
    share_of,
    shown,
    subtitle_of,
    why_not,
)

OWN = "Own primary substance"
AGAINST = "use reported, test negative"


def analyte_name(analyte: str) -> str:
    """An analyte at the start of a row: THC, EtG, Cocaine."""
    words = substance(analyte)
    return words[:1].upper() + words[1:]


def coverage(setting: Setting) -> list[Block]:
    """Days in care inside a detection window, by the shortest and the longest published one."""
    found = report_exhibit(setting, "testing.coverage")
    if not shown(found):
        return [why_not(found, "What a test could have seen")]
    period, people = period_of(found), people_of(found)
    rows: list[tuple[DraftCell, ...]] = []
    for _, row in found.frame[found.frame["tested"] > 0].iterrows():
        days = f"{people}: days in care of those tested for {row['analyte']}"
        tested = setting.count(f"{people}: in care and tested for {row['analyte']}", row["tested"], period)
        share = share_of(setting, estimate_of_row(row), whole=days, part=f"{days}: seen", period=period)
        short = ShareOf(share.estimate, share.of, share.events, (tested,))
        long = AmountOf(_whole_percent(finite(row["high_window"])), "share", tested, reason="no published window")
        rows.append((Words(analyte_name(str(row["analyte"]))), short, long))
    table = DraftTable(
        key="coverage",
        title=_coverage_title,
        subtitle=subtitle_of(found),
        columns=(
            Column("Substance", wide=True),
            Column("Days seen, shortest window", "share"),
            Column("Days seen, longest window", "share", brief=True),
        ),
        rows=tuple(rows),
        notes=("What no test could see is not known: a negative test says nothing about the other days.",),
        command=command_of(setting, found),
    )
    return [table]


def _whole_percent(share: float | None) -> float | None:
    return None if share is None else round(share, 2)


def _coverage_title(table: Table) -> str:
    row = table.row(OWN)
    if row is None or row[1].value is None or row[2].value is None:
        return "What tests could have seen of the days in care is not told"
    return f"Tests could have seen use on {percent_range(row[1].value, row[2].value)} of the days in care"


def discordance(setting: Setting) -> list[Block]:
    """Reports of use against the tests of the same 30 days, of the people behind the benchmark figure."""
    found = followed_exhibit(setting, "testing.discordance")
    if not shown(found):
        return [why_not(found, "Reports against tests")]
    period, whole = period_of(found), "discharged: due for follow-up: reports with a test"
    rows = []
    for _, row in found.frame.iterrows():
        words = f"{row['reported']}, {row['tested']}"
        share = share_of(setting, estimate_of_row(row), whole=whole, part=f"{whole}: {words}", period=period)
        rows.append((Words(words.capitalize()), share))
    parts = [share.events.who for _, share in rows if share.events is not None]
    table = DraftTable(
        key="discordance",
        title=_discordance_title,
        subtitle=subtitle_of(found),
        columns=(Column("Report and test", wide=True), Column("Share of reports", "share")),
        rows=tuple(rows),
        notes=("A test sees only its window: a disagreement says nothing about honesty. A report of use counts.",),
        sums=(Sum(rows[0][1].of.who, tuple(parts)),) if len(parts) == len(rows) else (),
        command=command_of(setting, found),
    )
    return [table]


def _discordance_title(table: Table) -> str:
    row = table.row(AGAINST.capitalize())
    if row is None or row[1].value is None:
        return "How often report and test disagree is not told"
    return f"{row[1].text} of the reports spoke of use that tests did not find"
