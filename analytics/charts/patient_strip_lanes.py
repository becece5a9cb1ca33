"""Where each lane of a patient's strip stands, and what its scale is: pixels from the top."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.outcomes.patients.one_patient import PatientStay

GAP = 16
LEVEL_HEIGHT, HOURS_HEIGHT, MEDICATION_HEIGHT, WEEK_HEIGHT, LANE = 30, 92, 24, 34, 22
HEADROOM = 1.2  # over the highest bar, for the words of the requirement
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


def most_hours(stay: PatientStay) -> float:
    """The top of the hours lane: the largest week or the requirement, with room for the label."""
    return max(float(stay.hours["hours"].max()), float(stay.hours["required"].max()), 1.0) * HEADROOM


def ticks_of_hours(top: float) -> list[int]:
    """Three round numbers of hours from 0."""
    step = 10 if top > 15 else 5 if top > 6 else 2
    return [step * at for at in range(3) if step * at <= top]


def intensity(level: str) -> int:
    """0 = more intensive than the program (2.1), 1 = the program, 2 = less or nothing."""
    number = float(level) if level.replace(".", "", 1).isdigit() else 0.0
    return 0 if number > 2.1 else 1 if level in ("2.1", "in care") else 2
