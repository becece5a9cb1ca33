"""One patient's stay on one axis of days: level of care, hours, sessions, tests, medication, week pattern."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.outcomes.engagement.patient_weeks import patient_weeks, required_hours
from analytics.outcomes.patients.events import (
    STILL_IN_CARE,
    care_end,
    session_minutes,
    sessions_in_turn,
)
from analytics.outcomes.patients.flags import due_windows
from analytics.outcomes.scope import Scope
from analytics.outcomes.session_kinds import treatment_hours
from analytics.outcomes.sessions import MISSED_BY_PATIENT
from analytics.records.days import known
from analytics.records.timeline import HELD

WEEK_DAYS = 7
LONGEST_AFTER_DAYS = 56
"""Days after discharge that the strip still shows when something is recorded there: eight weeks."""

LANES = ("positive", "negative", "not given", "other")


@dataclass(frozen=True, eq=False)
class PatientStay:
    """One stay. Days in the frames are days since admission (`zero`, a day number; day 0 = admission).

    `levels`: start, end, level, what. `hours`: start, hours, required, full (a whole week in care), under. `sessions`:
    day, lane (attended, missed). `tests`: day, lane, substances. `medication`: start, end, name. `weeks`: start,
    symbol. `discharged` and `reason` are None where no discharge is recorded. `until`: the last day shown.
    """

    patient: str
    position: int
    zero: int
    until: int
    discharged: int | None
    reason: str | None
    planned_end: int | None
    levels: pd.DataFrame
    hours: pd.DataFrame
    sessions: pd.DataFrame
    tests: pd.DataFrame
    medication: pd.DataFrame
    weeks: pd.DataFrame
    in_care: bool
    has_calendar: bool

    def date_of(self, day: int) -> date:
        """The date of a day of the stay."""
        return date(1970, 1, 1) + timedelta(days=self.zero + day)

    def by_day(self) -> pd.DataFrame:
        """Sessions and tests in one table: day of the stay, date (where there are dates), what, which."""
        sessions = self.sessions.assign(what="session", which=self.sessions["lane"])[["day", "what", "which"]]
        tests = self.tests.assign(what="test", which=self.tests["lane"])[["day", "what", "which"]]
        table = pd.concat([sessions, tests]).sort_values("day", kind="stable", ignore_index=True)
        if self.has_calendar:
            table.insert(1, "date", [self.date_of(int(day)) for day in table["day"]])
        return table


def stays_of(scope: Scope, patient: str) -> np.ndarray:
    """The positions of a patient's stays in the order of admission; empty for an unknown identifier."""
    names = scope.records.episodes["patient_id"].cat.categories
    code = names.get_indexer(pd.Index([patient]))[0]
    return np.flatnonzero(scope.stays.patient == code) if code >= 0 else np.zeros(0, int)


def patient_stay(scope: Scope, position: int, words: str) -> PatientStay:
    """Everything recorded of one stay; `words` is its use pattern from admission."""
    stays = scope.stays
    zero = int(stays.admitted[position])
    end = int(care_end(scope.records, stays)[position])
    left = int(stays.discharged[position]) - zero if known(stays.discharged)[position] else None
    tests, sessions = _tests(scope, position), _sessions(scope, position)
    until = _until(scope, position, left, end - zero, tests, sessions)
    levels = _levels(scope, position, left, until)
    return PatientStay(
        patient=str(scope.episode_column("patient_id").iloc[position]),
        position=position,
        zero=zero,
        until=until,
        discharged=left,
        reason=_reason(scope, position) if left is not None else None,
        planned_end=int(stays.planned_end[position]) - zero if known(stays.planned_end)[position] else None,
        levels=levels,
        hours=_hours(scope, position, until),
        sessions=sessions[sessions["day"] <= until].reset_index(drop=True),
        tests=tests[tests["day"] <= until].reset_index(drop=True),
        medication=_medication(scope, position, until),
        weeks=pd.DataFrame({"start": WEEK_DAYS * np.arange(len(words)) + 1, "symbol": list(words)}),
        in_care=end > scope.as_of,
        has_calendar=scope.has_calendar,
    )


def _until(scope: Scope, position: int, left: int | None, end: int, tests: pd.DataFrame, sessions: pd.DataFrame) -> int:
    """The last day shown: as-of while in care; after discharge the last thing recorded, eight weeks at most."""
    stays = scope.stays
    today = scope.as_of - int(stays.admitted[position])
    if left is None:
        last = today if end >= STILL_IN_CARE // 2 else min(today, end - 1)
    else:
        recorded = max([left, *tests["day"].tolist(), *sessions["day"].tolist()])
        last = min(recorded, left + LONGEST_AFTER_DAYS, today)
    following = int(stays.next_admission()[position])
    if known(stays.next_admission())[position]:
        last = min(last, following - int(stays.admitted[position]) - 1)
    return max(last, WEEK_DAYS)


def _rows_of(scope: Scope, position: int, table: str, column: str) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """The rows of one table that lie in the stay up to as-of, their days since admission, and where they stand."""
    stay, day = scope.placed(table, column)
    rows = np.flatnonzero((stay == position) & known(day) & (day <= scope.as_of))
    return scope.records.table(table).iloc[rows], day[rows] - int(scope.stays.admitted[position]), rows


