"""Are we testing as we say, what do we see, and what could a test have seen."""

from __future__ import annotations

import pandas as pd

from analytics.outcomes.intervals import Estimate
from analytics.privacy.counts import Sum
from analytics.reports.draft import Block, DraftCell, DraftSection, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Paragraph
from analytics.reports.measures import TESTS_DUE, TESTS_GIVEN
from analytics.reports.people_words import inside, of_basis, people_of
from analytics.reports.sections.seen_by_tests import analyte_name, coverage, discordance
from analytics.reports.setting import Setting
from analytics.reports.shares import (
    bars,
    command_of,
    estimate_of_row,
    finding,
    people_behind,
    period_of,
    report_exhibit,
    share_of,
    shown,
    subtitle_of,
    why_not,
    with_people,
)

TITLE = "Drug testing"
QUESTION = "Are we testing as we say, and what do we see?"
NOT_GIVEN = {"Refused or unable": ("refused", "unable"), "Missed": ("missed",)}
"""Refused and unable go together: apart they are few."""
ANY = "Any counted analyte"
SAMPLES = "Samples are not people: the share of negative samples is no abstinence rate."
SENT, CONFIRMED = "Sent on for confirmation", "Of those confirmed"


def section(setting: Setting) -> DraftSection:
    """Due tests, positivity of people and samples, confirmation, coverage, report against test."""
    blocks: list[Block] = [*_due(setting), *_positive(setting), *_confirmed(setting)]
    return DraftSection("testing", TITLE, QUESTION, (*blocks, *coverage(setting), *discordance(setting)))


def _due(setting: Setting) -> list[Block]:
    """What became of every test the policy called for; given + refused or unable + missed = due."""
    found = report_exhibit(setting, "testing.compliance")
    if not shown(found):
        return [why_not(found, "Due tests")]
    row, period, due = found.frame.iloc[0], period_of(found), of_basis(found, TESTS_DUE)
    given = share_of(setting, estimate_of_row(row), whole=due, part=of_basis(found, TESTS_GIVEN), period=period)
    people = people_behind(setting, found)
    rows: list[tuple[DraftCell, ...]] = [(Words("Given"), with_people(given, *people))]
    parts = [given.events.who] if given.events else []
    for name, statuses in NOT_GIVEN.items():
        number = sum(int(row[status]) for status in statuses)
        events = setting.count(of_basis(found, f"tests due: {name.lower()}"), number, period)
        share = Estimate(events.number / given.of.number, None, None, given.of.number, events.number, "full count")
        parts.append(events.who)
        rows.append((Words(name), ShareOf(share, given.of, events, people)))
    table = DraftTable(
        key="due_tests",
        title=lambda t: finding(t, "Given", "{} of due tests were given", "Due tests given are not told"),
        subtitle=subtitle_of(found) + " The others are full counts.",
        columns=(Column("Due tests"), Column("Share", "share")),
        rows=tuple(rows),
        sums=(Sum(given.of.who, tuple(parts)),) if given.events else (),
        command=command_of(setting, found),
    )
    return [table]


def _positive(setting: Setting) -> list[Block]:
    """People and samples side by side; an analyte's people are among those tested for any."""
    found = report_exhibit(setting, "testing.positivity")
    if not shown(found):
        return [why_not(found, "Positive tests")]
    rows, sums = [], list[Sum]()
    wholes: dict[str, ShareOf] = {}
    for analyte, lines in found.frame[found.frame["n"] > 0].groupby("analyte", sort=False):
        shares = {str(line["unit"]): _positives(setting, line, period_of(found), people_of(found))
                  for _, line in lines.iterrows()}  # fmt: skip
        if set(shares) != {"people", "samples"}:
            continue
        tested = [one for one in (shares["people"].of, shares["people"].events) if one is not None]
        shares["samples"] = with_people(shares["samples"], *tested)
        for unit, share in shares.items():
            any_analyte = wholes.setdefault(unit, share)
            if any_analyte is not share:
                sums.append(inside(any_analyte.of.who, share.of.who))
                if share.events and any_analyte.events:
                    sums.append(inside(any_analyte.events.who, share.events.who))
        rows.append((Words(analyte_name(str(analyte))), shares["people"], shares["samples"]))
    table = DraftTable(
        key="positivity",
        title=lambda t: finding(
            t, ANY, "{} of the people tested had a positive test", "How many had a positive test is not told"
        ),
        subtitle=subtitle_of(found),
        columns=(Column("Analyte", wide=True), Column("People positive", "share"), Column("Samples positive", "share")),
        rows=tuple(rows),
        notes=(SAMPLES, "Prescribed positives are neither positive nor negative."),
        sums=tuple(sums),
        command=command_of(setting, found),
    )
    return [table, bars(table, "People with a positive test, by analyte")]


def _positives(setting: Setting, row: pd.Series, period: str, people: str) -> ShareOf:
    whole = f"{people}: {row['unit']} tested for {row['analyte']}"
    return share_of(setting, estimate_of_row(row), whole=whole, part=f"{whole}: positive", period=period)


def _confirmed(setting: Setting) -> list[Block]:
    """Presumptive positives sent on, and confirmed, over all analytes: by analyte they are few."""
    found = report_exhibit(setting, "testing.confirmation")
    lines = found.frame[found.frame["analyte"] == "all analytes"] if shown(found) else found.frame
    if not len(lines):
        return [why_not(found, "Confirmation of presumptive positives")]
    period, whole = period_of(found), f"{people_of(found)}: presumptive positives"
    rows: list[tuple[DraftCell, ...]] = []
    for _, line in lines.iterrows():
        sent = line["measure"] == "sent on"
        of, part = (whole, f"{whole}: sent on") if sent else (f"{whole}: sent on", f"{whole}: confirmed")
        share = share_of(setting, estimate_of_row(line), whole=of, part=part, period=period)
        rows.append((Words(SENT if sent else CONFIRMED), with_people(share, *people_behind(setting, found))))
    table = DraftTable(
        key="confirmation",
        title=lambda t: finding(t, SENT, "{} of presumptive positives were sent on", "Confirmation is not told"),
        subtitle=subtitle_of(found),
        columns=(Column("Presumptive positives", wide=True), Column("Share", "share")),
        rows=tuple(rows),
        command=command_of(setting, found),
    )
    return [table, Paragraph("Counts are of specimens and analytes, not of people.", "note")]
