"""Samples and people side by side: the share of weekly tests that were negative, and of people without a positive one.

A share of negative tests is no abstinence rate: a few people give many positive tests, many people one.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.clustered import clustered_proportion
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate, not_estimable, wilson
from analytics.outcomes.scope import Scope
from analytics.records.days import known
from analytics.records.said import Refused

SAMPLES, PEOPLE = "tests", "people"
GIVEN, DUE = "given", "due"

NO_RATE = "A share of negative tests is no abstinence rate: most tests can be negative while most people have used."


def samples_and_people(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Four rows (a group): weekly tests negative, people without a positive week; of those given, and of all due.

    Read off the weekly words from admission (intent-to-treat): a week with any positive, or mixed, is positive. Of all
    due: a week not given counts as positive, which is the `worst` of its bounds; `best` counts it as negative, over the
    same people and weeks. Tests: interval with patients as clusters; people: Wilson.
    """
    words = scope.derivation.patterns("admission", _refused(scope)).words
    chosen = scope.people & known(scope.stays.admitted)
    negative = (words == ord("-")).sum(axis=1)
    positive = ((words == ord("+")) | (words == ord("*"))).sum(axis=1)
    missed = (words == ord("o")).sum(axis=1)
    chosen &= negative + positive + missed > 0
    if not chosen.any():
        return unavailable("No drug test was due or given to anybody here.")
    groups = scope.groups(by)
    least = scope.records.settings.min_at_risk
    rows, members = [], []
    for group in sorted(set(groups[chosen])):
        own = np.flatnonzero(chosen & (groups == group))
        for row, behind in _rows(negative[own], positive[own], missed[own], own, least):
            rows.append(({"group": group} if by else {}) | row)
            members.append(behind)
    return Exhibit(
        pd.DataFrame(rows), int(np.count_nonzero(chosen)), "people", notes=(NO_RATE,), members=tuple(members)
    )


def _refused(scope: Scope) -> Refused:
    return "missed" if scope.records.settings.refused == "missed" else "positive"


Found = tuple[dict[str, object], np.ndarray]


def _rows(negative: np.ndarray, positive: np.ndarray, missed: np.ndarray, own: np.ndarray, least: int) -> list[Found]:
    """Tests given, tests due, people tested, everybody; members are the stays counted in n."""
    given, due = negative + positive, negative + positive + missed
    tested = given > 0
    clean = (positive == 0) & tested
    spotless = (positive == 0) & (missed == 0) & tested
    bounds_tests = (negative.sum() / due.sum(), (negative + missed).sum() / due.sum())
    bounds_people = (float(spotless.mean()), float((positive == 0).mean()))
    return [
        (_row(SAMPLES, GIVEN, _share_of_tests(negative, given, least)), own[tested]),
        (_row(SAMPLES, DUE, _share_of_tests(negative, due, least), bounds_tests), own),
        (_row(PEOPLE, GIVEN, _share_of_people(clean[tested], least)), own[tested]),
        (_row(PEOPLE, DUE, _share_of_people(spotless, least), bounds_people), own),
    ]


def _row(what: str, of: str, share: Estimate, bounds: tuple[float, float] | None = None) -> dict[str, object]:
    shown = share.value is not None and bounds is not None
    return {
        "what": what,
        "of": of,
        "value": share.value,
        "low": share.low,
        "high": share.high,
        "events": share.events,
        "n": share.n,
        "worst": float(bounds[0]) if shown and bounds else None,
        "best": float(bounds[1]) if shown and bounds else None,
        "reason": share.reason,
    }


def _share_of_tests(hits: np.ndarray, tests: np.ndarray, least: int) -> Estimate:
    people = int(np.count_nonzero(tests))
    if people < least:
        return not_estimable("clustered", f"fewer than {least} people tested", n=int(tests.sum()))
    return clustered_proportion(hits, tests)


def _share_of_people(hits: np.ndarray, least: int) -> Estimate:
    if len(hits) < least:
        return not_estimable("Wilson", f"fewer than {least} people", n=len(hits))
    return wilson(int(hits.sum()), len(hits))
