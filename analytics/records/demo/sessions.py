"""The `attendance` table: every scheduled session of every stay, kept or missed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.records.demo import plan
from analytics.records.demo.episodes import clinicians
from analytics.records.demo.stays import LAST

GROUP_WEEKDAYS = {"day": (0, 2, 4), "evening": (0, 1, 3)}
GROUP_STARTS = {"day": "09:00", "evening": "17:30"}
CLINIC_CLOSED = ("12-25", "01-01", "07-04", "11-27")
BOOKED_AHEAD_DAYS = 7
ATTENDED = {"attended": 0.88, "partial": 0.07, "late": 0.05}
MISSED = {"no_show": 0.70, "cancelled_by_patient": 0.30}
REASONS = ("transport", "work", "illness", "childcare", "")


def session_rows(
    rng: np.random.Generator, patients: pd.DataFrame, stays: pd.DataFrame, used: np.ndarray
) -> pd.DataFrame:
    """One row a session; days are numbers. Needs the weeks of use: people who used that week miss more."""
    rows = pd.concat([group_sessions(stays), other_sessions(rng, patients, stays)], ignore_index=True)
    rows = rows.sort_values(["session_on", "stay", "starts_at"], ignore_index=True)
    stay = stays.iloc[rows["stay"]].reset_index(drop=True)
    rows["status"] = statuses(rng, rows, stay, used)
    return described(rng, rows, stay, patients)


def group_sessions(stays: pd.DataFrame) -> pd.DataFrame:
    """Three groups a week on the track's weekdays, from the day after admission to discharge (or booked ahead)."""
    until = np.minimum(stays["left"].to_numpy(), LAST + BOOKED_AHEAD_DAYS)
    length = np.maximum(until - stays["admitted"].to_numpy(), 0)
    stay = np.repeat(np.arange(len(stays)), length)
    day = (
        stays["admitted"].to_numpy()[stay]
        + 1
        + (np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length))
    )
    track = stays["track"].to_numpy()[stay]
    weekday = (day + 3) % 7  # 1970-01-01 was a Thursday
    held = np.where(
        track == "day", np.isin(weekday, GROUP_WEEKDAYS["day"]), np.isin(weekday, GROUP_WEEKDAYS["evening"])
    )
    starts = pd.Series(track[held]).map(GROUP_STARTS).to_numpy()
    return pd.DataFrame({"stay": stay[held], "session_on": day[held], "starts_at": starts, "service": "group"})


def other_sessions(rng: np.random.Generator, patients: pd.DataFrame, stays: pd.DataFrame) -> pd.DataFrame:
    """Individual sessions every two weeks, medication and family every four, and the rare crisis contact."""
    medicated = (patients["medication"] != "none").to_numpy()[stays["who"]]
    has_family = rng.random(len(stays)) < 0.4
    everyone = np.ones(len(stays), dtype=bool)
    plans = [
        ("individual", 14, 3, everyone),
        ("medication", 28, 2, medicated),
        ("family", 28, 10, has_family),
        ("case_management", 28, 6, rng.random(len(stays)) < 0.5),
        ("education", 28, 12, rng.random(len(stays)) < 0.3),
        ("crisis", 200, 20, rng.random(len(stays)) < 0.03),
    ]
    until = np.minimum(stays["left"].to_numpy(), LAST)
    parts = []
    for service, every, start, who in plans:
        for first in range(start, 130, every):
            day = stays["admitted"].to_numpy() + first + rng.integers(0, 3, len(stays))
            there = np.flatnonzero(who & (day <= until))
            starts = np.where(stays["track"].to_numpy()[there] == "day", "13:00", "16:00")
            parts.append(
                pd.DataFrame({"stay": there, "session_on": day[there], "starts_at": starts, "service": service})
            )
    return pd.concat(parts, ignore_index=True)


