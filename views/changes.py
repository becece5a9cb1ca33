"""What changed: each measure now, its change with interval, and whether that is news."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analytics.charts.control_words import BETTER, WORSE
from analytics.charts.wording import count, points_range, signed_points
from analytics.outcomes.measures import Measure
from views.page_frame import heading
from views.readings import Read, is_share, reading_class, written
from views.style import house
from views.tables import html_table

MINUS_SIGN = "−"
SUBTITLE = (
    "What changed against the period before. A difference is news only if its 95% interval excludes zero or a control "
    "rule fires."
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
    lasting = [read for read in reads if read.words.startswith((BETTER, WORSE)) and not _is_news(read.measure)]
    if not moved:
        shifts = f"; {len(lasting)} earlier shift{'s' if len(lasting) > 1 else ''} by month" if lasting else ""
        return f"Nothing moved beyond chance against the period before{shifts}"
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


def _reading(read: Read) -> str:
    """The change against the period before where it is news, else the control chart's reading."""
    words = read.words
    if _is_news(read.measure):
        words = f"{read.measure.reading} than the period before"
    style = reading_class(words)
    word = f"<b>{escape(words)}</b>"
    return f'<span class="{style}">{word}</span>' if style else word
