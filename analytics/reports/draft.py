"""A draft of a report: the true figures, each with the names of the counts behind it. A draft never leaves.

Sections write drafts; `release` decides for all tables together what is hidden and freezes what remains. Titles, notes
and charts are made after that, from the released table: they cannot say what is hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from analytics.outcomes.intervals import Estimate
from analytics.privacy.counts import Count, Sum
from analytics.reports.frozen import Column, Kind, Look, Paragraph, Table

Said = str | Callable[[Table], str]
"""A sentence, or how it is written from the released table."""


@dataclass(frozen=True)
class Words:
    """Words only: no figure of patients may be in them."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class CountOf:
    """A number of people, episodes, sessions or tests."""

    count: Count


@dataclass(frozen=True)
class ShareOf:
    """A share with its interval. `events` ÷ `of`; hidden with any of the two or with those left over.

    An estimate without counts of its own (Kaplan–Meier, clustered) names the people behind it in `of` and, where known,
    in `events`. `others`: further counts it would give away.
    """

    estimate: Estimate
    of: Count
    events: Count | None = None
    others: tuple[Count, ...] = ()


@dataclass(frozen=True)
class AmountOf:
    """Days, hours, money or a score of `of` people: hidden with them, and always with fewer than the threshold."""

    value: float | None
    kind: Kind
    of: Count
    low: float | None = None
    high: float | None = None
    reason: str = ""


@dataclass(frozen=True)
class DifferenceOf:
    """A difference (share points or amounts) that is hidden whenever one of the figures it compares is."""

    estimate: Estimate
    kind: Kind
    between: tuple[Count, ...]


@dataclass(frozen=True)
class TrendOf:
    """Shares in order of time, drawn small; each one is hidden on its own and leaves a gap."""

    shares: tuple[ShareOf, ...]
    labels: tuple[str, ...]
    target: float | None = None
    reading: str = ""


DraftCell = Words | CountOf | ShareOf | AmountOf | DifferenceOf | TrendOf


@dataclass(frozen=True)
class DraftTable:
    """A table before anything is hidden. `sums`: what a reader can add up in it, beyond share + rest = whole."""

    key: str
    title: Said
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[DraftCell, ...], ...]
    notes: tuple[Said, ...] = ()
    sums: tuple[Sum, ...] = ()
    command: str = ""


@dataclass(frozen=True)
class DraftCurve:
    """Survival curves to be coarsened: for each group the product-limit table from time 0, and the days of the table.

    `groups`: name → (people at the start, rows of (time, at_risk, events, censored, estimate, low, high)).
    """

    key: str
    title: Said
    subtitle: str
    groups: dict[str, tuple[Count, list[tuple[float, int, int, int, float, float, float]]]]
    days: tuple[int, ...]
    unit: str = "days"
    notes: tuple[Said, ...] = ()
    command: str = ""


@dataclass(frozen=True)
class DraftChart:
    """A picture drawn from the released table of that key. `draw` returns SVG text; "" when too little is left."""

    key: str
    table: str
    title: Said
    subtitle: str
    draw: Callable[[Table], str]
    alt: Callable[[Table], str]
    native: Literal["", "bars", "line", "steps"] = ""


@dataclass(frozen=True)
class DraftParagraph:
    """Running text written from the section's released tables, by their keys; "" = nothing to say."""

    say: Callable[[Mapping[str, Table]], str]
    look: Look = "text"


Block = DraftTable | DraftCurve | DraftChart | DraftParagraph | Paragraph


@dataclass(frozen=True)
class DraftSection:
    """A section: the question it answers and what it shows. `missing`: the sentence in place of all blocks."""

    key: str
    title: str
    question: str
    blocks: tuple[Block, ...] = ()
    missing: str = ""


@dataclass(frozen=True)
class Draft:
    """A whole report before release."""

    program: str
    subtitle: str
    label: str
    basis: str
    site: str
    through: str
    sources: str
    notice: str
    commentary: str
    sections: tuple[DraftSection, ...]
    finding: Callable[[dict[str, Table]], str]
    facts: dict[str, str] = field(default_factory=dict)
