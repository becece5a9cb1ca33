"""What somebody with every released number can work out: the least and greatest value of each hidden count.

The attacker knows all sums, that a hidden number is a whole one, and that none is told as 0. Hidden counts that share
no sum are looked at apart; in each such part the sums alone narrow the ranges first, and integer linear programming
(HiGHS) finds the ends of those that stay in doubt.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from analytics.privacy.counts import Sum, Who

Range = tuple[float, float]

INFINITE = float("inf")

Equation = tuple[dict[int, int], int]
"""Hidden entries with their signs, and what they must come to."""


def ranges_of(
    told: Mapping[Who, int], sums: Sequence[Sum], hidden: Collection[Who], *, shown: Collection[Who] = ()
) -> dict[Who, Range]:
    """For every hidden count the range left by the told ones and all sums.

    `shown`: counts whose place reads "hidden", known to be at least 1; any other that is not told may be 0.
    """
    names = sorted({who for one in sums for who in (one.total, *one.parts) if who not in told} | set(hidden))
    place = {who: index for index, who in enumerate(names)}
    asked, at_least_one = set(hidden), set(shown)
    lower = [float(who in at_least_one) for who in names]
    upper = [INFINITE] * len(names)
    equations = _equations(told, sums, place)
    _narrow(equations, lower, upper)
    found = {who: (lower[place[who]], upper[place[who]]) for who in asked}
    for part in _parts(equations, lower, upper):
        wanted = [column for column in part.columns if names[column] in asked]
        for column, ends in part.ends(wanted).items():
            found[names[column]] = ends
    return found


def _equations(told: Mapping[Who, int], sums: Sequence[Sum], place: Mapping[Who, int]) -> list[Equation]:
    """Each sum as signs of unknown counts and the number they come to; sums without unknown are left out."""
    found = []
    for one in dict.fromkeys(sums):
        signs: dict[int, int] = {}
        aim = 0
        for who, sign in ((one.total, -1), *((part, 1) for part in one.parts)):
            if who in told:
                aim -= sign * told[who]
            else:
                signs[place[who]] = signs.get(place[who], 0) + sign
        signs = {column: sign for column, sign in signs.items() if sign}
        if signs:
            found.append((signs, aim))
    return found


def _narrow(equations: Sequence[Equation], lower: list[float], upper: list[float], rounds: int = 50) -> None:
    """What each sum alone says of its unknowns, until nothing narrows any more (or `rounds` are over)."""
    for _ in range(rounds):
        narrowed = False
        for signs, aim in equations:
            least = {c: s * (lower[c] if s > 0 else upper[c]) for c, s in signs.items()}
            most = {c: s * (upper[c] if s > 0 else lower[c]) for c, s in signs.items()}
            for column, sign in signs.items():
                low = (aim - sum(v for c, v in most.items() if c != column)) / sign
                high = (aim - sum(v for c, v in least.items() if c != column)) / sign
                low, high = np.ceil(min(low, high) - 1e-9), np.floor(max(low, high) + 1e-9)
                if low > lower[column] or high < upper[column]:
                    lower[column], upper[column] = max(low, lower[column]), min(high, upper[column])
                    narrowed = True
        if not narrowed:
            return


def _parts(equations: Sequence[Equation], lower: list[float], upper: list[float]) -> list[_Part]:
    """Unknowns that share sums, as far as they are not settled yet."""
    root: dict[int, int] = {}

    def find(column: int) -> int:
        while root.setdefault(column, column) != column:
            root[column] = root[root[column]]
            column = root[column]
        return column

    open_ones = []
    for signs, aim in equations:
        settled = {column for column in signs if lower[column] == upper[column]}
        left = {column: sign for column, sign in signs.items() if column not in settled}
        if left:
            open_ones.append((left, aim - sum(signs[column] * int(lower[column]) for column in settled)))
            first = find(next(iter(left)))
            for column in left:
                root[find(column)] = first
    groups: dict[int, list[Equation]] = {}
    for equation in open_ones:
        groups.setdefault(find(next(iter(equation[0]))), []).append(equation)
    return [_Part(found, lower, upper) for found in groups.values()]


class _Part:
    """One set of unknowns that hang together."""

    def __init__(self, equations: list[Equation], lower: list[float], upper: list[float]) -> None:
        from scipy.optimize import Bounds, LinearConstraint
        from scipy.sparse import coo_array

        self.columns = sorted({column for signs, _ in equations for column in signs})
        self.at = {column: index for index, column in enumerate(self.columns)}
        cells = [
            (row, self.at[column], sign) for row, (signs, _) in enumerate(equations) for column, sign in signs.items()
        ]
        row, column, sign = (np.array(part) for part in zip(*cells, strict=True))
        matrix = coo_array((sign.astype(float), (row, column)), shape=(len(equations), len(self.columns))).tocsr()
        aims = np.array([aim for _, aim in equations], float)
        self.sums = LinearConstraint(matrix, aims, aims)
        self.lower = np.array([lower[column] for column in self.columns])
        self.upper = np.array([upper[column] for column in self.columns])
        self.bounds = Bounds(self.lower, self.upper)
        self.seen_low = np.full(len(self.columns), INFINITE)
        self.seen_high = np.full(len(self.columns), -INFINITE)

    def ends(self, wanted: Sequence[int]) -> dict[int, Range]:
        """The least and greatest whole number of each unknown. An end that a table seen before has reached is known."""
        found = {}
        for column in wanted:
            at = self.at[column]
            low = self.lower[at] if self.seen_low[at] <= self.lower[at] else self._end(at, 1)
            high = self.upper[at] if self.seen_high[at] >= self.upper[at] else self._end(at, -1)
            found[column] = (float(low), float(high))
        return found

    def _end(self, at: int, sign: int) -> float:
        from scipy.optimize import milp

        aim = np.zeros(len(self.columns))
        aim[at] = sign
        answer = milp(aim, integrality=np.ones(len(self.columns)), bounds=self.bounds, constraints=self.sums)
        if answer.x is None:
            return self.lower[at] if sign > 0 else self.upper[at]
        values = np.rint(answer.x)
        self.seen_low, self.seen_high = np.minimum(self.seen_low, values), np.maximum(self.seen_high, values)
        return float(values[at])
