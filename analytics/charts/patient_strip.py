"""One patient's stay as lanes over one axis of days: level of care, hours, sessions, tests, medication, weeks.

The vertical axis counts pixels from the top, so that every lane has the height the eye needs whatever is in it.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.lasagna import STAR_SIZE, SYMBOL_SHOWN
from analytics.charts.patient_strip_lanes import (
    HOURS_HEIGHT,
    LANE,
    LEVEL_HEIGHT,
    LEVEL_NAMES,
    MEDICATION_HEIGHT,
    WEEK_HEIGHT,
    Lanes,
    intensity,
    lanes_of,
    most_hours,
    ticks_of_hours,
)
from analytics.charts.patient_strip_marks import bars, dots, line
from analytics.charts.theme import LABEL_SIZE, NOTE_SIZE, TICK_SIZE, Theme, house_layout, note, time_axis
from analytics.charts.wording import day
from analytics.outcomes.patients.one_patient import WEEK_DAYS, PatientStay

LEFT, RIGHT, TOP, BOTTOM = 100, 12, 24, 46
MOST_TICKS = 6


def patient_strip(stay: PatientStay, theme: Theme) -> go.Figure:
    """The strip of one stay; a dotted line through all lanes marks the discharge."""
    lanes = lanes_of(stay)
    traces = [*_levels(stay, lanes, theme), *_hours(stay, lanes, theme), *_sessions(stay, lanes, theme)]
    traces += [*_tests(stay, lanes, theme), *_medication(stay, lanes, theme), *_weeks(stay, lanes, theme)]
    if stay.discharged is not None and stay.discharged <= stay.until:
        traces.append(line([stay.discharged] * 2, [0, lanes.height], theme.second_text, "dot", "discharge"))
    height = lanes.height + TOP + BOTTOM
    layout = house_layout(theme, height=height, margin=(LEFT, RIGHT, TOP, BOTTOM)) | {
        "barmode": "overlay",
        "xaxis": _axis(stay, theme),
        "yaxis": {"visible": False, "fixedrange": True, "range": [lanes.height, 0]},
        "shapes": _grid(stay, lanes, theme),
        "annotations": [*_names(stay, lanes, theme), *_discharge(stay, theme)],
    }
    return figure_of(traces, layout)


def _levels(stay: PatientStay, lanes: Lanes, theme: Theme) -> list[dict[str, Any]]:
    spans = stay.levels[stay.levels["end"] > stay.levels["start"]]
    starts, ends, levels = spans["start"].tolist(), spans["end"].tolist(), spans["level"].tolist()
    names = [LEVEL_NAMES.get(level, level) for level in levels]
    shades = [theme.levels[intensity(level)] for level in levels]
    drawn = bars(starts, ends, [lanes.level + LEVEL_HEIGHT] * len(starts), [LEVEL_HEIGHT] * len(starts), shades, names)
    texts = {
        "type": "scatter", "mode": "text", "x": [start + 0.6 for start in starts], "hoverinfo": "skip",
        "y": [lanes.level + LEVEL_HEIGHT / 2] * len(starts), "text": names, "textposition": "middle right",
        "textfont": {"size": TICK_SIZE, "color": theme.text}, "name": "level names",
    }  # fmt: skip
    return [drawn | {"name": "level of care"}, texts]


def _hours(stay: PatientStay, lanes: Lanes, theme: Theme) -> list[dict[str, Any]]:
    if lanes.hours is None:
        return []
    base, top = lanes.hours + HOURS_HEIGHT, most_hours(stay)
    scale = HOURS_HEIGHT / top
    until = min(stay.discharged or stay.until, stay.until)
    found = stay.hours[(stay.hours["hours"] > 0) | (stay.hours["start"] <= until)]
    starts = [start - 0.5 + 0.4 for start in found["start"]]
    ends = [min(start - 0.5 + WEEK_DAYS - 0.4, stay.until + 0.5) for start in found["start"]]
    told = [
        f"Week {(start - 1) // WEEK_DAYS + 1}: {value:.1f} h"
        for start, value in zip(found["start"], found["hours"], strict=True)
    ]
    fill = [theme.page if under else theme.hours for under in found["under"]]
    drawn = bars(starts, ends, [base] * len(found), [value * scale for value in found["hours"]], fill, told)
    drawn["marker"]["line"] = {"color": theme.hours, "width": 1.5}
    required = float(found["required"].iloc[0])
    asked = line([0, until], [base - required * scale] * 2, theme.benchmark, "dot", "required hours")
    return [drawn | {"name": "hours"}, asked]


def _grid(stay: PatientStay, lanes: Lanes, theme: Theme) -> list[dict[str, Any]]:
    """Lines of hours behind the bars."""
    if lanes.hours is None:
        return []
    top, base = most_hours(stay), lanes.hours + HOURS_HEIGHT
    ends: dict[str, Any] = {"type": "line", "layer": "below", "xref": "paper", "x0": 0, "x1": 1}
    heights = [base - at * HOURS_HEIGHT / top for at in ticks_of_hours(top)]
    return [ends | {"y0": y, "y1": y, "line": {"color": theme.grid, "width": 1}} for y in heights]


def _sessions(stay: PatientStay, lanes: Lanes, theme: Theme) -> list[dict[str, Any]]:
    if lanes.attended is None:
        return []
    drawn = []
    for at, lane in enumerate(("attended", "missed")):
        rows = stay.sessions[stay.sessions["lane"] == lane]
        told = [
            f"{when_words(stay, when)}: {service}, {status.replace('_', ' ')}"
            for when, service, status in zip(rows["day"], rows["service"], rows["status"], strict=True)
        ]
        y = [lanes.attended + LANE * at + LANE // 2] * len(rows)
        drawn.append(dots(rows["day"].tolist(), y, lane, theme, told))
    return drawn


def _tests(stay: PatientStay, lanes: Lanes, theme: Theme) -> list[dict[str, Any]]:
    drawn = []
    for lane, y in lanes.tests.items():
        days = stay.tests["day"][stay.tests["lane"] == lane].tolist()
        told = [f"{when_words(stay, when)}: {lane}" for when in days]
        drawn.append(dots(days, [y] * len(days), lane, theme, told))
    return drawn


def _medication(stay: PatientStay, lanes: Lanes, theme: Theme) -> list[dict[str, Any]]:
    if lanes.medication is None:
        return []
    starts, ends, names = (stay.medication[name].tolist() for name in ("start", "end", "name"))
    middle = lanes.medication + MEDICATION_HEIGHT - 5
    drawn = [
        line([start, end], [middle] * 2, theme.common, "solid", "medication", 4)
        for start, end in zip(starts, ends, strict=True)
    ]
    texts = {
        "type": "scatter", "mode": "text", "x": starts, "y": [lanes.medication + 6] * len(starts), "text": names,
        "textposition": "middle right", "textfont": {"size": TICK_SIZE, "color": theme.text}, "hoverinfo": "skip",
        "name": "medication names",
    }  # fmt: skip
    return [*drawn, texts]


def _weeks(stay: PatientStay, lanes: Lanes, theme: Theme) -> list[dict[str, Any]]:
    found = stay.weeks[stay.weeks["start"] <= stay.until]
    if not len(found):
        return []
    starts, symbols = found["start"].tolist(), found["symbol"].tolist()
    count = len(starts)
    colours = [theme.week[symbol][0] for symbol in symbols]
    edges = [start - 0.5 for start in starts], [start - 0.5 + WEEK_DAYS for start in starts]
    drawn = bars(*edges, [lanes.weeks + WEEK_HEIGHT] * count, [WEEK_HEIGHT] * count, colours, symbols)
    drawn["marker"]["line"] = {"color": theme.page, "width": 1.5}
    texts = {
        "type": "scatter",
        "mode": "text",
        "x": [start + 3 for start in starts],
        "y": [lanes.weeks + WEEK_HEIGHT / 2 + 4 * (symbol == "*") for symbol in symbols],
        "text": [SYMBOL_SHOWN[symbol] or " " for symbol in symbols],
        "textfont": {
            "size": [STAR_SIZE if symbol == "*" else LABEL_SIZE for symbol in symbols],
            "color": [theme.week[symbol][1] for symbol in symbols],
        },
        "hoverinfo": "skip",
        "name": "week symbols",
    }
    return [drawn | {"name": "week pattern"}, texts]


def _names(stay: PatientStay, lanes: Lanes, theme: Theme) -> list[dict[str, Any]]:
    said: list[tuple[str, float]] = [("<b>Level of care</b>", lanes.level + LEVEL_HEIGHT / 2)]
    if lanes.hours is not None:
        scale = HOURS_HEIGHT / most_hours(stay)
        base = lanes.hours + HOURS_HEIGHT
        said += [(f"{at} h", base - at * scale) for at in ticks_of_hours(most_hours(stay))]
    if lanes.attended is not None:
        said += [("attended", lanes.attended + LANE // 2), ("missed", lanes.attended + LANE + LANE // 2)]
    said += [(f"{lane} test" if lane == "other" else lane, y) for lane, y in lanes.tests.items()]
    if lanes.medication is not None:
        said.append(("Medication", lanes.medication + MEDICATION_HEIGHT / 2))
    said.append(("<b>Week pattern</b>", lanes.weeks + WEEK_HEIGHT / 2))
    place: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "right", "xshift": -8}
    return [note(text, y=y, colour=theme.second_text, **place) for text, y in said] + _requirement(stay, lanes, theme)


def _requirement(stay: PatientStay, lanes: Lanes, theme: Theme) -> list[dict[str, Any]]:
    if lanes.hours is None:
        return []
    required = float(stay.hours["required"].iloc[0])
    until = min(stay.discharged or stay.until, stay.until)
    words = f"{required:g} h a week asked for"
    place: dict[str, Any] = {"x": until, "xanchor": "right", "yanchor": "middle", "xshift": -3}
    return [note(words, y=lanes.hours + 4, colour=theme.benchmark_text, size=NOTE_SIZE, **place)]


def _discharge(stay: PatientStay, theme: Theme) -> list[dict[str, Any]]:
    if stay.discharged is None or stay.discharged > stay.until:
        return []
    near_end = stay.discharged > stay.until * 0.6
    place: dict[str, Any] = {"yref": "paper", "yanchor": "bottom", "xanchor": "right" if near_end else "left"}
    words = f"discharged: {(stay.reason or '').replace('_', ' ')}"
    return [note(words, x=stay.discharged, y=1, colour=theme.second_text, size=NOTE_SIZE, **place)]


def _axis(stay: PatientStay, theme: Theme) -> dict[str, Any]:
    weeks = -(-stay.until // WEEK_DAYS)
    every = max(1, -(-weeks // MOST_TICKS))
    starts = [WEEK_DAYS * week + 1 for week in range(0, weeks, every)]
    words = [f"{tick_words(stay, start)}<br>week {(start - 1) // WEEK_DAYS + 1}" for start in starts]
    return time_axis(theme, range=[-0.6, stay.until + 0.8], tickvals=starts, ticktext=words)


def tick_words(stay: PatientStay, at: int) -> str:
    """`4 May`; in day-number records `day 29`."""
    when = stay.date_of(at)
    return f"{when.day} {when:%b}" if stay.has_calendar else f"day {at}"


def when_words(stay: PatientStay, at: int) -> str:
    """`4 May 2026`; in day-number records `day 29`."""
    return day(stay.date_of(at)) if stay.has_calendar else f"day {at}"
