"""What changed: each measure now, its change with interval, and whether that is news."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analytics.charts.wording import count, points_range, signed_points
from analytics.outcomes.measures import Measure
from views.page_frame import heading
from views.readings import is_share, reading_class, written
from views.style import house
from views.tables import html_table

MINUS_SIGN = "−"
SUBTITLE = "What changed against the period before. A difference is news only if its 95% interval excludes zero."


def show_changes(measures: Sequence[Measure]) -> None:
    """The table, under a title that sums it up."""
    heading(_title(measures), SUBTITLE)
    rows = [
        (
            f'{escape(m.name)}<span class="under">{_reading(m)}</span>',
            written(m, None if m.previous is None else m.previous.value),
            written(m, m.estimate.value),
            _change(m),
            f'<span class="beside">{_reading(m)}</span>',
        )
        for m in measures
    ]
    house(
        html_table(
            ("Measure", "Before", "Now", "Change (95%)", "Reading"), rows, right=frozenset({1, 2, 3}), caption=""
        ),
        kind="changes",
    )


def _title(measures: Sequence[Measure]) -> str:
    moved = [m for m in measures if _is_news(m)]
    if not moved:
        return "Nothing moved beyond chance"
    names = [m.name if place == 0 else m.name[:1].lower() + m.name[1:] for place, m in enumerate(moved)]
    listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    return f"{listed} moved beyond chance"


def _is_news(measure: Measure) -> bool:
    change = measure.change
    if change is None or change.low is None or change.high is None:
        return False
    return change.low > 0 or change.high < 0


def _change(measure: Measure) -> str:
    change = measure.change
    if change is None or change.value is None:
        return "–"
    if not is_share(measure):
        sign = MINUS_SIGN if change.value < 0 else "+" if change.value > 0 else ""
        return f"{sign}{count(abs(change.value))}"
    if change.low is None:
        return signed_points(change.value)
    return f"{signed_points(change.value)} ({points_range(change.low, change.high)})"


def _reading(measure: Measure) -> str:
    style = reading_class(measure)
    word = f"<b>{escape(measure.reading)}</b>"
    return f'<span class="{style}">{word}</span>' if style else word
