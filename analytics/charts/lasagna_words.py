"""What the lasagna plot says: title and alternative text from the frame it draws."""

from __future__ import annotations

import pandas as pd

from analytics.charts.wording import percent, plural

CLOCK_WORDS = {"admission": "admission", "first_negative": "first negative test", "discharge": "discharge"}


def axis_title(clock: str) -> str:
    """ "Week since admission"."""
    return f"Week since {CLOCK_WORDS[clock]}"


def weeks_title(frame: pd.DataFrame) -> str:
    """How many of the weeks with a test due were negative, and in how many none was given. Weeks, not people."""
    sums = {name: int(frame[name].sum()) for name in ("negative", "positive", "both", "not_given")}
    due = sum(sums.values())
    if not due:
        return "No test was due in any of these weeks"
    return (
        f"{percent(sums['negative'] / due)} of {due:,} weeks with a test due were negative, "
        f"{percent(sums['not_given'] / due)} had no test"
    )


def weeks_alt(frame: pd.DataFrame, shown: int, clock: str) -> str:
    """Kind of chart, what a row and a column are, the finding, how many rows are drawn."""
    longest = int(frame["weeks"].max()) if len(frame) else 0
    return (
        f"Grid of use patterns: one row a stay, one column a week since {CLOCK_WORDS[clock]}, up to {longest} weeks. "
        f"{weeks_title(frame)}. {plural(shown, 'row')} of {len(frame):,} drawn; the table below holds every word."
    )
