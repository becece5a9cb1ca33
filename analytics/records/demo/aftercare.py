"""Sessions after discharge: an appointment in the first two weeks, kept by some, and a second one a week later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.records.demo import plan
from analytics.records.demo.episodes import clinicians
from analytics.records.demo.sessions import ATTENDED, CLINIC_CLOSED, MISSED, month_and_day
from analytics.records.demo.stays import LAST, NEVER
from analytics.records.demo.truth import rate, share

FIRST_DAYS, LATER_DAYS = (2, 7), (9, 14)
"""Days after discharge of the first session; one that would fall on a holiday is held the day before."""
MISSED_EARLIER_SHARE = 0.3
"""Of those first seen in the second week, those who had missed an appointment in the first."""
MISSED_ONLY_SHARE = 0.22
"""Of those never seen, those who had an appointment and missed it; the others had none or none was written down."""
SECOND_SHARE, SECOND_MISSED = 0.8, 0.24
DAYS_TO_SECOND = 7
MINUTES = {"individual": 90, "case_management": 30}
INDIVIDUAL_SHARE = 0.6


@dataclass(frozen=True)
class Aftercare:
    """`rows` as in the attendance table (days are numbers); `seen`: day of the first session come to, by stay (NEVER =
    none in two weeks); `chance`: planned chances by stay and number of days."""

    rows: pd.DataFrame
    seen: np.ndarray
    chance: dict[int, np.ndarray]


def make_aftercare(rng: np.random.Generator, patients: pd.DataFrame, stays: pd.DataFrame) -> Aftercare:
    """The sessions of everybody discharged, up to death, readmission or the last day of the records."""
    chance = {
        days: stays["reason"].map(planned).fillna(0.0).to_numpy() for days, planned in plan.SEEN_AFTER_DISCHARGE.items()
    }
    first, seen, kept = appointments(rng, stays, chance)
    earlier = first - DAYS_TO_SECOND
    missed_before = (
        kept & (first - stays["left"].to_numpy() > FIRST_DAYS[1]) & chance_of(rng, MISSED_EARLIER_SHARE, stays)
    )
    second, comes_again = first + DAYS_TO_SECOND, kept & chance_of(rng, SECOND_SHARE, stays)
    reminded = (stays["site"] == plan.REMINDER_SITE).to_numpy() & (second >= plan.day_number(plan.REMINDER_FROM))
    missed_again = rng.random(len(stays)) < SECOND_MISSED + plan.REMINDER_MISSED_SESSIONS * reminded
    parts = [
        (first, kept, True),
        (first, (first != NEVER) & ~kept, False),
        (earlier, missed_before, False),
        (second, comes_again & ~missed_again, True),
        (second, comes_again & missed_again, False),
    ]
    rows = pd.concat([sessions(stays, day, who, came=came) for day, who, came in parts], ignore_index=True)
    rows = rows.sort_values(["session_on", "stay"], ignore_index=True)
    return Aftercare(described(rng, patients, stays, rows), seen, chance)


def chance_of(rng: np.random.Generator, wanted: float, stays: pd.DataFrame) -> np.ndarray:
    return rng.random(len(stays)) < wanted


def appointments(
    rng: np.random.Generator, stays: pd.DataFrame, chance: dict[int, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Day of the first appointment of each stay (NEVER = none), the day it was kept, and whether it was."""
    (early, first_week), (late, second_week) = chance.items()
    assert (early, late) == (FIRST_DAYS[1], LATER_DAYS[1])
    draw, size = rng.random(len(stays)), len(stays)
    comes = draw < second_week
    offered = comes | (rng.random(size) < MISSED_ONLY_SHARE)
    in_first_week = np.where(comes, draw < first_week, rng.random(size) < 0.5)
    days = np.where(
        in_first_week,
        rng.integers(FIRST_DAYS[0], FIRST_DAYS[1] + 1, size),
        rng.integers(LATER_DAYS[0], LATER_DAYS[1] + 1, size),
    )
    day = stays["left"].to_numpy() + days
    day = day - np.isin(month_and_day(day), CLINIC_CLOSED)
    offered &= is_possible(stays, day) & (second_week > 0)
    kept = comes & offered
    return np.where(offered, day, NEVER), np.where(kept, day, NEVER), kept


