"""Patient-days looked back on: everybody in care once a week, and what happened in the 30 days after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.patients.events import STILL_IN_CARE, EventsInTurn, care_end, has_discharges, sessions_in_turn
from analytics.outcomes.patients.flags import raised_flags
from analytics.outcomes.scope import Scope
from analytics.records.days import known
from analytics.records.said import POSITIVE

HORIZON_DAYS = 30
"""How far a flag looks ahead: the usual distance between two plans of care."""

EVERY_DAYS = 7
MONDAY = 4  # 1 January 1970, day 0, was a Thursday

LEFT_EARLY = ("dropped_out", "terminated")
"""Discharge reasons that are a drop-out here: against advice, and terminated by the facility."""


@dataclass(frozen=True, eq=False)
class Snapshots:
    """One element a patient and week in care, up to 30 days before as-of; `flags` is rules × snapshots.

    `dropped_out`, `positive`: whether it happened in the 30 days after the snapshot's day (its own day excluded).
    """

    stay: np.ndarray
    day: np.ndarray
    flags: np.ndarray
    dropped_out: np.ndarray
    positive: np.ndarray


def weekly_snapshots(scope: Scope) -> Snapshots:
    """Every Monday of everybody in care (every seventh day of their stay in day-number records), derived once.

    In care: admitted, not discharged, and not already out by the gap rule. Leaving by completion, transfer, jail or
    death within the 30 days counts as no drop-out. Records without discharges: the 30 days lie before the planned end.
    """
    found: Snapshots = scope.once(("weekly snapshots",), lambda: _snapshots(scope))
    return found


def _snapshots(scope: Scope) -> Snapshots:
    stay, day = _weeks_in_care(scope)
    seen = _last_seen(scope, stay, day)
    here = day < seen + gap_days(scope)[stay]
    stay, day = stay[here], day[here]
    return Snapshots(
        stay=stay,
        day=day,
        flags=raised_flags(scope, stay, day),
        dropped_out=_within(drop_outs(scope), stay, day),
        positive=_within(_positives(scope), stay, day),
    )


def _weeks_in_care(scope: Scope) -> tuple[np.ndarray, np.ndarray]:
    stays = scope.stays
    admitted = stays.admitted.astype(np.int64)
    first = admitted + (MONDAY - admitted) % EVERY_DAYS if scope.has_calendar else admitted
    end = care_end(scope.records, stays)
    last = np.minimum(end - 1, scope.as_of - HORIZON_DAYS)
    if not has_discharges(scope.records):
        last = np.where(end < STILL_IN_CARE, np.minimum(last, end - 1 - HORIZON_DAYS), last)
    weeks = np.maximum((last - first) // EVERY_DAYS + 1, 0)
    stay = np.repeat(np.arange(len(stays)), weeks)
    number = np.arange(len(stay)) - np.repeat(np.cumsum(weeks) - weeks, weeks)
    return stay, first[stay] + EVERY_DAYS * number


def gap_days(scope: Scope) -> np.ndarray:
    """Days without a contact after which a patient counts as dropped out, by the policy of each stay."""
    stays = scope.stays
    if not len(scope.records.attendance):
        return np.full(len(stays), STILL_IN_CARE, np.int64)
    return np.array([policy.drop_out_gap_days for policy in stays.policies], np.int64)[stays.policy]


def _last_seen(scope: Scope, stay: np.ndarray, day: np.ndarray) -> np.ndarray:
    """The day of the last contact, admission where there was none yet."""
    return sessions_in_turn(scope).contacts.latest(stay, day, scope.stays.admitted[stay].astype(np.int64))


def drop_outs(scope: Scope) -> EventsInTurn:
    """The day of every drop-out: a discharge against advice or by the facility, or the gap rule's day.

    By the gap rule of the page Engagement: the day on which the patient, still in care, had no contact for so many
    days (no session come to, excused or without a status).
    """

    def compute() -> EventsInTurn:
        stay, day = _gap_days_reached(scope)
        left = np.flatnonzero(_left_early(scope))
        return EventsInTurn.of(
            np.concatenate([stay, left]), np.concatenate([day, scope.stays.discharged[left].astype(np.int64)])
        )

    found: EventsInTurn = scope.once(("drop-outs",), compute)
    return found


def _left_early(scope: Scope) -> np.ndarray:
    stays, episodes = scope.stays, scope.records.episodes
    if "discharge_reason" not in episodes:
        return np.zeros(len(stays), bool)
    reason = episodes["discharge_reason"].iloc[stays.last_row].isin(LEFT_EARLY).to_numpy(bool)
    return reason & known(stays.discharged) & (stays.discharged <= scope.as_of)


def _gap_days_reached(scope: Scope) -> tuple[np.ndarray, np.ndarray]:
    """Stay and day of every stretch without a contact that reached the gap while the patient was in care."""
    stays, contacts = scope.stays, sessions_in_turn(scope).contacts
    end = np.minimum(care_end(scope.records, stays), scope.as_of + 1)
    everybody = np.arange(len(stays))
    stay = np.concatenate([everybody, contacts.keys // (1 << 32)])
    day = np.concatenate([stays.admitted.astype(np.int64), contacts.keys % (1 << 32) - (1 << 31)])
    reached = day + gap_days(scope)[stay]
    again = contacts.between(stay, day + 1, reached) > 0
    rows = ~again & (reached < end[stay])
    stay, reached = stay[rows], reached[rows]
    return stay, reached


def _positives(scope: Scope) -> EventsInTurn:
    stay, day = scope.derivation.timeline("missed").conclusive[POSITIVE]
    rows = day <= scope.as_of
    return EventsInTurn.of(stay[rows], day[rows])


def _within(events: EventsInTurn, stay: np.ndarray, day: np.ndarray) -> np.ndarray:
    found: np.ndarray = events.between(stay, day + 1, day + HORIZON_DAYS) > 0
    return found
