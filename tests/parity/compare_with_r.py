"""One comparison with R's values, by name: the failure says which quantity differs, where and by how much.

`same_as_r` is what the parity tests, and any check of the command line's JSON against `survival_from_csv.R`, call.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

TOLERANCE = 1e-9
HERE = Path(__file__).parent

Number = float | int | None


def r_values(name: str) -> dict[str, Any]:
    """The committed values of one R script."""
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def same_as_r(name: str, ours: Any, theirs: Any, *, tolerance: float = TOLERANCE) -> float:
    """Assert that two numbers, lists or mappings agree (null is NaN) and return the largest difference."""
    if isinstance(theirs, Mapping):
        assert set(theirs) <= set(ours), f"{name}: R also has {sorted(set(theirs) - set(ours))}"
        return max(
            (same_as_r(f"{name}.{key}", ours[key], theirs[key], tolerance=tolerance) for key in theirs), default=0.0
        )
    if isinstance(theirs, Sequence) and not isinstance(theirs, str):
        return _same_list(name, list(ours), list(theirs), tolerance)
    return _same_list(name, [ours], [theirs], tolerance)


def same_curve(name: str, ours: Mapping[str, Any], theirs: Mapping[str, Any], *, tolerance: float = TOLERANCE) -> float:
    """Compare one group of `outcomes --json` (its "curve" a list of rows) with one group of R's JSON.

    R has no log-log interval where the curve is 1 or 0; there ours is the exact bound and is compared in
    tests/unit/outcomes/test_kaplan_meier.py. R carries a curve on flat to `tau`; we say "not estimable" instead.
    """
    curve = theirs["curve"]
    rows = list(ours["curve"])
    columns = {column: [row[column] for row in rows] for column in curve}
    inside = [0 < estimate < 1 for estimate in curve["estimate"]]
    for limit in ("low", "high"):
        columns[limit] = [value if known else None for value, known in zip(columns[limit], inside, strict=True)]
        curve = {**curve, limit: [value if known else None for value, known in zip(curve[limit], inside, strict=True)]}
    scalars = ["n", "events", "median", "median_low", "median_high"]
    if theirs["tau"] <= curve["time"][-1] and theirs["restricted_mean"] is not None:
        scalars += ["restricted_mean", "restricted_mean_se"]
    summary = same_as_r(
        name, {key: ours[key] for key in scalars}, {key: theirs[key] for key in scalars}, tolerance=tolerance
    )
    return max(summary, same_as_r(f"{name}.curve", columns, curve, tolerance=tolerance))


def _same_list(name: str, ours: list[Number], theirs: list[Number], tolerance: float) -> float:
    assert len(ours) == len(theirs), f"{name}: {len(ours)} values, R has {len(theirs)}"
    apart = [_difference(mine, yours) for mine, yours in zip(ours, theirs, strict=True)]
    worst = max(range(len(apart)), key=apart.__getitem__, default=None)
    if worst is None:
        return 0.0
    assert apart[worst] <= tolerance, (
        f"{name}[{worst}]: ours {ours[worst]!r}, R {theirs[worst]!r}, {apart[worst]:.3g} apart"
    )
    return apart[worst]


def _difference(ours: Number, theirs: Number) -> float:
    if _unknown(ours) or _unknown(theirs):
        return 0.0 if _unknown(ours) and _unknown(theirs) else math.inf
    assert ours is not None and theirs is not None
    return abs(float(ours) - float(theirs))


def _unknown(value: Number) -> bool:
    return value is None or math.isnan(float(value))
