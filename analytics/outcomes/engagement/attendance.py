"""Attendance rate: of the sessions patients could have come to, the share they came to; overall, by group, by month.

(attended + partial + late) ÷ (those + no-show + cancelled by the patient). Excused, unrecorded and cancelled by the
program are outside the rate and counted beside it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from analytics.outcomes.engagement.rows import clustered_shares, frame_of, group_masks, share_row, stays_by
from analytics.outcomes.engagement.visits import NO_SESSION, ONLY_HELD, Visits, in_window, visits_of
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.monthly import Months, complete_months
from analytics.outcomes.scope import Scope
from analytics.outcomes.sessions import MOST_UNRECORDED
from analytics.records.days import known

MOST_MONTHS = 60
OUTSIDE = ("excused", "unrecorded", "cancelled_by_program")


def attendance(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """The rate of everybody and of each group, with what is outside it; `unrecorded_share` is of all sessions."""
    visits = visits_of(scope)
    if visits.only_held:
        return unavailable(ONLY_HELD)
    inside = in_window(scope, visits.stay, visits.day)
    selected = np.zeros(len(scope.stays), bool)
    selected[visits.stay[inside]] = True
    groups = group_masks(scope, by, selected)
    rows, members = [], []
    for name, mask in groups:
        mine = inside & mask[visits.stay]
        counted = mine & visits.could_come
        estimate = clustered_shares(
            np.zeros(int(counted.sum())), 1, visits.came[counted], visits.patient[counted], nothing=NO_SESSION
        )[0]
        rows.append(share_row(estimate, group=name) | _outside(visits, mine))
        members.append(np.flatnonzero(mask))
        if len(rows) == 1:
            headline = estimate
    frame = frame_of(rows)
    note = _unrecorded_note(frame["unrecorded_share"].iloc[0])
    return Exhibit(frame, headline.n, "sessions", headline, note, tuple(members))


def _outside(visits: Visits, mine: np.ndarray) -> dict[str, Any]:
    counts = [int(mine[kind].sum()) for kind in (visits.excused, visits.unrecorded, visits.by_program)]
    total = int(mine.sum())
    share = counts[1] / total if total else 0.0
    return dict(zip(OUTSIDE, counts, strict=True)) | {"sessions": total, "unrecorded_share": share}


def _unrecorded_note(share: float) -> tuple[str, ...]:
    if share <= MOST_UNRECORDED:
        return ()
    return (f"{share:.0%} of the sessions have no status (more than {MOST_UNRECORDED:.0%}): do not trust this rate.",)


def attendance_by_month(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """The rate of every complete month; `trusted` is false where more than 5 % of its sessions have no status."""
    visits = visits_of(scope)
    if visits.only_held:
        return unavailable(ONLY_HELD)
    inside = in_window(scope, visits.stay, visits.day)
    months = _months(scope, visits, inside)
    month = months.number_of(visits.day)
    mine = inside & (month >= 0)
    sessions = np.bincount(month[mine], minlength=len(months.starts))
    unrecorded = np.bincount(month[mine & visits.unrecorded], minlength=len(months.starts))
    counted = mine & visits.could_come
    estimates = clustered_shares(
        month[counted], len(months.starts), visits.came[counted], visits.patient[counted], nothing=NO_SESSION
    )
    behind = stays_by(month[mine], len(months.starts), visits.stay[mine], len(scope.stays))
    some = np.flatnonzero(sessions)
    rows = [
        share_row(estimates[k], month=np.datetime64(months.starts[k], "s"))
        | {"unrecorded": int(unrecorded[k]), "unrecorded_share": float(unrecorded[k] / sessions[k])}
        | {"trusted": bool(unrecorded[k] <= MOST_UNRECORDED * sessions[k])}
        for k in some
    ]
    n = int(counted.sum())
    return Exhibit(frame_of(rows), n, "sessions", members=tuple(behind[k] for k in some))


def _months(scope: Scope, visits: Visits, inside: np.ndarray) -> Months:
    """The complete months of the sessions that count."""
    days = visits.day[inside & known(visits.day)]
    first = int(days.min()) if len(days) else scope.as_of
    until = min(scope.last_day, scope.as_of)
    epoch = date(1970, 1, 1)
    return complete_months(epoch + timedelta(until), began=epoch + timedelta(first), count=MOST_MONTHS)
