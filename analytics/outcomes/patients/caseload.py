"""The caseload: everybody in care on a day, with the flags that were raised by then and what raised them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.outcomes.engagement.patient_weeks import required_hours
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.patients.backtest import rules_on
from analytics.outcomes.patients.events import care_end, days_of, has_discharges, in_care, sessions_in_turn
from analytics.outcomes.patients.flags import RULES, hours_before, raised_flags
from analytics.outcomes.patients.reasons import reasons
from analytics.outcomes.patients.snapshots import HORIZON_DAYS
from analytics.outcomes.patients.windows import next_due
from analytics.outcomes.periods import Period
from analytics.outcomes.scope import Scope, Window
from analytics.records.days import NO_DAY

AS_JUDGED, ON, OFF = "judged", "on", "off"
SWITCHES = {rule.key: (AS_JUDGED, ON, OFF) for rule in RULES}
"""A rule counts as its back-test says, or as someone switched it."""

DESCRIBED = ("clinician", "site", "track", "level_of_care", "medication")


def caseload(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """One row a patient in care at the end of the last day of the period (as-of without one), most flags first.

    `flags_raised` counts the rules that are on; a rule's own column is empty where it is off or cannot be asked. `why`
    names the sessions, tests and hours behind each counted flag. Every column is known from rows up to the day.
    """
    day = scope.last_day
    stay = np.flatnonzero(scope.chosen & in_care(scope.records, scope.stays, day))
    if not len(stay):
        return unavailable(_nobody(scope, day))
    days = np.full(len(stay), day, np.int64)
    counted = rules_counted(scope, choices)
    raised = raised_flags(scope, stay, days)
    frame = _described(scope, stay, by) | _timed(scope, stay, days)
    frame |= {"flags_raised": (raised & np.array(counted)[:, None]).sum(axis=0)}
    for number, rule in enumerate(RULES):
        frame[rule.key] = raised[number].astype(object) if counted[number] else [None] * len(stay)
    frame["why"] = reasons(scope, stay, day, raised & np.array(counted)[:, None])
    table = pd.DataFrame(frame)
    order = np.lexsort((stay, -table["days_in_program"], -table["flags_raised"]))
    members = tuple(stay[order].reshape(-1, 1))
    table = table.iloc[order].reset_index(drop=True)
    window = Window("active", snapshot_period(scope))
    return Exhibit(table, len(stay), "people", notes=_notes(scope), members=members, window=window)


def snapshot_period(scope: Scope) -> Period:
    """The day of the caseload as a period of one day."""
    day = scope.as_of_date - timedelta(days=scope.as_of - scope.last_day)
    first = int(scope.stays.admitted.min())
    words = f"{day.day} {day:%b %Y}" if scope.has_calendar else f"day {scope.last_day - first} of the records"
    return Period(day, day, f"on {words}")


def rules_counted(scope: Scope, choices: Choices) -> list[bool]:
    """Which rules count: switched on, or left to the back-test and found worth it there."""
    judged = rules_on(scope)
    return [
        not rule.lacking(scope) and (judged[rule.key] if choices[rule.key] == AS_JUDGED else choices[rule.key] == ON)
        for rule in RULES
    ]


def _described(scope: Scope, stay: np.ndarray, by: str | None) -> dict[str, object]:
    episodes = scope.records.episodes.iloc[scope.stays.row[stay]]
    said: dict[str, object] = {"patient_id": episodes["patient_id"].astype(str).to_numpy()}
    said["episode_id"] = episodes["episode_id"].astype(str).to_numpy()
    if by:
        said["group"] = scope.groups(by)[stay]
    described = [column for column in DESCRIBED if column in episodes and not episodes[column].isna().all()]
    return said | {column: episodes[column].astype(object).to_numpy() for column in described}


def _timed(scope: Scope, stay: np.ndarray, days: np.ndarray) -> dict[str, object]:
    stays, sessions = scope.stays, sessions_in_turn(scope)
    seen = sessions.came.latest(stay, days, np.full(len(stay), NO_DAY, np.int64))
    timed: dict[str, object] = {
        "admitted_on": days_of(stays.admitted[stay]),
        "days_in_program": days - stays.admitted[stay],
        "planned_end_on": days_of(stays.planned_end[stay]),
        "last_seen_on": days_of(seen),
        "next_test_due_on": days_of(next_due(scope, stay, days)),
    }
    if not sessions.has_minutes:
        return timed
    last, before = hours_before(scope, stay, days)
    required = required_hours(scope)[stay]
    return timed | {"hours_last_week": last, "hours_a_week_before": before, "hours_required": required}


def _nobody(scope: Scope, day: int) -> str:
    when = "on the last day of these records" if day == scope.as_of else "on that day"
    if not has_discharges(scope.records):
        when += " (these records hold no discharges, so care is taken to end with the plan)"
    return f"Nobody in this selection was in care {when}. Choose an earlier day to see the caseload as it was then."


def _notes(scope: Scope) -> tuple[str, ...]:
    said = [
        f"A flag is a reason to look, not a forecast of one person: what each rule was followed by within "
        f"{HORIZON_DAYS} days is measured below."
    ]
    if not has_discharges(scope.records):
        said.append("These records hold no discharges: in care means from admission to the planned end.")
    return tuple(said)


def usual_caseload_day(scope: Scope) -> date:
    """The day asked for first: as-of; with day numbers the last day on which half as many as ever were in care.

    People counted from one day 0 all leave together, so on the last day such records know hardly anybody is left.
    """
    if scope.has_calendar or not len(scope.stays):
        return scope.as_of_date
    days = np.arange(int(scope.stays.admitted.min()), scope.as_of + 1)
    begun, ended = np.sort(scope.stays.admitted), np.sort(care_end(scope.records, scope.stays))
    present = np.searchsorted(begun, days, "right") - np.searchsorted(ended, days, "right")
    return scope.as_of_date - timedelta(days=int(np.argmax(2 * present[::-1] >= present.max())))


def last_caseload_day(scope: Scope) -> date | None:
    """The latest day, up to as-of, on which anybody was in care; None when nobody ever was."""
    for back in range(scope.as_of - int(scope.stays.admitted.min(initial=scope.as_of)) + 1):
        if in_care(scope.records, scope.stays, scope.as_of - back).any():
            return scope.as_of_date - timedelta(days=back)
    return None
