"""The subjects of a comparison: one element a person (or episode) with group, time, event and patient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.errors import NotEstimable
from analytics.evaluation.contrast import NO_GROUP, Contrast, groups_of, placed
from analytics.evaluation.shared_patients import GroupEpisodes, people_in_several_groups
from analytics.outcomes.answer import due_tests_given
from analytics.outcomes.catalogue import definition_text
from analytics.outcomes.cautions import immortal_time, people_on_both_sides, uneven_testing
from analytics.outcomes.cohort import ALL, chosen_stays
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import Question
from analytics.outcomes.values_asked import values_asked
from analytics.records.days import known

LEAST_IN_A_GROUP = 11
"""Fewer people than this in a group are not compared."""


@dataclass(frozen=True, eq=False)
class Subjects:
    """Who is compared. Arrays have one element a person (each one's first stay of the period) or episode.

    `stay`: positions among all stays; `patient`: codes, the clusters of robust errors; `group`: codes into `names`
    (0 = the reference); `time` in `unit` (days, or weeks for endpoints read off weekly words), `event` 1 or 0, censored
    people 0. `left_out`: reason → people. `cautions`: sentences without which nothing may be read.
    """

    question: Question
    contrast: Contrast
    names: tuple[str, ...]
    stay: np.ndarray
    patient: np.ndarray
    group: np.ndarray
    time: np.ndarray
    event: np.ndarray
    observed: np.ndarray
    unit: str
    text: str
    left_out: dict[str, int]
    cautions: tuple[str, ...]
    biased: str
    """Why the comparison is refused as it stands (immortal time), else empty."""

    def __len__(self) -> int:
        return len(self.time)

    @property
    def sizes(self) -> tuple[int, ...]:
        """People in each group, in the order of `names`."""
        return tuple(np.bincount(self.group, minlength=len(self.names)).tolist())

    @property
    def in_several_groups(self) -> int:
        """Patients with episodes in more than one group; nobody when people are compared."""
        return people_in_several_groups(self.patient, self.group)

    def group_episodes(self) -> tuple[GroupEpisodes, ...]:
        """The episodes of each group, in the order of `names`."""
        groups = (self.group == code for code in range(len(self.names)))
        return tuple(GroupEpisodes(self.time[own], self.event[own], self.patient[own]) for own in groups)


def subjects_of(
    derivation: Derivation, question: Question, contrast: Contrast, *, episode_rows: np.ndarray | None = None
) -> Subjects:
    """Everyone in one of the groups whose clock has started and whose time can be told.

    Raises NotEstimable for an endpoint that is no time to an event, and when a group has fewer than
    `LEAST_IN_A_GROUP` people.
    """
    groups = groups_of(derivation, contrast, clock=question.clock)
    return _subjects(derivation, question, contrast, *groups, episode_rows=episode_rows)


def everyone_of(derivation: Derivation, question: Question, *, episode_rows: np.ndarray | None = None) -> Subjects:
    """Everyone whose clock has started and whose time can be told, as one group, for exposures that begin later.

    Raises NotEstimable for an endpoint that is no time to an event, and with too few people.
    """
    codes = np.zeros(len(derivation.timeline().stays), np.int32)
    return _subjects(derivation, question, Contrast(by=ALL), codes, (ALL,), episode_rows=episode_rows, least_groups=1)


def _subjects(
    derivation: Derivation,
    question: Question,
    contrast: Contrast,
    codes: np.ndarray,
    names: tuple[str, ...],
    *,
    episode_rows: np.ndarray | None,
    least_groups: int = 2,
) -> Subjects:
    stays = derivation.timeline(question.refused, question.analytes).stays
    rows = np.ones(len(derivation.records.episodes), bool) if episode_rows is None else episode_rows
    as_of = derivation.timeline().as_of
    chosen = chosen_stays(
        stays, rows, unit=question.unit, basis=question.basis_used, period=question.period, as_of=as_of
    )
    started = known(derivation.patterns(question.clock, question.refused, question.analytes).zero)
    values = values_asked(derivation, question)
    if values.times is None:
        raise NotEstimable("This endpoint is no time to an event.", "Choose one that is: first_positive, …")
    codes, names = _present(codes, names, chosen)
    keep = chosen & started & values.usable & (codes != NO_GROUP)
    stay = np.flatnonzero(keep)
    _refuse_small_groups(np.bincount(codes[stay], minlength=len(names)), names, least_groups)
    return Subjects(
        question=question,
        contrast=contrast,
        names=names,
        stay=stay,
        patient=stays.patient[stay],
        group=codes[stay],
        time=values.times.time[stay].astype(float),
        event=values.times.event[stay].astype(np.int64),
        observed=values.observed[stay],
        unit=values.times.unit,
        text=definition_text(
            question.definition, missing=None if question.missing == "as_published" else question.missing
        ),
        left_out={
            "in neither group": int((chosen & (codes == NO_GROUP)).sum()),
            "clock never started": int((chosen & ~started & (codes != NO_GROUP)).sum()),
            "too few weeks for the definition": int((chosen & started & ~values.usable & (codes != NO_GROUP)).sum()),
        },
        cautions=_cautions(derivation, keep, codes, len(names)),
        biased=immortal_time(contrast.by, question.clock),
    )


def _present(codes: np.ndarray, names: tuple[str, ...], chosen: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """Only the groups that anyone asked about is in."""
    there = np.bincount(codes[chosen & (codes != NO_GROUP)], minlength=len(names)) > 0
    place = np.append(np.where(there, np.cumsum(there) - 1, NO_GROUP), NO_GROUP).astype(np.int32)
    return place[codes], tuple(name for name, is_there in zip(names, there.tolist(), strict=True) if is_there)


def _refuse_small_groups(sizes: np.ndarray, names: tuple[str, ...], least_groups: int) -> None:
    if len(names) < least_groups:
        few = "Fewer than two groups have anyone in them." if least_groups == 2 else "There is no one to compare."
        raise NotEstimable(few, "Choose another column or a longer period.")
    small = [place for place, size in enumerate(sizes.tolist()) if size < LEAST_IN_A_GROUP]
    if small:
        where = f"the {placed(small, len(names))}" if len(names) > 1 else "the only group"
        raise NotEstimable(
            f"Fewer than {LEAST_IN_A_GROUP} people are in {where}, so nothing is compared.",
            "Choose larger groups or a longer period.",
        )


def _cautions(derivation: Derivation, keep: np.ndarray, codes: np.ndarray, groups: int) -> tuple[str, ...]:
    patient = derivation.timeline().stays.patient
    tested = [due_tests_given(derivation.ledger(), keep & (codes == code), patient) for code in range(groups)]
    shared = people_in_several_groups(patient[keep], codes[keep])
    return tuple(filter(None, [uneven_testing(tested), people_on_both_sides(shared)]))
