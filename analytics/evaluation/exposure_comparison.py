"""Something that begins during follow-up, such as completion: what goes with it from the day it begins.

Primary: a Cox model in which everybody counts as unexposed until that day. Beside it: people still followed at a
landmark day, by what they had become by then. The comparison of ever with never is biased and only shown as such.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.errors import NotEstimable, WrongUsage
from analytics.evaluation.adjustment import forest_of
from analytics.evaluation.covariates import Column, Design, design_of
from analytics.evaluation.cox import CoxModel, cox_model
from analytics.evaluation.exposure import (
    DOSE_SESSIONS,
    EARLY_DAYS,
    EXPOSURES,
    LANDMARK_DAYS,
    NAIVE_REASON,
    NEVER,
    Exposure,
    exposed_from,
    landmark,
    split_at_exposure,
)
from analytics.evaluation.parts import NotTold, told_or_not
from analytics.evaluation.risk_sets import Intervals
from analytics.evaluation.subjects import LEAST_IN_A_GROUP, Subjects, everyone_of
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.question import DAYS_A_WEEK, Question
from analytics.outcomes.survival import SurvivalCurve, survival_curves

EXPOSURE_WORDS: dict[Exposure, str] = {
    "completion": "completing the program",
    "attendance_dose": f"attending {DOSE_SESSIONS} sessions",
    "early_abstinence": f"{EARLY_DAYS} days of negative tests",
}


@dataclass(frozen=True, eq=False)
class ExposureModel:
    """The hazard ratio of the exposure, adjusted and not, of the same people. `forest` as in adjustment.Adjusted."""

    ratio: Estimate
    p: float | None
    unadjusted: Estimate
    n: int
    exposed: int
    events: int
    forest: pd.DataFrame
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class LandmarkModel:
    """One landmark day: people followed beyond it, by what they had become; `curves` (without, with) start there."""

    day: int
    model: ExposureModel
    left_before: int
    curves: tuple[SurvivalCurve, ...]


@dataclass(frozen=True, eq=False)
class ExposureComparison:
    """An exposure and everybody's follow-up. `exposed_at`: in the subjects' unit, inf = never."""

    derivation: Derivation
    subjects: Subjects
    exposure: Exposure
    exposed_at: np.ndarray
    days: tuple[int, ...]
    design: Design
    show_biased: bool
    progress: Callable[[str], None] | None = None

    @property
    def words(self) -> str:
        """The exposure in words."""
        return EXPOSURE_WORDS[self.exposure]

    @property
    def exposed(self) -> int:
        """People whose exposure began while they were followed and before the event."""
        return int((self.exposed_at < self.subjects.time).sum())

    @cached_property
    def time_varying(self) -> ExposureModel | NotTold:
        """The primary answer: exposed only from the day it begins."""
        self._say("time-varying Cox model")
        keep, own = self.design.keep, self.subjects
        at = self.exposed_at[keep]
        exposed = int((at < own.time[keep]).sum())
        if exposed < LEAST_IN_A_GROUP:
            return NotTold(f"Only {exposed} people have it while they are followed.", "Choose another exposure.")
        data = split_at_exposure(own.time[keep], own.event[keep], at, self.design.x, own.patient[keep])
        return told_or_not(lambda: self._model(data, people=int(keep.sum()), exposed=exposed))

    @cached_property
    def landmarks(self) -> tuple[LandmarkModel | NotTold, ...]:
        """One a landmark day; the clock starts again there."""
        self._say("landmarks")
        return tuple(told_or_not(lambda day=day: self._landmark(day)) for day in self.days)  # type: ignore[misc]

    @cached_property
    def naive(self) -> ExposureModel | NotTold:
        """Ever against never from day zero: biased, and refused unless asked for."""
        if not self.show_biased:
            return NotTold(NAIVE_REASON)
        own, keep = self.subjects, self.design.keep
        ever = np.isfinite(self.exposed_at[keep])
        x = np.column_stack((ever, self.design.x))
        data = Intervals.of(own.time[keep], own.event[keep], x, cluster=own.patient[keep])
        return told_or_not(lambda: self._model(data, people=int(keep.sum()), exposed=int(ever.sum())))

    def _landmark(self, day: int) -> LandmarkModel:
        own, design = self.subjects, self.design
        at = day / (DAYS_A_WEEK if own.unit == "weeks" else 1)
        keep = design.keep
        time, event, exposed_at, patient = (v[keep] for v in (own.time, own.event, self.exposed_at, own.patient))
        found = landmark(time, event, exposed_at, patient, at=at)
        x = np.column_stack((found.exposed, design.x[time > at]))
        data = Intervals.of(found.time, found.event, x, cluster=found.patient)
        model = self._model(data, people=len(found.time), exposed=int(found.exposed.sum()))
        names = np.where(found.exposed, "with it", "without it")
        labels = pd.Categorical(names, categories=pd.Index(["without it", "with it"]))
        return LandmarkModel(day, model, found.left_before, survival_curves(found.time, found.event, labels))

    def _model(self, data: Intervals, *, people: int, exposed: int) -> ExposureModel:
        errors = "robust" if self.subjects.question.unit == "episodes" else "usual"
        columns = (Column("exposure", self.words, "not, or not yet", exposed), *self.design.columns)
        names = [column.name for column in columns]
        model = cox_model(data, names, errors=errors)  # type: ignore[arg-type]
        bare = cox_model(_only_exposure(data), names[:1], errors=errors)  # type: ignore[arg-type]
        return _exposure_model(model, bare, columns, people, exposed, self.design.notes)

    def _say(self, what: str) -> None:
        if self.progress is not None:
            self.progress(what)


def compare_exposure(
    derivation: Derivation,
    question: Question,
    exposure: Exposure,
    *,
    landmarks: Sequence[int] = LANDMARK_DAYS,
    covariates: Sequence[str] | None = None,
    episode_rows: np.ndarray | None = None,
    show_biased: bool = False,
    progress: Callable[[str], None] | None = None,
) -> ExposureComparison:
    """Everyone's follow-up and when the exposure began; the models are fitted when they are asked for.

    Raises NotEstimable for completion counted from discharge (everybody has left by then: compare by discharge_reason),
    and where the records do not carry the exposure.
    """
    if exposure not in EXPOSURES:
        raise WrongUsage(f"“{exposure}” is no exposure.", f"Choose one of {', '.join(EXPOSURES)}.")
    if question.clock == "discharge":
        raise NotEstimable(
            "From discharge on this is known at the start and needs no time-varying comparison.",
            "Compare by discharge_reason, or count from admission.",
        )
    subjects = everyone_of(derivation, question, episode_rows=episode_rows)
    design = design_of(derivation, subjects, covariates)
    exposed_at = exposed_from(derivation, subjects, exposure)
    if not (exposed_at < NEVER).any():
        raise NotEstimable(f"Nobody is recorded with {EXPOSURE_WORDS[exposure]}.", "Choose another exposure.")
    return ExposureComparison(
        derivation, subjects, exposure, exposed_at, tuple(landmarks), design, show_biased, progress
    )


def _only_exposure(data: Intervals) -> Intervals:
    return Intervals(data.start, data.stop, data.event, data.x[:, :1], data.weight, data.cluster)


def _exposure_model(
    model: CoxModel, bare: CoxModel, columns: tuple[Column, ...], people: int, exposed: int, notes: tuple[str, ...]
) -> ExposureModel:
    forest = forest_of(model.terms, columns)
    forest["compared"] = forest["covariate"] == "exposure"
    term = model.terms[0]
    return ExposureModel(
        ratio=term.ratio,
        p=term.p,
        unadjusted=bare.terms[0].ratio,
        n=people,
        exposed=exposed,
        events=model.events,
        forest=forest,
        notes=(*notes, *model.notes),
    )
