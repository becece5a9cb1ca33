"""Flows: from the referral through this program to the reason for leaving and the next level of care."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, ExhibitKind, unavailable
from analytics.outcomes.pathways.leaving import transfers_note
from analytics.outcomes.pathways.levels import OTHER, in_order, words_of
from analytics.outcomes.pathways.rows import members_of
from analytics.outcomes.scope import Scope

STAGES = {
    "referral_source": "referred by",
    "previous_level_of_care": "level before",
    "program": "program here",
    "track": "track here",
    "discharge_reason": "left as",
    "next_level_of_care": "next level",
}
THROUGH = {"previous_level": "previous_level_of_care", "program": "program", "track": "track"}
SMALL = "small flows"
"""The stop that flows of fewer people than the threshold share between two stages, so that they need no line each."""


@dataclass(frozen=True, eq=False)
class Stage:
    """One column of the picture: a label for every person, after rare ones became "other"."""

    column: str
    label: np.ndarray
    pooled: tuple[str, ...]


def flows(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """People from each value of a stage to each of the next: `source`, `target`, n, a row a flow.

    Values with fewer people than the suppression threshold are "other" of their stage. Flows of fewer go together
    through `SMALL`: one row for what enters it from a source, one for what leaves it to a target. So every person
    enters and leaves each stage once, and every value keeps its whole number.
    """
    people = np.flatnonzero(scope.people)
    least = scope.records.settings.suppression_threshold
    wanted = ("referral_source", THROUGH[choices["through"]], "discharge_reason", "next_level_of_care")
    held = [column for column in wanted if _recorded(scope, column)]
    if len(held) < 2:
        return unavailable(f"This needs at least two of the columns {', '.join(wanted)} of episodes.")
    stages = [_stage(column, words_of(scope, column)[people], least) for column in held]
    rows, members = [], []
    for step, (before, after) in enumerate(pairwise(stages), start=1):
        for source, target, who in _step(before, after, least):
            rows.append(_row(step, before, source, after, target, len(who)))
            members.append(people[who].astype(np.int32))
    notes = (*_pooled_words(stages, least), *_missing_words(wanted, held), transfers_note(scope))
    return Exhibit(pd.DataFrame(rows), len(people), "people", notes=notes, members=tuple(members))


def _recorded(scope: Scope, column: str) -> bool:
    episodes = scope.records.episodes
    return column in episodes and bool(episodes[column].notna().any())


def _stage(column: str, label: np.ndarray, least: int) -> Stage:
    codes, names = pd.factorize(label)
    counts = np.bincount(codes, minlength=len(names))
    rare = tuple(sorted(str(name) for name, n in zip(names, counts, strict=True) if n < least and name != OTHER))
    kept = np.array([OTHER if name in rare else name for name in names], dtype=object)
    return Stage(column, kept[codes] if len(codes) else label, rare)


def _step(before: Stage, after: Stage, least: int) -> list[tuple[str, str, np.ndarray]]:
    """Source, target and people of every flow between two stages, small ones through `SMALL`."""
    found: list[tuple[str, str, np.ndarray]] = []
    small = np.zeros(len(before.label), bool)
    for source in _names(before):
        into_small = np.zeros(len(before.label), bool)
        for target in _names(after):
            here = (before.label == source) & (after.label == target)
            if here.sum() >= least:
                found.append((source, target, members_of(here)))
            else:
                into_small |= here
        found.append((source, SMALL, members_of(into_small)))
        small |= into_small
    found += [(SMALL, target, members_of(small & (after.label == target))) for target in _names(after)]
    return [flow for flow in found if len(flow[2])]


def _names(stage: Stage) -> list[str]:
    return in_order(stage.column, set(stage.label.tolist()))


def _row(step: int, before: Stage, source: str, after: Stage, target: str, n: int) -> dict[str, object]:
    return {
        "step": step,
        "source": source,
        "target": target,
        "from_stage": STAGES[before.column],
        "to_stage": STAGES[after.column],
        "n": n,
    }


def _pooled_words(stages: list[Stage], least: int) -> list[str]:
    pooled = [f"{STAGES[stage.column]}: {', '.join(stage.pooled)}" for stage in stages if stage.pooled]
    said = f"Flows of fewer than {least} people go together through “{SMALL}”."
    return [said, f"In “other”, fewer than {least} each: {'; '.join(pooled)}."] if pooled else [said]


def _missing_words(wanted: tuple[str, ...], held: list[str]) -> list[str]:
    lacking = [column for column in wanted if column not in held]
    return [f"Not in these records: {', '.join(lacking)}."] if lacking else []


EXHIBITS = {
    "flows": ExhibitKind(
        "Every person discharged once: from the referral through this program (by level of care before, or by program "
        "or track) to the reason for leaving and the next level of care.",
        flows,
        basis="discharged",
        span="year",
        bases=("discharged",),
        needs=("episodes.discharged_on", "episodes.discharge_reason"),
        choices={"through": tuple(THROUGH)},
    ),
}
