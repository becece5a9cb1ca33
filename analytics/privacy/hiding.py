"""Which counts are hidden: the small ones, and as many others as it takes that no small one can be worked out.

Complementary suppression over all tables, sites and periods at once. For each small count an exchange is looked for: a
second set of whole numbers that agrees with everything told, in which that count is at least the threshold. The counts
that differ in it are hidden, and by that the count is safe: its range is at least threshold − 1 wide and reaches the
threshold, whatever is hidden later. So each count is looked at once, and hiding ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analytics.privacy.counts import ALL_SITES, THRESHOLD, Count, Sum, Who, small
from analytics.privacy.exchange import NEAR, Exchange, Neighbours, quick_exchange, room_among, thorough_exchange
from analytics.privacy.ledger import Ledger, ledger_of

__all__ = ["hidden_counts", "small"]

ALREADY, MATE, PART, WHOLE = 0.001, 0.05, 1.0, 3.0
"""What hiding one more count costs: hidden already, shown only beside a hidden one, a part, everybody."""
A_FIGURE = 0.2
"""And for every figure that is hidden with it."""


def hidden_counts(
    counts: Iterable[Count],
    sums: Iterable[Sum],
    *,
    threshold: int = THRESHOLD,
    released: Mapping[Who, int] | None = None,
    complementary: bool = True,
    worth: Mapping[Who, float] | None = None,
) -> frozenset[Who]:
    """The counts that must not be told. `released`: what earlier reports have told; it cannot be taken back.

    `worth`: how many figures are hidden with a count; those of little worth are hidden first.

    `complementary` False hides the small ones only (the control of the attacker's test). What earlier reports give
    away by themselves stays as it is.
    """
    known = list(counts)
    if not complementary:
        return frozenset(found.who for found in known if small(found.number, threshold))
    ledger = ledger_of(known, sums, threshold=threshold, released=released)
    hidden = _Hidden(ledger, worth or {})
    hidden.protect_all()
    return hidden.names({found.who for found in known})


class _Hidden:
    """The hidden entries while they grow, and the least and greatest number a reader must allow for each entry."""

    def __init__(self, ledger: Ledger, worth: Mapping[Who, float]) -> None:
        self.ledger, self.worth = ledger, worth
        self.near, self.with_nobody = Neighbours(ledger), Neighbours(ledger, with_nobody=True)
        self.lowest = list(ledger.numbers)
        self.highest = list(ledger.numbers)
        self.targets = [place for place in range(len(ledger.numbers)) if ledger.is_target(place)]
        self.mates = _mates(ledger)
        self.places = {place for place, names in enumerate(ledger.names) if not names}
        self.is_rest = [bool(names) and all(who.is_rest for who in names) for names in ledger.names]
        self.standing = [self._standing(place) for place in range(len(ledger.numbers))]
        for place in self.targets:
            self._hide(place)

    def protect_all(self) -> None:
        """Each small count in turn; those in most sums first: what is hidden for them serves the others."""
        numbers, sums_of = self.ledger.numbers, self.near.sums_of
        for place in sorted(self.targets, key=lambda place: (-len(sums_of[place]), numbers[place], place)):
            if not self._safe(place):
                self._protect(place)

    def _step(self, place: int) -> int:
        number, threshold = self.ledger.numbers[place], self.ledger.threshold
        return max(threshold - number, self.lowest[place] + threshold - 1 - number)

    def _protect(self, place: int) -> None:
        """Hide what an exchange moves; where nothing else is left, a told nobody moves too."""
        step, cost = self._step(place), self._cost
        found = quick_exchange(self.near, place, step, self.places) or thorough_exchange(
            self.near, place, step, cost, among=self.places
        )
        if found is None and self._wide(place):
            return
        found = (
            found
            or thorough_exchange(self.near, place, step, cost)
            or thorough_exchange(self.with_nobody, place, step, cost)
        )
        self._take(found or {})

    def _wide(self, place: int) -> bool:
        """Whether what is hidden already leaves room enough, down and up together."""
        down, up = room_among(self.near, self.near.around(place, NEAR[0], self.places), place)
        number = self.ledger.numbers[place]
        self.lowest[place] = min(self.lowest[place], number - down)
        self.highest[place] = max(self.highest[place], number + up)
        return self._safe(place)

    def names(self, asked: set[Who]) -> frozenset[Who]:
        """The hidden entries by the names of the counts that show them."""
        fixed = self.ledger.fixed
        return frozenset(
            who for place in self.places if place not in fixed for who in self.ledger.names[place] if who in asked
        )

    def _safe(self, place: int) -> bool:
        most, least, threshold = self.highest[place], self.lowest[place], self.ledger.threshold
        return most >= threshold and most - least >= threshold - 1

    def _take(self, found: Exchange) -> None:
        """Hide what moves. The opposite exchange holds too, where there is room for it."""
        back = all(self.ledger.numbers[place] - move >= self.ledger.least[place] for place, move in found.items())
        for place, move in found.items():
            number = self.ledger.numbers[place]
            for moved in (number + move, number - move if back else number):
                self.lowest[place] = min(self.lowest[place], moved)
                self.highest[place] = max(self.highest[place], moved)
            self._hide(place)

    def _hide(self, place: int) -> None:
        """With a count the rest of its whole is hidden: they stand in the same cells."""
        if place in self.ledger.fixed:
            return
        self.places.add(place)
        for mate in self.mates.get(place, ()):
            if mate not in self.ledger.fixed and self.ledger.numbers[mate]:
                self.places.add(mate)

    def _cost(self, place: int) -> float:
        if place in self.places:
            return ALREADY
        if self.is_rest[place] and any(mate in self.places for mate in self.mates.get(place, ())):
            return MATE
        return self.standing[place]

    def _standing(self, place: int) -> float:
        """Counts of many figures, whole programs and undivided groups cost more, large numbers a little more."""
        names = self.ledger.names[place]
        wholes = sum((who.site == ALL_SITES) + (not who.group) for who in names[:1])
        size = self.ledger.numbers[place]
        figures = sum(self.worth.get(who, 0.0) for who in names)
        return PART + (WHOLE - PART) * wholes / 2 + 0.5 * size / (size + 200) + A_FIGURE * figures


def _stands_alone(ledger: Ledger, place: int) -> bool:
    """Whether a count has one name only, so that it is shown in the cells of its share and nowhere else."""
    return len({who.what for who in ledger.names[place]}) == 1


def _mates(ledger: Ledger) -> dict[int, tuple[int, ...]]:
    """For each count the place of the rest of its whole, where that is in the release and shown nowhere else."""
    found: dict[int, set[int]] = {}
    for who in ledger.number_of:
        if who.rest() in ledger.number_of:
            place, rest = ledger.at(who), ledger.at(who.rest())
            if _stands_alone(ledger, rest):
                found.setdefault(place, set()).add(rest)
            if _stands_alone(ledger, place):
                found.setdefault(rest, set()).add(place)
    return {place: tuple(sorted(mates)) for place, mates in found.items()}
