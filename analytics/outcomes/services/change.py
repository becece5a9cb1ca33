"""Change from admission to discharge or follow-up: those measured both times, each compared with themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.paired import newcombe_paired_difference, paired_mean_difference
from analytics.outcomes.scope import Scope
from analytics.outcomes.services.instruments import (
    ANSWERS,
    COUNT_MEASURES,
    EMPLOYMENT_MEASURES,
    HOUSING_MEASURES,
    SCORE_MEASURES,
    MeanMeasure,
    ShareMeasure,
)
from analytics.outcomes.services.measured import Moment, answers, scores, unknown_answers

Measure = ShareMeasure | MeanMeasure
UNTIL: tuple[Moment, ...] = ("discharge", "follow_up")
UNTIL_WORDS = {"discharge": "discharge", "follow_up": "follow-up"}
AT_THEIR_WORST = (
    "People enter at their worst, so part of any improvement is regression to the mean: a change, not an effect."
)
ANY_CHANGE = "Improved and worsened: any change counts."
OTHERS = "For the other scores we know of no published minimal change to cite: any change counts."
NO_PAIRS = "nobody was measured both times"


def housing_change(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Stable housing and homelessness of those not in a controlled environment, and controlled environments apart."""
    return _changes(scope, by, choices, HOUSING_MEASURES)


def employment_change(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Work or study, full-time work, unemployment, and those outside the labour force."""
    return _changes(scope, by, choices, EMPLOYMENT_MEASURES)


def count_changes(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Arrests and mutual-help meetings in the 30 days before."""
    return _changes(scope, by, choices, COUNT_MEASURES)


def score_changes(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """PHQ-9, GAD-7, the three BAM scores and BARC-10."""
    return _changes(scope, by, choices, SCORE_MEASURES)


def _changes(scope: Scope, by: str | None, choices: Choices, measures: Sequence[Measure]) -> Exhibit:
    until: Moment = "follow_up" if choices.get("until") == "follow_up" else "discharge"
    lacking = _lacking(scope, measures)
    asked = [measure for measure in measures if measure.instrument not in lacking]
    if not asked:
        return unavailable(f"These records hold no answer to {', '.join(lacking)} in the table measures.")
    labels = scope.groups(by)
    groups = sorted(set(labels[scope.people].tolist()))
    rows, members = [], []
    for measure in asked:
        before, after, known_before, known_after = _values(scope, measure, until)
        for group in groups:
            people = scope.people & (labels == group)
            both = people & known_before & known_after
            alone = people & known_before & ~known_after
            row = {"group": group} if by else {}
            row |= {"measure": measure.label, "until": UNTIL_WORDS[until], "better": measure.better}
            rows.append(row | _row(measure, before, after, both, alone) | {"people": int(people.sum())})
            members.append(np.flatnonzero(both))
    notes = (AT_THEIR_WORST, *_notes(scope, asked, lacking))
    return Exhibit(pd.DataFrame(rows), int(scope.people.sum()), "people", notes=notes, members=tuple(members))


def _lacking(scope: Scope, measures: Sequence[Measure]) -> list[str]:
    there = set(scope.records.measures["instrument"].dropna().unique())
    return sorted({measure.instrument for measure in measures} - there)


def _values(scope: Scope, measure: Measure, until: Moment) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Over all stays: value at admission and later (0 or 1 for a share), and where each is known."""
    if isinstance(measure, ShareMeasure) and measure.states:
        moments, states = answers(scope, measure.instrument)
        first, later = moments["admission"], moments[until]
        wanted = [states.index(state) for state in measure.states]
        known_first, known_later = ~np.isnan(first), ~np.isnan(later)
        if measure.apart:
            apart = states.index(measure.apart)
            known_first &= (first != apart) & (later != apart)
            known_later &= later != apart
        return np.isin(first, wanted).astype(float), np.isin(later, wanted).astype(float), known_first, known_later
    found = scores(scope, measure.instrument)
    first, later = found["admission"], found[until]
    known_first, known_later = ~np.isnan(first), ~np.isnan(later)
    if isinstance(measure, ShareMeasure) and measure.at_least is not None:
        first, later = (first >= measure.at_least).astype(float), (later >= measure.at_least).astype(float)
    return first, later, known_first, known_later


def _row(
    measure: Measure, before: np.ndarray, after: np.ndarray, both: np.ndarray, alone: np.ndarray
) -> dict[str, object]:
    first, later = before[both], after[both]
    shared = isinstance(measure, ShareMeasure)
    change = _share_change(first, later) if shared else paired_mean_difference(later, first)
    up, down = _moved(measure, later - first)
    return {
        "kind": "share" if shared else "mean",
        "before": float(first.mean()) if len(first) else None,
        "after": float(later.mean()) if len(later) else None,
        "value": change.value,
        "low": change.low,
        "high": change.high,
        "n": int(both.sum()),
        "improved": up,
        "same": None if up is None or down is None else int(both.sum()) - up - down,
        "worsened": down,
        "minimal_change": None if isinstance(measure, ShareMeasure) else measure.minimal,
        "n_without": int(alone.sum()),
        "before_without": float(before[alone].mean()) if alone.any() else None,
        "method": change.method,
        "reason": NO_PAIRS if change.value is None else change.reason,
    }


def _share_change(first: np.ndarray, later: np.ndarray) -> Estimate:
    """Later share − share at admission of the same people."""
    both, only_later = int((first * later).sum()), int(((1 - first) * later).sum())
    only_first = int((first * (1 - later)).sum())
    return newcombe_paired_difference(both, only_later, only_first, len(first) - both - only_later - only_first)


def _moved(measure: Measure, change: np.ndarray) -> tuple[int | None, int | None]:
    """How many improved and worsened by at least the minimal change; None where neither way is better."""
    if not measure.better:
        return None, None
    better = change if measure.better == "up" else -change
    least = measure.minimal if isinstance(measure, MeanMeasure) and measure.minimal else 0.0
    improved, worsened = (better >= least, -better >= least) if least else (better > 0, better < 0)
    return int(improved.sum()), int(worsened.sum())


def _notes(scope: Scope, asked: Sequence[Measure], lacking: Sequence[str]) -> list[str]:
    notes = []
    means = [measure for measure in asked if isinstance(measure, MeanMeasure)]
    cited = [f"{m.minimal:g} points on {m.label.split()[0]} ({m.source})" for m in means if m.minimal]
    if cited:
        notes.append(f"Improved and worsened mean at least {', '.join(cited)}. {OTHERS}")
    elif means:
        notes.append(ANY_CHANGE)
    if lacking:
        notes.append(f"Not in these records: {', '.join(lacking)}.")
    for instrument in sorted({m.instrument for m in asked} & set(ANSWERS)):
        if unknown := unknown_answers(scope, instrument):
            notes.append(f"{unknown:,} answers about {instrument} are in no known code and are left out.")
    return notes
