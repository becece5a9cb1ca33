"""Visits: attendance and follow-up contacts from the visit table, one row a planned visit with its disposition."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.records.ctn0094.coded import EMPTY
from analytics.records.ctn0094.patients import UNKNOWN_PATIENT, Patients
from analytics.records.ctn0094.reconciliation import Account, Noticed, Share
from analytics.records.ctn0094.trial import CONSENT, EXCUSES, FOLLOW_UP_WEEKS, OTHER_REASONS

KEPT = ("visit", "final")
MISSED = ("no visit", "MISSING")
WEEK_LABEL = r"^WK(\d+)$"


@dataclass(frozen=True)
class Visits:
    """`attendance`, `follow_ups` in our columns; `held_row`, `held_day`: patient position and day of held visits."""

    attendance: pd.DataFrame
    follow_ups: pd.DataFrame
    held_row: np.ndarray
    held_day: np.ndarray
    account: Account
    noticed: tuple[Noticed, ...]
    shares: tuple[Share, ...]

    def last_seen(self, patients: Patients) -> np.ndarray:
        """Day of the last held visit of every patient, the first day for those never seen again."""
        last = patients.first_day.copy()
        np.maximum.at(last, self.held_row, self.held_day)
        return last


def visits_of(visit: pd.DataFrame, patients: Patients) -> Visits:
    """Every row of the visit table as attendance or follow-up.

    `what` decides: visit and final were attended, "no visit" and MISSING missed, an empty one is unrecorded; the is_*
    columns only give the reason. A missed visit has no day: it is dated by protocol (first day + 7 × the week of its
    label, date_imputed), one that says only EOT stays undated. M1F and M3F are contacts after treatment: follow_ups.
    """
    visit = visit.assign(row=patients.rows_of(visit["who"]))
    known = visit[visit["row"] != UNKNOWN_PATIENT]
    contact = known["visit"].isin(list(FOLLOW_UP_WEEKS)) & known["when"].isna() & known["what"].isin(MISSED)
    sessions = _dated(known[~contact], patients)
    held = sessions["what"].isin(KEPT).to_numpy() & sessions["when"].notna().to_numpy()
    attendance, follow_ups = _attendance(sessions, patients), _follow_ups(known[contact], patients)
    return Visits(
        attendance=attendance,
        follow_ups=follow_ups,
        held_row=sessions["row"].to_numpy()[held],
        held_day=sessions["when"].to_numpy()[held].astype(np.int64),
        account=_account(visit, sessions, contact),
        noticed=tuple(_noticed(known)),
        shares=tuple(_shares(visit, attendance, follow_ups, patients)),
    )


def _dated(sessions: pd.DataFrame, patients: Patients) -> pd.DataFrame:
    """Columns `day` (NaN where even the protocol gives none) and `imputed` added."""
    week = _week_of_label(sessions["visit"])
    by_protocol = patients.first_day[sessions["row"].to_numpy()] + 7 * week
    recorded = sessions["when"].to_numpy()
    imputed = np.isnan(recorded) & ~np.isnan(week)
    return sessions.assign(day=np.where(imputed, by_protocol, recorded), imputed=imputed)


def _week_of_label(labels: pd.Series) -> np.ndarray:
    """The protocol week of labels such as WK12, NaN for others."""
    column = labels.astype("category")
    weeks = column.cat.categories.to_series().astype(str).str.extract(WEEK_LABEL)[0].astype(float).to_numpy()
    return np.append(weeks, np.nan)[column.cat.codes.to_numpy()]


def _attendance(sessions: pd.DataFrame, patients: Patients) -> pd.DataFrame:
    missed = sessions["what"].isin(MISSED).to_numpy()
    kept = sessions["what"].isin(KEPT).to_numpy()
    told = _strongest_reason(sessions)
    excused = missed & np.isin(told, list(EXCUSES.values()))
    known_day = sessions["day"].notna().to_numpy()
    return pd.DataFrame(
        {
            "patient_id": patients.who[sessions["row"].to_numpy()].astype(str),
            "session_on": _dates(sessions["day"].to_numpy()),
            "status": np.select([kept, excused, missed], ["attended", "excused", "no_show"], "unrecorded"),
            "reason": np.where(missed, told, EMPTY),
            "date_imputed": np.where(known_day, np.where(sessions["imputed"], "true", "false"), EMPTY),
            "visit": sessions["visit"].astype(str).to_numpy(),
            "reason_beside_visit": np.where(missed, EMPTY, told),
        }
    )


def _strongest_reason(sessions: pd.DataFrame) -> np.ndarray:
    """The first reason of EXCUSES, then OTHER_REASONS, that the row carries; None without one."""
    reasons = {**EXCUSES, **OTHER_REASONS}
    flags = [sessions[column].notna().to_numpy() for column in reasons]
    return np.select(flags, [np.array(word, dtype=object) for word in reasons.values()], EMPTY)


def _follow_ups(contacts: pd.DataFrame, patients: Patients) -> pd.DataFrame:
    """Contacts without a day: nobody is known to have been reached."""
    weeks = contacts["visit"].astype(object).map(FOLLOW_UP_WEEKS).to_numpy(np.int64)
    row = contacts["row"].to_numpy()
    return pd.DataFrame(
        {
            "patient_id": patients.who[row].astype(str),
            "due_on": _dates(patients.first_day[row] + 7.0 * weeks),
            "outcome": "unreachable",
            "visit": contacts["visit"].astype(str).to_numpy(),
        }
    )


def _dates(days: np.ndarray) -> np.ndarray:
    known = ~np.isnan(days)
    dates = np.datetime64(CONSENT) + np.where(known, days, 0).astype(np.int64)
    return np.where(known, dates, np.datetime64("NaT", "s"))


def _account(visit: pd.DataFrame, sessions: pd.DataFrame, contact: pd.Series) -> Account:
    imputed = int(sessions["imputed"].sum())
    undated = int(sessions["day"].isna().sum())
    return Account(
        "visit",
        len(visit),
        {
            "attendance, dated as recorded": len(sessions) - imputed - undated,
            "attendance, dated by protocol (first day + 7 × week of the label)": imputed,
            "attendance, undated (the label says only EOT)": undated,
            "follow_ups (M1F, M3F: months after treatment)": int(contact.sum()),
            "without a known patient": len(visit) - len(sessions) - int(contact.sum()),
        },
    )


def _noticed(visit: pd.DataFrame) -> list[Noticed]:
    dated = visit[visit["when"].notna()]
    kinds = dated.groupby(["who", "when"], sort=False)["what"].nunique()
    contradicted = int((visit["what"].isin(["visit"]) & visit["is_no_show"].notna()).sum())
    return [
        Noticed(
            "visit", "held_and_no_show", contradicted, "held by `what`, no-show by `is_no_show`: `what` was believed"
        ),
        Noticed("visit", "two_dispositions", int((kinds > 1).sum()), "patient-days with two different dispositions"),
        Noticed("visit", "same_row_twice", int(visit.duplicated().sum()), "rows told twice, word for word"),
    ]


def _shares(visit: pd.DataFrame, attendance: pd.DataFrame, follow_ups: pd.DataFrame, patients: Patients) -> list[Share]:
    """How many of the planned visits were held, and what the share would be if rows were left out."""
    kept, missed = visit["what"].isin(KEPT), visit["what"].isin(MISSED)
    dated = visit["when"].notna()
    randomised = set(patients.who[patients.randomised].astype(str))
    status = attendance["status"][attendance["patient_id"].isin(randomised)]
    attended, no_show = int((status == "attended").sum()), int((status == "no_show").sum())
    contacts = int(follow_ups["patient_id"].isin(randomised).sum())
    return [
        Share("visits held, of all with a disposition", int(kept.sum()), int((kept | missed).sum())),
        Share("the same without the undated rows", int((kept & dated).sum()), int(((kept | missed) & dated).sum())),
        Share("visits held by the randomised, excused ones apart", attended, attended + no_show + contacts),
        Share("the same in attendance (contacts after treatment are follow_ups)", attended, attended + no_show),
    ]
