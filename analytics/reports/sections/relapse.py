"""How many relapse, against what: rates by day, the benchmark figure by group, samples and people side by side."""

from __future__ import annotations

import pandas as pd

from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.privacy.curves import WEEK, coarsened
from analytics.reports.curves import Followed, followed, rows_of, told_for_site
from analytics.reports.draft import AmountOf, Block, DraftCell, DraftSection, DraftTable, ShareOf, Words
from analytics.reports.frozen import HIDDEN, Column, Paragraph, Table
from analytics.reports.measures import DUE
from analytics.reports.people_words import ADMITTED, inside
from analytics.reports.sections.benchmark_groups import benchmark_groups
from analytics.reports.setting import Setting
from analytics.reports.shares import (
    command_of,
    estimate_of_row,
    finding,
    followed_exhibit,
    period_of,
    report_exhibit,
    share_of,
    shown,
    subtitle_of,
    told,
    why_not,
)

TITLE = "Relapse and benchmark"
QUESTION = "How many relapse, and against what?"
DAYS = (30, 60, 90, 180, 365)
OF_SITE = (
    "Rates of relapse by day are in the report on the whole program only: beside them those of one site would tell "
    "those of the others."
)
NO_TESTS = "Nobody can be followed by tests, so rates of relapse cannot be given."
SAMPLES = "A share of negative tests is no abstinence rate: most tests can be negative while most people have used."
NOT_TESTED = "Most were not tested in this time: the rates speak of the few who were, not of the program."
TESTS, PEOPLE = "Tests given", "People with every due week negative"


def section(setting: Setting) -> DraftSection:
    """Rates, the benchmark figure by site and track, samples and people."""
    blocks: list[Block] = [*_rates(setting), *benchmark_groups(setting), *_samples(setting)]
    return DraftSection("relapse", TITLE, QUESTION, tuple(blocks))


def _rates(setting: Setting) -> list[Block]:
    """1 − Kaplan–Meier at the days a reader looks for, where the days before and after tell nobody apart."""
    if not told_for_site(setting):
        return [Paragraph(OF_SITE, "note")]
    asked = followed(setting, None)
    if not asked.answer.curves or asked.unit != "days":
        return [] if asked.answer.curves else [Paragraph(NO_TESTS, "note")]
    curve = asked.answer.curves[0]
    of = setting.count(asked.people, curve.n, asked.label)
    steps = rows_of(curve)
    least = setting.records.settings.suppression_threshold
    kept = {step.time: step for step in coarsened(steps, DAYS, threshold=least, grid=WEEK)}
    last = steps[-1][0] if steps else 0.0
    rows: list[tuple[DraftCell, ...]] = []
    for day in DAYS:
        step = kept.get(float(day))
        if step is not None:
            high, low = round(1 - step.low, 2), round(1 - step.high, 2)
            rate = ShareOf(Estimate(round(1 - step.value, 2), low, high, of.number, None, "1 − Kaplan–Meier"), of)
            rows.append((Words(f"{day} days"), rate, AmountOf(float(step.counts[0]), "count", of)))
        elif day > last:
            nobody = not_estimable("", f"no one was followed for {day} days", n=of.number)
            rows.append((Words(f"{day} days"), ShareOf(nobody, of), Words("–")))
        else:
            rows.append((Words(f"{day} days"), Words(HIDDEN), Words(HIDDEN)))
    few = 2 * asked.answer.never_observed > curve.n
    table = DraftTable(
        key="relapse_rates",
        title=lambda t: _rates_title(t, asked),
        subtitle=f"Share with the event “{asked.event}” by each day since {asked.clock_words}, 1 − Kaplan–Meier with "
        f"95% interval. {asked.answer.period[:1].upper()}{asked.answer.period[1:]}. Still followed: after that day.",
        columns=(
            Column("Since " + asked.clock_words),
            Column("Returned to use", "share"),
            Column("Still followed", "count"),
        ),
        rows=tuple(rows),
        notes=(NOT_TESTED if few else "", _against(asked), *asked.answer.cautions),
        command=command_of(setting, report_exhibit(setting, "relapse.rates")),
    )
    return [table]


def _against(asked: Followed) -> str:
    """Why the published range gives no verdict on these rates."""
    if asked.after_discharge:
        return (
            "No verdict against the published 30–50% using at follow-up: these rates are continuous and by test, the "
            "range counts use around one contact. Partly comparable."
        )
    return "No verdict: the published range was taken after the program, these days begin before it."


def _rates_title(table: Table, asked: Followed) -> str:
    """The latest day told."""
    known = [row for row in table.rows if row[1].value is not None]
    if not known:
        return "Rates of relapse by day are not told"
    return f"{known[-1][1].text} had the event within {known[-1][0].text} of {asked.clock_words}"


def _samples(setting: Setting) -> list[Block]:
    """Negative weekly tests beside people without a positive week, of the people behind the benchmark figure."""
    found = followed_exhibit(setting, "relapse.samples_and_people")
    if not shown(found):
        found = report_exhibit(setting, "relapse.samples_and_people")
    if not shown(found):
        return [why_not(found, "Samples and people")]
    shares = {(str(row["what"]), str(row["of"])): _sample(setting, row, period_of(found), found.window is not None
              and found.window.basis == "discharged") for _, row in found.frame.iterrows()}  # fmt: skip
    names = {("tests", "given"): TESTS, ("tests", "due"): "Tests due", ("people", "given"): "People, weeks tested",
             ("people", "due"): PEOPLE}  # fmt: skip
    sums = []
    for what in ("tests", "people"):
        given, due = shares.get((what, "given")), shares.get((what, "due"))
        if given is None or due is None:
            continue
        sums.append(inside(due.of.who, given.of.who))
        if given.events is not None and due.events is not None and given.events.who != due.events.who:
            sums.append(inside(given.events.who, due.events.who))
    due = shares.get(("people", "due"))
    if due is not None:
        everybody = DUE if due.of.who.what.startswith(DUE) else ADMITTED
        sums.append(inside(due.of.who.but(everybody), due.of.who))
    table = DraftTable(
        key="samples_and_people",
        title=_samples_title,
        subtitle=subtitle_of(found) + " Given: of what was tested; due: of what should have been, missed = positive.",
        columns=(Column("Counted", wide=True), Column("Negative throughout", "share")),
        rows=tuple((Words(names[key]), share) for key, share in shares.items() if key in names),
        notes=(SAMPLES,),
        sums=tuple(sums),
        command=command_of(setting, found),
    )
    return [table]


def _sample(setting: Setting, row: pd.Series, period: str, after: bool) -> ShareOf:
    """A share of tests or of people, of those of the benchmark figure or of everybody admitted."""
    people = DUE if after else "admitted: first stay"
    whole = f"{people}: weekly {row['what']} {row['of']}"
    part = f"{people}: weekly {row['what']}: negative, {row['of']}"
    return share_of(setting, estimate_of_row(row), whole=whole, part=part, period=period)


def _samples_title(table: Table) -> str:
    tests, people = told(table, TESTS), told(table, PEOPLE)
    if tests is not None and people is not None:
        return f"{tests.text} of tests given were negative, {people.text} of people had every due week negative"
    return finding(table, TESTS, "{} of the tests given were negative", "Samples and people are not told")
