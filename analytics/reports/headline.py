"""The benchmark figure of a report: its table, the verdict in words, the bar; all words from what is released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.charts.wording import percent_range
from analytics.outcomes.benchmark import ABOVE, BELOW, CANNOT_TELL, DEPENDS, WITHIN, BenchmarkFigure
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.specification import SpecificationRange, specification_range
from analytics.privacy.counts import Sum
from analytics.reports.draft import CountOf, DifferenceOf, DraftCell, DraftChart, DraftTable, ShareOf, Words
from analytics.reports.follow_up import ABSTINENT, DIED, DISCHARGED, DUE, REACHED, benchmark_of, followed_rows
from analytics.reports.frozen import Cell, Column, Table
from analytics.reports.in_treatment import in_treatment_table
from analytics.reports.pictures.headline import (
    EVERYONE,
    MOST_LENIENT,
    ONLY_REACHED,
    SHARE_REACHED,
    STRICTEST,
    Published,
    headline_alt,
    headline_svg,
)
from analytics.reports.setting import Setting

KEY = "headline"
BEST = "If everyone not reached were abstinent"
DECEASED = "Deceased before follow-up, not counted"
REACHED_ABSTINENT = "discharged: reached: abstinent at follow-up"
BEST_CASE = "discharged: abstinent or not reached at follow-up"
NOT_TOLD = "Too few people to tell the share abstinent at follow-up"
NO_VERDICT_TOLD = "No verdict is told: too few people were reached, or not reached"
MEASURE = "patients abstinent at the first follow-up after discharge"


@dataclass(frozen=True, eq=False)
class Headline:
    """The figure with its range over definitions, of one report."""

    setting: Setting
    figure: BenchmarkFigure
    spread: SpecificationRange
    label: str

    @property
    def in_treatment(self) -> bool:
        """Whether hardly anybody was seen after discharge, so that abstinence in treatment stands in."""
        figure = self.figure
        if figure.n == 0 or figure.reached == 0:
            return True
        return "follow_ups" not in self.setting.records.present and 2 * figure.reached < figure.n

    @property
    def published(self) -> str:
        """ "50–70%"."""
        return self.figure.published.words

    def title(self, table: Table) -> str:
        """The verdict in plain words, or why there is none."""
        if hidden(table, EVERYONE):
            return NOT_TOLD
        if hidden(table, SHARE_REACHED) or hidden(table, ONLY_REACHED):
            return NO_VERDICT_TOLD
        word, figure = self.figure.verdict, self.figure
        if word in (ABOVE, WITHIN, BELOW):
            return f"{word.capitalize()} the published range of {self.published}"
        if word == DEPENDS:
            return f"Whether it lies within the published {self.published} depends on those not reached"
        if word == CANNOT_TELL:
            needed = f": about {figure.needed_n:,} people would be needed" if figure.needed_n else ""
            return f"Cannot tell yet against the published {self.published}{needed}"
        return figure.reason.rstrip(".")

    def why(self, table: Table) -> str:
        """What the verdict turns on, in one sentence of released figures."""
        everyone, reached = told(table, EVERYONE), told(table, ONLY_REACHED)
        if everyone is None or reached is None:
            return ""
        if self.figure.verdict == DEPENDS:
            return (
                f"Everyone counted, the interval is {everyone.interval}; only those reached, {reached.interval}: the "
                "two give different answers."
            )
        return f"Only those reached: {reached.text} (95% {reached.interval})."

    def spread_words(self, table: Table) -> str:
        """The range over definitions, and what drives it."""
        strictest, lenient = told(table, STRICTEST), told(table, MOST_LENIENT)
        if strictest is None or lenient is None:
            return ""
        spread = percent_range(strictest.value, lenient.value)
        return f"{spread} is a range of definitions, not a confidence interval."

    def badge(self) -> str:
        """How far the published range measures the same."""
        return f"Published range: {self.figure.published.cited}; {self.figure.badge}."


def headline_of(setting: Setting) -> Headline:
    """The benchmark figure with the range over definitions of the same people, same period."""
    figure = benchmark_of(setting)
    return Headline(setting, figure, spread_of(setting), figure.period.label if figure.period else setting.label)


def spread_of(setting: Setting) -> SpecificationRange:
    """The range over definitions for the people of the benchmark figure, worked out once."""
    period = benchmark_of(setting).period if setting.quarter is not None else None
    rows = followed_rows(setting)
    found: SpecificationRange = setting.derivation.once(
        ("report", "range", setting.site, setting.label),
        lambda: specification_range(
            setting.derivation, clock="discharge", period=period, episode_rows=rows, intervals=False
        ),
    )
    return found


def headline_table(found: Headline) -> DraftTable:
    """Who counts, share; then the ends of the range. The row of everyone comes first.

    Where hardly anybody was seen after discharge: the share without the event in treatment, with the reason.
    """
    if found.in_treatment:
        return in_treatment_table(found.setting, reason=found.figure.reason, key=KEY, command=_command(found))
    window = found.setting.records.settings.follow_up_window_days
    return DraftTable(
        key=KEY,
        title=found.title,
        subtitle=f"Abstinent: none in the 30 days before the first follow-up, {window[0]}–{window[1]} days after "
        f"discharge. People discharged {found.label}.",
        columns=(Column("Who counts", wide=True), Column("Abstinent", "share")),
        rows=_rows(found),
        notes=(found.why, found.spread_words, found.badge()),
        sums=_sums(found),
        command=_command(found),
    )


def headline_chart(found: Headline) -> DraftChart:
    """The bar, drawn from the released table; without a verdict the published range is not drawn."""
    limits = found.figure.published
    drawn = Published(limits.low, limits.high) if found.figure.verdict != "none" else None
    words = "abstinence in treatment" if found.in_treatment else MEASURE
    return DraftChart(
        key=KEY,
        table=KEY,
        title="Where the figure lies",
        subtitle="Interval and point."
        if found.in_treatment
        else "Interval and point: everyone counts. Grey: range over definitions; only those reached.",
        draw=lambda table: headline_svg(table, drawn),
        alt=lambda table: headline_alt(table, drawn, words),
    )


def told(table: Table, name: str) -> Cell | None:
    """The cell of a row, when it holds a number."""
    row = table.row(name)
    return row[1] if row and row[1].value is not None else None


def hidden(table: Table, name: str) -> bool:
    """Whether a row's figure is there and not told."""
    row = table.row(name)
    return bool(row and row[1].hidden)


