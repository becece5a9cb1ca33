"""What a comparison is adjusted for: which columns of the admission, how they enter a model, who is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.errors import NotEstimable, WrongUsage
from analytics.evaluation.case_mix import LEFT_OUT, MOST_LEVELS, NOT_RECORDED, Covariate, covariates_of
from analytics.evaluation.subjects import LEAST_IN_A_GROUP, Subjects
from analytics.outcomes.derivation import Derivation

MOST_MISSING = 0.20
"""A column that more people lack is not chosen unasked."""

EVENTS_A_TERM = 10
"""Events wanted for every term of a model (Peduzzi 1996, J Clin Epidemiol 49:1373)."""

USUAL = (
    "age", "sex", "race_ethnicity", "primary_substance", "severity", "prior_episodes", "co_occurring",
    "living_situation", "referral_source", "medication", "track", "level_of_care",
)  # fmt: skip
"""Columns adjusted for unless others are asked for, the first ones first."""

PER = {"age": 10.0, "authorised_hours": 10.0}
"""Numbers whose ratio is told for so many units rather than for one."""

OTHER = "other"
GROUP = "group"


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a design: `level` of a coded covariate against `reference`, or "per 10" of a number."""

    covariate: str
    level: str
    reference: str
    people: int

    @property
    def name(self) -> str:
        """The column in words."""
        return f"{self.covariate}: {self.level}" if self.level else self.covariate


@dataclass(frozen=True, eq=False)
class Design:
    """The covariates of a model. `x`: one row a kept subject, one column an element of `columns`, the groups first
    (the reference has none). `keep`: complete cases, over subjects. `covariates`: as chosen; `notes`: what is left out.
    """

    x: np.ndarray
    columns: tuple[Column, ...]
    keep: np.ndarray
    covariates: tuple[Covariate, ...]
    groups: int
    notes: tuple[str, ...]

    @property
    def left_out(self) -> int:
        """Subjects without a number that the model needs."""
        return int((~self.keep).sum())

    @property
    def names(self) -> list[str]:
        """The columns' names."""
        return [column.name for column in self.columns]


def design_of(derivation: Derivation, subjects: Subjects, names: Sequence[str] | None = None) -> Design:
    """Groups and covariates as columns. Without `names`: the usual ones present, most of them recorded, as many as the
    events carry.

    A coded covariate gets a column a level but the commonest; no value is the level "not recorded", levels of fewer
    than 11 people are one, "other". People without a number are left out. Raises NotEstimable when a group is then
    too small, WrongUsage for a column that is none.
    """
    chosen, notes = _chosen(derivation, subjects, names)
    keep = np.ones(len(subjects), bool)
    for covariate in chosen:
        if covariate.numbers is not None:
            keep &= ~np.isnan(covariate.numbers)
    sizes = np.bincount(subjects.group[keep], minlength=len(subjects.names))
    if sizes.min() < LEAST_IN_A_GROUP:
        raise NotEstimable(
            f"With these covariates recorded a group has fewer than {LEAST_IN_A_GROUP} people.",
            "Choose covariates that are recorded more often.",
        )
    if not keep.all():
        left, counted = int((~keep).sum()), subjects.question.unit
        notes.append(f"{left:,} of {len(keep):,} {counted} have no number recorded and are left out.")
    parts = [_group_columns(subjects, keep), *(_columns_of(covariate, keep) for covariate in chosen)]
    columns = tuple(column for own, _ in parts for column in own)
    x = np.column_stack([values for _, values in parts])
    events = int(subjects.event[keep].sum())
    if events < EVENTS_A_TERM * len(columns):
        notes.append(f"{events:,} events for {len(columns)} terms: fewer than {EVENTS_A_TERM} a term, read with care.")
    return Design(x, columns, keep, tuple(chosen), len(subjects.names) - 1, tuple(notes))


def without_contrast(derivation: Derivation, subjects: Subjects) -> list[str]:
    """The columns one may adjust for: known at admission and not what the groups are made of."""
    episodes, contrast = derivation.records.episodes, subjects.contrast
    own = {contrast.by, *(condition.column for condition in (*contrast.first, *contrast.second))}
    usable = [str(c) for c in episodes if str(c) not in LEFT_OUT and str(c) not in own]
    return [c for c in usable if not pd.api.types.is_datetime64_any_dtype(episodes[c]) and _few(episodes[c])]


