"""The answer: curves and rates of one endpoint for the people asked about, and what is needed to read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.errors import NotEstimable
from analytics.outcomes.catalogue import definition_text
from analytics.outcomes.cautions import immortal_time, uneven_testing
from analytics.outcomes.clustered import clustered_proportion
from analytics.outcomes.clustered_logrank import clustered_logrank
from analytics.outcomes.clustered_survival import with_patient_clusters
from analytics.outcomes.cohort import chosen_stays, group_of
from analytics.outcomes.dated import TimesToEvent
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.intervals import Estimate, mean_estimate, not_estimable, wilson
from analytics.outcomes.logrank import LogRank, logrank
from analytics.outcomes.periods import month_span
from analytics.outcomes.question import DAYS_A_WEEK, Question
from analytics.outcomes.survival import SurvivalCurve, TimeEstimate, estimates_at, survival_curves
from analytics.outcomes.values_asked import ValuesAsked, values_asked
from analytics.records.days import known
from analytics.records.ledger import Ledger
from analytics.records.stays import Stays

CENSORING = {
    "pattern": "as the published rule: followed to the end of the weekly word",
    "dated_tests": "at the last conclusive test; nothing seen after zero: censored at 0, counted as never observed",
    "dated_contacts": "at the last completed contact or conclusive test; nothing seen after zero: censored at 0",
}
ASSUMING = ("positive", "negative", "drop_out_is_event")
"""Missing rules that assume a result for due tests nobody gave; people are followed to the last of them too."""


@dataclass(frozen=True, eq=False)
class GroupAnswer:
    """One group's figures: a curve with rates at days for times to event, a share or mean for every other endpoint."""

    name: str
    n: int
    curve: SurvivalCurve | None
    estimates: tuple[TimeEstimate, ...]
    figure: Estimate | None


@dataclass(frozen=True, eq=False)
class Answer:
    """A question's groups, the log-rank test between them and what did not enter.

    `n` counts the people (or episodes) asked about whose clock started, `not_started` those whose clock never did (no
    negative test, not discharged). Of n, `never_observed` have no test (contact) with a result after zero, whatever is
    assumed for missed ones, and `not_applicable` too short a word for the rule. `due_tests_given`: tests given ÷ tests
    due in treatment, patients as clusters; `tested` the same of each group.
    """

    question: Question
    text: str
    censoring: str
    n: int
    not_started: int
    never_observed: int
    not_applicable: int
    groups: tuple[GroupAnswer, ...]
    logrank: LogRank | None
    due_tests_given: Estimate
    period: str
    tau: float | None
    unit: str
    tested: tuple[Estimate, ...]

    @property
    def cautions(self) -> tuple[str, ...]:
        """What a comparison of the groups must not be read without: immortal time, unequal testing."""
        found = immortal_time(self.question.by, self.question.clock), uneven_testing(self.tested)
        return tuple(filter(None, found))

    @property
    def comparable(self) -> bool:
        """Whether the groups may be compared at all."""
        return not immortal_time(self.question.by, self.question.clock)

    @property
    def curves(self) -> tuple[SurvivalCurve, ...]:
        """The curves of the groups that have one."""
        return tuple(g.curve for g in self.groups if g.curve is not None)


def answer(
    derivation: Derivation,
    question: Question,
    *,
    episode_rows: np.ndarray | None = None,
    groups: np.ndarray | None = None,
) -> Answer:
    """Curve, rates and tests of one endpoint for the selected stays.

    Times to event keep everybody: a stay with nothing seen after zero is censored at 0. Other endpoints leave out, and
    count, those without a result, given or assumed. `episode_rows`: rows of `records.episodes` (filters.selected
    makes it). `groups`: a label for every stay in place of those of `question.by`, such as small groups pooled.
    Raises NotEstimable for a period when the records count days instead of dates.
    """
    relative = derivation.records.settings.calendar == "relative"
    timeline = derivation.timeline(question.refused, question.analytes)
    chosen = _chosen(derivation, question, episode_rows, relative=relative)
    started = known(derivation.patterns(question.clock, question.refused, question.analytes).zero)
    not_started = int((chosen & ~started).sum())
    chosen &= started
    groups = group_of(derivation.records, timeline.stays, question.by) if groups is None else groups
    values = values_asked(derivation, question)
    keep = chosen & values.usable
    patient = timeline.stays.patient if question.unit == "episodes" else None
    if values.times:
        least = derivation.records.settings.min_at_risk
        answered = _time_groups(values.times, groups, keep, question, patient, min_at_risk=least)
    else:
        answered = _figures(values, groups, keep, patient)
    if immortal_time(question.by, question.clock):
        answered = answered[0], None, answered[2]  # no test of a comparison that is none
    return Answer(
        question=question,
        text=definition_text(question.definition, missing=_missing_said(question)),
        censoring=_censoring(question),
        n=int(chosen.sum()),
        not_started=not_started,
        never_observed=int((chosen & ~values.observed).sum()),
        not_applicable=int((chosen & values.not_applicable).sum()),
        groups=answered[0],
        logrank=answered[1],
        due_tests_given=due_tests_given(derivation.ledger(), chosen, timeline.stays.patient),
        period=_period_words(question, timeline.stays, chosen, relative=relative),
        tau=answered[2],
        unit=question.definition.unit if values.times else question.definition.result_type,
        tested=tuple(
            due_tests_given(derivation.ledger(), chosen & (groups == group.name), timeline.stays.patient)
            for group in answered[0]
        ),
    )


