"""What somebody with every released number can work out: the least and greatest value of each hidden count."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from analytics.privacy.counts import Sum, Who

Range = tuple[float, float]


def ranges_of(told: Mapping[Who, int], sums: Sequence[Sum], hidden: Collection[Who]) -> dict[Who, Range]:
    """For every hidden count the range left by the told ones and all sums, by linear programming (HiGHS).

    Counts are taken as real numbers of at least 0, which never narrows a range less than whole numbers would allow.
    """
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    names = sorted({who for one in sums for who in (one.total, *one.parts)} | set(hidden) | set(told))
    place = {who: index for index, who in enumerate(names)}
    rows, columns, values = [], [], []
    for row, one in enumerate(sums):
        for who, sign in ((one.total, -1.0), *((part, 1.0) for part in one.parts)):
            rows.append(row)
            columns.append(place[who])
            values.append(sign)
    matrix = coo_array((values, (rows, columns)), shape=(len(sums), len(names))).tocsr()
    bounds = [(float(told[who]), float(told[who])) if who in told else (0.0, None) for who in names]
    found = {}
    for who in hidden:
        aim = np.zeros(len(names))
        aim[place[who]] = 1.0
        least = linprog(aim, A_eq=matrix, b_eq=np.zeros(len(sums)), bounds=bounds)
        most = linprog(-aim, A_eq=matrix, b_eq=np.zeros(len(sums)), bounds=bounds)
        found[who] = (least.fun if least.status == 0 else 0.0, -most.fun if most.status == 0 else float("inf"))
    return found
