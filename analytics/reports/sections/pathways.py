"""How treatment ends and what comes after: reasons, length of stay, seen after discharge, readmission."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.outcomes.intervals import wilson
from analytics.privacy.counts import Count, Sum
from analytics.reports.draft import AmountOf, Block, CountOf, DraftCell, DraftSection, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Paragraph
from analytics.reports.measures import DISCHARGED, DUE, READMITTED
from analytics.reports.people_words import COMPLETED, COMPLETED_OR_TRANSFERRED, TRANSFERRED, inside, nested
from analytics.reports.setting import Setting
from analytics.reports.shares import (
    bars,
    command_of,
    estimate_of_row,
    finding,
    finite,
    followed_exhibit,
    period_of,
    report_exhibit,
    share_of,
    shown,
    subtitle_of,
    why_not,
)

TITLE = "Pathways"
QUESTION = "How does treatment end, and what comes after?"
NAMED = {"completed": COMPLETED, "transferred": TRANSFERRED, "dropped out": "discharged: dropped out"}
"""Reasons with a row of their own; the others go together, deaths among them, because they are few and known."""
OTHER, OTHERS = "Terminated or other reasons", "discharged: terminated or other reasons"
BOTH = "Completed or transferred"
EVERYONE = "Everyone discharged"
READMITTED_ROW = "Readmitted within six months"
DEATHS = "Deaths are counted for the program's director only and are in no figure of this report by themselves."


def section(setting: Setting) -> DraftSection:
    """Reasons, length of stay, contacts and readmissions after discharge."""
    blocks: list[Block] = [*_reasons(setting), *_stay(setting), *_after(setting), Paragraph(DEATHS, "note")]
    return DraftSection("pathways", TITLE, QUESTION, tuple(blocks))


def _reasons(setting: Setting) -> list[Block]:
    """Everyone discharged once, by the reason; completed + transferred stand first."""
    found = report_exhibit(setting, "pathways.reasons")
    if not shown(found):
        return [why_not(found, "Reasons for leaving")]
    period, n = period_of(found), int(found.frame["n"].iloc[0])
    of = setting.count(DISCHARGED, n, period)
    numbers = {str(row["discharge_reason"]): int(row["events"]) for _, row in found.frame.iterrows()}
    counts = {reason.capitalize(): setting.count(words, numbers.get(reason, 0), period)
              for reason, words in NAMED.items()}  # fmt: skip
    counts[OTHER] = setting.count(OTHERS, n - sum(count.number for count in counts.values()), period)
    both = setting.count(COMPLETED_OR_TRANSFERRED, counts["Completed"].number + counts["Transferred"].number, period)
    table = DraftTable(
        key="reasons",
        title=lambda t: finding(t, BOTH, "{} completed or were transferred", "How many completed is not told"),
        subtitle=subtitle_of(found),
        columns=(Column("Reason for leaving", wide=True), Column("People", "share")),
        rows=tuple((Words(name, strong=name == BOTH), _share(one, of)) for name, one in {BOTH: both, **counts}.items()),
        notes=("Terminated by the program, jail, death, not recorded and other go together: apart they are few.",),
        sums=(
            Sum(both.who, (counts["Completed"].who, counts["Transferred"].who)),
            Sum(of.who, tuple(one.who for one in counts.values())),
        ),
        command=command_of(setting, found),
    )
    return [table, bars(table, "Reasons for leaving")]


def _share(part: Count, of: Count) -> ShareOf:
    return ShareOf(wilson(part.number, of.number), of, part)


def _stay(setting: Setting) -> list[Block]:
    """Median days in treatment, by the reasons that have a row of their own."""
    found = report_exhibit(setting, "pathways.length_of_stay")
    if not shown(found):
        return [why_not(found, "Length of stay")]
    period = period_of(found)
    rows: list[tuple[DraftCell, ...]] = []
    for _, row in found.frame.iterrows():
        reason = str(row["discharge_reason"])
        words = DISCHARGED if reason == EVERYONE.lower() else NAMED.get(reason)
        if words is None:
            continue
        of = setting.count(words, row["n"], period)
        rows.append((Words(reason.capitalize(), strong=words == DISCHARGED), *_days(row, of), CountOf(of)))
    if not rows:
        return [why_not(found, "Length of stay")]
    table = DraftTable(
        key="length_of_stay",
        title=lambda t: finding(
            t, EVERYONE, "Half of those discharged had stayed {} or longer", "Length of stay is not told"
        ),
        subtitle=subtitle_of(found),
        columns=(
            Column("Reason for leaving", wide=True),
            Column("Median days", "days"),
            Column("First quartile", "days", brief=True),
            Column("Third quartile", "days", brief=True),
            Column("People", "count"),
        ),
        rows=tuple(rows),
        notes=("TEDS-D 2004, so old: adults in intensive outpatient programs stayed a median of 41 days.",),
        command=command_of(setting, found),
    )
    return [table]


def _days(row: pd.Series, of: Count) -> list[DraftCell]:
    """Median with its interval, quartiles; whole days."""

    def amount(name: str, *ends: str) -> AmountOf:
        low, high = (whole(row[end]) for end in ends) if ends else (None, None)
        if low is None or high is None:
            low = high = None
        return AmountOf(whole(row[name]), "days", of, low, high, reason=str(row["reason"] or "too few"))

    def whole(value: Any) -> float | None:
        known = finite(value)
        return None if known is None else float(round(known))

    return [amount("median", "median_low", "median_high"), amount("quartile_1"), amount("quartile_3")]


def _after(setting: Setting) -> list[Block]:
    """Seen within 7 and 14 days and readmitted, of the people behind the benchmark figure: alive and followed."""
    seen, again = (followed_exhibit(setting, f"pathways.{name}") for name in ("seen_after_discharge", "readmission"))
    rows: list[tuple[DraftCell, ...]] = []
    sums: list[Sum] = []
    if shown(seen):
        own = _seen(setting, seen.frame, period_of(seen))
        rows += [(Words(name), share) for name, share in own]
        events = [share.events.who for _, share in reversed(own) if share.events is not None]
        sums += [*nested(*events), *nested(*(share.of.who for _, share in own))]
        sums += [inside(share.of.who.but(DUE), share.of.who) for _, share in own[:1]]
    if shown(again):
        share = share_of(setting, estimate_of_row(again.frame.iloc[0]), whole=DUE, part=READMITTED,
                         period=period_of(again))  # fmt: skip
        rows.append((Words(READMITTED_ROW), share))
    if not rows:
        return [why_not(seen, "Contacts and readmission after discharge")]
    table = DraftTable(
        key="after_leaving",
        title=lambda t: finding(
            t, "Seen within 14 days", "{} were seen within 14 days of discharge",
            "How many were seen after discharge is not told",
        ),
        subtitle=" ".join(subtitle_of(one) for one in (seen, again) if shown(one))
        + " People alive at the follow-up; a death before a readmission ends the chance of one (competing risk).",
        columns=(Column("After discharge", wide=True), Column("People", "share")),
        rows=tuple(rows),
        notes=("Those transferred to another program are not asked about; admissions elsewhere are not known.",),
        sums=tuple(sums),
        command=command_of(setting, seen),
    )  # fmt: skip
    return [table]


def _seen(setting: Setting, frame: pd.DataFrame, period: str) -> list[tuple[str, ShareOf]]:
    whole = f"{DUE}: not transferred"
    rows = frame[(frame["who"] == "not transferred") & frame["measure"].str.startswith("seen")]
    return [
        (str(row["measure"]).capitalize(),
         share_of(setting, estimate_of_row(row), whole=f"{whole}: asked: {row['measure']}", period=period,
                  part=f"{whole}: {row['measure']}"))
        for _, row in rows.iterrows()
    ]  # fmt: skip