def _chosen(
    derivation: Derivation, question: Question, episode_rows: np.ndarray | None, *, relative: bool
) -> np.ndarray:
    """The stays of the question."""
    if relative and question.period is not None:
        raise NotEstimable("These records count days, not dates, so no period can be chosen.", "Ask without --period.")
    timeline, basis = derivation.timeline(question.refused, question.analytes), question.basis_used
    rows = np.ones(len(derivation.records.episodes), bool) if episode_rows is None else episode_rows
    return chosen_stays(
        timeline.stays, rows, unit=question.unit, basis=basis, period=question.period, as_of=timeline.as_of
    )


Answered = tuple[tuple[GroupAnswer, ...], LogRank | None, float | None]


def _time_groups(
    times: TimesToEvent,
    groups: np.ndarray,
    keep: np.ndarray,
    question: Question,
    patient: np.ndarray | None,
    *,
    min_at_risk: int,
) -> Answered:
    """A curve a group, rates at the days asked for and the log-rank test (two groups or more)."""
    time, event, group = times.time[keep], times.event[keep], groups[keep]
    if not len(time):
        return (), None, question.tau
    curves = survival_curves(time, event, group, tau=question.tau, min_at_risk=min_at_risk)
    if patient is not None:
        curves = tuple(_clustered(c, time, event, group, patient[keep]) for c in curves)
    per_unit = DAYS_A_WEEK if times.unit == "weeks" else 1
    found = tuple(
        GroupAnswer(c.name, c.n, c, tuple(estimates_at(c, question.at, days_per_unit=per_unit)), None) for c in curves
    )
    return found, _logrank(time, event, group, None if patient is None else patient[keep]), curves[0].tau


def _logrank(time: np.ndarray, event: np.ndarray, group: np.ndarray, patient: np.ndarray | None) -> LogRank | None:
    if len(set(group)) < 2:
        return None
    return logrank(time, event, group) if patient is None else clustered_logrank(time, event, group, patient)


def _clustered(
    curve: SurvivalCurve, time: np.ndarray, event: np.ndarray, group: np.ndarray, patient: np.ndarray
) -> SurvivalCurve:
    own = group == curve.name
    return with_patient_clusters(curve, time[own], event[own], patient[own])


def _figures(values: ValuesAsked, groups: np.ndarray, keep: np.ndarray, patient: np.ndarray | None) -> Answered:
    """A share (Wilson; of episodes with patients as clusters) or a mean (t interval) a group."""
    assert values.numbers is not None
    found = []
    for name in sorted(set(groups[keep])):
        own = keep & (groups == name)
        numbers = values.numbers[own]
        if not values.boolean:
            figure = mean_estimate(numbers)
        elif patient is None:
            figure = wilson(int(numbers.sum()), len(numbers))
        else:
            people, at = np.unique(patient[own], return_inverse=True)
            hits = np.bincount(at, weights=numbers, minlength=len(people)).astype(int)
            figure = clustered_proportion(hits, np.bincount(at, minlength=len(people)))
        found.append(GroupAnswer(name, len(numbers), None, (), figure))
    return tuple(found), None, None


def due_tests_given(ledger: Ledger, chosen: np.ndarray, patient: np.ndarray) -> Estimate:
    """Tests given ÷ tests due while in treatment, of the chosen stays; windows of one patient resemble each other."""
    rows = np.flatnonzero(chosen[ledger.stay] & (ledger.due > 0)) if len(ledger.stay) else np.zeros(0, np.int64)
    if not len(rows):
        return not_estimable("clustered", "no test was due")
    people, place = np.unique(patient[ledger.stay[rows]], return_inverse=True)
    met = np.bincount(place, weights=ledger.met[rows], minlength=len(people))
    due = np.bincount(place, weights=ledger.due[rows], minlength=len(people))
    return clustered_proportion(met.astype(int), due.astype(int))


def _missing_said(question: Question) -> str | None:
    return None if question.missing == "as_published" else question.missing


def _censoring(question: Question) -> str:
    """Until when people are followed, in words, as the endpoint and the missing rule have it."""
    if question.definition.kind == "pattern":
        cut = question.missing == "censored_at_last_test"
        return "as the published rule, in a word that ends with the last test given" if cut else CENSORING["pattern"]
    contacts = question.definition.missing == "censored_at_last_contact"
    words = CENSORING["dated_contacts" if contacts else "dated_tests"]
    return words.replace("conclusive test", "conclusive or assumed test") if question.missing in ASSUMING else words


def _period_words(question: Question, stays: Stays, chosen: np.ndarray, *, relative: bool) -> str:
    """ "admitted Jul 2025 – Jun 2026": the period asked for, else the one the stays span."""
    if question.period is not None:
        return f"{question.basis_used} {question.period.label}"
    day = (stays.admitted if question.basis_used == "admitted" else stays.discharged)[chosen]
    if relative:
        return f"{question.basis_used}: the whole cohort, days without a calendar"
    if not len(day):
        return f"{question.basis_used}: no one"
    first, last = (date(1970, 1, 1) + timedelta(days=int(d)) for d in (day.min(), day.max()))
    month_end = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return f"{question.basis_used} {month_span(first.replace(day=1), month_end)}"
