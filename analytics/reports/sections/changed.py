"""What changed: every measure now, before, the change with its interval, and how it reads."""

from __future__ import annotations

from analytics.charts.readings import NUMBERS
from analytics.charts.titles import fitting
from analytics.charts.wording import NOTHING
from analytics.outcomes.intervals import Estimate
from analytics.reports.cells import counts_of
from analytics.reports.draft import DifferenceOf, DraftCell, DraftChart, DraftSection, DraftTable, ShareOf, Words
from analytics.reports.frozen import Cell, Column, Table
from analytics.reports.measures import ReportMeasure, Told, measures_of
from analytics.reports.pictures.changes import changes_alt, changes_svg
from analytics.reports.setting import Setting

TITLE = "What changed"
QUESTION = "What moved since last quarter and since a year ago, and is it more than chance?"
NO_CALENDAR = "These records hold day numbers instead of dates, so there are no quarters between which to see a change."
NO_QUARTERS = "This report speaks of all records at once, so there are no quarters between which to see a change."
KEY = "changed"
SINCE_QUARTER, SINCE_YEAR = 4, 6
"""Columns of the two changes."""


def section(setting: Setting) -> DraftSection:
    """One table and the picture of its changes since a year ago."""
    if setting.quarter is None:
        return DraftSection(KEY, TITLE, QUESTION, missing=NO_QUARTERS if setting.has_calendar else NO_CALENDAR)
    measures = measures_of(setting)
    chart = DraftChart(
        key=KEY,
        table=KEY,
        title="Change since a year ago, in percentage points",
        subtitle="95% intervals; an open mark: the interval holds no change. Better lies to the right.",
        draw=lambda table: changes_svg(table, falling=_falling(measures)),
        alt=changes_alt,
        native="bars",
    )
    return DraftSection(KEY, TITLE, QUESTION, (_table(setting, measures), chart))


def _falling(measures: tuple[ReportMeasure, ...]) -> frozenset[str]:
    """Names of the measures that are better when they fall."""
    return frozenset(m.name for m in measures if m.good == "down")


def _table(setting: Setting, measures: tuple[ReportMeasure, ...]) -> DraftTable:
    return DraftTable(
        key=KEY,
        title=title_of,
        subtitle=f"{setting.label}, or the newest quarter whose patients were followed long enough, against the "
        "quarter before and the quarter a year ago; changes in percentage points with 95% intervals.",
        columns=(
            Column("Measure"),
            Column("Period"),
            Column("Now", "share", brief=True),
            Column("Last quarter", "share", brief=True),
            Column("Change", "points"),
            Column("Year ago", "share", brief=True),
            Column("Change in a year", "points"),
            Column("Reading"),
        ),
        rows=tuple(_row(setting, measure) for measure in measures),
        notes=(
            "Measures of four quarters share three of them with the four that ended a quarter before, so that change "
            "has no interval and is not told; against a year ago they share none.",
            "Reading: the control chart's, of all months; a measure may be steady month by month and yet differ "
            "between two periods. Differences are computed from unrounded values. A change is no effect of "
            "anything done.",
            _not_independent,
        ),
    )


def _not_independent(table: Table) -> str:
    """People in treatment in both quarters give both figures."""
    names = {row[0].text for row in table.rows}
    if not names & {"Sessions attended", "Due tests given"}:
        return ""
    return (
        "Sessions and tests of neighbouring quarters come partly from the same patients; their intervals take the two "
        "as independent."
    )


def _row(setting: Setting, measure: ReportMeasure) -> tuple[DraftCell, ...]:
    now = measure.share(setting, measure.now)
    return (
        Words(measure.name),
        Words(measure.when),
        now,
        _share(setting, measure, measure.before),
        _difference(setting, measure, measure.before, measure.since_a_quarter()),
        _share(setting, measure, measure.year_ago),
        _difference(setting, measure, measure.year_ago, measure.since_a_year()),
        Words(measure.reading()),
    )


def _share(setting: Setting, measure: ReportMeasure, told: Told | None) -> DraftCell:
    return Words(NOTHING) if told is None else measure.share(setting, told)


def _difference(setting: Setting, measure: ReportMeasure, told: Told | None, change: Estimate | None) -> DraftCell:
    if told is None or change is None:
        return Words(NOTHING)
    shares: list[ShareOf] = [measure.share(setting, measure.now), measure.share(setting, told)]
    return DifferenceOf(change, "points", tuple(count for share in shares for count in counts_of(share)))


def title_of(table: Table) -> str:
    """Which measures moved beyond chance: since last quarter, since a year ago."""
    quarter = [_small(row[0].text) for row in table.rows if _news(row[SINCE_QUARTER])]
    year = [_small(row[0].text) for row in table.rows if _news(row[SINCE_YEAR])]
    if not quarter and not year:
        return "Neither since last quarter nor since a year ago did anything move beyond chance"
    long = "; ".join(_moved(names, since) for names, since in ((quarter, "last quarter"), (year, "a year ago")))
    parts = ((quarter, "last quarter"), (year, "a year ago"))
    short = "; ".join(f"{NUMBERS[len(names)]} moved since {since}" for names, since in parts)
    return fitting(*(f"{words[:1].upper()}{words[1:]}" for words in (long, short)))


def _moved(names: list[str], since: str) -> str:
    return f"{' and '.join(names)} moved since {since}" if names else f"nothing since {since}"


def _news(cell: Cell) -> bool:
    return cell.low is not None and cell.high is not None and (cell.low > 0 or cell.high < 0)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
