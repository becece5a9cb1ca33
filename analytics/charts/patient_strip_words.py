"""What one patient's strip says: title, subtitle and alternative text from what it draws."""

from __future__ import annotations

from analytics.charts.patient_strip import when_words
from analytics.charts.wording import plural
from analytics.outcomes.patients.one_patient import PatientStay


def strip_title(stay: PatientStay) -> str:
    """Sessions attended, weeks with a negative test, and how the stay ended."""
    said = []
    attended, missed = (int((stay.sessions["lane"] == lane).sum()) for lane in ("attended", "missed"))
    if attended + missed:
        said.append(f"{attended} of {plural(attended + missed, 'session')} attended")
    due = [symbol for symbol in stay.weeks["symbol"] if symbol != "_"]
    if due:
        said.append(f"{due.count('-')} of {plural(len(due), 'due week')} negative")
    said.append(_end(stay))
    words = "; ".join(said)
    return words[:1].upper() + words[1:]


def strip_subtitle(stay: PatientStay) -> str:
    """What is drawn and from when to when."""
    span = f"{when_words(stay, 0)} – {when_words(stay, stay.until)}"
    return (
        f"Level of care, hours a week, sessions, tests, medication and weekly pattern, {span}. Week 1 begins the day "
        "after admission. Counted substances after wash-out."
    )


def strip_note(stay: PatientStay) -> str:
    """How to read the marks."""
    said = ["Hollow bar: a whole week under the hours asked for."] if len(stay.hours) else []
    said.append("Open circle: a session missed, or a due test not given (on the last day it could have been).")
    if (stay.tests["lane"] == "other").any():
        said.append("Cross: a specimen that says neither (inconclusive, prescribed, in wash-out, or no result yet).")
    return " ".join(said)


def strip_alt(stay: PatientStay) -> str:
    """Kind of chart, lanes, the finding, the tests in numbers."""
    counts = [f"{int((stay.tests['lane'] == lane).sum())} {lane}" for lane in ("positive", "negative", "not given")]
    pattern = "".join(stay.weeks["symbol"])
    return (
        f"One patient's stay on one time axis. {strip_title(stay)}. Tests: {', '.join(counts)}. "
        f"Weekly pattern {pattern or 'not yet a whole week'}."
    )


def _end(stay: PatientStay) -> str:
    if stay.discharged is not None:
        return f"{(stay.reason or 'left').replace('_', ' ')} after {plural(stay.discharged, 'day')}"
    return f"in care on day {stay.until}" if stay.in_care else "no discharge recorded"
