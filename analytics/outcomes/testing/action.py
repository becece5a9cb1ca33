"""From a positive test to somebody doing something: days to the next clinical contact or a higher level of care."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.outcomes.clustered_survival import share_without_event
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.scope import Scope
from analytics.outcomes.session_kinds import ONE_TO_ONE, clinician_contacts
from analytics.outcomes.testing.shares import named_groups
from analytics.outcomes.testing.specimens import counted_results, rows_of, specimen_results
from analytics.records.days import Days, known, optional_day_numbers
from analytics.records.said import POSITIVE
from analytics.records.stays import HIGHER_LEVELS
from analytics.records.timeline import HELD

DAYS_SHOWN = (3, 7, 14)
LONGEST = 30
"""The curve is drawn and the follow-up ends after so many days."""

NO_ATTENDANCE = "This needs the table attendance with sessions that were held, which these records do not have."
NO_SERVICE = "This needs the column service of attendance, which these records do not have."
FAR = 2**30
HALF = 0.5


@dataclass(frozen=True, eq=False)
class Waits:
    """One element a positive specimen: `stay`, days waited, whether the contact came (else follow-up ended), and the
    days that could be watched (30, fewer near the as-of day). `too_late`: stays of positives that are left out because
    their result came after discharge."""

    stay: np.ndarray
    days: np.ndarray
    came: np.ndarray
    followed: np.ndarray
    too_late: np.ndarray


def days_to_action(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Share of positives followed by a contact within so many days (1 − Kaplan–Meier, patients as clusters)."""
    if choices["contact"] == "one_to_one" and "service" not in scope.records.attendance:
        return unavailable(NO_SERVICE)
    waits = waits_of(scope, without_thc=choices["analytes"] == "without_thc", contact=choices["contact"])
    if waits is None:
        return unavailable(NO_ATTENDANCE)
    some = np.zeros(len(scope.stays), bool)
    some[waits.stay] = True
    names, group = named_groups(scope, by, some)
    frames = [_group(scope, name, waits, group[waits.stay] == k) for k, name in enumerate(names)]
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    never = int((~waits.came).sum())
    notes = [
        f"{never:,} of {len(waits.stay):,} positives had no such contact within {LONGEST} days or by the as-of day; "
        "whoever left without one had none. Days count from the day of the result where it is recorded, else of the "
        "collection; a contact on that same day does not count.",
        _too_late(len(waits.too_late)),
    ]
    return Exhibit(frame, len(waits.stay), "positive specimens", notes=tuple(filter(None, notes)))


def _too_late(positives: int) -> str:
    if not positives:
        return ""
    of = "1 positive" if positives == 1 else f"{positives:,} positives"
    return f"Left out: {of} whose result came after discharge, too late to act on in care."


def waits_of(scope: Scope, *, without_thc: bool, contact: str) -> Waits | None:
    """The wait after every positive specimen of the selection; None when no session is recorded as held."""
    found = counted_results(scope, specimen_results(scope, "without_thc" if without_thc else "all"))
    contacts = _contact_keys(scope, contact)
    if contacts is None:
        return None
    found = found.take(found.positive)
    known_on = _result_days(scope, found.stay, found.day)
    stay = found.stay
    next_contact = _next_after(contacts, stay, known_on)
    stepped_up = _stepped_up(scope)[stay]
    event = np.minimum(next_contact, np.where(stepped_up >= known_on, stepped_up, FAR))
    left = scope.stays.discharged[stay].astype(np.int64)
    end = np.minimum(known_on + LONGEST, scope.as_of)  # whoever leaves without a contact had none: not censored
    in_time = ~known(scope.stays.discharged[stay]) | (known_on <= left)
    keep = in_time & (end >= known_on)  # a result that came after discharge could not be acted on in care
    came = event <= end
    days = np.where(came, event, end) - known_on
    return Waits(stay[keep], days[keep], came[keep], (end - known_on)[keep], stay[~in_time])


def _contact_keys(scope: Scope, contact: str) -> np.ndarray | None:
    """Sorted stay × 2³² + day of every contact with a clinician, or of one to one sessions, held."""

    def compute() -> np.ndarray | None:
        sessions = scope.records.attendance
        if sessions.empty:
            return None
        held = sessions["status"].isin(HELD).to_numpy()
        if contact == "one_to_one":
            held &= sessions["service"].isin(ONE_TO_ONE).to_numpy(bool)
        else:
            held &= clinician_contacts(sessions)
        stay, day = scope.placed("attendance", "session_on")
        held &= (stay >= 0) & (day <= scope.as_of)
        return np.sort((stay[held].astype(np.int64) << 32) + day[held]) if held.any() else None

    found: np.ndarray | None = scope.once(("clinical contacts", contact), compute)
    return found


