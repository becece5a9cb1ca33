"""The clauses a rule is made of, as small frozen records: what is said, not how it is computed.

A word has one symbol a week: ``+`` positive, ``-`` negative, ``*`` mixed, ``o`` missed, ``_`` not due. Weeks count
from 1; a negative week counts from the end of the word (-1 is the last one).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

SYMBOLS = "+-*o_"
TESTED = "+-*"


@dataclass(frozen=True)
class Weeks:
    """Weeks `first` to `last`, both included, clipped to the word."""

    first: int = 1
    last: int = -1


@dataclass(frozen=True)
class Recode:
    """read 'x' as 'y'."""

    old: str
    new: str


@dataclass(frozen=True)
class Drop:
    """drop 'x': cut the symbol out, later places move forward."""

    symbol: str


@dataclass(frozen=True)
class Keep:
    """keep weeks a to b, for good."""

    weeks: Weeks


@dataclass(frozen=True)
class KeepToRetention:
    """keep weeks 1 to retention: up to the week of the last collected test of the raw word."""


@dataclass(frozen=True)
class ViewThrough:
    """view through lattice 'L': bring to its length (padding with o), then _ wherever the lattice has no visit."""

    lattice: str


@dataclass(frozen=True)
class CarryForward:
    """carry forward over 'x': every x takes the symbol to its left."""

    symbol: str
    up_to_last_test: bool = False


@dataclass(frozen=True)
class FillNearest:
    """fill 'o' from nearest neighbours: the mean of the two weeks around it, both of them tested."""


@dataclass(frozen=True)
class FillMode:
    """fill 'o' with the mode: '-' if negatives outnumber positives and mixed, else '+'."""


Preparation: TypeAlias = Recode | Drop | Keep | KeepToRetention | ViewThrough | CarryForward | FillNearest | FillMode


@dataclass(frozen=True)
class Guard:
    """if retention < weeks then result = 0 (or false)."""

    below: int  # the guard holds when retention < below


@dataclass(frozen=True)
class Amount:
    """How many x there are in some weeks, `*` perhaps counting one half, and what is made of that number."""

    kind: str  # "number" or "share" (of the weeks there are in the range)
    symbol: str
    half_mixed: bool = False
    weeks: Weeks = field(default_factory=Weeks)
    turned: bool = False  # share: 1 - share; number: length of the word - number


@dataclass(frozen=True)
class Compare:
    """AMOUNT = c, AMOUNT >= c, AMOUNT <= c, compared exactly as fractions."""

    amount: Amount
    sign: str
    limit: Fraction


@dataclass(frozen=True)
class Contains:
    """contains 'p' or 'q': one of the stretches lies wholly inside the weeks."""

    patterns: tuple[str, ...]
    weeks: Weeks = field(default_factory=Weeks)


@dataclass(frozen=True)
class AllOf:
    """Several conditions that must all hold."""

    conditions: tuple[Compare | Contains, ...]


@dataclass(frozen=True)
class LongestRun:
    """longest run without 'x', in weeks of the working word."""

    without: str


@dataclass(frozen=True)
class FirstWindow:
    """time to first window of w weeks with at least k 'x' from week s: a time and whether the event was reached."""

    weeks: int
    at_least: int
    symbol: str
    start: int


@dataclass(frozen=True)
class Penalty:
    """120 - penalty score with weights and multipliers by week (Ling 1976); none: they rise evenly from 1 to 5."""

    weights: tuple[tuple[str, float], ...]
    multipliers: tuple[float, ...]
    turned: bool

    def weight(self, symbol: str) -> float:
        """The charge of one symbol."""
        return dict(self.weights)[symbol]


Result: TypeAlias = Amount | AllOf | LongestRun | FirstWindow | Penalty


@dataclass(frozen=True)
class Rule:
    """A whole rule: prepare the word, perhaps stop early, read the result."""

    preparations: tuple[Preparation, ...]
    guard: Guard | None
    result: Result