def _few(column: pd.Series) -> bool:
    return pd.api.types.is_float_dtype(column) or column.nunique() <= MOST_LEVELS


def _chosen(
    derivation: Derivation, subjects: Subjects, names: Sequence[str] | None
) -> tuple[list[Covariate], list[str]]:
    records, stays = derivation.records, derivation.timeline().stays
    allowed = without_contrast(derivation, subjects)
    if names is not None:
        unknown = [name for name in names if name not in allowed]
        if unknown:
            raise WrongUsage(f"“{unknown[0]}” is no column to adjust for.", f"Columns: {', '.join(allowed)}.")
        return covariates_of(records, stays, subjects, list(names)), []
    usual = covariates_of(records, stays, subjects, [name for name in USUAL if name in allowed])
    varying = [covariate for covariate in usual if _varies(covariate)]
    kept, notes = [], []
    left = int(subjects.event.sum()) // EVENTS_A_TERM - (len(subjects.names) - 1)
    for covariate in varying:
        terms = _terms(covariate)
        if covariate.missing > MOST_MISSING * len(subjects):
            lacking = f"{covariate.missing:,} {subjects.question.unit} have it not recorded"
            notes.append(f"Not adjusted for {_said(covariate)}: {lacking}.")
        elif terms > left:
            notes.append(f"Not adjusted for {_said(covariate)}: too few events for more terms.")
        else:
            kept.append(covariate)
            left -= terms
    return kept, notes


def _said(covariate: Covariate) -> str:
    return covariate.name.replace("_", " ")


def _varies(covariate: Covariate) -> bool:
    if covariate.numbers is not None:
        known = covariate.numbers[~np.isnan(covariate.numbers)]
        return len(known) > 0 and bool(np.ptp(known) > 0)
    assert covariate.codes is not None
    return len(np.unique(covariate.codes)) > 1


def _terms(covariate: Covariate) -> int:
    if covariate.numbers is not None:
        return 1
    assert covariate.codes is not None
    return len(_levels(covariate, np.ones(len(covariate.codes), bool))[1]) - 1


def _group_columns(subjects: Subjects, keep: np.ndarray) -> tuple[list[Column], np.ndarray]:
    group = subjects.group[keep]
    codes = range(1, len(subjects.names))
    columns = [Column(GROUP, subjects.names[code], subjects.names[0], int((group == code).sum())) for code in codes]
    x = [(group == code).astype(float) for code in codes]
    return columns, np.column_stack(x) if x else np.zeros((len(group), 0))


def _columns_of(covariate: Covariate, keep: np.ndarray) -> tuple[list[Column], np.ndarray]:
    if covariate.numbers is not None:
        per = PER.get(covariate.name, 1.0)
        column = Column(covariate.name, "" if per == 1 else f"per {per:g}", "", int(keep.sum()))
        return [column], covariate.numbers[keep, None] / per
    codes, levels = _levels(covariate, keep)
    counts = np.bincount(codes, minlength=len(levels))
    reference = int(np.argmax(counts))
    others = [place for place in range(len(levels)) if place != reference and counts[place]]
    columns = [Column(covariate.name, levels[place], levels[reference], int(counts[place])) for place in others]
    x = [(codes == place).astype(float) for place in others]
    return columns, np.column_stack(x) if x else np.zeros((int(keep.sum()), 0))


def _levels(covariate: Covariate, keep: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """Codes without gaps: no value is a level, and levels of few people are one."""
    assert covariate.codes is not None
    levels = (*covariate.levels, NOT_RECORDED)
    codes = np.where(covariate.codes < 0, len(covariate.levels), covariate.codes)[keep]
    counts = np.bincount(codes, minlength=len(levels))
    rare = (counts > 0) & (counts < LEAST_IN_A_GROUP)
    if rare.sum() > 1 or (rare.any() and counts[rare].sum() < LEAST_IN_A_GROUP):
        codes = np.where(rare[codes], len(levels), codes)
        levels = (*levels, OTHER)
    there = np.flatnonzero(np.bincount(codes, minlength=len(levels)))
    return np.searchsorted(there, codes), tuple(levels[place] for place in there)


def complete(subjects: Subjects, keep: np.ndarray) -> Subjects:
    """Only some of the subjects."""
    arrays = ("stay", "patient", "group", "time", "event", "observed")
    return replace(subjects, **{name: getattr(subjects, name)[keep] for name in arrays})
