"""Stacked columns: parts in order, named beside the last column without meeting, hatched where asked."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.columns import HEIGHT, LABEL_HEIGHT, MOST_TICKS, Part, stacked_columns
from analytics.charts.theme import LIGHT

MONTHS = pd.to_datetime(["2026-01-01", "2026-01-01", "2026-02-01", "2026-02-01"])
FRAME = pd.DataFrame({"month": MONTHS, "status": ["given", "missed"] * 2, "events": [30, 10, 40, 1]})
PARTS = (
    Part("given", "given", LIGHT.good),
    Part("missed", "missed", LIGHT.table_line, text=LIGHT.second_text, hatch=True),
    Part("refused", "refused", LIGHT.concern),
)


def test_parts_lie_on_one_another_in_the_order_given() -> None:
    figure = stacked_columns(FRAME, LIGHT, parts=PARTS)
    assert [trace.name for trace in figure.data] == ["given", "missed", "refused"]
    assert [list(trace.y) for trace in figure.data] == [[30, 40], [10, 1], [0, 0]]
    assert figure.layout.barmode == "stack"
    assert figure.data[0].text[1] == "Feb 26: given 40"
    assert figure.data[1].marker.pattern.shape == "/"


def test_names_stand_beside_the_last_column_and_never_meet() -> None:
    notes = stacked_columns(FRAME, LIGHT, parts=PARTS).layout.annotations
    heights = [note.y for note in notes]
    assert [note.text for note in notes] == ["given", "missed", "refused"]
    pixel = 41 * 1.04 / (HEIGHT - 42)
    assert min(b - a for a, b in pairwise(heights)) >= LABEL_HEIGHT * pixel - 1e-9
    assert notes[1].font.color == LIGHT.second_text


def test_few_ticks_the_first_always() -> None:
    long = pd.DataFrame({"week": range(1, 31), "status": "given", "events": 1})
    axis = stacked_columns(long, LIGHT, parts=PARTS[:1], at="week", title="week of treatment").layout.xaxis
    assert len(axis.tickvals) <= MOST_TICKS
    assert axis.ticktext[0] == "1"
    assert axis.title.text == "week of treatment"


def test_shares_go_to_100_percent() -> None:
    shares = FRAME.assign(events=[0.75, 0.25, 0.9, 0.1])
    figure = stacked_columns(shares, LIGHT, parts=PARTS, share=True)
    assert tuple(figure.layout.yaxis.range) == (0, 1)
    assert figure.data[0].text[0] == "Jan 26: given 75%"


def test_nothing_is_an_empty_figure_and_all_pass_plotlys_check() -> None:
    assert stacked_columns(FRAME.head(0), LIGHT, parts=PARTS).layout.annotations == ()
    go.Figure(stacked_columns(FRAME, LIGHT, parts=PARTS).to_dict())
