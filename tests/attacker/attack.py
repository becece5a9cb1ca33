"""The attacker: whoever has every report of a pack, and the packs before it, and wants the few.

Each attack names what it has pinned: a count that must lie in 1 to 10, or in a range narrower than the hidden ones are
meant to have. An empty list is the wish of the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np

from analytics.outcomes.intervals import wilson
from analytics.privacy.attacker import ranges_of
from analytics.privacy.counts import THRESHOLD, Sum, Who, small
from tests.attacker.reading import Seen

Steps = Sequence[tuple[float, int, int, int, float]]

LARGEST = 400
"""Denominators tried for a share whose n is not told."""


def by_counts(told: Mapping[Who, int], sums: Sequence[Sum], true: Mapping[Who, int]) -> list[str]:
    """(a) Linear programming over every sum. `true`: which counts are small, to tell a hit from a harmless range."""
    found = [f"{who.what} is told: {number}" for who, number in told.items() if small(number)]
    for one in sums:
        left = _remainder(one, told)
        if left is not None and small(abs(left)):
            found.append(f"{one.total.what} {one.total.site} minus its parts leaves {abs(left)}")
    known, exact = _with_what_is_left_over(sums, true)
    shown = {who for who, number in true.items() if number and who not in told}
    sought = {who for who, number in known.items() if small(number)} - set(told)
    for who, (low, high) in ranges_of(told, exact, sought, shown=shown).items():
        if high < THRESHOLD or high - low < THRESHOLD - 1:
            found.append(f"{who.what} {who.group} {who.site} {who.period}: {low:.0f} to {high:.0f}")
    return found


def _with_what_is_left_over(sums: Sequence[Sum], true: Mapping[Who, int]) -> tuple[dict[Who, int], list[Sum]]:
    """Where parts do not quite make their total (a site without report, a person at two sites), what is left over is
    one more unknown of the sum, and a person-count of its own.
    """
    known, exact = dict(true), []
    for place, one in enumerate(sums):
        left = _remainder(one, true)
        over = one.total.but(f"left over ({place}) of {one.total.what}")
        if left == 0:
            exact.append(one)
        elif left is None or left > 0:
            exact.append(Sum(one.total, (*one.parts, over)))
        else:
            both = over.but(f"{over.what}, with those counted twice")
            exact += [Sum(both, one.parts), Sum(both, (one.total, over))]
        if left:
            known[over] = abs(left)
    return known, exact


def _remainder(one: Sum, known: Mapping[Who, int]) -> int | None:
    """Total minus parts when all are known."""
    if one.total not in known or any(part not in known for part in one.parts):
        return None
    return known[one.total] - sum(known[part] for part in one.parts)


def by_rates(cells: Iterable[Seen]) -> list[str]:
    """(b) Every (x, n) that would be printed like this; pinned when all of them have the same 1 to 10 people."""
    found = []
    for seen in cells:
        cell = seen.cell
        shares = [cell.value] if cell.kind == "share" else list(cell.series)
        for share in shares:
            if share is None or not 0 <= share <= 1:
                continue
            numbers = [cell.n] if cell.n else range(1, LARGEST)
            fits = [(x, n) for n in numbers for x in _numerators(share, n, cell.low, exact=cell.kind == "share")]
            for pinned in ({x for x, _ in fits}, {n - x for x, n in fits}):
                if len(pinned) == 1 and small(next(iter(pinned))) and cell.events is not None:
                    found.append(f"{seen.place}: {pinned}")
            if cell.events is None and cell.n and seen.names and cell.kind == "share":
                about = share * cell.n
                if any(0.5 <= people < THRESHOLD - 0.5 for people in (about, cell.n - about)):
                    found.append(f"{seen.place}: about {about:.1f} of {cell.n}")
    return found


def _numerators(share: float, n: int, low: float | None, *, exact: bool) -> list[int]:
    """The x of n that read like the share (and like its interval, when it is a Wilson interval)."""
    near = [x for x in (int(share * n), int(share * n) + 1) if 0 <= x <= n]
    if not exact:
        return [x for x in near if round(x / n, 2) == share]
    fits = [x for x in near if abs(x / n - share) < 1e-9]
    like_it = [x for x in fits if low is not None and abs((wilson(x, n).low or 0) - low) < 1e-6]
    return like_it or fits


def by_steps(curves: Iterable[tuple[str, Steps]]) -> list[str]:
    """(c) What happens between two points of a curve, and who is left."""
    found = []
    for name, steps in curves:
        for before, after in pairwise(steps):
            gone = before[1] - after[1]
            changes = (after[2], after[3], gone, gone - after[2], gone - after[3])
            found += [f"{name} to day {after[0]:.0f}: {number}" for number in changes if small(number)]
            found += [f"{name} day {after[0]:.0f}: {after[1]} left"] if small(after[1]) else []
            first, last = _events_before_censoring(before, after)
            if after[2] and first == last and small(first):
                found.append(f"{name} to day {after[0]:.0f}: {first} events before the censored")
    return found


def _events_before_censoring(before: tuple[float, ...], after: tuple[float, ...]) -> tuple[int, int]:
    """The least and greatest number of events that can have come before the first censored, by the printed shares.

    With a events first, then j censored, then the other events, of n people the curve falls by
    (1 − a/n)(1 − (d − a)/(n − a − j)); printed shares are off by half a percent at most.
    """
    at_risk, events, censored = int(before[1]), int(after[2]), int(after[3])
    first, between = np.meshgrid(np.arange(events + 1), np.arange(censored + 1), indexing="ij")
    fall = (1 - first / at_risk) * (1 - (events - first) / np.maximum(at_risk - first - between, 1))
    fits = first[np.abs(before[4] * fall - after[4]) <= 0.005 * (1 + fall)]
    return (int(fits.min()), int(fits.max())) if fits.size else (0, events)


def by_differences(packs: Sequence[Mapping[Who, int]]) -> list[str]:
    """(d) The same people in two reports, and one selection beside another of the same words."""
    families: dict[Who, set[int]] = {}
    for pack in packs:
        for who, number in pack.items():
            families.setdefault(who.people(), set()).add(number)
    return [
        f"{people.what} {people.period} {people.site}: {less} and {more}"
        for people, numbers in families.items()
        for less, more in combinations(sorted(numbers), 2)
        if less and small(more - less)
    ]


def by_curves_of_groups(curves: Sequence[tuple[str, Steps]]) -> list[str]:
    """(d) The curve of everybody less those of groups that make it up, on the days they share.

    Groups make up everybody when their people add up; what the told ones leave is the curve of the others.
    """
    found = []
    for whole, everybody in curves:
        for groups in _that_make_up(everybody, [one for one in curves if one[0] != whole]):
            before: dict[frozenset[str], tuple[int, ...]] = {}
            for step in _cumulative(everybody):
                told = {name: same for name, steps in groups for same in _cumulative(steps) if same[0] == step[0]}
                if len(told) == len(groups):
                    continue
                key = frozenset(told)
                left = tuple(int(step[at] - sum(same[at] for same in told.values())) for at in (1, 2, 3))
                changes = [abs(now - then) for now, then in zip(left, before.get(key, left), strict=True)]
                before[key] = left
                pinned = [number for number in (left[0], *changes) if small(number)]
                if pinned and told:
                    found.append(f"{whole} day {step[0]:.0f} less {sorted(told)}: {pinned}")
    return found


def _that_make_up(everybody: Steps, others: Sequence[tuple[str, Steps]]) -> list[list[tuple[str, Steps]]]:
    """Sets of two to four curves whose people add up to everybody."""
    return [
        list(some)
        for size in (2, 3, 4)
        for some in combinations(others, size)
        if everybody and all(steps for _, steps in some) and sum(steps[0][1] for _, steps in some) == everybody[0][1]
    ]


def _cumulative(steps: Steps) -> list[tuple[float, int, int, int]]:
    """Time, under observation, events and censored so far."""
    events = censored = 0
    found = []
    for time, left, more, gone, _ in steps:
        events, censored = events + more, censored + gone
        found.append((time, left, events, censored))
    return found
