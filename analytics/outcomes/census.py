"""The census: how many people are in treatment at the end of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.outcomes.tile_figures import Selection
from analytics.records.days import day_number, known


@dataclass(frozen=True, eq=False)
class Census:
    """People in treatment at the end of a day: a full count, so without an interval."""

    over: Selection

    def on(self, days: list[date]) -> list[int]:
        """The census on each day."""
        there = self.over.derivation.once(("census", *days), lambda: self._there(days))
        return [int(np.count_nonzero(on_the_day & self.over.selected)) for on_the_day in there]

    def _there(self, days: list[date]) -> np.ndarray:
        """Days × stays: in treatment then. A stay ends at the next admission at the latest."""
        stays = self.over.stays
        following = stays.next_admission()
        end = np.where(known(stays.discharged), stays.discharged, 2**31 - 1)
        end = np.where(known(following), np.minimum(end, following), end)
        numbers = [day_number(day) for day in days]
        return np.array([(stays.admitted <= number) & (end > number) for number in numbers])

    def trend(self) -> pd.DataFrame:
        """On the last day of every month."""
        months = self.over.months(0)
        counts = self.on(months.ends())
        return pd.DataFrame(
            [(start, float(count), count) for start, count in zip(months.starts, counts, strict=True)],
            columns=["month", "value", "n"],
        )
