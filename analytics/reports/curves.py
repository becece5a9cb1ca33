"""The curves of a report: which clock and endpoint it uses, of whom, by which group, and as drafts to be coarsened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from analytics.charts.endpoint_words import CLOCKS, event_words, state_words
from analytics.charts.wording import column_words, level_words
from analytics.outcomes.answer import Answer, answer
from analytics.outcomes.cohort import chosen_stays, group_of
from analytics.outcomes.missing import MissingRule
from analytics.outcomes.patterns import Clock
from analytics.outcomes.periods import VERDICT_QUARTERS, Period, last_complete_quarters
from analytics.outcomes.question import Basis, Question
from analytics.outcomes.survival import SurvivalCurve
from analytics.privacy.counts import ALL_SITES
from analytics.records.said import Refused
from analytics.records.stays import KNOWN_AT_LEAVING
from analytics.reports.draft import DraftCurve, Said
from analytics.reports.follow_up import DUE, benchmark_of, follow_up_period, followed_rows
from analytics.reports.setting import Setting

SHOWN_DAYS = (30, 60, 90, 180, 270, 365)
"""The days a reader looks for."""
SHOWN_WEEKS = (4, 8, 12, 16, 20, 24)
AVERAGE_DAYS = 90
"""The average counts days without the event up to here, the same for every group."""
OTHER = "other"
LEAGUE_TABLE = ("site",)
"""Sites are compared in a funnel plot, never as curves side by side."""
MOST_CURVES = 3
ADMITTED = "admitted"

Row = tuple[float, int, int, int, float, float, float]


@dataclass(frozen=True, eq=False)
class Followed:
    """A question with its answer for the people of the report: those behind the benchmark figure where there are any.

    `people`: how they are counted. `label`: their period.
    """

    answer: Answer
    people: str
    label: str
    by: str | None

    @property
    def clock_words(self) -> str:
        """ "admission"."""
        return CLOCKS[self.answer.question.clock]

    @property
    def state(self) -> str:
        """ "without a positive test"."""
        return state_words(self.answer.question.definition)

    @property
    def event(self) -> str:
        """ "first positive test"."""
        return event_words(self.answer.question.definition)

    @property
    def after_discharge(self) -> bool:
        """Whether days count from discharge, as in the published range."""
        return self.answer.question.clock == "discharge"

    @property
    def unit(self) -> str:
        """days, or weeks for endpoints read off weekly patterns."""
        return "days" if self.answer.question.definition.kind == "dated" else "weeks"


def followed(setting: Setting, by: str | None, *, clock: Clock | None = None) -> Followed:
    """The program's primary endpoint for the people of the report; small groups of `by` are pooled.

    Days count from discharge where at least half of them were tested after it, else from admission, as on the page
    Abstinence; `clock` asks for one of them.
    """
    people = _people(setting)
    used = clock or ("discharge" if people.basis == "discharged" and _seen(setting, people) else "admission")
    question = _question(setting, used, people)
    groups = None if by is None else _pooled(setting, by, people, question)
    found = answer(setting.derivation, question, episode_rows=people.rows, groups=groups)
    return Followed(found, people.what, people.label, by)


def curve_column(setting: Setting) -> str | None:
    """The first of the program's columns to group by that gives two or three groups large enough for a curve."""
    people = _people(setting)
    question = _question(setting, "admission", people)
    least = setting.records.settings.suppression_threshold
    for by in setting.records.settings.group_by:
        if by not in setting.records.episodes or by in KNOWN_AT_LEAVING or by in LEAGUE_TABLE:
            continue
        if setting.records.episodes[by].nunique() > MOST_CURVES:
            continue
        sizes = _sizes(setting, by, people, question)
        if 2 <= len(sizes) <= MOST_CURVES and sizes.min() >= 4 * least:
            return by
    return None


def draft_curve(setting: Setting, found: Followed, *, key: str, title: Said, notes: tuple[Said, ...]) -> DraftCurve:
    """The curves of an answer with their people named, to be coarsened on release."""
    groups = {
        group_name(curve.name): (
            setting.count(found.people, curve.n, found.label, group_words(found.by, curve.name)),
            rows_of(curve),
        )
        for curve in found.answer.curves
    }
    days = SHOWN_DAYS if found.unit == "days" else SHOWN_WEEKS
    missing = found.answer.question.missing.replace("_", " ")
    subtitle = (
        f"Share without the event “{found.event}” since {found.clock_words}, Kaplan–Meier with 95% interval. "
        f"{found.answer.period[:1].upper()}{found.answer.period[1:]}. Missing tests: {missing}."
    )
    return DraftCurve(key, title, subtitle, groups, days, found.unit, notes, _command(setting, found))


