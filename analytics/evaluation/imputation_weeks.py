"""What is known about every week of every person, and which weeks hold a missed test that is to be imputed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

NO_SYMBOL, NEGATIVE_WEEK, POSITIVE_WEEK = 0, 1, 2
OLDER = 2
"""Added to a symbol that does not lie in the neighbouring week."""

NEIGHBOUR_LEVELS = 5  # none; negative, positive in the neighbouring week; negative, positive longer ago
NO_SESSION, SESSION_HELD, SESSION_MISSED = 0, 1, 2
SESSION_LEVELS = 3
STEPS_OF_LOG_ODDS, OTHER_LEVELS = 4, 33


@dataclass(frozen=True, eq=False)
class Weeks:
    """`observed`: people × weeks of NO_SYMBOL, NEGATIVE_WEEK, POSITIVE_WEEK (a mixed week is positive).

    `person`, `week` (from 0): one element a missed test, in the order of week and person. `group`, `site`: codes of
    every person; `session`: people × weeks, what became of the last session up to the end of the week.
    """

    observed: np.ndarray
    person: np.ndarray
    week: np.ndarray
    group: np.ndarray
    site: np.ndarray
    session: np.ndarray

    @cached_property
    def missing_share(self) -> float:
        """Missed tests among missed tests and weeks with a result."""
        known, missed = int((self.observed > 0).sum()), len(self.person)
        return missed / (missed + known) if missed + known else 0.0

    @cached_property
    def given_positive(self) -> float:
        """The share of weeks with a result that are positive (NaN without any)."""
        known = int((self.observed > 0).sum())
        return int((self.observed == POSITIVE_WEEK).sum()) / known if known else float("nan")

    def other_results(self, person: np.ndarray, positive_here: np.ndarray | None = None) -> np.ndarray:
        """Level of how often the person's other weeks with a result are positive: log odds in quarter steps.

        `positive_here`: for weeks with a result, whether it is positive; that week itself is left out.
        """
        positive = (self.observed == POSITIVE_WEEK).sum(axis=1)[person]
        negative = (self.observed == NEGATIVE_WEEK).sum(axis=1)[person]
        if positive_here is not None:
            positive, negative = positive - positive_here, negative - ~positive_here
        steps = np.round(STEPS_OF_LOG_ODDS * np.log((positive + 0.5) / (negative + 0.5)))
        middle = OTHER_LEVELS // 2
        return np.asarray(np.clip(steps, -middle, middle).astype(np.int64) + middle)

    @cached_property
    def last_symbol(self) -> np.ndarray:
        """People × weeks: the last observed symbol before the week, as a neighbour level."""
        return _neighbour(self.observed)

    @cached_property
    def next_symbol(self) -> np.ndarray:
        """People × weeks: the first observed symbol after the week, as a neighbour level."""
        return np.ascontiguousarray(_neighbour(self.observed[:, ::-1])[:, ::-1])

    @cached_property
    def next_of_missed(self) -> np.ndarray:
        """The first symbol after each missed test; the result of another test in the same week counts as after it."""
        here = self.observed[self.person, self.week]
        return np.where(here > 0, here, self.next_symbol[self.person, self.week])

    @cached_property
    def older_of_missed(self) -> np.ndarray:
        """Whether the week before each missed test has neither a result nor a missed test that will have one."""
        filled = self.observed > 0
        filled[self.person, self.week] = True
        before = np.zeros_like(filled)
        before[:, 1:] = filled[:, :-1]
        return ~before[self.person, self.week]


def weeks_of(
    words: np.ndarray,
    *,
    group: np.ndarray,
    site: np.ndarray | None = None,
    session: np.ndarray | None = None,
    missed: tuple[np.ndarray, np.ndarray] | None = None,
) -> Weeks:
    """The weeks of some words (uint8, people × weeks of `+ - * o _`, zero padded).

    `missed`: person and week (from 0) of every missed test; without it every `o`. A week not due (`_`: after death,
    transfer, jail) is never imputed. `session`: people × weeks of session codes.
    """
    person, week = np.nonzero(words == ord("o")) if missed is None else missed
    width = max(words.shape[1], int(week.max(initial=-1)) + 1)
    observed = np.zeros((len(words), width), np.uint8)
    observed[:, : words.shape[1]] = _symbols(words)
    sessions = np.zeros((len(words), width), np.uint8)
    if session is not None and session.shape[1]:
        columns = np.minimum(np.arange(width), session.shape[1] - 1)
        sessions = session[:, columns].astype(np.uint8)
    order = np.lexsort((person, week))
    return Weeks(
        observed,
        person[order].astype(np.int64),
        week[order].astype(np.int64),
        group.astype(np.int64),
        np.zeros(len(words), np.int64) if site is None else site.astype(np.int64),
        sessions,
    )


def _symbols(words: np.ndarray) -> np.ndarray:
    table = np.zeros(256, np.uint8)
    table[[ord("-"), ord("+"), ord("*")]] = NEGATIVE_WEEK, POSITIVE_WEEK, POSITIVE_WEEK
    return table[words]


def _neighbour(observed: np.ndarray) -> np.ndarray:
    """The nearest symbol in an earlier column, with whether it lies in the neighbouring one."""
    people, weeks = observed.shape
    levels = np.zeros((people, weeks), np.uint8)
    if weeks < 2:
        return levels
    place = np.where(observed > 0, np.arange(weeks, dtype=np.int32)[None, :], np.int32(-1))
    latest = np.maximum.accumulate(place, axis=1)[:, :-1]
    symbol = np.take_along_axis(observed, np.maximum(latest, 0), axis=1)
    older = np.where(latest < np.arange(weeks - 1)[None, :], OLDER, 0)
    levels[:, 1:] = np.where(latest >= 0, symbol + older, NO_SYMBOL)
    return levels
