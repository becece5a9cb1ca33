"""The counts of drafts by name, each with the report that tells it, and everything a reader can add up.

Late records make the report of a quarter and the next report, where it is "last quarter", tell two numbers of the same
people: both stand in the release, and so does their difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analytics.privacy.counts import Count, Sum, Who
from analytics.privacy.ledger import sums_over
from analytics.reports.cells import counts_of
from analytics.reports.draft import CountOf, Draft, DraftCell, DraftCurve, DraftTable, ShareOf, TrendOf

FIRST_PAGE = 5.0
"""So many figures elsewhere are given up for one of the first page."""


def cells_of(draft: Draft) -> Iterable[DraftCell]:
    """Every cell of a draft, and the people of its curves."""
    for section in draft.sections:
        for block in section.blocks:
            if isinstance(block, DraftTable):
                yield from (cell for row in block.rows for cell in row)
            elif isinstance(block, DraftCurve):
                yield from (CountOf(people) for people, _ in block.groups.values())


def named_counts(drafts: Sequence[Draft]) -> list[Count]:
    """Every count of every report, once; those of a report's own quarter first, because they are told first.

    ValueError when one name stands for different numbers within a report: it would hide too little.
    """
    counts: dict[Who, Count] = {}
    for draft in drafts:
        for found in (found for cell in cells_of(draft) for found in counts_of(cell)):
            named = Count(found.who.as_known(draft.label), found.number)
            if counts.setdefault(named.who, named).number != found.number:
                raise ValueError(f"two tables count “{found.who.what}” differently under one name")
    return list(counts.values())


def worth_of(drafts: Sequence[Draft]) -> dict[Who, float]:
    """How many figures are hidden with each count; one of page 1 weighs as much as several of others."""
    worth: dict[Who, float] = {}
    for draft in drafts:
        for section in draft.sections:
            weight = FIRST_PAGE if section.key == "glance" else 1.0
            cells = (
                cell for block in section.blocks if isinstance(block, DraftTable) for row in block.rows for cell in row
            )
            for found in (found for cell in cells for found in counts_of(cell)):
                who = found.who.as_known(draft.label)
                worth[who] = worth.get(who, 0.0) + weight
    return worth


def all_sums(drafts: Sequence[Draft]) -> list[Sum]:
    """Everything a reader of all reports together can add up: declared, part + rest = whole, sites, groups."""
    found = []
    for draft in drafts:
        declared = [one for section in draft.sections for block in section.blocks
                    if isinstance(block, DraftTable) for one in block.sums]  # fmt: skip
        shares = [one for cell in cells_of(draft) for one in _rests(cell)]
        found += [_as_known(one, draft.label) for one in (*declared, *shares)]
    return [*dict.fromkeys(found), *sums_over(count.who for count in named_counts(drafts))]


def hidden_in(draft: Draft, hidden: frozenset[Who]) -> frozenset[Who]:
    """What is hidden in one report, by the names its sections gave."""
    return frozenset(who.as_known("") for who in hidden if who.known == draft.label)


def told_in(draft: Draft, hidden: frozenset[Who]) -> dict[Who, int]:
    """What one report tells, with its label; later reports must fit to it."""
    here = hidden_in(draft, hidden)
    shown = (counts_of(cell) for cell in cells_of(draft))
    told = (found for counts in shown if not any(one.who in here for one in counts) for found in counts)
    return {found.who.as_known(draft.label): found.number for found in told}


def _as_known(one: Sum, label: str) -> Sum:
    return Sum(one.total.as_known(label), tuple(part.as_known(label) for part in one.parts))


def _rests(cell: DraftCell) -> list[Sum]:
    if isinstance(cell, TrendOf):
        return [found for share in cell.shares for found in _rests(share)]
    if isinstance(cell, ShareOf) and cell.events is not None:
        return [Sum(cell.of.who, (cell.events.who, cell.events.who.rest()))]
    return []
