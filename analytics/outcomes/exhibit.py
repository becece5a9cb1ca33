"""An exhibit: the one tidy frame behind a chart, its table, its download and its command.

Topics (engagement, testing, …) declare their exhibits in `EXHIBITS`; `exhibit` computes one over a scope. What the
records cannot show is said in words in place of the frame: which table, column or calendar is missing.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module

import numpy as np
import pandas as pd

from analytics.errors import WrongUsage
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.periods import Period
from analytics.outcomes.scope import CohortBasis, Scope, Span, Window, scope_of, usual_window
from analytics.records.records import Records

TOPICS = {
    "relapse": "analytics.outcomes.relapse",
    "engagement": "analytics.outcomes.engagement",
    "testing": "analytics.outcomes.testing",
    "services": "analytics.outcomes.services",
    "pathways": "analytics.outcomes.pathways",
    "patients": "analytics.outcomes.patients",
}

Choices = Mapping[str, str]
"""What a reader may switch on an exhibit, such as {"analytes": "without_thc"}."""


@dataclass(frozen=True, eq=False)
class Exhibit:
    """What a page shows at one place.

    `frame`: tidy, one row a mark; shares with `value`, `low`, `high`, `events`, `n`; days and counts as numbers. `n` of
    `unit` ("people", "sessions", "tests", …) stand behind it. `members`: for every row of the frame the stays behind
    it (positions), where a person can look them up. `unavailable`: why there is nothing to show (frame empty).
    `definition` and `window` are the kind's and the usual ones unless a computation that switches them says its own.
    """

    frame: pd.DataFrame
    n: int
    unit: str
    headline: Estimate | None = None
    notes: tuple[str, ...] = ()
    members: tuple[np.ndarray, ...] | None = None
    unavailable: str = ""
    key: str = ""
    definition: str = ""
    window: Window | None = None
    by: str | None = None


Compute = Callable[[Scope, str | None, Choices], Exhibit]


@dataclass(frozen=True)
class ExhibitKind:
    """How an exhibit is asked for: what it is, the window it usually has, what it needs, what may be switched.

    `needs`: tables ("follow_ups") and columns ("attendance.starts_at"); "calendar" where dates are needed. `bases`:
    the cohort bases that make sense; another one asked for gives way to the usual. `choices`: name → allowed words,
    the first is the default.
    """

    definition: str
    compute: Compute
    basis: CohortBasis
    span: Span
    bases: tuple[CohortBasis, ...] = ("active", "admitted", "discharged")
    needs: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def unavailable(reason: str) -> Exhibit:
    """Nothing to show, and why."""
    return Exhibit(pd.DataFrame(), 0, "", unavailable=reason)


def exhibit(
    derivation: Derivation,
    key: str,
    *,
    basis: CohortBasis | None = None,
    period: Period | None = None,
    by: str | None = None,
    episode_rows: np.ndarray | None = None,
    choices: Choices | None = None,
) -> Exhibit:
    """One exhibit, such as `engagement.attendance`. `basis` and `period` None: the exhibit's usual ones."""
    kind = kind_of(key)
    window = window_of(kind, derivation.records, basis, period)
    lacking = lacking_of(kind, derivation.records)
    if lacking:
        found = unavailable(lacking)
    else:
        found = kind.compute(scope_of(derivation, window, episode_rows), by, _checked(kind, key, choices or {}))
    return replace(found, key=key, definition=found.definition or kind.definition, window=found.window or window, by=by)


def window_of(kind: ExhibitKind, records: Records, basis: CohortBasis | None, period: Period | None) -> Window:
    """What was chosen, where it makes sense for this exhibit, else its usual window."""
    used = basis if basis in kind.bases else kind.basis
    usual = usual_window(records, used, kind.span)
    return Window(used, period) if period is not None else usual


def lacking_of(kind: ExhibitKind, records: Records) -> str:
    """What the records lack for an exhibit, as a sentence; empty when nothing."""
    if "calendar" in kind.needs and records.settings.calendar == "relative":
        return "These records hold day numbers instead of dates, so nothing that needs the calendar can be shown here."
    for need in kind.needs:
        table, _, column = need.partition(".")
        if table == "calendar":
            continue
        if table not in records.present or not len(records.table(table)):
            return f"This needs the table {table}, which these records do not have."
        if column and (column not in records.table(table) or records.table(table)[column].isna().all()):
            return f"This needs the column {column} of {table}, which these records do not have."
    return ""


def kinds() -> dict[str, ExhibitKind]:
    """Every exhibit there is, by key."""
    found: dict[str, ExhibitKind] = {}
    for topic, module in TOPICS.items():
        declared: dict[str, ExhibitKind] = import_module(module).EXHIBITS
        found |= {f"{topic}.{name}": kind for name, kind in declared.items()}
    return found


def kind_of(key: str) -> ExhibitKind:
    """The exhibit of a key; WrongUsage with the nearest keys when there is none."""
    topic, _, name = key.partition(".")
    if topic in TOPICS:
        declared: dict[str, ExhibitKind] = import_module(TOPICS[topic]).EXHIBITS
        if name in declared:
            return declared[name]
    near = difflib.get_close_matches(key, kinds(), n=3, cutoff=0.3)
    raise WrongUsage(f"“{key}” is no figure.", f"Nearest: {', '.join(near)}." if near else "--list shows them all.")


def _checked(kind: ExhibitKind, key: str, choices: Choices) -> dict[str, str]:
    """The choices with defaults; an unknown name or word is refused."""
    for name, word in choices.items():
        if word not in kind.choices.get(name, ()):
            allowed = "; ".join(f"{n}: {', '.join(words)}" for n, words in kind.choices.items()) or "none"
            raise WrongUsage(f"“{name}={word}” cannot be chosen for {key}.", f"Choices: {allowed}.")
    return {name: choices.get(name, words[0]) for name, words in kind.choices.items()}
