"""Who is asked about: the stays of a question, people or episodes, and the group each belongs to."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from analytics.errors import WrongUsage
from analytics.outcomes.periods import Period
from analytics.records.days import Days, day_number, known
from analytics.records.filters import IDENTIFIERS
from analytics.records.records import Records
from analytics.records.stays import KNOWN_AT_LEAVING, Stays

MOST_GROUPS = 30
"""More groups than this are not a comparison."""

AGE_BANDS = ((0, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 200))
NOT_RECORDED = "not recorded"
ALL = "all"


def chosen_stays(
    stays: Stays,
    episode_rows: np.ndarray,
    *,
    unit: Literal["people", "episodes"],
    basis: Literal["admitted", "discharged"],
    period: Period | None,
    as_of: int,
) -> np.ndarray:
    """Which stays answer a question (boolean over stays).

    Selected episodes, admitted (discharged) in the period and by as-of; for `unit="people"` each patient's first.
    """
    within = _within(stays, basis, period, as_of)
    rows = within[episode_rows[stays.row[within]]]
    if unit == "people":
        rows = _first_of_each(stays, rows, stays.admitted if basis == "admitted" else stays.discharged)
    chosen = np.zeros(len(stays), bool)
    chosen[rows] = True
    return chosen


@lru_cache(maxsize=64)  # stays are never changed; a page asks for the same periods at each of its reruns
def _within(stays: Stays, basis: Literal["admitted", "discharged"], period: Period | None, as_of: int) -> np.ndarray:
    """The stays (positions) admitted or discharged in the period and by as-of."""
    day = stays.admitted if basis == "admitted" else stays.discharged
    inside = known(day) & (day <= as_of)
    if period is not None:
        inside &= (day >= day_number(period.start)) & (day <= day_number(period.end))
    return np.flatnonzero(inside)


def _first_of_each(stays: Stays, rows: np.ndarray, day: Days) -> np.ndarray:
    """Of the stays in `rows` each patient's first by `day`."""
    same = stays.patient[rows][1:] == stays.patient[rows][:-1]
    order = rows
    if (same & (day[rows][1:] < day[rows][:-1])).any():  # stays go by admission; discharges may cross
        order = rows[np.lexsort((day[rows], stays.patient[rows]))]
        same = stays.patient[order][1:] == stays.patient[order][:-1]
    first = np.ones(len(order), bool)
    first[1:] = ~same
    return order[first]


def group_of(records: Records, stays: Stays, by: str | None) -> np.ndarray:
    """The group of every stay: "all", or the label of an episodes column ("not recorded" where empty; age in bands).

    A joined stay has the admission's columns from its first episode and the discharge's from its last.
    """
    if by is None:
        return np.full(len(stays), ALL, dtype=object)
    column = _column(records, by).iloc[stays.last_row if by in KNOWN_AT_LEAVING else stays.row]
    if pd.api.types.is_bool_dtype(column):
        return _labels(column.map({True: "yes", False: "no"}, na_action="ignore"))
    if pd.api.types.is_numeric_dtype(column) and not isinstance(column.dtype, pd.CategoricalDtype):
        return _bands(column) if by == "age" else _labels(column.map(lambda v: f"{v:g}", na_action="ignore"))
    return _labels(column)


def _column(records: Records, by: str) -> pd.Series:
    episodes = records.episodes
    if by not in episodes or by in IDENTIFIERS or pd.api.types.is_datetime64_any_dtype(episodes[by]):
        usable = [c for c in records.settings.group_by if c in episodes]
        raise WrongUsage(f"The episodes cannot be grouped by “{by}”.", f"Columns to group by: {', '.join(usable)}.")
    if episodes[by].nunique() > MOST_GROUPS and by != "age":
        raise WrongUsage(f"“{by}” has more than {MOST_GROUPS} groups.", "Choose a column with fewer, or filter first.")
    return episodes[by]


def _labels(column: pd.Series) -> np.ndarray:
    return column.astype(object).where(column.notna(), NOT_RECORDED).astype(str).to_numpy(dtype=object)


def _bands(age: pd.Series) -> np.ndarray:
    years = age.to_numpy(dtype=float)
    labels = np.full(len(years), NOT_RECORDED, dtype=object)
    for low, high in AGE_BANDS:
        name = f"under {high + 1}" if low == 0 else f"{low} and over" if high > 100 else f"{low}–{high}"
        labels[(years >= low) & (years < high + 1)] = name
    return labels
