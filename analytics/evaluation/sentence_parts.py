"""What generated sentences are made of: numbers, intervals, who is spoken of, and how the design is named.

No sentence may claim more than its interval and design allow: association, never what brought it about.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.outcomes.intervals import Estimate

MINUS = "−"
CHANCE = 0.05
"""Below this p (adjusted for the number of groups) a direction may be said."""

BIASED = "Biased, not for comparison: "
ASSOCIATION = "These are associations: the groups may differ in other ways that go with the outcome."
BEFORE_AFTER = "Whatever else changed at the same time is not told apart from the change."

EVENTS = {
    "relapse": ("relapse", "had relapsed"),
    "dropout": ("drop-out", "had dropped out"),
    "abstinence": ("a first positive test", "had tested positive"),
}
OTHER_EVENT = ("the event", "had the event")
PLAIN_NAMES = ("yes", "no", "true", "false", "other", "none", "unknown", "not recorded")


@dataclass(frozen=True)
class Setting:
    """What every sentence of a comparison shares. `noun`, `verb`: the event in words; `counted`: people or episodes;
    `changed`: before and after a day; `biased`: groups known only later.
    """

    noun: str = "the event"
    verb: str = "had the event"
    unit: str = "days"
    counted: str = "people"
    period: str = ""
    changed: bool = False
    biased: bool = False

    @property
    def word(self) -> str:
        """What cannot be shown: a difference, or before and after a day a change."""
        return "change" if self.changed else "difference"

    def said(self, sentence: str) -> str:
        """The sentence, labelled where it must be."""
        return f"{BIASED}{sentence[0].lower()}{sentence[1:]}" if self.biased else f"{sentence[0].upper()}{sentence[1:]}"

    def labelled(self, sentences: Sequence[str]) -> list[str]:
        """Every sentence labelled where it must be, those that already are left alone."""
        return [one if not self.biased or one.startswith("Biased") else self.said(one) for one in sentences]

    def where(self, group: str) -> str:
        """ "in the group", or before and after a day the words themselves."""
        return group if self.changed else f"in {group}"

    def between(self, group: str, reference: str) -> str:
        """ " between B and A"; nothing before and after a day."""
        return "" if self.changed else f" between {group} and {reference}"

    def among(self, n: int) -> str:
        """ "n = 1,269 people, admitted Jan – Mar 2026"."""
        return f"n = {n:,} {self.counted}" + (f", {self.period}" if self.period else "")


def excludes(estimate: Estimate, nothing: float) -> bool:
    """Whether the whole interval lies on one side of no difference (0, or 1 for ratios)."""
    if estimate.low is None or estimate.high is None:
        return False
    return estimate.low > nothing or estimate.high < nothing


def name_of(group: str, by: str | None) -> str:
    """A group's name; plain answers and numbers say of which column."""
    group = group.replace("_", " ")
    plain = group.casefold() in PLAIN_NAMES or not any(letter.isalpha() for letter in group)
    return f"{by.replace('_', ' ')} {group}" if by and plain else group


def listed(words: Sequence[str]) -> str:
    """ "age, sex and severity"."""
    shown = [word.replace("_", " ") for word in words]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def whole(value: float, decimals: int = 0) -> str:
    """A number rounded half away from zero, with a true minus and thousands commas."""
    scaled = math.floor(abs(value) * 10**decimals + 0.5 + 1e-9) / 10**decimals
    return f"{MINUS if value < 0 and scaled else ''}{scaled:,.{decimals}f}"


def signed(value: float, decimals: int = 0) -> str:
    """A number with its sign."""
    said = whole(value, decimals)
    return said if said.startswith(MINUS) or not float(said.replace(",", "")) else f"+{said}"


def percent(value: float | None) -> str:
    """A share as a whole percent."""
    return "–" if value is None else f"{whole(100 * value)}%"


def ratio(value: float) -> str:
    """A ratio in two digits after the point."""
    return whole(value, 2)


def p_value(p: float | None) -> str:
    """ "p = 0.012"."""
    return "p not estimable" if p is None else "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def decimals_for(values: Sequence[float], usual: int = 0) -> int:
    """Digits after the point, one more where rounding would make a limit look like zero."""
    return usual + 1 if any(value != 0 and round(abs(value), usual) == 0 for value in values) else usual


def interval_of_difference(estimate: Estimate, *, scale: float = 1.0, unit: str = "", usual: int = 0) -> str:
    """ "95% interval −7 to +3 points": signed limits."""
    assert estimate.low is not None and estimate.high is not None
    limits = estimate.low * scale, estimate.high * scale
    digits = decimals_for(limits, usual) if excludes(estimate, 0) else usual
    return f"{_level(estimate)} interval {signed(limits[0], digits)} to {signed(limits[1], digits)}{unit}"


def interval_of_ratio(estimate: Estimate) -> str:
    """ "95% interval 0.74 to 0.96"; three digits where two would look like 1."""
    assert estimate.low is not None and estimate.high is not None
    limits = estimate.low, estimate.high
    digits = 3 if excludes(estimate, 1) and any(round(limit, 2) == 1 for limit in limits) else 2
    return f"{_level(estimate)} interval {whole(limits[0], digits)} to {whole(limits[1], digits)}"


def _level(estimate: Estimate) -> str:
    return f"{whole(100 * estimate.level)}%"
