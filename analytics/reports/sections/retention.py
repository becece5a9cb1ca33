"""Who stays: 30, 60 and 90 days after admission, and who stayed away without a discharge."""

from __future__ import annotations

import pandas as pd

from analytics.privacy.counts import Count
from analytics.reports.draft import Block, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Paragraph
from analytics.reports.measures import Told, measures_of
from analytics.reports.people_words import ADMITTED, FOLLOWED, RETAINED, inside, nested, people_of
from analytics.reports.setting import Setting
from analytics.reports.shares import (
    columns,
    command_of,
    estimate_of_row,
    finding,
    period_of,
    report_exhibit,
    share_of,
    shown,
    subtitle_of,
    why_not,
)

NINETY = "90 days"


def retention(setting: Setting) -> list[Block]:
    """30, 60 and 90 days of the people of the first page: the newest quarter that was followed so long."""
    measure = _measured(setting)
    found = report_exhibit(setting, "engagement.retention", period=measure.period if measure else None)
    if not shown(found):
        return [why_not(found, "Retention")]
    same = measure is not None and measure.estimate.n == int(found.frame["n"].iloc[0]) and people_of(found) == ADMITTED
    whole = FOLLOWED if same else people_of(found)
    period = measure.label if same and measure else period_of(found)
    of = setting.count(whole, found.frame["n"].iloc[0], period)
    rows, kept = [], []
    for _, row in found.frame.iterrows():
        stayed = _stayed(setting, row, of, measure if same else None)
        kept.append(stayed)
        rows.append((Words(f"{int(row['day'])} days"), ShareOf(estimate_of_row(row), of, None, (stayed,))))
    table = DraftTable(
        key="retention",
        title=lambda t: finding(t, NINETY, "{} were still in treatment after 90 days", "Retention is not told"),
        subtitle=subtitle_of(found),
        columns=(Column("In treatment after"), Column("Share", "share")),
        rows=tuple(rows),
        sums=nested(of.who, *(count.who for count in kept)),
        command=command_of(setting, found),
    )
    return [table, columns(table, "Still in treatment, by days since admission")]


def _measured(setting: Setting) -> Told | None:
    """Retention of the first page; day numbers have none."""
    return next((measure.now for measure in measures_of(setting) if measure.key == "retention"), None)


def _stayed(setting: Setting, row: pd.Series, of: Count, measure: Told | None) -> Count:
    """How many stayed, named as on the first page where it is the same number."""
    number = round(float(row["value"]) * of.number) if pd.notna(row["value"]) else 0
    shared = measure is not None and int(row["day"]) == 90 and measure.estimate.events == number
    words = RETAINED if shared else f"{of.who.what}: in treatment after {int(row['day'])} days"
    return setting.count(words, number, of.who.period)


def drop_out(setting: Setting) -> list[Block]:
    """Of the people of retention, those who stayed away for the program's gap without a discharge."""
    measure = _measured(setting)
    found = report_exhibit(setting, "engagement.drop_out", period=measure.period if measure else None)
    rows = found.frame[found.frame["recorded"] == "all"] if shown(found) else found.frame
    if not len(rows):
        return [why_not(found, "Drop-out by a gap without contact")]
    whole = f"{people_of(found)}: with a session"
    part = f"{whole}: no contact for the gap"
    share = share_of(setting, estimate_of_row(rows.iloc[0]), whole=whole, part=part, period=period_of(found))
    gap = setting.records.settings.policy().drop_out_gap_days
    row = f"No contact for {gap} days while not discharged"
    table = DraftTable(
        key="drop_out",
        title=lambda t: finding(t, row, f"{{}} had no contact for {gap} days", "Drop-out by a gap is not told"),
        subtitle=subtitle_of(found),
        columns=(Column("Drop-out", wide=True), Column("People", "share")),
        rows=((Words(row), share),),
        sums=(inside(share.of.who.but(FOLLOWED), share.of.who),),
        command=command_of(setting, found),
    )
    return [table, Paragraph("Recorded reasons for leaving stand under Pathways.", "note")]