def rows_of(curve: SurvivalCurve) -> list[Row]:
    """The product-limit table as plain rows."""
    columns = ["time", "at_risk", "events", "censored", "estimate", "low", "high"]
    return [
        (float(t), int(r), int(e), int(c), float(s), float(low), float(high))
        for t, r, e, c, s, low, high in curve.table[columns].itertuples(index=False)
    ]


def group_name(level: str) -> str:
    """A group as a reader sees it."""
    if level == "all":
        return "Everybody"
    words = level_words(level)
    return words[:1].upper() + words[1:] if words[:1].isalpha() and not any(c.isdigit() for c in words) else words


def group_words(by: str | None, level: str) -> str:
    """A group as its counts are named: "track = evening"."""
    return "" if by is None or level == "all" else f"{by} = {level}"


def by_words(by: str) -> str:
    """A column as a reader sees it."""
    return column_words(by)


def _question(setting: Setting, clock: Clock, people: _People) -> Question:
    settings = setting.records.settings
    asked = Question(endpoint=settings.primary_endpoint, clock=clock)
    return Question(
        endpoint=settings.primary_endpoint,
        clock=clock,
        missing=cast(MissingRule, settings.missing_rule),
        refused=cast(Refused, settings.refused),
        basis=people.basis,
        at=SHOWN_DAYS,
        tau=float(asked.in_unit(AVERAGE_DAYS)),
        period=people.period,
    )


@dataclass(frozen=True, eq=False)
class _People:
    """Whom the curves follow: episodes, how they came in, how they are counted, when (None = all days)."""

    rows: np.ndarray
    basis: Basis
    what: str
    label: str
    period: Period | None


def _people(setting: Setting) -> _People:
    """The people of the benchmark figure; before there are any, those admitted in the last four quarters."""
    rows = followed_rows(setting)
    if setting.quarter is None:
        return _People(rows, "discharged", DUE, setting.label, None) if rows.any() else _admitted(setting, None)
    if benchmark_of(setting).n:
        return _People(rows, "discharged", DUE, follow_up_period(setting).label, follow_up_period(setting))
    start = setting.records.settings.fiscal_year_start
    return _admitted(setting, last_complete_quarters(setting.quarter.end, VERDICT_QUARTERS, fiscal_year_start=start))


def _admitted(setting: Setting, period: Period | None) -> _People:
    return _People(setting.rows, "admitted", ADMITTED, period.label if period else setting.label, period)


def _seen(setting: Setting, people: _People) -> bool:
    """Whether at least half of the people were tested after discharge."""
    found = answer(setting.derivation, _question(setting, "discharge", people), episode_rows=people.rows)
    return 2 * (found.n - found.never_observed) >= found.n > 0


def _chosen(setting: Setting, people: _People, question: Question) -> np.ndarray:
    timeline = setting.derivation.timeline()
    return chosen_stays(
        timeline.stays,
        people.rows,
        unit="people",
        basis=question.basis_used,
        period=question.period,
        as_of=timeline.as_of,
    )


def _sizes(setting: Setting, by: str, people: _People, question: Question) -> pd.Series:
    labels = group_of(setting.records, setting.derivation.timeline().stays, by)
    return pd.Series(labels[_chosen(setting, people, question)], dtype=object).value_counts()


def _pooled(setting: Setting, by: str, people: _People, question: Question) -> np.ndarray:
    """The labels of a column, groups below the threshold pooled into "other" until that is large enough too."""
    labels = group_of(setting.records, setting.derivation.timeline().stays, by).copy()
    sizes = _sizes(setting, by, people, question).sort_values(kind="stable")
    least, pooled = setting.records.settings.suppression_threshold, 0
    small: list[str] = []
    for level, size in sizes.items():
        if size >= least and (not small or pooled >= least):
            break
        small.append(str(level))
        pooled += int(size)
    if len(small) > 1:
        labels[np.isin(labels, small)] = OTHER
    return labels


def told_for_site(setting: Setting) -> bool:
    """Whether curves may be told: those of a site and of the whole program together would tell the other sites'."""
    return setting.site == ALL_SITES


def _command(setting: Setting, found: Followed) -> str:
    words = f"python -m analytics outcomes --data {setting.source} {found.answer.question.words()}"
    if setting.quarter is not None and setting.records.as_of is not None:
        words += f" --until {setting.records.as_of.isoformat()}"
    words += f" --where site={setting.site}" if setting.site != ALL_SITES else ""
    return words + (f" --by {found.by}" if found.by else "")
