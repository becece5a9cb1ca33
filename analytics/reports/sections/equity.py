"""Do groups of patients fare alike: abstinent at follow-up, retained, completed, by who people are.

Levels with fewer people above or below the line than may be told are pooled before they are named; groups stand in
alphabetical order, never in a ranking. Only the whole program has them: beside it, a site's would tell the others'.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.charts.wording import column_words, percent_range
from analytics.outcomes.cohort import chosen_stays, group_of
from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.intervals import wilson
from analytics.outcomes.measure_periods import grown
from analytics.outcomes.tile_figures import Retained, selection
from analytics.privacy.counts import ALL_SITES, Sum, Who
from analytics.records.days import day_number
from analytics.reports.draft import Block, DraftSection, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Table
from analytics.reports.measures import ABSTINENT, DISCHARGED, DUE, follow_up_period, measures_of
from analytics.reports.people_words import COMPLETED_OR_TRANSFERRED, FOLLOWED, RETAINED, group_of_pool
from analytics.reports.pooling import may_group, pooled
from analytics.reports.setting import Setting
from analytics.reports.shares import bars, command_of, finding, period_of, report_exhibit, shown

TITLE = "Equity"
QUESTION = "Do groups of patients fare alike?"
COLUMNS = ("age", "payer", "primary_substance", "race_ethnicity", "sex")
EVERYBODY = "Everybody"
CAUTION = (
    "Many groups are looked at once: about one interval in twenty misses the true share by chance alone. Groups "
    "differ in much else; the order is that of the alphabet, no ranking, and a difference is an association."
)
OF_SITE = (
    "Groups of patients are in the report on the whole program only: beside them those of one site would tell those "
    "of the others."
)
NOTHING = "No column to group by has two groups that are large enough to be told."
NO_MEASURE = "Nobody was followed up after discharge, discharged, or admitted in a known quarter: nothing to compare."

Numbers = dict[str, tuple[int, int]]
"""By level: events, people."""


@dataclass(frozen=True, eq=False)
class _Measure:
    """One measure by column: `of` gives the counts by level of a column, None the whole."""

    key: str
    name: str
    whole: str
    part: str
    period: str
    subtitle: str
    command: str
    of: Callable[[str | None], Numbers]


def section(setting: Setting) -> DraftSection:
    """A table and picture a measure; only columns the program groups by."""
    if setting.site != ALL_SITES:
        return DraftSection("equity", TITLE, QUESTION, missing=OF_SITE)
    by = [name for name in COLUMNS if may_group(setting, name)]
    measures = [one for one in (_abstinent(setting), _retained(setting), _completed(setting)) if one and one.of(None)]
    blocks: list[Block] = [block for measure in measures for block in _table(setting, measure, by)]
    if not blocks:
        return DraftSection("equity", TITLE, QUESTION, missing=NOTHING if measures else NO_MEASURE)
    return DraftSection("equity", TITLE, QUESTION, tuple(blocks))


def _table(setting: Setting, measure: _Measure, columns: list[str]) -> list[Block]:
    least = setting.records.settings.suppression_threshold
    events, n = next(iter(measure.of(None).values()))
    rows: list[tuple[Words, ShareOf]] = [(Words(EVERYBODY, strong=True), _share(setting, measure, events, n, ""))]
    sums: list[Sum] = []
    for by in columns:
        numbers = measure.of(by)
        sizes = {level: (hits, people - hits) for level, (hits, people) in numbers.items() if people}
        groups = pooled(sizes, least=least)
        own = []
        for group in groups:
            events, n = (sum(numbers[level][place] for level in group.levels) for place in (0, 1))
            share = _share(setting, measure, events, n, group_of_pool(by, group.levels))
            own.append(share)
            rows.append((Words(f"{_start(column_words(by))}: {group.name}"), share))
        if own:
            sums.append(Sum(rows[0][1].of.who, tuple(share.of.who for share in own)))
            sums.append(Sum(_events(rows[0][1]), tuple(_events(share) for share in own)))
    if len(rows) < 2:
        return []
    table = DraftTable(
        key=f"equity_{measure.key}",
        title=lambda t: _title(t, measure),
        subtitle=measure.subtitle,
        columns=(Column("Group", wide=True), Column(measure.name, "share")),
        rows=tuple(rows),
        notes=(
            f"Groups with fewer than {least} people counted or not counted are pooled before they are named.",
            CAUTION,
        ),
        sums=tuple(sums),
        command=measure.command,
    )
    return [table, bars(table, f"{measure.name}, by group")]


def _share(setting: Setting, measure: _Measure, events: int, n: int, group: str) -> ShareOf:
    of = setting.count(measure.whole, n, measure.period, group)
    return ShareOf(wilson(events, n), of, setting.count(measure.part, events, measure.period, group))


def _events(share: ShareOf) -> Who:
    assert share.events is not None
    return share.events.who


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]


def _title(table: Table, measure: _Measure) -> str:
    """Everybody's share and the spread of the groups as released; no group is named and no difference claimed."""
    told = [row[1].value for row in table.rows[1:] if row[1].value is not None]
    said = finding(table, EVERYBODY, f"{measure.name}: {{}} of everybody", f"{measure.name} by group")
    return said if len(told) < 2 else f"{said}, {percent_range(min(told), max(told))} in the groups told"


