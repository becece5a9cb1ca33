"""Is this group different? One comparison with everything a reader asks for, each part worked out when it is asked for.

Differences are association: nobody was assigned to the groups by chance (unless they were, and then the reader knows).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.errors import NotEstimable
from analytics.evaluation.adjustment import Adjusted, HoldsOverTime, adjusted_model, holds_over_time
from analytics.evaluation.case_mix import case_mix, covariates_of
from analytics.evaluation.comparison_power import ComparisonPower, comparison_power
from analytics.evaluation.contrast import NO_GROUP, Contrast
from analytics.evaluation.covariates import Design, design_of, without_contrast
from analytics.evaluation.curve_differences import Pair, pairs_by_holm
from analytics.evaluation.exposure import NAIVE_REASON
from analytics.evaluation.group_differences import GroupDifference, group_differences
from analytics.evaluation.interval_band import IntervalBand, interval_bands
from analytics.evaluation.parts import NotTold, Part, told_or_not
from analytics.evaluation.states import CompetingStates, competing_states
from analytics.evaluation.subjects import Subjects, subjects_of
from analytics.evaluation.weighting import Weighted, weighted_comparison
from analytics.outcomes.cautions import uneven_coverage
from analytics.outcomes.clustered_logrank import clustered_logrank
from analytics.outcomes.clustered_survival import with_patient_clusters
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.logrank import LogRank, logrank
from analytics.outcomes.question import DAYS_A_WEEK, Question
from analytics.outcomes.scope import Window, scope_of
from analytics.outcomes.survival import SurvivalCurve, survival_curves
from analytics.outcomes.testing.coverage import coverage_of_groups

FEW_PEOPLE = 30
"""Groups of fewer people are compared with a word of caution."""

FEW_EVENTS = 10

Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Groups compared on one endpoint. The reference is the first of `subjects.names`; differences are group −
    reference, ratios group ÷ reference. Parts that cannot be given are `NotTold` with the reason.
    """

    derivation: Derivation
    subjects: Subjects
    at: tuple[int, ...]
    asked_tau: float | None
    covariates: tuple[str, ...] | None
    progress: Progress | None = None

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.subjects.question

    @property
    def names(self) -> tuple[str, ...]:
        """The groups, the reference first."""
        return self.subjects.names

    @property
    def biased(self) -> bool:
        """Whether the groups are known only later than day zero, so that every figure is labelled biased."""
        return bool(self.subjects.biased)

    @property
    def episodes(self) -> bool:
        """Whether episodes are compared, with errors by patient, instead of people."""
        return self.question.unit == "episodes"

    @property
    def days_per_unit(self) -> int:
        """Days a unit of the curves' time."""
        return DAYS_A_WEEK if self.subjects.unit == "weeks" else 1

    @property
    def tau(self) -> float | None:
        """How far the averages reach, in the curves' unit."""
        return self.curves[0].tau

    @cached_property
    def curves(self) -> tuple[SurvivalCurve, ...]:
        """One curve a group, averages up to a common τ; limits by patient when episodes are compared."""
        own, labels = self.subjects, self._labels
        least = self.derivation.records.settings.min_at_risk
        found = survival_curves(own.time, own.event, labels, tau=self.asked_tau, min_at_risk=least)
        if not self.episodes:
            return found
        groups = [own.group == code for code in range(len(found))]
        return tuple(
            with_patient_clusters(curve, own.time[mask], own.event[mask], own.patient[mask])
            for curve, mask in zip(found, groups, strict=True)
        )

    @cached_property
    def logrank(self) -> LogRank:
        """Do the curves differ at all?"""
        own = self.subjects
        if self.episodes:
            return clustered_logrank(own.time, own.event, self._labels, own.patient)
        return logrank(own.time, own.event, self._labels)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Log-rank tests of all pairs by Holm; empty for two groups, and for episodes."""
        own = self.subjects
        if len(own.names) < 3 or self.episodes:
            return ()
        return pairs_by_holm(own.time, own.event, own.group, own.names)

    @cached_property
    def differences(self) -> tuple[GroupDifference, ...]:
        """Every group against the reference."""
        episodes = self.subjects.group_episodes() if self.episodes else None
        return group_differences(self.curves, self.at, days_per_unit=self.days_per_unit, episodes=episodes)

    @cached_property
    def case_mix(self) -> pd.DataFrame:
        """Who is in each group, with standardised differences (see case_mix.case_mix)."""
        self._say("case mix")
        names = without_contrast(self.derivation, self.subjects)
        stays = self.derivation.timeline().stays
        found = covariates_of(self.derivation.records, stays, self.subjects, names)
        varying = [c for c in found if c.numbers is not None or len(c.levels) > 1 or 0 < c.missing < len(self.subjects)]
        return case_mix(self.subjects, varying)

    @cached_property
    def design(self) -> Design | NotTold:
        """The covariates of the adjusted figures."""
        return told_or_not(lambda: design_of(self.derivation, self.subjects, self.covariates))

    @cached_property
    def adjusted(self) -> Adjusted | NotTold:
        """The Cox model with covariates."""
        self._say("adjusted model")
        return self._with_design(lambda design: adjusted_model(self.subjects, design))

    @cached_property
    def holds(self) -> HoldsOverTime | NotTold:
        """Whether the ratios hold over the whole time."""
        self._say("test of proportional hazards")
        adjusted = self.adjusted
        return adjusted if isinstance(adjusted, NotTold) else told_or_not(lambda: holds_over_time(adjusted))

    @cached_property
    def weighted(self) -> Weighted | NotTold:
        """Two groups made alike by weights."""
        self._say("weights")
        return self._with_design(lambda design: weighted_comparison(self.subjects, design))

    @cached_property
    def states(self) -> CompetingStates | NotTold:
        """What became of everyone, and Gray's tests."""
        self._say("competing events")
        return told_or_not(lambda: competing_states(self.derivation, self.subjects))

    @cached_property
    def bands(self) -> tuple[IntervalBand, ...] | NotTold:
        """Between the last negative and the first positive test."""
        return told_or_not(lambda: interval_bands(self.derivation, self.subjects, tau=self.tau))

    @cached_property
    def power(self) -> tuple[ComparisonPower, ...] | NotTold:
        """What these people could have shown."""
        return told_or_not(lambda: comparison_power(self.curves, self.at, days_per_unit=self.days_per_unit))

    @cached_property
    def cautions(self) -> tuple[str, ...]:
        """Sentences without which nothing may be read."""
        own = self.subjects
        told = own.biased, *own.cautions, uneven_coverage(self._coverage())
        return (*filter(None, told), *_small_groups(self.curves, self.question.unit))

    @cached_property
    def _labels(self) -> pd.Categorical:
        return pd.Categorical(np.array(self.names, object)[self.subjects.group], categories=pd.Index(self.names))

    def _coverage(self) -> list[Estimate]:
        """Share of each group's days in care that tests could have seen."""
        own, stays = self.subjects, self.derivation.timeline().stays
        rows = np.zeros(len(self.derivation.records.episodes), bool)
        rows[stays.row[own.stay]] = True
        group = np.full(len(stays), NO_GROUP)
        group[own.stay] = own.group
        scope = scope_of(self.derivation, Window("admitted", None), rows)
        return coverage_of_groups(scope, group, len(own.names))

    def _with_design(self, compute: Callable[[Design], Part]) -> Part | NotTold:
        design = self.design
        return design if isinstance(design, NotTold) else told_or_not(lambda: compute(design))

    def _say(self, what: str) -> None:
        if self.progress is not None:
            self.progress(what)


