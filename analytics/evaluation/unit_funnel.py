"""Sites (or other units) against the whole: one share a unit, of people whose outcome has had its time to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analytics.errors import WrongUsage
from analytics.evaluation.funnel import Funnel, funnel
from analytics.evaluation.sentence_parts import EVENTS, OTHER_EVENT
from analytics.outcomes.benchmark import follow_up_in_use
from analytics.outcomes.cohort import NOT_RECORDED, chosen_stays
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.patterns import Clock
from analytics.outcomes.question import DAYS_A_WEEK, Question
from analytics.outcomes.retention import RETENTION_DAYS, left_on
from analytics.outcomes.values_asked import values_asked
from analytics.records.days import known
from analytics.records.filters import IDENTIFIERS
from analytics.records.stays import KNOWN_AT_LEAVING

FunnelMeasure = Literal["event", "abstinence", "follow_up_reached", "retention"]
MEASURES: tuple[FunnelMeasure, ...] = ("event", "abstinence", "follow_up_reached", "retention")
USUAL_DAY = 84
"""Twelve weeks, the horizon of `event` unless another is asked for."""

FOR_THE_DIRECTOR = ("clinician",)
"""Columns that single out a member of staff: for the director only, never in a report."""

MOST_UNITS = 200
MUCH_UNKNOWN = 0.20
NOT_ADJUSTED = "Units are not adjusted for whom they treat: their people may differ."

Counted = tuple[np.ndarray, np.ndarray, int]
"""Over stays: who is counted, who of them has it; and how many were left before it could be known."""


@dataclass(frozen=True, eq=False)
class UnitFunnel:
    """`found`: units, limits, target. `words`: what its people have in common, with its verb; `unknown`: people lost
    before the horizon without the event, in no share; `unplaced`: people without a unit.
    """

    found: Funnel
    column: str
    measure: FunnelMeasure
    words: str
    day: int
    people: int
    unknown: int
    unplaced: int
    notes: tuple[str, ...]


def unit_funnel(
    derivation: Derivation,
    unit_column: str,
    measure: FunnelMeasure,
    *,
    question: Question | None = None,
    day: int = USUAL_DAY,
    episode_rows: np.ndarray | None = None,
    director: bool = False,
) -> UnitFunnel:
    """A funnel of one share a unit, people counted once, only those admitted (discharged) long enough before as-of.

    `measure="event"`: the question's event by `day`; whoever was lost before it without the event is in no share, and
    counted. The others: abstinent or reached at the first follow-up, still in treatment after 90 days. Raises
    NotEstimable with too few units, WrongUsage for a column that makes no units or that is for the director only.
    """
    if measure not in MEASURES:
        raise WrongUsage(f"“{measure}” is no measure of a funnel.", f"Choose one of {', '.join(MEASURES)}.")
    asked = question or Question()
    units = _units(derivation, unit_column, director=director)
    clock: Clock = "discharge" if measure in ("abstinence", "follow_up_reached") else asked.clock
    rows = np.ones(len(derivation.records.episodes), bool) if episode_rows is None else episode_rows
    timeline = derivation.timeline()
    chosen = chosen_stays(
        timeline.stays,
        rows,
        unit="people",
        basis="discharged" if clock == "discharge" else asked.basis_used,
        period=asked.period,
        as_of=timeline.as_of,
    )
    ways: dict[str, Callable[[], Counted]] = {
        "event": lambda: _event_by(derivation, asked, chosen, day),
        "abstinence": lambda: _at_follow_up(derivation, chosen, reached=False),
        "follow_up_reached": lambda: _at_follow_up(derivation, chosen, reached=True),
        "retention": lambda: _retained(derivation, chosen),
    }
    counted, hits, unknown = ways[measure]()
    placed = counted & (units != NOT_RECORDED)
    names, code = np.unique(units[placed].astype(str), return_inverse=True)
    n = np.bincount(code, minlength=len(names))
    events = np.bincount(code, weights=hits[placed], minlength=len(names)).astype(np.int64)
    people = int(placed.sum())
    return UnitFunnel(
        found=funnel(names.tolist(), n, events),
        column=unit_column,
        measure=measure,
        words=_words(measure, asked, day),
        day=day if measure == "event" else RETENTION_DAYS,
        people=people,
        unknown=unknown,
        unplaced=int((counted & ~placed).sum()),
        notes=_notes(people, unknown),
    )


def unit_columns(derivation: Derivation, *, director: bool = False) -> list[str]:
    """The columns of episodes that make units: site, track, program, … (clinicians for the director only)."""
    episodes = derivation.records.episodes
    columns = [str(c) for c in episodes if str(c) not in (*IDENTIFIERS, *KNOWN_AT_LEAVING)]
    columns = [c for c in columns if director or c not in FOR_THE_DIRECTOR]
    return [c for c in columns if isinstance(episodes[c].dtype, pd.CategoricalDtype) and _some(episodes[c])]


def _some(column: pd.Series) -> bool:
    return 2 < column.nunique() <= MOST_UNITS


def _units(derivation: Derivation, column: str, *, director: bool) -> np.ndarray:
    if column in FOR_THE_DIRECTOR and not director:
        raise WrongUsage(
            "Figures of single clinicians are for the director only.", "Add --director, and do not report."
        )
    allowed = unit_columns(derivation, director=director)
    if column not in allowed:
        raise WrongUsage(f"“{column}” makes no units to compare.", f"Columns: {', '.join(allowed) or 'none'}.")
    values = derivation.records.episodes[column].iloc[derivation.timeline().stays.row]
    return values.astype(object).where(values.notna(), NOT_RECORDED).to_numpy(dtype=object)


def _event_by(derivation: Derivation, question: Question, chosen: np.ndarray, day: int) -> Counted:
    values = values_asked(derivation, question)
    if values.times is None:
        raise WrongUsage("This endpoint is no time to an event.", "Choose one that is: first_positive, …")
    timeline = derivation.timeline(question.refused, question.analytes)
    zero = derivation.patterns(question.clock, question.refused, question.analytes).zero
    matured = chosen & known(zero) & values.usable & (zero.astype(np.int64) + day <= timeline.as_of)
    until = day // DAYS_A_WEEK if values.times.unit == "weeks" else day
    hits = (values.times.event == 1) & (values.times.time <= until)
    told = hits | (values.times.time >= until)
    return matured & told, hits, int((matured & ~told).sum())


def _at_follow_up(derivation: Derivation, chosen: np.ndarray, *, reached: bool) -> Counted:
    found = follow_up_in_use(derivation)
    return chosen & found.due & ~found.deceased, found.reached if reached else found.abstinent, 0


def _retained(derivation: Derivation, chosen: np.ndarray) -> Counted:
    timeline = derivation.timeline()
    admitted = timeline.stays.admitted.astype(np.int64)
    left = left_on(derivation.records, timeline.stays)
    matured = chosen & (admitted + RETENTION_DAYS <= timeline.as_of)
    return matured, ~known(left) | (left.astype(np.int64) - admitted >= RETENTION_DAYS), 0


def _words(measure: FunnelMeasure, question: Question, day: int) -> str:
    return {
        "event": f"{EVENTS.get(question.definition.group, OTHER_EVENT)[1]} by day {day}",
        "abstinence": "were abstinent at the first follow-up (everyone counts)",
        "follow_up_reached": "were reached at the first follow-up",
        "retention": f"were still in treatment after {RETENTION_DAYS} days",
    }[measure]


def _notes(people: int, unknown: int) -> tuple[str, ...]:
    notes = [NOT_ADJUSTED]
    if unknown:
        notes.append(f"{unknown:,} people were lost before the day without the event and are in no share.")
    if unknown > MUCH_UNKNOWN * (people + unknown):
        notes.append("So many were lost that units may differ by who was lost.")
    return tuple(notes)