def _sessions(scope: Scope, position: int) -> pd.DataFrame:
    rows, day, _ = _rows_of(scope, position, "attendance", "session_on")
    came, missed = rows["status"].isin(HELD).to_numpy(bool), rows["status"].isin(MISSED_BY_PATIENT).to_numpy(bool)
    lane = np.where(came, "attended", np.where(missed, "missed", ""))
    service = rows["service"].astype(object).to_numpy() if "service" in rows else np.full(len(rows), "session")
    found = pd.DataFrame(
        {"day": day, "lane": lane, "status": rows["status"].astype(str).to_numpy(), "service": service}
    )
    return found[found["lane"] != ""].sort_values(["day", "lane"], kind="stable").reset_index(drop=True)


def _tests(scope: Scope, position: int) -> pd.DataFrame:
    """One row a tested day: positive if anything counted is, else negative; due windows with no specimen; the rest."""
    timeline = scope.derivation.timeline("missed")
    found: dict[int, str] = {}
    zero = int(scope.stays.admitted[position])
    collected, day, _ = _rows_of(scope, position, "drug_tests", "tested_on")
    for at, result in zip(day.tolist(), collected["result"].astype(str), strict=True):
        if result in ("refused", "no_show", "unable"):
            found.setdefault(at, "not given")
        elif result != "excused" and found.get(at) in (None, "not given"):
            found[at] = "other"
    for lane, bit in (("negative", 1), ("positive", 2)):
        stay, days = timeline.conclusive[np.uint8(bit)]
        found |= dict.fromkeys((days[stay == position] - zero).tolist(), lane)
    windows = due_windows(scope)
    unmet = (windows.stay == position) & ~windows.given
    missed = {int(last) - zero for last in windows.last[unmet]} - set(found)
    shown_already = [at for at, lane in found.items() if lane == "not given"]
    for first, last in zip(windows.first[unmet] - zero, windows.last[unmet] - zero, strict=True):
        if any(first <= at <= last for at in shown_already):
            missed.discard(int(last))
    found |= dict.fromkeys(missed, "not given")
    return pd.DataFrame({"day": list(found), "lane": list(found.values())}).sort_values("day", ignore_index=True)


def _hours(scope: Scope, position: int, until: int) -> pd.DataFrame:
    """Clinical hours of every week of the use pattern, as on Engagement: week 1 is days 1 to 7 after admission."""
    columns = ["start", "hours", "required", "full", "under"]
    if not sessions_in_turn(scope).has_minutes:
        return pd.DataFrame(columns=columns)
    rows, day, where = _rows_of(scope, position, "attendance", "session_on")
    minutes, clinical = session_minutes(scope.records)[where], treatment_hours(rows)
    counted = rows["status"].isin(HELD).to_numpy(bool) & clinical & ~np.isnan(minutes) & (day >= 1) & (day <= until)
    weeks = -(-until // WEEK_DAYS)
    hours = np.bincount((day[counted] - 1) // WEEK_DAYS, weights=minutes[counted], minlength=weeks) / 60
    start = WEEK_DAYS * np.arange(weeks) + 1
    required = float(required_hours(scope)[position])
    full, known_hours = _full_weeks(scope, position, weeks)
    under = full & known_hours & (hours[:weeks] < required)
    return pd.DataFrame({"start": start, "hours": hours[:weeks], "required": required, "full": full, "under": under})


def _full_weeks(scope: Scope, position: int, weeks: int) -> tuple[np.ndarray, np.ndarray]:
    """Which weeks are full ones in care, and in which every clinical session has a status: as on Engagement."""
    found = patient_weeks(scope)
    mine = (found.stay == position) & (found.week <= weeks)
    full, known_hours = np.zeros(weeks, bool), np.zeros(weeks, bool)
    full[found.week[mine] - 1], known_hours[found.week[mine] - 1] = True, found.known[mine]
    return full, known_hours


def _levels(scope: Scope, position: int, left: int | None, until: int) -> pd.DataFrame:
    """Levels of care from admission to the last day shown; the one after discharge where recorded."""
    stays, episodes = scope.stays, scope.records.episodes
    first, last = episodes.iloc[stays.row[position]], episodes.iloc[stays.last_row[position]]
    level = _text(first, "level_of_care") or "in care"
    spans = [(0, min(left, until) if left is not None else until, level)]
    if left is not None and until > left:
        spans.append((left, until, _text(last, "next_level_of_care") or "after discharge"))
    return pd.DataFrame(spans, columns=["start", "end", "level"])


def _medication(scope: Scope, position: int, until: int) -> pd.DataFrame:
    """The medication of the stay from its first to its last day; without dates for the whole stay."""
    episodes, zero = scope.records.episodes, int(scope.stays.admitted[position])
    row = episodes.iloc[scope.stays.row[position]]
    name = _text(row, "medication")
    if not name or name == "none":
        return pd.DataFrame(columns=["start", "end", "name"])
    start, end = (_day_of(row, column) for column in ("medication_from", "medication_to"))
    begins = max(0, start - zero) if start is not None else 0
    ends = min(until, end - zero) if end is not None else until
    return pd.DataFrame([(begins, max(ends, begins), name)], columns=["start", "end", "name"])


def _day_of(row: pd.Series, column: str) -> int | None:
    value = row.get(column)
    return None if value is None or pd.isna(value) else int((pd.Timestamp(value) - pd.Timestamp(0)).days)


def _reason(scope: Scope, position: int) -> str:
    return _text(scope.records.episodes.iloc[scope.stays.last_row[position]], "discharge_reason") or "not recorded"


def _text(row: pd.Series, column: str) -> str:
    value = row.get(column)
    return "" if value is None or pd.isna(value) else str(value)
