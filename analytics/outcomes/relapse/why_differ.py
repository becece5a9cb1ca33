"""Two figures and the steps between them, as one frame: a row for the first figure and one after each change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast, get_args

import pandas as pd

from analytics.errors import NotEstimable
from analytics.outcomes.cohort import MOST_GROUPS, group_of
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.differ import EVERYBODY, ORDER, Definition, Difference, changed_fields, why_differ
from analytics.outcomes.differ_figures import ENDPOINTS, NAMED, Figures, with_endpoint, year_before
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.missing import MISSING_RULES
from analytics.outcomes.question import Unit
from analytics.outcomes.scope import Scope, Window
from analytics.records.said import Analytes, Refused

AS_NAMED = "as_named"
SIDES = ("first", "second")
GROUPS = ("everybody", *(f"group_{place}" for place in range(1, MOST_GROUPS + 1)))
PERIODS = (AS_NAMED, "year_before", "all")
ORDER_IN_WORDS = (
    "Changed in this order: group, period, basis, people or episodes; refused tests, analytes, missing tests; then "
    "event, clock and day. Another order gives other steps and the same sum; a step is no cause."
)


def _choices_of(side: str) -> dict[str, tuple[str, ...]]:
    named = tuple(NAMED)
    return {
        side: named if side == "first" else (named[1], named[0], *named[2:]),
        f"{side}_endpoint": (AS_NAMED, *ENDPOINTS),
        f"{side}_missing": (AS_NAMED, *MISSING_RULES),
        f"{side}_refused": (AS_NAMED, *get_args(Refused)),
        f"{side}_analytes": (AS_NAMED, *get_args(Analytes)),
        f"{side}_unit": (AS_NAMED, *get_args(Unit)),
        f"{side}_period": PERIODS,
        f"{side}_group": GROUPS,
    }


CHOICES = _choices_of("first") | _choices_of("second")
"""A figure by its name, and what is changed in it; `group_3` is the third level, in alphabetical order, of --by."""


def differ(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """A row a step: changed, value, change, n, and the definition reached; the changes add up to the difference.

    The first row is the first figure, the last the second; both have low and high. `change` is null in the first row.
    """
    try:
        first, second = (definition_of(scope, by, choices, side) for side in SIDES)
        if not changed_fields(first, second):
            return unavailable("Both figures have the same definition. Choose two that differ.")
        figures = Figures(scope.derivation, scope.episode_rows, by)
        found = why_differ(first, second, figures, between=replace(figures, intervals=False, kept={}))
    except NotEstimable as problem:
        return unavailable(f"{problem.problem} {problem.fix}")
    frame = pd.DataFrame(_rows(found))
    together = any(len(step.changed) > 1 for step in found.steps)
    notes = ("Changes that stand together have no figure between them.",) if together else ()
    return Exhibit(
        frame,
        found.second.n,
        f"{second.unit} in the second figure",
        notes=(*notes, ORDER_IN_WORDS),
        window=Window(second.basis, second.period),
    )


def definition_of(scope: Scope, by: str | None, choices: Choices, side: str) -> Definition:
    """The definition of one side: the named figure with what was changed in it."""
    found = NAMED[choices[side]](scope.derivation, scope.window.period)
    if choices[f"{side}_endpoint"] != AS_NAMED:
        found = with_endpoint(found, choices[f"{side}_endpoint"])
    for name in ("missing", "refused", "analytes", "unit"):
        if choices[f"{side}_{name}"] != AS_NAMED:
            found = replace(found, **cast(dict[str, Any], {name: choices[f"{side}_{name}"]}))
    if choices[f"{side}_period"] == "year_before":
        found = year_before(found)
    elif choices[f"{side}_period"] == "all":
        found = replace(found, period=None)
    return replace(found, group=_group(scope, by, choices[f"{side}_group"]))


def group_levels(derivation: Derivation, by: str | None) -> list[str]:
    """The levels of the column compared by, in the order in which `group_1`, `group_2` … count them."""
    return sorted(set(group_of(derivation.records, derivation.timeline().stays, by))) if by else []


def _group(scope: Scope, by: str | None, word: str) -> str:
    if word == GROUPS[0]:
        return EVERYBODY
    levels = group_levels(scope.derivation, by)
    place = GROUPS.index(word) - 1
    if place >= len(levels):
        raise NotEstimable(f"There is no {word} to compare.", "Compare by a column with that many groups.")
    return levels[place]


def _rows(found: Difference) -> list[dict[str, object]]:
    rows = [_row(0, (), found.first, None, found.definition)]
    for place, step in enumerate(found.steps, start=1):
        rows.append(_row(place, step.changed, step.figure, step.change, step.definition))
    return rows


def _row(
    place: int, changed: tuple[str, ...], figure: Estimate, change: float | None, reached: Definition
) -> dict[str, object]:
    shown = {
        "step": place,
        "changed": ", ".join(changed),
        "value": figure.value,
        "change": change,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
    }
    return shown | {name: _said(getattr(reached, name), name) for name in ORDER}


def _said(value: object, name: str) -> object:
    if name == "period":
        return "all days" if value is None else getattr(value, "label", "")
    return "everybody" if name == "group" and value == EVERYBODY else value
