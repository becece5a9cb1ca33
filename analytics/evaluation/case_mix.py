"""Case mix: who is in each group, and how far the groups differ in what was known at admission."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.evaluation.subjects import Subjects
from analytics.records.filters import IDENTIFIERS
from analytics.records.records import Records
from analytics.records.stays import KNOWN_AT_LEAVING, Stays

CLEARLY_DIFFERENT = 0.10
"""Standardised differences beyond this are usually called imbalance (Austin 2009, Stat Med 28:3083)."""

NOT_RECORDED = "not recorded"
MOST_LEVELS = 30
LEFT_OUT = {*IDENTIFIERS, *KNOWN_AT_LEAVING, "clinician", "cost", "source_row"}


@dataclass(frozen=True, eq=False)
class Covariate:
    """One column of the admission, one value a subject: numbers (NaN missing) or codes into `levels` (−1 missing)."""

    name: str
    numbers: np.ndarray | None
    codes: np.ndarray | None
    levels: tuple[str, ...]

    @property
    def missing(self) -> int:
        """Subjects without a value."""
        if self.numbers is not None:
            return int(np.isnan(self.numbers).sum())
        assert self.codes is not None
        return int((self.codes < 0).sum())


def covariates_of(
    records: Records, stays: Stays, subjects: Subjects, names: list[str] | None = None
) -> list[Covariate]:
    """The columns of episodes known at admission: numbers, and coded ones with 2 to 30 levels; else those named."""
    episodes = records.episodes.iloc[stays.row[subjects.stay]]
    wanted = names if names is not None else [str(c) for c in episodes if _is_covariate(episodes[c], str(c), subjects)]
    return [_covariate(episodes[name], name) for name in wanted]


def _is_covariate(column: pd.Series, name: str, subjects: Subjects) -> bool:
    if name in LEFT_OUT or name == subjects.contrast.by or pd.api.types.is_datetime64_any_dtype(column):
        return False
    return 2 <= column.nunique() <= MOST_LEVELS or (pd.api.types.is_float_dtype(column) and column.nunique() > 1)


def _covariate(column: pd.Series, name: str) -> Covariate:
    if pd.api.types.is_float_dtype(column):
        return Covariate(name, column.to_numpy(float), None, ())
    codes, levels = pd.factorize(column.astype(object), sort=True)
    return Covariate(name, None, codes, tuple(str(level) for level in levels))


def case_mix(subjects: Subjects, covariates: list[Covariate], weights: np.ndarray | None = None) -> pd.DataFrame:
    """One row a covariate and level: n and share (numbers: mean, sd) of each group, and the standardised difference.

    Columns: covariate, level, then `n_0 value_0 sd_0`, `n_1 …` by group, `difference` (a covariate's first row only;
    the largest over pairs of groups), `missing`. With `weights` shares and means are weighted.
    """
    w = np.ones(len(subjects)) if weights is None else weights
    return pd.DataFrame([row for covariate in covariates for row in _rows(subjects, covariate, w)])


def standardised_difference(covariate: Covariate, one: np.ndarray, other: np.ndarray, w: np.ndarray) -> float:
    """Difference between two sets of subjects in pooled standard deviations; missing values are left out.

    Numbers: (mean − mean) ÷ √((s² + s²) / 2). Levels: Mahalanobis distance of the shares (Yang and Dalton 2012), always
    positive. NaN where a set has no value at all; infinite where a level tells the two sets apart for certain.
    """
    if covariate.numbers is not None:
        (m1, s1), (m2, s2) = (_mean_sd(covariate.numbers, w * mask) for mask in (one, other))
        spread = np.sqrt((s1**2 + s2**2) / 2)
        return float((m1 - m2) / spread) if spread > 0 else (0.0 if m1 == m2 else abs(m1 - m2) * float("inf"))
    p, q = (_shares(covariate, w * mask)[1:] for mask in (one, other))
    apart = p - q
    if np.isnan(apart).any():
        return float("nan")
    covariance = (_multinomial(p) + _multinomial(q)) / 2
    solved = np.linalg.pinv(covariance) @ apart
    if not np.allclose(covariance @ solved, apart, atol=1e-9):
        return float("inf")  # they differ where neither set varies
    return float(np.sqrt(max(apart @ solved, 0.0)))


def _rows(subjects: Subjects, covariate: Covariate, w: np.ndarray) -> list[dict[str, object]]:
    groups = [subjects.group == code for code in range(len(subjects.names))]
    worst = max(
        (standardised_difference(covariate, groups[a], groups[b], w) for a in range(len(groups)) for b in range(a)),
        key=abs,
        default=float("nan"),
    )
    head: dict[str, object] = {"covariate": covariate.name, "difference": worst, "missing": covariate.missing}
    if covariate.numbers is not None:
        row: dict[str, object] = {**head, "level": "mean"}
        for code, mask in enumerate(groups):
            mean, sd = _mean_sd(covariate.numbers, w * mask)
            known = int((mask & ~np.isnan(covariate.numbers)).sum())
            row |= {f"n_{code}": known, f"value_{code}": mean, f"sd_{code}": sd}
        return [row]
    assert covariate.codes is not None
    shares = [_shares(covariate, w * mask) for mask in groups]
    rows = []
    for place, level in enumerate(covariate.levels):
        row = {**head, "level": level} if not place else {**head, "level": level, "difference": np.nan}
        for code, mask in enumerate(groups):
            n = int((mask & (covariate.codes == place)).sum())
            row |= {f"n_{code}": n, f"value_{code}": float(shares[code][place]), f"sd_{code}": np.nan}
        rows.append(row)
    return rows


def _mean_sd(numbers: np.ndarray, w: np.ndarray) -> tuple[float, float]:
    """Weighted mean and standard deviation (unweighted: n − 1) of the known values."""
    known = ~np.isnan(numbers) & (w > 0)
    x, v = numbers[known], w[known]
    if len(x) < 2:
        return (float(x[0]) if len(x) else float("nan")), float("nan")
    mean = float(np.average(x, weights=v))
    squares = float(np.sum(v * (x - mean) ** 2))
    return mean, float(np.sqrt(squares / (v.sum() - (v**2).sum() / v.sum())))


def _shares(covariate: Covariate, w: np.ndarray) -> np.ndarray:
    assert covariate.codes is not None
    known = covariate.codes >= 0
    counts = np.bincount(covariate.codes[known], weights=w[known], minlength=len(covariate.levels))
    return np.asarray(counts / counts.sum() if counts.sum() else np.full(len(counts), np.nan))


def _multinomial(p: np.ndarray) -> np.ndarray:
    return np.diag(p) - np.outer(p, p)