def is_possible(stays: pd.DataFrame, day: np.ndarray) -> np.ndarray:
    """Days after a discharge on which the patient lives, is not back in treatment, and the records go so far."""
    alive = day < np.minimum(stays["died"].to_numpy(), stays["readmitted"].to_numpy())
    closed = np.isin(month_and_day(np.where(day == NEVER, 0, day)), CLINIC_CLOSED)
    return ~stays["active"].to_numpy() & alive & (day <= LAST) & ~closed


def sessions(stays: pd.DataFrame, day: np.ndarray, who: np.ndarray, *, came: bool) -> pd.DataFrame:
    """One row for each stay in `who` whose day is possible."""
    at = np.flatnonzero(who & is_possible(stays, day))
    return pd.DataFrame({"stay": at, "session_on": day[at], "came": came})


def described(
    rng: np.random.Generator, patients: pd.DataFrame, stays: pd.DataFrame, rows: pd.DataFrame
) -> pd.DataFrame:
    """The columns of the attendance table."""
    size, stay = len(rows), stays.iloc[rows["stay"]].reset_index(drop=True)
    came = rows["came"].to_numpy(dtype=bool)
    kept_as = rng.choice(list(ATTENDED), size=size, p=list(ATTENDED.values()))
    missed_as = rng.choice(list(MISSED), size=size, p=list(MISSED.values()))
    status = np.where(came, kept_as, missed_as)
    service = np.where(rng.random(size) < INDIVIDUAL_SHARE, "individual", "case_management")
    scheduled = pd.Series(service).map(MINUTES).to_numpy()
    attended = np.select([status == "partial", status == "late"], [scheduled // 2, scheduled - 15], scheduled)
    return pd.DataFrame(
        {
            "patient_id": patients["patient_id"].to_numpy()[stay["who"]],
            "session_on": rows["session_on"],
            "starts_at": np.where(stay["track"] == "day", "11:00", "16:30"),
            "service": service,
            "therapy": np.where(service == "individual", rng.choice(["cbt", "mi"], size), ""),
            "status": status,
            "telehealth": np.where(rng.random(size) < 0.35, "yes", "no"),
            "stage": "aftercare",
            "minutes_scheduled": scheduled,
            "minutes_attended": np.where(came, attended, np.nan),
            "clinician": clinicians(stay),
            "reason": "",
            "date_imputed": "",
        }
    )


def aftercare_truth(stays: pd.DataFrame, aftercare: Aftercare) -> dict[str, Any]:
    """Seen within 7 and 14 days of discharge, transferred people apart: planned and as it came out."""
    apart = (stays["reason"] == "transferred").to_numpy()
    return {
        "definition": "people by their first discharge, at least so many days before the last day, alive so long",
        "not_transferred": seen_within(stays, aftercare, ~apart),
        "transferred": seen_within(stays, aftercare, apart),
        "mechanism": {f"within_{days}_days": dict(by) for days, by in plan.SEEN_AFTER_DISCHARGE.items()},
        "sessions_after_discharge": len(aftercare.rows),
        "of_which_missed": rate(float(aftercare.rows["status"].isin(list(MISSED)).mean()), n=len(aftercare.rows)),
    }


def seen_within(stays: pd.DataFrame, aftercare: Aftercare, among: np.ndarray) -> dict[str, Any]:
    """For each number of days the share seen by then."""
    found, left = {}, stays["left"].to_numpy()
    first = (stays["number"] == 1).to_numpy() & (stays["reason"] != "death").to_numpy()
    for days, chance in aftercare.chance.items():
        counted = among & first & (left + days <= LAST) & (stays["died"].to_numpy() > left + days)
        found[f"within_{days}_days"] = share((aftercare.seen <= left + days)[counted], float(chance[counted].mean()))
    return found
