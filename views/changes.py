"""What changed: each measure now, its change with interval, and whether that is news."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analytics.charts.readings import NUMBERS
from analytics.charts.wording import count, points_range, signed_points
from analytics.outcomes.measures import Measure
from views.page_frame import heading
from views.readings import Read, is_share, reading_class, written
from views.style import house
from views.tables import html_table

MINUS_SIGN = "−"
MOST_NAMED = 2  # measures in the title
SUBTITLE = (
    "What changed. In bold, a change whose 95% interval excludes zero. The reading is the tile's: it speaks "
    "of all months by the control rules, so a measure may be steady month by month and yet differ between two periods."
)


def show_changes(reads: Sequence[Read]) -> None:
    """The table, under a title that sums it up."""
    heading(_title(reads), SUBTITLE)
    rows = [
        (
            f'{escape(m.name)}<span class="under">{_reading(read)}</span>',
            written(m, None if m.previous is None else m.previous.value),
            written(m, m.estimate.value),
            _change(m),
            f'<span class="beside">{_reading(read)}</span>',
        )
        for read in reads
        for m in (read.measure,)
    ]
    house(
        html_table(
            ("Measure", "Before", "Now", "Change (95%)", "Reading"), rows, right=frozenset({1, 2, 3}), caption=""
        ),
        kind="changes",
    )


def _title(reads: Sequence[Read]) -> str:
    moved = [read.measure for read in reads if _is_news(read.measure)]
    if not moved:
        return "Against the period before, nothing moved beyond chance"
    if len(moved) > MOST_NAMED:
        return f"Against the period before, {NUMBERS[len(moved)]} measures moved beyond chance"
    names = [f"{m.name[:1].lower()}{m.name[1:]}" for m in moved]
    return f"Against the period before, {' and '.join(names)} moved beyond chance"


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
    words = f"{signed_points(change.value)} ({points_range(change.low, change.high)})"
    return f"<b>{words}</b>" if _is_news(measure) else words


def _reading(read: Read) -> str:
    """The control chart's reading, as on the tile; only news is bold and coloured."""
    style = reading_class(read.words)
    return f'<b class="{style}">{escape(read.words)}</b>' if style else escape(read.words)
