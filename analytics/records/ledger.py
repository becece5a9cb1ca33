"""The expected-test ledger: which tests the testing policy called for, and what became of each.

The policy yields due windows, not dates: for "every d days from day a to day b", window j is days a+d(j−1)+1 … a+dj
after admission (day 0 excluded). Any specimen in the window meets it. No product known to us builds such a ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
import pandas as pd

from analytics.records.days import Days, known
from analytics.records.said import EXCUSED, GIVEN, MISSED, REFUSED, UNABLE
from analytics.records.settings import TestingPhase
from analytics.records.timeline import Timeline

View = Literal["in_treatment", "intent_to_treat"]

STATUSES = ("not_due", "given", "refused", "excused", "unable", "missed")
NOT_DUE, GIVEN_STATUS, REFUSED_STATUS, EXCUSED_STATUS, UNABLE_STATUS, MISSED_STATUS = range(6)

SCHEDULE_TOLERANCE_DAYS = 2
"""A test within this many days of its scheduled day meets it."""

FAR = 2**30


@dataclass(frozen=True)
class Ledger:
    """One element a due window. `first`, `last`: day numbers, `status`: codes of STATUSES, `due`, `met`: tests."""

    stay: np.ndarray
    first: Days
    last: Days
    due: np.ndarray
    met: np.ndarray
    status: np.ndarray

    def frame(self) -> pd.DataFrame:
        """The ledger as a frame: stay, first, last (dates), due, met, status."""
        return pd.DataFrame(
            {
                "stay": self.stay,
                "first": self.first.astype("datetime64[D]").astype("datetime64[s]"),
                "last": self.last.astype("datetime64[D]").astype("datetime64[s]"),
                "due": self.due,
                "met": self.met,
                "status": pd.Categorical.from_codes(cast(Sequence[int], self.status), pd.Index(STATUSES)),
            }
        )


def expected_tests(timeline: Timeline, *, view: View = "in_treatment") -> Ledger:
    """Every due window of every stay with its status.

    `view="in_treatment"`: a window that ends after discharge is not due (testing compliance). `"intent_to_treat"`:
    after drop-out, termination or early completion windows stay due to the planned end. Never due: after as-of,
    transfer, death, jail or a higher level of care; an excused window; hospital or jail.
    """
    rows = _Rows.of(timeline)
    parts = [
        _windows_of_phase(timeline, rows, number, phase, view)
        for number, policy in enumerate(timeline.stays.policies)
        for phase in policy.testing
    ]
    if not parts:
        empty = np.zeros(0, np.int32)
        return Ledger(empty, empty, empty, empty, empty, empty.astype(np.int8))
    return Ledger(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


@dataclass(frozen=True)
class _Rows:
    """Test rows reduced to what the ledger asks: who gave a specimen, refused, was unable or excused, and when."""

    given_stay: np.ndarray
    given_day: Days
    other: dict[int, tuple[np.ndarray, Days]]

    @staticmethod
    def of(timeline: Timeline) -> _Rows:
        said = timeline.said
        refused = (said & REFUSED) > 0
        given = ((said & GIVEN) > 0) & ~refused
        day = timeline.day
        everything = bool(given.all())
        other = {
            REFUSED_STATUS: _picked(timeline, refused),
            UNABLE_STATUS: _picked(timeline, (said & UNABLE) > 0),
            EXCUSED_STATUS: _excused(timeline),
        }
        if everything:
            return _Rows(timeline.stay, day, other)
        return _Rows(timeline.stay[given], day[given], other)


def _picked(timeline: Timeline, mask: np.ndarray) -> tuple[np.ndarray, Days]:
    rows = np.flatnonzero(mask)
    return timeline.stay[rows], timeline.day[rows]


def _excused(timeline: Timeline) -> tuple[np.ndarray, Days]:
    """Excused tests, and the sessions of windows in which the patient was away and attended none."""
    stay, day = _picked(timeline, (timeline.said & EXCUSED) > 0)
    return np.concatenate([stay, timeline.away_stay]), np.concatenate([day, timeline.away_day])


def _windows_of_phase(
    timeline: Timeline, rows: _Rows, number: int, phase: TestingPhase, view: View
) -> tuple[np.ndarray, ...]:
    stays = timeline.stays
    chosen = np.flatnonzero(stays.policy == number) if len(stays.policies) > 1 else np.arange(len(stays))
    after_discharge = phase.after == "discharge"
    zero = stays.discharged if after_discharge else stays.admitted
    chosen = chosen[known(zero[chosen])]
    end = _last_offset(timeline, zero, phase, after_discharge=after_discharge)[chosen]
    started = timeline.as_of - zero[chosen].astype(np.int64)
    limit = _due_limit(timeline, zero, view, after_discharge=after_discharge)[chosen]
    count = max(0, -(-(int(end.max(initial=0)) - phase.from_day) // phase.every_days)) if len(chosen) else 0
    first = phase.from_day + phase.every_days * np.arange(count, dtype=np.int32) + 1
    last = np.minimum(first[None, :] + phase.every_days - 1, end[:, None])
    exists = (first[None, :] <= end[:, None]) & (first[None, :] <= started[:, None])
    local = np.full(len(stays), -1, np.int32)
    local[chosen] = np.arange(len(chosen), dtype=np.int32)
    grid = _Grid(local, zero, end, phase, count, every=len(chosen) == len(stays))
    met = grid.tests(rows.given_stay, rows.given_day, phase.per_window)
    status = np.full((len(chosen), count), MISSED_STATUS, np.int8)
    for code in (UNABLE_STATUS, EXCUSED_STATUS, REFUSED_STATUS):
        stay, day = rows.other[code]
        if len(stay):
            status[grid.touched(stay, day)] = code
    status[met >= phase.per_window] = GIVEN_STATUS
    status[last > limit[:, None]] = NOT_DUE
    due = np.where((status == NOT_DUE) | (status == EXCUSED_STATUS), 0, phase.per_window).astype(np.int16)
    at, j = np.nonzero(exists)
    origin = zero[chosen][at]
    return (
        chosen[at].astype(np.int32),
        origin + first[j],
        origin + last[at, j],
        due[at, j],
        np.minimum(met[at, j], due[at, j]),
        status[at, j],
    )


def _last_offset(timeline: Timeline, zero: Days, phase: TestingPhase, *, after_discharge: bool) -> np.ndarray:
    """The last day of the phase after its zero: to_day or planned end (horizon or readmission after discharge).

    At most one window beyond as-of is laid out; it is not over, so it is not due.
    """
    stays = timeline.stays
    end = np.full(len(zero), FAR if phase.to_day is None else phase.to_day, np.int64)
    if after_discharge:
        following = stays.next_admission()
        end = np.minimum(end, timeline.records.settings.follow_up_horizon_days)
        end = np.minimum(end, np.where(known(following), following.astype(np.int64) - zero - 1, FAR))
    else:
        planned = stays.planned_end
        end = np.minimum(end, np.where(known(planned), planned.astype(np.int64) - zero, FAR))
        out = np.where(known(stays.discharged) & ~known(planned), stays.discharged.astype(np.int64) - zero, FAR)
        end = np.minimum(end, out)
    running = np.minimum(end, timeline.as_of - zero.astype(np.int64) + phase.every_days)
    return np.maximum(running, 0).astype(np.int32)


def _due_limit(timeline: Timeline, zero: Days, view: View, *, after_discharge: bool) -> np.ndarray:
    """The last day a window may end on and still be due, as days after zero."""
    stays = timeline.stays
    limit = np.full(len(zero), timeline.as_of, np.int64)
    ends = [stays.died] if after_discharge else [stays.due_until]
    if view == "in_treatment" and not after_discharge:
        ends.append(stays.discharged)
    for end in ends:
        limit = np.where(known(end), np.minimum(limit, end), limit)
    return limit - zero


@dataclass(frozen=True)
class _Grid:
    """Stays × windows of one phase."""

    local: np.ndarray
    zero: Days
    end: np.ndarray
    phase: TestingPhase
    count: int
    every: bool

    def cells(self, stay: np.ndarray, day: Days) -> tuple[np.ndarray, np.ndarray]:
        """For rows inside a window: the flat cell, and which rows they are."""
        offset = day - self.zero[stay]
        at = stay if self.every else self.local[stay]
        inside = (offset > self.phase.from_day) & (offset <= self.end[np.maximum(at, 0)])
        if not self.every:
            inside &= at >= 0
        rows = np.flatnonzero(inside)
        window = (offset[rows] - self.phase.from_day - 1) // self.phase.every_days
        return at[rows] * np.int32(self.count) + window, rows

    def touched(self, stay: np.ndarray, day: Days) -> np.ndarray:
        """Windows that hold at least one of the rows."""
        flags = np.zeros(len(self.end) * self.count, bool)
        flags[self.cells(stay, day)[0]] = True
        return flags.reshape(len(self.end), self.count)

    def tests(self, stay: np.ndarray, day: Days, per_window: int) -> np.ndarray:
        """Tests given in each window, counting up to one a day (only 0 or 1 when one is due)."""
        if per_window == 1:
            return self.touched(stay, day).astype(np.int16)
        cells, rows = self.cells(stay, day)
        pairs = np.unique(np.stack([cells, day[rows]]), axis=1)[0]
        counts = np.bincount(pairs, minlength=len(self.end) * self.count)
        return counts.reshape(len(self.end), self.count).astype(np.int16)


def unmet_scheduled(timeline: Timeline) -> np.ndarray:
    """Rows of explicitly missed tests that no specimen within ± 2 days meets (indices into the timeline's rows)."""
    missed = np.flatnonzero((timeline.said & MISSED) > 0)
    if not len(missed):
        return missed
    local = np.full(len(timeline.stays), -1, np.int32)  # only stays with a missed test are looked at
    some = np.unique(timeline.stay[missed])
    local[some] = np.arange(len(some), dtype=np.int32)
    rows = np.flatnonzero(
        ((timeline.said & GIVEN) > 0) & ((timeline.said & REFUSED) == 0) & (local[timeline.stay] >= 0)
    )
    offset = timeline.day - timeline.stays.admitted[timeline.stay]
    width = int(offset.max()) + 2 * SCHEDULE_TOLERANCE_DAYS + 1
    given = np.zeros(len(some) * width, bool)
    given[local[timeline.stay[rows]].astype(np.int64) * width + offset[rows] + SCHEDULE_TOLERANCE_DAYS] = True
    at = local[timeline.stay[missed]].astype(np.int64) * width + offset[missed] + SCHEDULE_TOLERANCE_DAYS
    met = np.zeros(len(missed), bool)
    for gap in range(-SCHEDULE_TOLERANCE_DAYS, SCHEDULE_TOLERANCE_DAYS + 1):
        met |= given[at + gap]
    return missed[~met]