def _next_after(contacts: np.ndarray, stay: np.ndarray, day: np.ndarray) -> np.ndarray:
    at = np.searchsorted(contacts, (stay.astype(np.int64) << 32) + day, side="right")
    safe = np.minimum(at, len(contacts) - 1)
    same = (at < len(contacts)) & ((contacts[safe] >> 32) == stay)
    return np.where(same, contacts[safe] & 0xFFFFFFFF, FAR)


def _result_days(scope: Scope, stay: np.ndarray, day: Days) -> np.ndarray:
    """The day on which the first positive result of the patient's day came, where recorded; else of the collection.

    A definitive result of the same specimen comes days later: by then the screen has long been known.
    """

    def compute() -> tuple[np.ndarray, np.ndarray]:
        rows = rows_of(scope)
        resulted = optional_day_numbers(scope.records.drug_tests, "resulted_on")
        positive = (rows.stay >= 0) & ((rows.said & POSITIVE) > 0)
        use = np.flatnonzero(positive & known(resulted) & (resulted >= rows.day))
        key, at = np.unique((rows.stay[use].astype(np.int64) << 32) + rows.day[use], return_inverse=True)
        first = np.full(len(key), np.iinfo(np.int64).max)
        np.minimum.at(first, at, resulted[use])
        return key, first

    key, first = scope.once(("result days", scope.records.settings.refused), compute)
    wanted = (stay.astype(np.int64) << 32) + day
    if not len(key):
        return day.astype(np.int64)
    at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    return np.where(key[at] == wanted, first[at], day.astype(np.int64))


def _stepped_up(scope: Scope) -> np.ndarray:
    """The day of discharge to a higher level of care, FAR without one."""
    episodes, stays = scope.records.episodes, scope.stays
    if "next_level_of_care" not in episodes:
        return np.full(len(stays), FAR, np.int64)
    higher = episodes["next_level_of_care"].isin(HIGHER_LEVELS).to_numpy()[stays.last_row]
    return np.where(higher & known(stays.discharged), stays.discharged.astype(np.int64), FAR)


def _group(scope: Scope, name: str, waits: Waits, own: np.ndarray) -> pd.DataFrame:
    """A row a day from 0 to 30: the share followed by a contact by then.

    `followed` counts the positives whose wait could be watched that long; with fewer than `min_at_risk` of them the
    share is not estimable.
    """
    time, event = waits.days[own], waits.came[own]
    least = max(scope.records.settings.min_at_risk, 1)
    shares = _shares(time, event, scope.stays.patient[waits.stay[own]])
    rows = []
    for day, share in enumerate(shares):
        followed = int((waits.followed[own] >= day).sum())
        enough = followed >= least
        rows.append(
            {
                "group": name,
                "day": day,
                "value": share.value if enough else None,
                "low": share.low if enough else None,
                "high": share.high if enough else None,
                "events": int((event & (time <= day)).sum()),
                "n": int(own.sum()),
                "followed": followed,
                "reason": "" if enough else f"fewer than {least} followed that long",
            }
        )
    frame = pd.DataFrame(rows).astype(dict.fromkeys(("value", "low", "high"), float))
    half = frame.loc[frame["value"] >= HALF, "day"]
    return frame.assign(median=float(half.iloc[0]) if len(half) else np.nan)


def _shares(time: np.ndarray, event: np.ndarray, patient: np.ndarray) -> list[Estimate]:
    """The share followed by a contact by day 0 … 30 (1 − Kaplan–Meier); past the last wait it stays as it is."""
    found: list[Estimate] = []
    last = int(time.max())
    for day in range(LONGEST + 1):
        if found and day > last:
            found.append(found[-1])
            continue
        without = share_without_event(time, event, day, patient=patient, min_at_risk=1)
        value, low, high = without.value, without.low, without.high
        found.append(
            replace(
                without,
                value=None if value is None else 1 - value,
                low=None if high is None else 1 - high,
                high=None if low is None else 1 - low,
            )
        )
    return found


def within_days(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """The shares followed by a contact within 3, 7 and 14 days, a row each and group."""
    found = days_to_action(scope, by, choices)
    if found.unavailable or found.frame.empty:
        return found
    rows = found.frame[found.frame["day"].isin(DAYS_SHOWN)].rename(columns={"day": "within"})
    frame = rows.drop(columns=["median"]).reset_index(drop=True)
    return Exhibit(frame, found.n, found.unit, notes=found.notes)