def finding(tables: Mapping[str, Table]) -> str:
    """What the report says of the benchmark figure, the beginning of its first sentence."""
    table = tables[KEY]
    everyone = told(table, EVERYONE)
    if everyone is None:
        first = table.rows[0] if table.rows else None
        if first is not None and first[1].value is not None:
            return f"{first[1].text} {first[0].text[:1].lower()}{first[0].text[1:]}; no follow-up after discharge"
        return table.title
    said = f"{everyone.text} were abstinent at the first follow-up after discharge"
    title = table.title
    for word in (WITHIN, ABOVE, BELOW):
        if title.startswith(word.capitalize()):
            return f"{said}, {word} the published {title.rsplit(' ', 1)[-1]}"
    if "depends on those not reached" in title:
        return f"{said}; the verdict depends on those not reached"
    if title.startswith("Cannot tell"):
        return f"{said}, too few people for a verdict"
    return f"{said}; no verdict is told" if title == NO_VERDICT_TOLD else title


def _rows(found: Headline) -> tuple[tuple[DraftCell, ...], ...]:
    figure, setting, label = found.figure, found.setting, found.label

    def share(estimate: Estimate, whole: str, part: str) -> ShareOf:
        events = None if estimate.events is None else setting.count(part, estimate.events, label)
        return ShareOf(estimate, setting.count(whole, estimate.n, label), events)

    best = Estimate(figure.best, None, None, figure.n, figure.abstinent + figure.n - figure.reached, "bound")
    rows: list[tuple[DraftCell, ...]] = [
        (Words(EVERYONE, strong=True), share(figure.primary, DUE, ABSTINENT)),
        (Words(ONLY_REACHED), share(figure.responders, REACHED, REACHED_ABSTINENT)),
        (Words(SHARE_REACHED), share(figure.share_reached, DUE, REACHED)),
    ]
    if figure.n:
        rows.append((Words(BEST), share(best, DUE, BEST_CASE)))
        rows += _ends(found)
        rows.append((Words(DECEASED), CountOf(setting.count(DIED, figure.deceased, label))))
    return tuple(rows)


def _ends(found: Headline) -> list[tuple[DraftCell, ...]]:
    """The ends of the range as whole percents, among definitions that count enough people to be told."""
    rows = found.spread.rows
    rows = rows[rows["n"] >= found.setting.records.settings.suppression_threshold]
    if len(rows) < 2:
        return []
    figure, count = found.figure, found.setting.count
    best = figure.abstinent + figure.n - figure.reached
    behind = [count(DUE, figure.n, found.label), count(REACHED, figure.reached, found.label)]
    behind += [count(ABSTINENT, figure.abstinent, found.label), count(BEST_CASE, best, found.label)]
    # DifferenceOf: hidden with any count of the headline (an end may be one of its shares), and without an n of its own
    ends = ((STRICTEST, rows["estimate"].min()), (MOST_LENIENT, rows["estimate"].max()))
    told = [(name, Estimate(round(float(value), 2), None, None, found.figure.n, None, "")) for name, value in ends]
    return [(Words(name), DifferenceOf(end, "share", tuple(behind))) for name, end in told]


def _sums(found: Headline) -> tuple[Sum, ...]:
    """Abstinent people are among those reached; those not reached make the best case; everyone discharged."""
    due, abstinent, reached = (found.setting.count(what, 0, found.label).who for what in (DUE, ABSTINENT, REACHED))
    among = found.setting.count(REACHED_ABSTINENT, 0, found.label).who
    best = found.setting.count(BEST_CASE, 0, found.label).who
    everyone = found.setting.count(DISCHARGED, 0, found.label).who
    died = found.setting.count(DIED, 0, found.label).who
    sums = (Sum(abstinent, (among,)), Sum(best, (abstinent, reached.rest())))
    return sums if found.setting.quarter is None else (*sums, Sum(everyone, (due, died)))


def _command(found: Headline) -> str:
    setting = found.setting
    words = f"python -m analytics outcomes --data {setting.source} --clock discharge"
    if setting.quarter is not None and setting.records.as_of is not None:
        words += f" --until {setting.records.as_of.isoformat()}"
    return words + (f" --where site={setting.site}" if setting.site != "all" else "")
