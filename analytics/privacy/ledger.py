"""All counts of a release as one system of sums: what stands in it, what is fixed, what must not be computable.

Besides the counts that are shown it holds those that can be taken as a difference: the remainder of a whole whose parts
are not all told, the overlap where parts count a person twice, the change between two reports on the same people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from analytics.privacy.counts import ALL_SITES, Count, Sum, Who, small

Term = tuple[int, int]
"""The place of an entry and its sign in a sum that comes to 0."""


@dataclass
class Ledger:
    """`numbers` by place; `names[place]`: the counts that show it (none for a difference). `sums`: each comes to 0.

    `fixed`: told already by an earlier report. `least`: the smallest number a reader must allow for a hidden entry; one
    that is shown as hidden is known to be at least 1, because none is told as 0.
    """

    threshold: int
    numbers: list[int] = field(default_factory=list)
    least: list[int] = field(default_factory=list)
    names: list[list[Who]] = field(default_factory=list)
    sums: list[list[Term]] = field(default_factory=list)
    fixed: set[int] = field(default_factory=set)
    place: dict[tuple[Who, int], int] = field(default_factory=dict)
    number_of: dict[Who, int] = field(default_factory=dict)

    def entry(self, number: int, least: int = 0) -> int:
        """A new entry and its place."""
        self.numbers.append(number)
        self.least.append(min(least, number))
        self.names.append([])
        return len(self.numbers) - 1

    def enter(self, who: Who, number: int, *, fixed: bool = False, least: int = 1) -> None:
        """A count that is told or hidden; the same people with the same number are one entry."""
        key = (who.people(), number)
        if key not in self.place:
            self.place[key] = self.entry(number, least)
        self.number_of[who] = number
        if who not in self.names[self.place[key]]:
            self.names[self.place[key]].append(who)
        if fixed:
            self.fixed.add(self.place[key])

    def at(self, who: Who) -> int:
        """The place of a count."""
        return self.place[(who.people(), self.number_of[who])]

    def is_target(self, place: int) -> bool:
        """Whether a reader must not be able to work it out."""
        return place not in self.fixed and small(self.numbers[place], self.threshold)

    def comes_to_nothing(self, terms: Sequence[Term]) -> None:
        """One sum; entries that stand on both sides cancel, what is left over becomes an entry of its own."""
        signs: dict[int, int] = {}
        for place, sign in terms:
            signs[place] = signs.get(place, 0) + sign
        left = sum(sign * self.numbers[place] for place, sign in signs.items())
        if left:
            signs[self.entry(abs(left))] = -1 if left > 0 else 1
        found = sorted((place, sign) for place, sign in signs.items() if sign)
        if len(found) > 1:
            self.sums.append(found)


def ledger_of(
    counts: Iterable[Count], sums: Iterable[Sum], *, threshold: int, released: Mapping[Who, int] | None = None
) -> Ledger:
    """The counts and sums of a release; `released` is fixed. Parts nobody names are one remainder of their sum."""
    ledger = Ledger(threshold)
    for who, number in sorted((released or {}).items()):
        ledger.enter(who, number, fixed=True)
    for found in counts:
        ledger.enter(found.who, found.number)
    asked = _worth_asking(sums)
    _same_as_told(ledger, asked)
    _work_out(ledger, asked)
    seen: set[tuple[Term, ...]] = set()
    for one in asked:
        if one.total not in ledger.number_of:
            continue
        parts = tuple((ledger.at(part), -1) for part in one.parts if part in ledger.number_of)
        terms = ((ledger.at(one.total), 1), *sorted(parts))
        if parts and terms not in seen:
            seen.add(terms)
            ledger.comes_to_nothing(terms)
    _changes(ledger)
    return ledger


def sums_over(counted: Iterable[Who]) -> list[Sum]:
    """Sites add up to the whole program and the levels of a column to everybody, as far as they are told.

    Where they do not quite (a site without report, a person with two levels) the ledger enters what is left over.
    """
    wholes, found = set(counted), []
    by_site: dict[Who, list[Who]] = {}
    by_column: dict[tuple[Who, str], list[Who]] = {}
    for who in sorted(wholes):
        if who.site != ALL_SITES:
            by_site.setdefault(Who(who.what, who.period, ALL_SITES, who.group, who.known), []).append(who)
        column, separator, _ = who.group.partition(" = ")
        if separator:
            by_column.setdefault((Who(who.what, who.period, who.site, "", who.known), column), []).append(who)
    found = [Sum(whole, tuple(parts)) for whole, parts in by_site.items() if whole in wholes]
    return found + [Sum(whole, tuple(parts)) for (whole, _), parts in by_column.items() if whole in wholes]


def _worth_asking(sums: Iterable[Sum]) -> list[Sum]:
    return [one for one in dict.fromkeys(sums) if one.parts]


def _same_as_told(ledger: Ledger, sums: list[Sum]) -> None:
    """What an earlier report hid and this one tells of the same people stands in the earlier report's sums too."""
    numbers: dict[Who, set[int]] = {}
    for people, number in ledger.place:
        numbers.setdefault(people, set()).add(number)
    for who in dict.fromkeys(who for one in sums for who in (one.total, *one.parts)):
        told = numbers.get(who.people(), set())
        if who not in ledger.number_of and len(told) == 1:
            ledger.enter(who, next(iter(told)))


def _work_out(ledger: Ledger, sums: list[Sum]) -> None:
    """Counts nobody tells but everybody can add up or take away enter with their number."""
    again = True
    while again:
        again = False
        for one in sums:
            unknown = [who for who in dict.fromkeys((one.total, *one.parts)) if who not in ledger.number_of]
            if len(unknown) != 1:
                continue
            told = sum(ledger.number_of[part] for part in one.parts if part != unknown[0])
            number = told if unknown[0] == one.total else ledger.number_of[one.total] - told
            if number >= 0:
                ledger.enter(unknown[0], number, least=0)
                again = True


def _changes(ledger: Ledger) -> None:
    """Two numbers for the same people: their difference tells how many people changed between two reports."""
    families: dict[Who, list[int]] = {}
    for people, number in ledger.place:
        families.setdefault(people, []).append(number)
    for people, numbers in sorted(families.items()):
        for less, more in combinations(sorted(numbers), 2):
            if less > 0:
                terms = ((ledger.place[(people, more)], 1), (ledger.place[(people, less)], -1))
                ledger.comes_to_nothing(terms)
