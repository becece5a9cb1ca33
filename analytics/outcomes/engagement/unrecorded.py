"""Sessions still without a status, by clinician: how many, what share, since when."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.cohort import ALL, NOT_RECORDED
from analytics.outcomes.engagement.patient_weeks import as_days
from analytics.outcomes.engagement.rows import stays_by
from analytics.outcomes.engagement.visits import in_window, visits_of
from analytics.outcomes.exhibit import Choices, Exhibit
from analytics.outcomes.scope import Scope
from analytics.records.days import NO_DAY, known


def unrecorded(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Sessions without a status of each clinician (most first), their share of the clinician's sessions, the oldest.

    A full count, so without an interval. Sessions booked after as-of are not among them.
    """
    visits = visits_of(scope)
    inside = in_window(scope, visits.stay, visits.day)
    code, names = _clinicians(scope, visits.row[inside])
    missing = visits.unrecorded[inside]
    stay, day = visits.stay[inside], visits.day[inside].astype(np.int64)
    sessions = np.bincount(code, minlength=len(names))
    without = np.bincount(code[missing], minlength=len(names))
    oldest = _oldest(code, day, missing & known(day), len(names))
    order = sorted(np.flatnonzero(sessions), key=lambda k: (-without[k], names[k]))
    everybody = pd.DataFrame({"clinician": [ALL], "events": [int(without.sum())], "n": [int(sessions.sum())]})
    each = pd.DataFrame({"clinician": names[order], "events": without[order], "n": sessions[order]})
    frame = pd.concat([everybody, each], ignore_index=True)
    frame.insert(1, "value", frame["events"] / frame["n"].where(frame["n"] > 0))
    first = oldest[order]
    dated = first[known(first)]
    frame["oldest"] = as_days(np.concatenate([[dated.min() if len(dated) else NO_DAY], first]))
    behind = stays_by(code[missing], len(names), stay[missing], len(scope.stays))
    members = (np.unique(stay[missing]), *(behind[k] for k in order))
    return Exhibit(frame, int(sessions.sum()), "sessions", None, (), members)


def _clinicians(scope: Scope, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who held each session, as a code, and the names the codes stand for."""
    column = scope.records.attendance["clinician"].iloc[rows].astype("category")
    names = np.array([*column.cat.categories.astype(str), NOT_RECORDED], dtype=object)
    code = column.cat.codes.to_numpy().astype(np.int64)
    return np.where(code < 0, len(names) - 1, code), names


def _oldest(code: np.ndarray, day: np.ndarray, rows: np.ndarray, count: int) -> np.ndarray:
    never = np.iinfo(np.int64).max
    found = np.full(count, never, np.int64)
    np.minimum.at(found, code[rows], day[rows])
    return np.where(found == never, NO_DAY, found)
