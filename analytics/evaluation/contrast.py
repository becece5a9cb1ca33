"""The contrast: which groups are compared, fixed before any figure is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.errors import NotEstimable, WrongUsage
from analytics.outcomes.cohort import group_of
from analytics.outcomes.derivation import Derivation
from analytics.records.days import day_number
from analytics.records.filters import Condition, selected

BEFORE, AFTER = "before the change", "from the change on"
FIRST, SECOND = "first group", "second group"
NO_GROUP = -1
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
MOST_NAMED = 2


@dataclass(frozen=True)
class Contrast:
    """By the values of a column (`by`, optionally only some `values`, the first being the reference), before and after
    a day (`change_on`), or two groups by filters (`first` is the reference). Exactly one of the three.
    """

    by: str | None = None
    values: tuple[str, ...] = ()
    change_on: date | None = None
    first: tuple[Condition, ...] = ()
    second: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        asked = [self.by is not None, self.change_on is not None, bool(self.first or self.second)]
        if sum(asked) != 1:
            raise WrongUsage(
                "A comparison needs exactly one of: a column, a day of change, two filters.",
                "Give --by COLUMN, or --change YYYY-MM-DD, or --first and --second.",
            )
        if (self.first or self.second) and not (self.first and self.second):
            raise WrongUsage("Only one of the two groups has a filter.", "Give both --first and --second.")

    @property
    def words(self) -> str:
        """What is compared, in words."""
        if self.by is not None:
            chosen = f" ({', '.join(self.values)})" if self.values else ""
            return f"by {self.by.replace('_', ' ')}{chosen}"
        if self.change_on is not None:
            return f"before and from {self.change_on.day} {self.change_on:%b %Y} on"
        return "two groups by filters"


def groups_of(derivation: Derivation, contrast: Contrast, *, clock: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """The group of every stay (code, −1 = in neither) and the names, the reference first.

    Before and after a change go by the day of admission (of discharge on the discharge clock). A stay that matches both
    filters is refused: nobody can be in both groups.
    """
    if contrast.by is not None:
        return _by_column(derivation, contrast)
    if contrast.change_on is not None:
        return _before_and_after(derivation, contrast.change_on, clock)
    return _by_filters(derivation, contrast)


def _by_column(derivation: Derivation, contrast: Contrast) -> tuple[np.ndarray, tuple[str, ...]]:
    labels = group_of(derivation.records, derivation.timeline().stays, contrast.by)
    found = sorted(set(labels))
    names = contrast.values or tuple(found)
    unknown = [place for place, name in enumerate(names) if name not in found]
    if unknown:
        raise WrongUsage(
            f"No one is in the {placed(unknown, len(names))} named.", "Leave --values out to compare all there are."
        )
    place = {name: code for code, name in enumerate(names)}
    return np.array([place.get(label, NO_GROUP) for label in labels], np.int32), tuple(names)


def _before_and_after(derivation: Derivation, on: date, clock: str) -> tuple[np.ndarray, tuple[str, ...]]:
    if derivation.records.settings.calendar == "relative":
        raise NotEstimable("These records count days, not dates, so there is no day of change.", "Compare by a column.")
    stays = derivation.timeline().stays
    zero = stays.discharged if clock == "discharge" else stays.admitted
    return (zero >= day_number(on)).astype(np.int32), (BEFORE, AFTER)


def _by_filters(derivation: Derivation, contrast: Contrast) -> tuple[np.ndarray, tuple[str, ...]]:
    stays = derivation.timeline().stays
    masks = [selected(derivation.records, conditions)[1][stays.row] for conditions in (contrast.first, contrast.second)]
    both = int((masks[0] & masks[1]).sum())
    if both:
        raise WrongUsage(
            f"{both:,} episodes match both filters, so they would be compared with themselves.",
            "Make the two filters exclude each other.",
        )
    codes = np.where(masks[0], 0, np.where(masks[1], 1, NO_GROUP)).astype(np.int32)
    return codes, (_name(contrast.first, FIRST), _name(contrast.second, SECOND))


def placed(places: Sequence[int], of: int) -> str:
    """Groups by their place, never by their name, which is a value of a data column: "second of 3 groups"."""
    words = [ORDINALS[place] if place < len(ORDINALS) else f"{place + 1}th" for place in places[:MOST_NAMED]]
    more = f" and {len(places) - MOST_NAMED} more" if len(places) > MOST_NAMED else ""
    return f"{' and '.join(words)}{more} of {of} groups"


def _name(conditions: tuple[Condition, ...], otherwise: str) -> str:
    said = "; ".join(f"{c.column.replace('_', ' ')} {'' if c.equal else 'not '}{c.value}" for c in conditions)
    return said or otherwise
