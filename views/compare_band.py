"""Compare, between tests: the event came after the last negative and by the first positive test."""

from __future__ import annotations

from html import escape

import pandas as pd

from analytics.charts.interval_band import interval_band_alt, interval_band_figure, interval_band_title
from analytics.charts.survival_axis import axis_for
from analytics.charts.wording import percent_range
from analytics.evaluation.interval_band import IntervalBand
from analytics.evaluation.sentences import caution_sentences
from analytics.outcomes.survival import estimates_at
from views.compare_choices import RATE_DAYS
from views.compare_groups import measure_of
from views.compare_shown import ask_comparison, drawn_groups, not_drawn, sentences, show, told
from views.filters import Choice
from views.page_frame import theme
from views.store import Store
from views.tables import show_table
from views.words import CLOCKS

NOTE = (
    "Each person's true day lies between the two tests; people without the event are the same in both lines. The lines "
    "may cross: an event moved earlier meets more people still followed, so later on the dotted line can lie higher."
)


def show_band(store: Store, choice: Choice) -> None:
    """The band of every group and how wide it is."""
    asked = ask_comparison(store, choice, key="dated")
    if asked is None:
        return
    found = asked.found
    bands = told(found.bands)
    if bands is None:
        return
    shown = drawn_groups(bands, size=lambda band: band.latest.n)
    axis = axis_for([band.latest for band in shown], unit="days", clock_words=CLOCKS[asked.question.clock])
    title = interval_band_title(bands)
    show(
        store,
        interval_band_figure(shown, theme(), axis=axis),
        name="band",
        title=title,
        measure=(
            "Share without the event: dotted if it came right after the last negative test, solid at the positive one. "
            f"{measure_of(found)}"
        ),
        alt=interval_band_alt(shown, title=title, day=axis.guide or axis.end),
        frame=_frame(bands),
        note=f"{NOTE} {not_drawn(len(shown), len(bands))}".strip(),
        command=asked.command(store, choice),
    )
    rows = [(escape(b.name), *_cells(b), "–" if b.median_gap is None else f"{b.median_gap:.0f}") for b in bands]
    heads = [f"day {day}" for day in RATE_DAYS]
    show_table(
        ("Group", *heads, "Median days between"),
        rows,
        right=frozenset(range(1, len(heads) + 2)),
        caption="Share without the event on the day, under the two readings.",
    )
    sentences(caution_sentences(found), lead=0)


def _cells(band: IntervalBand) -> list[str]:
    pairs = zip(*(estimates_at(curve, RATE_DAYS) for curve in (band.earliest, band.latest)), strict=True)
    return [
        "not estimable"
        if None in (one["estimate"], other["estimate"])
        else percent_range(*sorted((one["estimate"] or 0.0, other["estimate"] or 0.0)))
        for one, other in pairs
    ]


def _frame(bands: tuple[IntervalBand, ...]) -> pd.DataFrame:
    return pd.concat(
        [
            curve.table.assign(group=band.name, line=line)
            for band in bands
            for line, curve in (("earliest", band.earliest), ("latest", band.latest))
        ],
        ignore_index=True,
    )
