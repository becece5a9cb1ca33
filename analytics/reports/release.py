"""From drafts to reports: one decision over everything that leaves together, then only released figures remain.

Reports of several quarters and sites that are written at once are released at once: what one hides no other
tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.charts.wording import count, percent, percent_range
from analytics.privacy.counts import THRESHOLD, Sum, Who
from analytics.privacy.curves import WEEK, Steps, coarsened
from analytics.privacy.hiding import hidden_counts
from analytics.reports.cells import hidden_cell, released_cell
from analytics.reports.draft import (
    AmountOf,
    DifferenceOf,
    Draft,
    DraftCell,
    DraftChart,
    DraftCurve,
    DraftParagraph,
    DraftSection,
    DraftTable,
    Said,
    ShareOf,
)
from analytics.reports.frozen import (
    Block,
    Cell,
    Chart,
    Column,
    Paragraph,
    Report,
    Section,
    Table,
)
from analytics.reports.named import all_sums, hidden_in, named_counts, told_in, worth_of


@dataclass(frozen=True)
class Release:
    """Reports that leave together, the counts each tells (later reports must fit to them), and what adds up to what."""

    reports: tuple[Report, ...]
    told: tuple[dict[Who, int], ...]
    sums: tuple[Sum, ...]


def release(
    drafts: Sequence[Draft],
    *,
    threshold: int = THRESHOLD,
    released: Mapping[Who, int] | None = None,
    complementary: bool = True,
) -> tuple[Report, ...]:
    """The reports, in the order of the drafts. `released`: counts that earlier locked reports have told already."""
    return released_together(drafts, threshold=threshold, released=released, complementary=complementary).reports


def released_together(
    drafts: Sequence[Draft],
    *,
    threshold: int = THRESHOLD,
    released: Mapping[Who, int] | None = None,
    earlier: Sequence[Sum] = (),
    complementary: bool = True,
) -> Release:
    """The same with the counts they tell. `earlier`: what adds up in the earlier reports, where a count may be hidden
    that the new ones would tell.
    """
    sums = all_sums(drafts)
    hidden = hidden_counts(
        named_counts(drafts),
        [*sums, *earlier],
        threshold=threshold,
        released=released,
        complementary=complementary,
        worth=worth_of(drafts),
    )
    reports = tuple(_frozen(draft, hidden_in(draft, hidden), threshold) for draft in drafts)
    return Release(reports, tuple(told_in(draft, hidden) for draft in drafts), tuple(sums))


def _frozen(draft: Draft, hidden: frozenset[Who], threshold: int) -> Report:
    sections = tuple(_section(section, hidden, threshold) for section in draft.sections)
    report = Report(
        program=draft.program,
        subtitle=draft.subtitle,
        label=draft.label,
        basis=draft.basis,
        site=draft.site,
        through=draft.through,
        sources=draft.sources,
        notice=draft.notice,
        commentary=draft.commentary,
        finding="",
        sections=sections,
        facts=dict(draft.facts),
    )
    return Report(**{**report.__dict__, "finding": draft.finding(report.tables())})


def _section(section: DraftSection, hidden: frozenset[Who], threshold: int) -> Section:
    if section.missing:
        return Section(section.key, section.title, section.question, (Paragraph(section.missing, "note"),))
    tables = {
        block.key: _table(block, hidden, threshold)
        if isinstance(block, DraftTable)
        else _curve(block, hidden, threshold)
        for block in section.blocks
        if isinstance(block, DraftTable | DraftCurve)
    }
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, DraftTable | DraftCurve):
            blocks.append(tables[block.key])
        elif isinstance(block, DraftChart):
            blocks += _chart(block, tables[block.table])
        elif isinstance(block, DraftParagraph):
            said = block.say(tables)
            blocks += [Paragraph(said, block.look)] if said else []
        else:
            blocks.append(block)
    return Section(section.key, section.title, section.question, tuple(blocks))


def _table(draft: DraftTable, hidden: frozenset[Who], threshold: int) -> Table:
    rows = tuple(_row(row, draft.columns, hidden, threshold) for row in draft.rows)
    return _said(Table(draft.key, "", draft.subtitle, draft.columns, rows, command=draft.command), draft)


def _row(
    row: Sequence[DraftCell], columns: Sequence[Column], hidden: frozenset[Who], threshold: int
) -> tuple[Cell, ...]:
    """The cells of a row. Beside a hidden figure no difference is told: with the other figure it would give it away."""
    cells = [released_cell(cell, column, hidden, threshold) for cell, column in zip(row, columns, strict=True)]
    figures = [cell for cell, draft in zip(cells, row, strict=True) if isinstance(draft, ShareOf | AmountOf)]
    if any(cell.hidden for cell in figures):
        cells = [
            hidden_cell(column, threshold) if isinstance(draft, DifferenceOf) else cell
            for cell, draft, column in zip(cells, row, columns, strict=True)
        ]
    return tuple(cells)


CURVE_COLUMNS = (
    Column("Group"),
    Column("Time", "number"),
    Column("At risk", "count"),
    Column("Events", "count"),
    Column("Censored", "count"),
    Column("Share", "share"),
)


def _curve(draft: DraftCurve, hidden: frozenset[Who], threshold: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    grid = WEEK if draft.unit == "days" else 1.0
    for name, (people, steps) in draft.groups.items():
        if people.who in hidden or people.number < threshold:
            continue
        rows += [_step(name, step) for step in coarsened(steps, draft.days, threshold=threshold, grid=grid)]
    return _said(Table(draft.key, "", draft.subtitle, CURVE_COLUMNS, tuple(rows), command=draft.command), draft)


def _step(name: str, step: Steps) -> tuple[Cell, ...]:
    whole = [Cell("count", count(number), value=float(number), n=number) for number in step.counts]
    share = Cell(
        "share", percent(step.value), step.value, step.low, step.high, interval=percent_range(step.low, step.high)
    )
    return (Cell("words", name), Cell("number", count(step.time), value=step.time), *whole, share)


def _chart(draft: DraftChart, table: Table) -> list[Block]:
    svg = draft.draw(table)
    if not svg:
        return []
    title = draft.title if isinstance(draft.title, str) else draft.title(table)
    return [Chart(draft.key, title, draft.subtitle, svg, draft.alt(table), draft.table, draft.native)]


def _said(table: Table, draft: DraftTable | DraftCurve) -> Table:
    def say(said: Said) -> str:
        return said if isinstance(said, str) else said(table)

    return Table(
        table.key,
        say(draft.title),
        table.subtitle,
        table.columns,
        table.rows,
        tuple(filter(None, (say(note) for note in draft.notes))),
        table.command,
    )
