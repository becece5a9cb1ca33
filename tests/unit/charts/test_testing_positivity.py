"""People and samples in one figure: filled and hollow, each on its interval; months on one scale."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.testing_positivity import not_drawn, panels_of, positivity_months, positivity_rows
from analytics.charts.theme import DARK, LIGHT


def row(analyte: str, unit: str, value: float | None, reason: str = "") -> dict[str, object]:
    low, high = (None, None) if value is None else (max(value - 0.1, 0), value + 0.1)
    return {
        "analyte": analyte, "unit": unit, "value": value, "low": low, "high": high, "events": 1, "n": 10,
        "reason": reason,
    }  # fmt: skip


ROWS = pd.DataFrame(
    [
        row("any counted analyte", "people", 0.4),
        row("any counted analyte", "samples", 0.2),
        row("thc", "people", 0.05),
        row("thc", "samples", None, "fewer than two patients"),
        row("mdma", "people", None, "only positive results of it are listed"),
        row("mdma", "samples", None, "only positive results of it are listed"),
    ]
)


def test_people_are_filled_and_samples_hollow() -> None:
    figure = positivity_rows(ROWS, LIGHT)
    marks = {trace.name: trace for trace in figure.data if trace.mode == "markers"}
    assert list(marks["people"].x) == [0.4, 0.05] and marks["people"].marker.color == LIGHT.good
    assert list(marks["samples"].x) == [0.2] and marks["samples"].marker.color == LIGHT.page
    assert marks["people"].marker.symbol != marks["samples"].marker.symbol
    assert not figure.layout.showlegend and figure.layout.paper_bgcolor == LIGHT.page


def test_every_interval_is_inside_the_axis() -> None:
    figure = positivity_rows(ROWS, LIGHT)
    ends = [x for trace in figure.data if trace.mode == "lines" for x in trace.x if x is not None]
    low, high = figure.layout.xaxis.range
    assert low < min(ends) and max(ends) <= high


def test_what_has_no_share_is_told_and_not_drawn() -> None:
    texts = [note.text for note in positivity_rows(ROWS, LIGHT).layout.annotations]
    assert "THC" in texts and "mdma" not in " ".join(texts).lower()
    assert not_drawn(ROWS) == "Not estimable: MDMA (only positive results of it are listed)."
    assert not_drawn(ROWS.head(4)) == ""


def test_a_mark_knows_its_row() -> None:
    figure = positivity_rows(ROWS, LIGHT)
    people = next(trace for trace in figure.data if trace.name == "people")
    assert [ROWS.loc[place[0], "analyte"] for place in people.customdata] == ["any counted analyte", "thc"]


def months(*analytes: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {**row(analyte, unit, value), "month": pd.Timestamp(2026, month, 1)}
            for analyte in analytes
            for unit in ("people", "samples")
            for month, value in ((1, 0.3), (2, 0.5))
        ]
    )


def test_months_share_one_scale_and_the_first_panel_is_as_wide_as_the_figure() -> None:
    figure = positivity_months(months("any counted analyte", "cocaine", "thc"), DARK)
    layout = figure.to_dict()["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"] == layout["yaxis3"]["range"]
    assert layout["xaxis"]["domain"] == [0.0, 1.0] and layout["xaxis2"]["domain"][1] < 0.5
    tops = [layout[f"yaxis{k}"]["domain"][1] for k in ("", "2", "3")]
    assert tops[0] > tops[1] == tops[2]
    dashes = {trace.name: trace.line.dash for trace in figure.data if trace.name}
    assert dashes == {"people": "solid", "samples": "dash"}


def test_at_most_eight_panels() -> None:
    frame = months(*[f"analyte {k}" for k in range(10)])
    assert len(panels_of(frame)) == 8
    assert len({trace.xaxis for trace in positivity_months(frame, LIGHT).data}) == 8


def test_plotly_accepts_both() -> None:
    go.Figure(positivity_rows(ROWS, LIGHT).to_dict())
    go.Figure(positivity_months(months("any counted analyte", "cocaine"), LIGHT).to_dict())