def statuses(rng: np.random.Generator, rows: pd.DataFrame, stay: pd.DataFrame, used: np.ndarray) -> np.ndarray:
    """Kept or missed: misses rise with use, fall with the reminder calls; nothing is kept after the last contact."""
    size = len(rows)
    day = rows["session_on"].to_numpy()
    week = np.minimum((day - stay["admitted"].to_numpy() - 1) // 7, used.shape[1] - 1)
    reminded = (stay["site"] == plan.REMINDER_SITE).to_numpy() & (day >= plan.day_number(plan.REMINDER_FROM))
    chance = (
        plan.MISSED_BASE
        + plan.MISSED_BY_TENDENCY * np.clip(stay["tendency"].to_numpy(), -2, 2)
        + plan.MISSED_IN_USE_WEEK * used[rows["stay"].to_numpy(), np.maximum(week, 0)]
        + 0.03 * ((day + 3) % 7 == 0)
    )
    missed = rng.random(size) < np.clip(chance, 0.0, 0.9) + plan.REMINDER_MISSED_SESSIONS * reminded
    gone = day > stay["last_contact"].to_numpy()
    missed = missed | gone
    kept_as = rng.choice(list(ATTENDED), size=size, p=list(ATTENDED.values()))
    missed_as = np.where(gone, "no_show", rng.choice(list(MISSED), size=size, p=list(MISSED.values())))
    status = np.where(missed, missed_as, kept_as)
    rare = rng.random(size)
    status = np.where(is_away(rows, stay), "excused", status)
    status = np.where(~gone & (rare > 0.99), "cancelled_by_program", status)
    status = np.where(rng.random(size) < np.where(day > LAST - 4, 0.35, 0.006), "unrecorded", status)
    status = np.where(np.isin(month_and_day(day), CLINIC_CLOSED), "cancelled_by_program", status)
    return np.where(day > LAST, "unrecorded", status)


def is_away(rows: pd.DataFrame, stay: pd.DataFrame) -> np.ndarray:
    """Sessions during the stay's excused absence."""
    return ((rows["session_on"] >= stay["away_from"]) & (rows["session_on"] <= stay["away_to"])).to_numpy()


def month_and_day(day: np.ndarray) -> np.ndarray:
    """Month and day as MM-DD."""
    return np.array([text[5:] for text in np.datetime_as_string(day.astype("datetime64[D]"))])


def described(rng: np.random.Generator, rows: pd.DataFrame, stay: pd.DataFrame, patients: pd.DataFrame) -> pd.DataFrame:
    """The columns around the status: therapy, minutes, clinician, telehealth, reason."""
    size, status, service = len(rows), rows["status"].to_numpy(), rows["service"].to_numpy()
    scheduled = (
        rows["service"]
        .map(
            {
                "group": plan.SESSION_MINUTES,
                "individual": 90,
                "medication": 20,
                "family": 90,
                "case_management": 30,
                "education": 60,
                "crisis": 30,
            }
        )
        .to_numpy()
    )
    there = np.isin(status, list(ATTENDED))
    attended = np.select([status == "partial", status == "late"], [scheduled // 2, scheduled - 15], scheduled).astype(
        float
    )
    away = np.array(plan.AWAY_REASONS)[stay["who"] % len(plan.AWAY_REASONS)]
    reason = np.select([status == "excused", status == "cancelled_by_patient"], [away, rng.choice(REASONS, size)], "")
    return pd.DataFrame(
        {
            "patient_id": patients["patient_id"].to_numpy()[stay["who"]],
            "session_on": rows["session_on"],
            "starts_at": rows["starts_at"],
            "service": service,
            "therapy": therapies(rng, rows, stay),
            "status": status,
            "telehealth": np.where((service != "group") & (rng.random(size) < 0.35), "yes", "no"),
            "stage": np.select(
                [rows["session_on"] - stay["admitted"] < 21, rows["session_on"] - stay["admitted"] < 49],
                ["1", "2"],
                "3",
            ),
            "minutes_scheduled": scheduled,
            "minutes_attended": np.where(there, np.maximum(attended, 5), np.nan),
            "clinician": clinicians(stay),
            "reason": reason,
            "date_imputed": np.where(rng.random(size) < 0.002, "yes", ""),
        }
    )


def therapies(rng: np.random.Generator, rows: pd.DataFrame, stay: pd.DataFrame) -> np.ndarray:
    """What was done in the session; the evening track changed its curriculum, which changed nothing else."""
    new = (stay["track"] == plan.CURRICULUM_TRACK) & (rows["session_on"] >= plan.day_number(plan.CURRICULUM_FROM))
    by_weekday = np.where(
        (rows["session_on"] + 3) % 7 < 2, "cbt", np.where(stay["track"] == "evening", "12_step", "matrix")
    )
    group = np.where(new, "new_curriculum", by_weekday)
    individual = rng.choice(["cbt", "mi"], len(rows))
    return np.select([rows["service"] == "group", rows["service"] == "individual"], [group, individual], "")
