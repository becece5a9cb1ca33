"""Page 1: the benchmark figure, every measure in one table, two pictures, what to look at next."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.charts.control_words import BETTER, WORSE
from analytics.charts.readings import readings_title
from analytics.charts.titles import fitting
from analytics.charts.wording import NOTHING, months, percent
from analytics.evaluation.control_charts import FEWEST_MONTHS
from analytics.reports import control, headline, next_steps
from analytics.reports.curve_words import curve_chart, curve_notes, curve_title
from analytics.reports.curves import Followed, curve_column, draft_curve, followed, told_for_site
from analytics.reports.draft import Block, DraftCell, DraftSection, DraftTable, ShareOf, TrendOf, Words
from analytics.reports.frozen import Column, Paragraph, Table
from analytics.reports.measures import ReportMeasure, Told, measures_of
from analytics.reports.setting import Setting

TITLE = "At a glance"
QUESTION = "How are we doing, and is it news?"
KEY = "glance"
TOO_FEW = "Too few to tell"
LONGEST_FINDING = 110
NOW = 2
"""Column of the figure of now."""
SITE_CURVES = (
    "Survival curves are drawn in the report on the whole program only: beside them the curves of one site would tell "
    "those of the others."
)


def section(setting: Setting) -> DraftSection:
    """Headline, table of all measures, survival, control chart, next steps; definitions follow on page 2."""
    found, measures = headline.headline_of(setting), measures_of(setting)
    blocks: list[Block] = [headline.headline_table(found), headline.headline_chart(found), _table(setting, measures)]
    blocks += _curves(setting) if told_for_site(setting) else [Paragraph(SITE_CURVES, "note")]
    blocks += _control(setting, measures)
    blocks += next_steps.blocks(setting, measures)
    return DraftSection(KEY, TITLE, QUESTION, (*blocks, _definitions(measures)))


def finding(tables: Mapping[str, Table]) -> str:
    """The report in one sentence of at most 110 characters: the benchmark figure, and what is news beside it."""
    said = headline.finding(tables)
    news = _news(tables[KEY])
    return fitting(*(f"{said}; {one}" for one in news), said, room=LONGEST_FINDING)


def _news(table: Table) -> list[str]:
    """What the first sentence may add, the most important first: worse, better, else how attendance is."""
    told = [(row[0].text, row[-1].text) for row in table.rows]
    words = [
        _lower(name, reading[2:]) for sign in (WORSE, BETTER) for name, reading in told if reading.startswith(sign)
    ]
    attended = table.row("Sessions attended")
    if attended is None or attended[NOW].value is None:
        return words
    reading = attended[-1].text
    if reading == NOTHING:
        return [f"{attended[NOW].text} of sessions attended"]
    return words or [_lower("Sessions attended", reading)]


def _lower(name: str, reading: str) -> str:
    name = {"Sessions attended": "attendance", "Reached at follow-up": "follow-up reached"}.get(name, name)
    return f"{name[:1].lower()}{name[1:]} {reading[:1].lower()}{reading[1:]}"


def _table(setting: Setting, measures: tuple[ReportMeasure, ...]) -> DraftTable:
    has_quarters = setting.quarter is not None
    columns = [Column("Measure"), Column("Period"), Column("Now", "share")]
    if has_quarters:
        columns += [Column(name, "share", brief=True) for name in ("Usual", "Last quarter", "Year ago")]
    columns.append(Column("Target"))
    columns += [Column("Trend by quarter", "trend")] if has_quarters else []
    columns.append(Column("Reading"))
    rows = tuple(_row(setting, measure, has_quarters=has_quarters) for measure in measures)
    return DraftTable(KEY, _title, _subtitle(setting), tuple(columns), rows, notes=_notes(setting, measures))


def _row(setting: Setting, measure: ReportMeasure, *, has_quarters: bool) -> tuple[DraftCell, ...]:
    now = measure.share(setting, measure.now)
    cells: list[DraftCell] = [Words(measure.name), Words(measure.when), now]
    if has_quarters:
        usual = measure.usual(setting)
        cells.append(Words(NOTHING) if usual is None else usual)
        cells += [_earlier(setting, measure, told) for told in (measure.before, measure.year_ago)]
    cells.append(Words(_target(measure)))
    reading = _reading(setting, measure, now)
    if has_quarters:
        shares = tuple(measure.share(setting, told) for told in measure.trend)
        labels = tuple(told.label for told in measure.trend)
        cells.append(TrendOf(shares, labels, measure.target, reading))
    cells.append(Words(reading, strong=reading[:1] in (BETTER[:1], WORSE[:1])))
    return tuple(cells)


def _earlier(setting: Setting, measure: ReportMeasure, told: Told | None) -> DraftCell:
    return Words(NOTHING) if told is None else measure.share(setting, told)


def _target(measure: ReportMeasure) -> str:
    if measure.target is None:
        return NOTHING
    return f"{'≤' if measure.good == 'down' else '≥'} {percent(measure.target)}"


def _reading(setting: Setting, measure: ReportMeasure, now: ShareOf) -> str:
    """The chart's word; nothing about a figure of a few."""
    least = setting.records.settings.suppression_threshold
    numbers = [now.of.number] + ([now.events.number, now.of.number - now.events.number] if now.events else [])
    if now.estimate.value is None:
        return "Not estimable"
    if setting.quarter is None:
        return "–"
    return TOO_FEW if any(0 < number < least for number in numbers) else measure.reading()


