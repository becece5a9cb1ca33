"""The program's own endpoints, dated to the day: first positive, two positives in 28 days, first use after discharge.

A person is at risk only while use could have been seen: test-based endpoints are censored at the last conclusive test,
contact-based ones at the last completed contact. Nothing seen after zero: in n, censored at 0, never observed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analytics.outcomes.missing import MissingRule
from analytics.records.days import NO_DAY, Days, day_numbers, known
from analytics.records.ledger import MISSED_STATUS, UNABLE_STATUS, Ledger
from analytics.records.said import NEGATIVE, POSITIVE
from analytics.records.timeline import Timeline, place

TWO_POSITIVES_WITHIN_DAYS = 28
"""Two positive specimens on different days within this many days are a return to use."""

RETURN_WITHIN_DAYS = 30
"""A readmission counts as return to use when use is recorded within this many days of it."""

NEVER = np.int64(2**31 - 1)


@dataclass(frozen=True)
class TimesToEvent:
    """Days from zero to event or censoring, one element a stay. `observed`: anything conclusive was seen after zero."""

    time: np.ndarray
    event: np.ndarray
    observed: np.ndarray
    unit: str = "days"


Placed = tuple[np.ndarray, Days]
NOTHING: Placed = (np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True)
class Assumed:
    """Due tests that were not given, taken as positive or negative on the last day of their window."""

    positive: Placed = NOTHING
    negative: Placed = NOTHING


def assumed_results(timeline: Timeline, ledger: Ledger, missing: MissingRule) -> Assumed:
    """What a missing rule makes of the due windows (intent-to-treat) that nobody met.

    positive, negative: every one; drop_out_is_event: those after the last conclusive test are positive, if as many
    as the drop-out gap has weeks; the other rules assume nothing (people are followed to their last conclusive test).
    """
    unmet = np.flatnonzero((ledger.status == MISSED_STATUS) | (ledger.status == UNABLE_STATUS))
    missed = ledger.stay[unmet], ledger.last[unmet]
    if missing == "positive":
        return Assumed(positive=missed)
    if missing == "negative":
        return Assumed(negative=missed)
    if missing == "drop_out_is_event":
        return Assumed(positive=_after_last_test(timeline, missed))
    return Assumed()


def _after_last_test(timeline: Timeline, missed: Placed) -> Placed:
    days = timeline.conclusive
    last = _last(len(timeline.stays), days[POSITIVE], days[NEGATIVE])
    stay, day = missed
    after = day > last[stay]
    many = np.bincount(stay[after], minlength=len(timeline.stays)) >= timeline.stays.drop_out_gap_weeks()
    chosen = after & many[stay]
    return stay[chosen], day[chosen]


def first_positive(timeline: Timeline, zero: Days, assumed: Assumed) -> TimesToEvent:
    """Days from zero to the collection day of the first positive specimen, wash-out applied."""
    positive, negative = _after(timeline, zero, assumed)
    event = _first(len(zero), *positive)
    return _censored_at(event, _last(len(zero), positive, negative), zero)


def two_positives_in_28_days(timeline: Timeline, zero: Days, assumed: Assumed) -> TimesToEvent:
    """Days from zero to the second of two positive specimens on different days within 28 days."""
    positive, negative = _after(timeline, zero, assumed)
    stay, day = _distinct(*positive)
    pair = np.flatnonzero((stay[1:] == stay[:-1]) & (day[1:] - day[:-1] <= TWO_POSITIVES_WITHIN_DAYS)) + 1
    event = _first(len(zero), stay[pair], day[pair])
    return _censored_at(event, _last(len(zero), positive, negative), zero)


def first_use_after_discharge(timeline: Timeline, zero: Days, assumed: Assumed) -> TimesToEvent:
    """Days from discharge to the first evidence of use: positive test, report at a contact, readmission for use."""
    positive, negative = _after(timeline, zero, assumed)
    used, contacted = _contacts(timeline, zero)
    back = _readmitted_for_use(timeline, zero, positive)
    event = np.minimum.reduce([_first(len(zero), *where) for where in (positive, used, back)])
    return _censored_at(event, _last(len(zero), positive, negative, contacted, back), zero)


DATED: dict[str, Callable[[Timeline, Days, Assumed], TimesToEvent]] = {
    "first_positive": first_positive,
    "two_positives_in_28_days": two_positives_in_28_days,
    "first_use_after_discharge": first_use_after_discharge,
}


def _after(timeline: Timeline, zero: Days, assumed: Assumed) -> tuple[Placed, Placed]:
    """Positive and negative specimens, given or assumed, after zero and up to as-of."""
    days = timeline.conclusive
    found = []
    for given, more in ((days[POSITIVE], assumed.positive), (days[NEGATIVE], assumed.negative)):
        stay, day = (np.concatenate(columns) for columns in zip(given, more, strict=True))
        keep = known(zero[stay]) & (day > zero[stay]) & (day <= timeline.as_of)
        found.append((stay[keep], day[keep]))
    return found[0], found[1]


def _first(count: int, stay: np.ndarray, day: Days) -> np.ndarray:
    first = np.full(count, NEVER, np.int64)
    np.minimum.at(first, stay, day)
    return first


def _last(count: int, *placed: Placed) -> np.ndarray:
    last = np.full(count, NO_DAY, np.int64)
    for stay, day in placed:
        np.maximum.at(last, stay, day)
    return last


def _distinct(stay: np.ndarray, day: Days) -> Placed:
    key = np.unique(stay.astype(np.int64) * (1 << 32) + (day.astype(np.int64) + (1 << 31)))
    return (key >> 32).astype(np.int64), ((key & 0xFFFFFFFF) - (1 << 31)).astype(np.int64)


def _censored_at(event: np.ndarray, last: np.ndarray, zero: Days) -> TimesToEvent:
    happened = event < NEVER
    observed = last > NO_DAY
    time = np.where(happened, event, np.where(observed, last, zero)) - zero.astype(np.int64)
    return TimesToEvent(np.where(known(zero), time, 0), happened.astype(np.int64), observed)


def _contacts(timeline: Timeline, zero: Days) -> tuple[Placed, Placed]:
    """Contacts after zero that report use, dated at the contact, and all completed contacts."""
    contacts = timeline.records.follow_ups
    if "contacted_on" not in contacts or contacts.empty:
        return NOTHING, NOTHING
    day = day_numbers(contacts["contacted_on"])
    patient = contacts["patient_id"].cat.codes.to_numpy()
    stay = place(patient, day, timeline.stays, horizon_days=timeline.records.settings.follow_up_horizon_days)
    completed = (contacts["outcome"] == "completed").to_numpy() & (stay >= 0) & (day <= timeline.as_of)
    completed &= known(zero[stay]) & (day > zero[stay])
    used = np.zeros(len(contacts), bool)
    if "days_used_past_30" in contacts:
        used |= (contacts["days_used_past_30"] > 0).to_numpy()
    if "abstinent_since_discharge" in contacts:
        used |= (contacts["abstinent_since_discharge"] == False).fillna(False).to_numpy(bool)  # noqa: E712
    return (stay[completed & used], day[completed & used]), (stay[completed], day[completed])


def _readmitted_for_use(timeline: Timeline, zero: Days, positive: Placed) -> Placed:
    """Readmissions with a positive specimen within 30 days of the new admission, dated at the admission."""
    stays = timeline.stays
    following = stays.next_admission()
    again = np.flatnonzero(known(following) & known(zero))
    if not len(again):
        return again, following[again]
    stay, day = timeline.conclusive[POSITIVE]
    near = np.zeros(len(stays), bool)
    gap_own = stays.admitted[stay] - day
    near[stay[(gap_own >= -RETURN_WITHIN_DAYS) & (gap_own <= 0)]] = True  # the new stay's own first tests
    used = again[near[again + 1]]  # a stay with a following admission is never the last
    before_stay, before_day = positive
    before = np.zeros(len(stays), bool)
    gap = following[before_stay] - before_day
    before[before_stay[known(following[before_stay]) & (gap >= 0) & (gap <= RETURN_WITHIN_DAYS)]] = True
    chosen = np.union1d(used, again[before[again]])
    return chosen, following[chosen]