def _abstinent(setting: Setting) -> _Measure | None:
    period = follow_up_period(setting) if setting.has_calendar else None
    found = report_exhibit(setting, "relapse.by_group", period=period)
    return _of_exhibit(setting, found, "abstinent", "Abstinent at follow-up", DUE, ABSTINENT)


def _completed(setting: Setting) -> _Measure | None:
    found = report_exhibit(setting, "pathways.completed")
    return _of_exhibit(setting, found, "completed", "Completed or transferred", DISCHARGED, COMPLETED_OR_TRANSFERRED)


def _of_exhibit(setting: Setting, found: Exhibit, key: str, name: str, whole: str, part: str) -> _Measure | None:
    if not shown(found):
        return None
    period = found.window.period if found.window else None

    def of(by: str | None) -> Numbers:
        one = found if by is None else report_exhibit(setting, found.key, by=by, period=period)
        return _numbers(one.frame, by) if shown(one) else {}

    window = f" {found.window.words[:1].upper()}{found.window.words[1:]}." if found.window else ""
    return _Measure(key, name, whole, part, period_of(found), found.definition + window, command_of(setting, found), of)


def _numbers(frame: pd.DataFrame, by: str | None) -> Numbers:
    """Events and people by level, of the rows of the measure itself."""
    rows = frame[frame["outcome"] == "completed or transferred"] if "outcome" in frame else frame
    label = rows["group"] if by is not None and "group" in rows else pd.Series("all", index=rows.index)
    kept = [(str(level), row) for level, (_, row) in zip(label, rows.iterrows(), strict=True)]
    numbers = {level: (int(row["events"] or 0), int(row["n"] or 0)) for level, row in kept if pd.notna(row["n"])}
    return numbers if by is None else {level: found for level, found in numbers.items() if level != "all"}


def _retained(setting: Setting) -> _Measure | None:
    """The measure of the first page, of the newest quarter followed for 90 days."""
    measure = next((one for one in measures_of(setting) if one.key == "retention"), None)
    if measure is None or measure.now.estimate.events is None or measure.now.period is None:
        return None
    period, as_of = measure.now.period, setting.records.as_of or measure.now.period.end
    stays = setting.derivation.timeline().stays
    people = chosen_stays(stays, setting.rows, unit="people", basis="admitted", period=period, as_of=day_number(as_of))

    def of(by: str | None) -> Numbers:
        groups = group_of(setting.records, stays, by)
        found = {}
        for level in np.unique(groups[people].astype(str)):
            rows = np.zeros(len(setting.records.episodes), bool)
            rows[stays.row[people & (groups == level)]] = True
            share = grown(over := selection(setting.derivation, rows, as_of), Retained(over), period)
            found[str(level)] = (share.events or 0, share.n)
        return found

    definition = f"{measure.definition} Wilson 95%. Admitted {period.label}."
    return _Measure("retained", "Retained 90 days", FOLLOWED, RETAINED, measure.now.label, definition, "", of)
