"""Did a monthly figure change on a day named beforehand? The months of a measure, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from analytics.errors import NotEstimable, WrongUsage
from analytics.evaluation.subjects import LEAST_IN_A_GROUP
from analytics.evaluation.time_series import SegmentedRegression, segmented_regression
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.retention import RETENTION_DAYS
from analytics.outcomes.tile_figures import (
    MOST_YEARS,
    Attended,
    DueTests,
    Figure,
    FollowUpShare,
    Retained,
    Selection,
    selection,
)

SeriesMeasure = Literal["attendance", "due_tests", "abstinence", "follow_up_reached", "retention"]
SERIES: dict[SeriesMeasure, tuple[str, str]] = {
    "attendance": ("sessions attended", "by month of the session"),
    "due_tests": ("due tests given", "by month of the test's due window"),
    "abstinence": ("abstinent at follow-up", "by month of discharge"),
    "follow_up_reached": ("reached at follow-up", "by month of discharge"),
    "retention": (f"still in treatment after {RETENTION_DAYS} days", "by month of admission"),
}
"""What can be followed month by month, and which month counts."""

MONTHS_A_YEAR = 12
SEASONS = "Seasons, and whatever else changed in the same month, are not told apart from the change."


@dataclass(frozen=True, eq=False)
class ChangeOverTime:
    """`monthly`: month (first day), value, n, used (False: few people, or the month of the change), fitted,
    counterfactual (the trend before, carried on). `regression`: level and trend, and how each changed.
    """

    measure: SeriesMeasure
    words: str
    month_is: str
    change_on: date
    monthly: pd.DataFrame
    regression: SegmentedRegression
    notes: tuple[str, ...]


def change_over_time(
    derivation: Derivation,
    measure: SeriesMeasure,
    change_on: date,
    *,
    episode_rows: np.ndarray | None = None,
) -> ChangeOverTime:
    """Interrupted time series of one measure (time_series.segmented_regression), at least 12 months on each side.

    A month of fewer than 11 people, and the one in which the change fell unless it fell on its first day, are left out.
    Months count only when everybody in them has been followed long enough. Raises NotEstimable with too few months and
    for records without a calendar.
    """
    if measure not in SERIES:
        raise WrongUsage(f"“{measure}” is no monthly measure.", f"Choose one of {', '.join(SERIES)}.")
    records = derivation.records
    if records.settings.calendar == "relative" or records.as_of is None:
        raise NotEstimable("These records count days, not dates, so there are no months.", "Compare groups instead.")
    rows = np.ones(len(records.episodes), bool) if episode_rows is None else episode_rows
    over = selection(derivation, rows, records.as_of)
    over = Selection(over.derivation, over.rows, over.selected, over.as_of, shown_years=MOST_YEARS)
    monthly = _figure(over, measure).trend()
    number = np.array([MONTHS_A_YEAR * month.year + month.month - 1 for month in monthly["month"]], dtype=np.int64)
    first = MONTHS_A_YEAR * change_on.year + change_on.month - 1 + (change_on.day > 1)
    mixed = (number == first - 1) if change_on.day > 1 else np.zeros(len(number), bool)
    few = monthly["n"].to_numpy() < LEAST_IN_A_GROUP
    used = ~mixed & ~few
    found = segmented_regression(number, np.where(used, monthly["value"], np.nan), change=first)
    words, month_is = SERIES[measure]
    return ChangeOverTime(
        measure, words, month_is, change_on, _with_fit(monthly, number, used, found), found, _notes(mixed, few)
    )


def _figure(over: Selection, measure: SeriesMeasure) -> Figure:
    horizon = over.derivation.records.settings.follow_up_window_days[1]
    figures: dict[str, Figure] = {
        "attendance": Attended(over),
        "due_tests": DueTests(over),
        "abstinence": FollowUpShare(over, horizon, reached=False),
        "follow_up_reached": FollowUpShare(over, horizon, reached=True),
        "retention": Retained(over),
    }
    return figures[measure]


def _with_fit(monthly: pd.DataFrame, number: np.ndarray, used: np.ndarray, found: SegmentedRegression) -> pd.DataFrame:
    place = {int(month): row for row, month in enumerate(found.fitted["month"])}
    rows = np.array([place.get(int(month), -1) for month in number])
    lines = {name: np.append(found.fitted[name].to_numpy(float), np.nan)[rows] for name in ("fitted", "counterfactual")}
    return monthly.assign(used=used, **lines)


def _notes(mixed: np.ndarray, few: np.ndarray) -> tuple[str, ...]:
    notes = [SEASONS]
    if mixed.any():
        notes.append("The month in which the change fell is left out: it holds both.")
    if few.any():
        notes.append(f"Months of fewer than {LEAST_IN_A_GROUP} people are left out: {int(few.sum())}.")
    return tuple(notes)
