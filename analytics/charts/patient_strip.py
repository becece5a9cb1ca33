"""One patient's stay as lanes over one axis of days: level of care, hours, sessions, tests, medication, weeks.

The vertical axis counts pixels from the top, so that every lane has the height the eye needs whatever is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.lasagna import SYMBOL_SHOWN
from analytics.charts.patient_strip_marks import bars, dots, line
from analytics.charts.theme import LABEL_SIZE, NOTE_SIZE, TICK_SIZE, Theme, house_layout, note, time_axis
from analytics.charts.wording import day
from analytics.outcomes.patients.one_patient import WEEK_DAYS, PatientStay

GAP = 16
LEVEL_HEIGHT, HOURS_HEIGHT, MEDICATION_HEIGHT, WEEK_HEIGHT, LANE = 30, 92, 24, 34, 22
LEFT, RIGHT, TOP, BOTTOM = 100, 12, 24, 46
MOST_TICKS = 6
LEVEL_NAMES = {
    "0.5": "0.5 early intervention", "1": "1.0 outpatient", "1.5": "1.5 outpatient", "1.7": "1.7 medically managed",
    "2.1": "2.1 intensive outpatient", "2.5": "2.5 day treatment", "2.7": "2.7 day treatment, medical",
    "3.1": "3.1 residential", "3.3": "3.3 residential", "3.5": "3.5 residential", "3.7": "3.7 inpatient",
    "4": "4.0 hospital", "none": "none", "unknown": "not known",
}  # fmt: skip
TEST_LANES = ("positive", "negative", "not given", "other")


@dataclass(frozen=True)
class Lanes:
    """Where each lane stands: pixels from the top. None = the lane is not drawn."""

    level: int
    hours: int | None
    attended: int | None
    tests: dict[str, int]
    medication: int | None
    weeks: int
    height: int


def lanes_of(stay: PatientStay) -> Lanes:
    """The lanes that have something to show, one under the other."""
    at = LEVEL_HEIGHT + GAP
    hours = attended = medication = None
    if len(stay.hours):
        hours, at = at, at + HOURS_HEIGHT + GAP
    if len(stay.sessions):
        attended, at = at, at + 2 * LANE + GAP
    shown = [lane for lane in TEST_LANES if lane != "other" or (stay.tests["lane"] == "other").any()]
    tests = {lane: at + LANE * number + LANE // 2 for number, lane in enumerate(shown)}
    at += LANE * len(shown) + GAP
    if len(stay.medication):
        medication, at = at, at + MEDICATION_HEIGHT + GAP
    return Lanes(0, hours, attended, tests, medication, at, at + WEEK_HEIGHT)


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
        "annotations": [*_names(stay, lanes, theme), *_discharge(stay, theme)],
    }
    return figure_of(traces, layout)


def _levels(stay: PatientStay, lanes: Lanes, theme: Theme) -> list[dict[str, Any]]:
    spans = stay.levels[stay.levels["end"] > stay.levels["start"]]
    starts, ends, levels = spans["start"].tolist(), spans["end"].tolist(), spans["level"].tolist()
    names = [LEVEL_NAMES.get(level, level) for level in levels]
    shades = [theme.levels[0 if number(level) > 2.1 else 1 if level in ("2.1", "in care") else 2] for level in levels]
    drawn = bars(starts, ends, [lanes.level + LEVEL_HEIGHT] * len(starts), [LEVEL_HEIGHT] * len(starts), shades, names)
    texts = {
        "type": "scatter", "mode": "text", "x": [start + 0.6 for start in starts], "hoverinfo": "skip",
        "y": [lanes.level + LEVEL_HEIGHT / 2] * len(starts), "text": names, "textposition": "middle right",
        "textfont": {"size": TICK_SIZE, "color": theme.text}, "name": "level names",
    }  # fmt: skip
    return [drawn | {"name": "level of care"}, texts]


def number(level: str) -> float:
    """The ASAM level as a number; 0 for words."""
    return float(level) if level.replace(".", "", 1).isdigit() else 0.0


def _hours(stay: PatientStay, lanes: Lanes, theme: Theme) -> list[dict[str, Any]]:
    if lanes.hours is None:
        return []
    base, top = lanes.hours + HOURS_HEIGHT, most_hours(stay)
    scale = HOURS_HEIGHT / top
    found = stay.hours
    starts = [start - 0.5 + 0.4 for start in found["start"]]
    ends = [start - 0.5 + WEEK_DAYS - 0.4 for start in found["start"]]
    told = [f"Week {at + 1}: {value:.1f} h" for at, value in enumerate(found["hours"])]
    fill = [theme.page if under else theme.hours for under in found["under"]]
    drawn = bars(starts, ends, [base] * len(found), [value * scale for value in found["hours"]], fill, told)
    drawn["marker"]["line"] = {"color": theme.hours, "width": 1.5}
    required = float(found["required"].iloc[0])
    until = min(stay.discharged or stay.until, stay.until)
    ground = [line([0, stay.until], [base - at * scale] * 2, theme.grid, "solid", "grid") for at in ticks_of_hours(top)]
    asked = line([0, until], [base - required * scale] * 2, theme.benchmark, "dot", "required hours")
    return [*ground, drawn | {"name": "hours"}, asked]


def most_hours(stay: PatientStay) -> float:
    """The top of the hours lane: the largest week or the requirement, with room for the label."""
    return max(float(stay.hours["hours"].max()), float(stay.hours["required"].max()), 1.0) * 1.15


def ticks_of_hours(top: float) -> list[int]:
    """Three round numbers of hours from 0."""
    step = 10 if top > 15 else 5 if top > 6 else 2
    return [step * at for at in range(3) if step * at <= top]


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
        "type": "scatter", "mode": "text", "x": [start + 3 for start in starts],
        "y": [lanes.weeks + WEEK_HEIGHT / 2] * count, "text": [SYMBOL_SHOWN[symbol] or " " for symbol in symbols],
        "textfont": {"size": LABEL_SIZE, "color": [theme.week[symbol][1] for symbol in symbols]}, "hoverinfo": "skip",
        "name": "week symbols",
    }  # fmt: skip
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
    y = lanes.hours + HOURS_HEIGHT - required * HOURS_HEIGHT / most_hours(stay)
    words = f"{required:g} h a week asked for"
    place: dict[str, Any] = {"xref": "paper", "x": 1, "xanchor": "right", "yanchor": "bottom", "bgcolor": theme.page}
    return [note(words, y=y - 1, colour=theme.benchmark_text, size=NOTE_SIZE, **place)]


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
