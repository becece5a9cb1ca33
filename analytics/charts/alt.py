"""Alternative texts: kind of chart, measure and groups; the finding with its interval; period and n."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import pandas as pd

from analytics.charts.headline import Headline
from analytics.charts.wording import count, percent
from analytics.outcomes.intervals import Estimate


def spoken_range(low: float | None, high: float | None) -> str:
    """A range as it is read aloud: `55% to 66%`."""
    return f"{percent(low)} to {percent(high)}"


def headline_alt(headline: Headline, *, measure: str, n: int, period: str) -> str:
    """What the headline bar shows."""
    parts = [f"Bar of {measure}, on a scale from 0 to 100%."]
    if headline.value is None:
        parts.append("Not estimable.")
    else:
        parts.append(f"{percent(headline.value)}, 95% interval {spoken_range(headline.low, headline.high)}.")
    if headline.reached_value is not None:
        parts.append(f"Only those reached: {percent(headline.reached_value)}.")
    if headline.strictest is not None:
        parts.append(f"Range over definitions {spoken_range(headline.strictest, headline.most_lenient)}.")
    if headline.range_low is not None:
        parts.append(f"Published range {spoken_range(headline.range_low, headline.range_high)}.")
    return " ".join([*parts, f"n = {n:,}, {period}."])


def survival_alt(shares: Sequence[tuple[str, Estimate]], *, measure: str, title: str, basis: str) -> str:
    """What the survival figure shows; `shares` are the groups' figures at the guide."""
    groups = ", ".join(name for name, _ in shares)
    grouped = f" by group: {groups}" if len(shares) > 1 else ""
    figures = "; ".join(
        f"{name} {percent(share.value)}, 95% interval {spoken_range(share.low, share.high)}"
        for name, share in shares
        if share.value is not None
    )
    n = sum(share.n for _, share in shares)
    return f"Survival curves of {measure}{grouped}. {title}. {figures}. n = {n:,}, {basis}."


def trend_alt(name: str, trend: pd.DataFrame, *, share: bool) -> str:
    """What a tile's trend shows: first, last, lowest and highest month."""
    seen = [(at, value) for at, value in zip(trend["month"], trend["value"].tolist(), strict=True) if not isnan(value)]
    if not seen:
        return f"{name}: no months to show."
    write = percent if share else count
    ends = ", ".join(f"{pd.Timestamp(at):%B %Y} {write(value)}" for at, value in (seen[0], seen[-1]))
    values = [value for _, value in seen]
    spread = f"lowest {write(min(values))}, highest {write(max(values))}"
    return f"Line of {name} by month: {ends}; {spread}."