def compare(
    derivation: Derivation,
    question: Question,
    contrast: Contrast,
    *,
    covariates: Sequence[str] | None = None,
    at: Sequence[int] | None = None,
    tau: float | None = None,
    episode_rows: np.ndarray | None = None,
    show_biased: bool = False,
    progress: Progress | None = None,
) -> Comparison:
    """Compare the groups of `contrast` on the question's endpoint; nothing but who is compared is worked out yet.

    `covariates` None: the usual ones (covariates.design_of). `at`: days of the shares (None: the question's); `tau` in
    the endpoint's unit (None: as far as every group was followed). `episode_rows` selects rows of `records.episodes`.
    Raises NotEstimable for groups that are too small, and with NAIVE_REASON for groups known only at leaving counted
    from an earlier day, unless `show_biased`: then every sentence says so.
    """
    subjects = subjects_of(derivation, question, contrast, episode_rows=episode_rows)
    if subjects.biased and not show_biased:
        raise NotEstimable(NAIVE_REASON, "Count from discharge, or ask for the exposure instead.")
    days = tuple(at) if at is not None else question.at
    return Comparison(
        derivation,
        subjects,
        days,
        question.tau if tau is None else tau,
        None if covariates is None else tuple(covariates),
        progress,
    )


def _small_groups(curves: Sequence[SurvivalCurve], counted: str) -> list[str]:
    few = [f"{curve.name} ({curve.n:,} {counted})" for curve in curves if curve.n < FEW_PEOPLE]
    rare = [f"{curve.name} ({curve.events:,})" for curve in curves if curve.events < FEW_EVENTS]
    found = [f"Small groups: {', '.join(few)}. Intervals are wide and can mislead."] if few else []
    return [*found, *([f"Few events: {', '.join(rare)}. Intervals are wide and can mislead."] if rare else [])]
