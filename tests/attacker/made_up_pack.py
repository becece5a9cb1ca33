"""A small release: a program of three sites, reached at follow-up by payer, small groups at every turn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analytics.outcomes.intervals import wilson
from analytics.privacy.counts import ALL_SITES, Count, Who
from analytics.reports.draft import Draft, DraftSection, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column

SITES = ("Main", "North", "River")
PAYERS = ("medicaid", "commercial", "self pay", "grant")

#  people by site and payer, and how many of them were reached
MANY_SMALL = (
    np.array([[60, 40, 25, 9], [30, 22, 14, 12], [45, 20, 16, 21]]),
    np.array([[41, 30, 13, 5], [18, 19, 9, 6], [26, 12, 14, 11]]),
)
ONE_SMALL = (  # the nine of Main paid by a grant, five of them reached
    np.array([[60, 40, 45, 9], [30, 42, 34, 32], [45, 40, 36, 31]]),
    np.array([[41, 28, 23, 5], [15, 19, 18, 20], [26, 22, 14, 12]]),
)
Numbers = tuple[np.ndarray, np.ndarray]


def drafts(numbers: Numbers = MANY_SMALL, period: str = "2026 Q3", *, late: int = 0) -> list[Draft]:
    """The reports of the whole program and of each site. `late`: people reached since, in Main's largest group."""
    people, reached = numbers[0], numbers[1].copy()
    reached[0, 0] += late
    whole = _draft(period, ALL_SITES, people.sum(axis=0), reached.sum(axis=0))
    return [whole, *(_draft(period, site, people[at], reached[at]) for at, site in enumerate(SITES))]


def as_last_quarter(label: str, found: Sequence[Draft]) -> list[Draft]:
    """The same people told again by the next quarter's report."""
    return [Draft(**{**draft.__dict__, "label": label}) for draft in found]


def _draft(period: str, site: str, people: np.ndarray, reached: np.ndarray) -> Draft:
    rows = [_row("All", period, site, "", people.sum(), reached.sum())]
    rows += [_row(payer, period, site, f"payer = {payer}", people[at], reached[at]) for at, payer in enumerate(PAYERS)]
    table = DraftTable("payers", "Reached", "", (Column("Payer"), Column("Reached", "share")), tuple(rows))
    section = DraftSection("reached", "Reached", "Who was reached?", (table,))
    named = "" if site == ALL_SITES else site
    return Draft("Program", "", period, "", named, "", "", "", "", (section,), lambda tables: "")


def _row(name: str, period: str, site: str, group: str, people: int, reached: int) -> tuple[Words, ShareOf]:
    of = Who("discharged", period, site, group)
    events = of.but("discharged: reached")
    share = ShareOf(wilson(int(reached), int(people)), Count(of, int(people)), Count(events, int(reached)))
    return Words(name), share