def _title(table: Table) -> str:
    words = [row[-1].text for row in table.rows]
    charted = [word for word in words if word not in (NOTHING, TOO_FEW, "Not estimable") and " than " not in word]
    charted = ["Steady" if word == "No change shown" else word for word in charted]
    return f"At a glance: {_small(readings_title(charted))}" if charted else "At a glance: what the records can tell"


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _subtitle(setting: Setting) -> str:
    if setting.quarter is None:
        return "All days of the records, with 95% intervals."
    return (
        f"{setting.label}, or the newest quarter followed long enough. Dotted: target. ▲ ▼: signal of the monthly "
        "control chart."
    )


def _notes(setting: Setting, measures: tuple[ReportMeasure, ...]) -> tuple[str, ...]:
    if setting.quarter is None:
        return ()
    last = [m.now.period for m in measures if m.rolling and m.now.period]
    span = f" ({months(last[0].start, last[0].end)})" if last else ""
    return (
        f"Usual: the control chart's centre line, of its first {FEWEST_MONTHS} months. Year to …: four quarters{span}, "
        "against the four that ended a quarter, and a year, before.",
    )


def _curves(setting: Setting) -> list[Block]:
    found = followed(setting, curve_column(setting))
    if not found.answer.curves:
        return [Paragraph("Nobody can be followed long enough for a survival curve.", "note")]
    return [_curve(setting, found), curve_chart(setting, found, key="survival")]


def _curve(setting: Setting, found: Followed) -> Block:
    return draft_curve(
        setting, found, key="survival", title=lambda t: curve_title(t, found), notes=curve_notes(setting, found)
    )


def _control(setting: Setting, measures: tuple[ReportMeasure, ...]) -> list[Block]:
    measure = control.charted(measures)
    if measure is None:
        return []
    return [control.control_table(setting, measure), control.control_chart_of(measure)]


def _definitions(measures: tuple[ReportMeasure, ...]) -> DraftTable:
    return DraftTable(
        key="measures",
        title="What the measures of page 1 are",
        subtitle="Intervals are 95%: Wilson for people, patients as clusters for sessions and tests.",
        columns=(Column("Measure"), Column("Definition", wide=True)),
        rows=tuple((Words(m.name), Words(m.definition)) for m in measures),
    )
