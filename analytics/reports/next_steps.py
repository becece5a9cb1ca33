"""What to look at next: at most three sentences, each from a released figure and a place where the answer lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from analytics.charts.control_words import BETTER, WORSE
from analytics.charts.wording import count, percent
from analytics.outcomes.benchmark import DEPENDS
from analytics.reports.draft import Block, DraftParagraph
from analytics.reports.follow_up import benchmark_of
from analytics.reports.frozen import Cell, Paragraph, Table
from analytics.reports.headline import KEY as HEADLINE
from analytics.reports.measures import ReportMeasure
from analytics.reports.pictures.headline import SHARE_REACHED
from analytics.reports.setting import Setting

HEADING = "What to look at next"
MOST = 3
GLANCE = "glance"
NOW = 2
"""Column of the table of all measures that holds the figure of now."""
WHERE = {
    "abstinence": "section Relapse and benchmark, by group",
    "retention": "section Engagement, who leaves and when",
    "attendance": "section Engagement, no-shows by day and hour",
    "due_tests": "section Drug testing, what became of the tests not given",
    "completed": "section Pathways, reasons for discharge",
    "reached": "section Reached against not reached",
    "readmission": "section Pathways, readmission",
}
Say = Callable[[Mapping[str, Table]], str]


def blocks(setting: Setting, measures: Sequence[ReportMeasure]) -> list[Block]:
    """The heading with its sentences; nothing when there is nothing to say."""
    sayings = _sayings(setting, measures)
    if not sayings:
        return []

    def at(place: int, tables: Mapping[str, Table]) -> str:
        said: dict[str, str] = {}
        for topic, say in sayings:
            sentence = "" if topic in said else say(tables)
            said |= {topic: sentence} if sentence else {}
        return list(said.values())[place] if place < len(said) else ""

    sentences: list[Block] = [DraftParagraph(partial(at, place)) for place in range(MOST)]
    return [Paragraph(HEADING, "heading"), *sentences]


def _sayings(setting: Setting, measures: Sequence[ReportMeasure]) -> list[tuple[str, Say]]:
    """What could be said of each topic, the most urgent first: worse, off target, not reached, not given, better."""
    reads = {m.key: m.reading() if setting.quarter is not None else "" for m in measures}
    found: list[tuple[str, Say]] = [(m.key, partial(_worse, m)) for m in measures if reads[m.key].startswith(WORSE)]
    found += [(m.key, partial(_off_target, m)) for m in measures if m.off_target()]
    if benchmark_of(setting).verdict == DEPENDS:
        found.append(("reached", _not_reached))
    found += [(m.key, partial(_not_given, m)) for m in measures if m.key == "due_tests"]
    found += [(m.key, partial(_better, m)) for m in measures if reads[m.key].startswith(BETTER)]
    found += [(m.key, partial(_missed, m)) for m in measures if m.key == "attendance"]
    return found


def _now(tables: Mapping[str, Table], measure: ReportMeasure) -> Cell | None:
    row = tables[GLANCE].row(measure.name)
    return row[NOW] if row and row[NOW].value is not None else None


def _reading(tables: Mapping[str, Table], measure: ReportMeasure) -> str:
    row = tables[GLANCE].row(measure.name)
    return row[-1].text if row else ""


def _worse(measure: ReportMeasure, tables: Mapping[str, Table]) -> str:
    now, reading = _now(tables, measure), _reading(tables, measure)
    return "" if now is None or not reading.startswith(WORSE) else _moved(measure, now, reading)


def _better(measure: ReportMeasure, tables: Mapping[str, Table]) -> str:
    now, reading = _now(tables, measure), _reading(tables, measure)
    return "" if now is None or not reading.startswith(BETTER) else _moved(measure, now, reading)


def _moved(measure: ReportMeasure, now: Cell, reading: str) -> str:
    word, _, since = reading[2:].partition(" ")
    return (
        f"{measure.name}, {now.text}: {word.lower()} than usual {since}. What changed then? See {WHERE[measure.key]}."
    )


def _off_target(measure: ReportMeasure, tables: Mapping[str, Table]) -> str:
    now = _now(tables, measure)
    if now is None:
        return ""
    side = "above" if measure.good == "down" else "below"
    return (
        f"{measure.name}: {now.text} (95% {now.interval}), all of it {side} the target of {percent(measure.target)}. "
        f"See {WHERE[measure.key]}."
    )


def _not_reached(tables: Mapping[str, Table]) -> str:
    row = tables[HEADLINE].row(SHARE_REACHED)
    if row is None or row[1].n is None or row[1].events is None:
        return ""
    return (
        f"{count(row[1].n - row[1].events)} of {count(row[1].n)} people were not reached at follow-up, and the verdict "
        f"turns on them. See {WHERE['reached']}."
    )


def _not_given(measure: ReportMeasure, tables: Mapping[str, Table]) -> str:
    now = _now(tables, measure)
    if now is None or now.n is None or now.events is None:
        return ""
    return (
        f"{count(now.n - now.events)} of {count(now.n)} due tests ({percent(1 - float(now.value or 0))}) were not "
        f"given. See {WHERE['due_tests']}."
    )


def _missed(measure: ReportMeasure, tables: Mapping[str, Table]) -> str:
    now = _now(tables, measure)
    if now is None or now.n is None or now.events is None:
        return ""
    return f"{count(now.n - now.events)} of {count(now.n)} sessions were missed. See {WHERE['attendance']}."
