"""The axes of a figure for its picture: where a value of a trace lies, in pixels from the top left corner."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

ROOM = 0.05  # of the span, on both sides of an axis without a range of its own


@dataclass(frozen=True)
class Scale:
    """One axis: `start` and `end` pixels of its two range ends, `names` of a category axis (else empty)."""

    layout: Mapping[str, Any]
    low: float
    high: float
    start: float
    end: float
    names: tuple[str, ...]
    is_date: bool

    def at(self, value: Any) -> float:
        """The pixel of a value; NaN for a missing one."""
        number = number_of(value, self.names)
        if self.layout.get("type") == "log":
            number = math.log10(number) if number > 0 else math.nan
        return self.start + (number - self.low) / ((self.high - self.low) or 1) * (self.end - self.start)

    def at_range(self, value: Any) -> float:
        """The pixel of a place that shapes and annotations name (on a log axis already log10)."""
        number = number_of(value, self.names)
        return self.start + (number - self.low) / ((self.high - self.low) or 1) * (self.end - self.start)

    def ticks(self) -> list[tuple[float, str]]:
        """Pixel and label of every tick inside the range."""
        given = self.layout.get("tickvals")
        values = list(given) if given is not None else self._found()
        labels = self.layout.get("ticktext")
        words = list(labels) if labels is not None else [self._written(value) for value in values]
        low, high = sorted((self.start, self.end))
        placed = [(self.at(value), str(word)) for value, word in zip(values, words, strict=False)]
        return [(at, word) for at, word in placed if low - 1 <= at <= high + 1]

    def _found(self) -> list[Any]:
        from matplotlib.dates import AutoDateLocator, num2date
        from matplotlib.ticker import MaxNLocator

        low, high = sorted((self.low, self.high))
        if self.names:
            return list(self.names)
        if self.is_date:
            return list(AutoDateLocator(maxticks=7).tick_values(num2date(low), num2date(high)))
        step = self.layout.get("dtick")
        if isinstance(step, int | float):
            return np.arange(math.ceil(low / step) * step, high + step / 1e6, step).tolist()
        locator = MaxNLocator(nbins=int(self.layout.get("nticks", 6)), steps=[1, 2, 2.5, 5, 10])
        return list(locator.tick_values(low, high))

    def _written(self, value: Any) -> str:
        from matplotlib.dates import num2date

        if self.names:
            return str(value)
        if self.is_date:
            return f"{num2date(number_of(value, ())):%b %y}"
        form = str(self.layout.get("tickformat", ""))
        number = float(value)
        said = f"{100 * number:.0f}%" if form.endswith("%") else f"{number:,.10g}"
        return f"{self.layout.get('tickprefix', '')}{said}{self.layout.get('ticksuffix', '')}"


def number_of(value: Any, names: Sequence[str]) -> float:
    """A value as a number: a category's position, days of a date, NaN when missing."""
    if value is None:
        return math.nan
    if isinstance(value, str):
        if value in names:
            return float(names.index(value))
        return _days(datetime.fromisoformat(value)) if is_day(value) else float(value)
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[s]").item()
    if isinstance(value, date):
        return _days(value)
    return float(value)


def is_day(value: Any) -> bool:
    """Whether a value is a date, or the text of one."""
    if isinstance(value, date | np.datetime64):
        return True
    if not isinstance(value, str) or len(value) < 10:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _days(value: date) -> float:
    whole = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return (whole.replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds() / 86400


def scale_of(layout: Mapping[str, Any], values: Sequence[Any], span: tuple[float, float]) -> Scale:
    """The scale of one axis, `values` of all its traces, over `span` pixels (from its low to its high end)."""
    seen = [value for value in values if value is not None and not _is_nan(value)]
    dates = any(is_day(value) for value in seen) or layout.get("type") == "date"
    names: tuple[str, ...] = ()
    if not dates and any(isinstance(value, str) for value in seen):
        order = layout.get("categoryarray")
        names = tuple(dict.fromkeys(map(str, [*(order if order is not None else []), *seen])))
    given = layout.get("range")
    start, end = span[0] + (span[1] - span[0]) * _domain(layout)[0], span[0] + (span[1] - span[0]) * _domain(layout)[1]
    if given is not None:
        low, high = (number_of(value, names) for value in given)
        return Scale(layout, low, high, start, end, names, dates)
    low, high = _span_of([number_of(value, names) for value in seen], names, log=layout.get("type") == "log")
    if layout.get("autorange") == "reversed":
        low, high = high, low
    return Scale(layout, low, high, start, end, names, dates)


def _domain(layout: Mapping[str, Any]) -> tuple[float, float]:
    domain = layout.get("domain")
    return (0.0, 1.0) if domain is None else (float(domain[0]), float(domain[1]))


def _span_of(numbers: list[float], names: Sequence[str], *, log: bool) -> tuple[float, float]:
    if names:
        return -0.5, len(names) - 0.5
    if log:
        numbers = [math.log10(number) for number in numbers if number > 0]
    if not numbers:
        return 0.0, 1.0
    low, high = min(numbers), max(numbers)
    room = (high - low or 1.0) * ROOM
    return low - room, high + room


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)
