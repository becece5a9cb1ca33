"""The expected-test ledger of a selection: what became of every test the policy called for, and the share given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.monthly import Months, complete_months
from analytics.outcomes.scope import Scope
from analytics.outcomes.testing.shares import clustered_cells, named_groups, share_row, stays_of
from analytics.records.days import Days, known
from analytics.records.ledger import EXCUSED_STATUS, MISSED_STATUS, NOT_DUE, REFUSED_STATUS, UNABLE_STATUS

PARTS = ("given", "refused", "unable", "missed", "excused")
"""What became of a test, in the order of the stack. Excused tests are not due."""

DAYS_A_WEEK = 7
MOST_MONTHS = 24
WHAT_A_LEDGER_IS = (
    "A ledger writes down every test that was due by the testing policy before it looks at what was given, so that a "
    "test that was never given is counted instead of forgotten."
)
NO_TEST_DUE = "no test was due"


@dataclass(frozen=True, eq=False)
class Due:
    """The windows of the ledger that count: tests of each part (`counts`: windows × PARTS), and `due` tests."""

    stay: np.ndarray
    last: Days
    counts: np.ndarray
    due: np.ndarray

    @property
    def given(self) -> np.ndarray:
        """Tests given of those due."""
        return self.counts[:, 0]


def due_windows(scope: Scope) -> Due:
    """The windows that were due or excused, over, and whose last day counts.

    With the basis *active* every due window that ended in the period counts, as on the Overview: nobody has a due
    window without being in the program's care or aftercare.
    """
    ledger = scope.derivation.ledger()
    if scope.window.basis == "active":
        inside = scope.episode_rows[scope.stays.row][ledger.stay]
        inside &= (ledger.last >= scope.first_day) & (ledger.last <= scope.last_day)
    else:
        inside = scope.counts(ledger.stay, ledger.last)
    at = np.flatnonzero(inside & (ledger.status != NOT_DUE))
    status, met, due = ledger.status[at], ledger.met[at].astype(np.int64), ledger.due[at].astype(np.int64)
    short = due - met
    counts = np.stack(
        [
            met,
            np.where(status == REFUSED_STATUS, short, 0),
            np.where(status == UNABLE_STATUS, short, 0),
            np.where(status == MISSED_STATUS, short, 0),
            (status == EXCUSED_STATUS).astype(np.int64),
        ],
        axis=1,
    )
    return Due(ledger.stay[at], ledger.last[at], counts, due)


def by_week(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """What became of the tests of each week of treatment; a window counts in the week in which it ends."""
    del by, choices
    due = due_windows(scope)
    left = scope.stays.discharged[due.stay]
    in_care = ~known(left) | (due.last <= left)
    week = (due.last.astype(np.int64) - scope.stays.admitted[due.stay] - 1) // DAYS_A_WEEK
    names = np.arange(1, int(week[in_care].max(initial=-1)) + 2)
    aftercare = int(due.due[~in_care].sum())
    notes = (f"{aftercare:,} tests due after discharge belong to no week of treatment.",) if aftercare else ()
    return _stacked(scope, due, np.where(in_care, week, -1), "week", list(names), notes)


def by_month(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """The same by the calendar month in which the window ends: the complete months of the period, at most 24."""
    del by, choices
    due, months = due_windows(scope), months_of(scope)
    month = months.number_of(due.last).astype(np.int64)
    return _stacked(scope, due, month, "month", [pd.Timestamp(start) for start in months.starts], ())


def months_of(scope: Scope) -> Months:
    """The complete months of the scope's period, at most 24, oldest first."""
    admitted = scope.stays.admitted
    began = _day(int(admitted.min())) if len(admitted) else scope.as_of_date
    period = scope.window.period
    if period is not None and scope.window.basis == "active":
        began = max(began, period.start)
    return complete_months(min(_day(scope.last_day), scope.as_of_date), began=began, count=MOST_MONTHS)


def _day(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=number)


def _stacked(
    scope: Scope, due: Due, cell: np.ndarray, name: str, names: list[object], notes: tuple[str, ...]
) -> Exhibit:
    """A row a cell and part: tests (`events`), of all that were due or excused (`n`), `value` the share of them."""
    keep = cell >= 0
    sums = np.stack(
        [np.bincount(cell[keep], weights=due.counts[keep, k], minlength=len(names)) for k in range(len(PARTS))], axis=1
    ).astype(np.int64)
    total = sums.sum(axis=1)
    rows = [
        {
            name: names[k],
            "status": part,
            "value": sums[k, p] / total[k],
            "events": int(sums[k, p]),
            "n": int(total[k]),
            "due": int(total[k] - sums[k, -1]),
        }
        for k in np.flatnonzero(total)
        for p, part in enumerate(PARTS)
    ]
    parts = [stays_of(len(names), np.where(due.counts[:, p] > 0, cell, -1), due.stay) for p in range(len(PARTS))]
    members = tuple(parts[p][k] for k in np.flatnonzero(total) for p in range(len(PARTS)))
    columns = [name, "status", "value", "events", "n", "due"]
    found = compliance_of(scope, due, keep)
    return Exhibit(
        pd.DataFrame(rows, columns=columns), found.n, "tests due", headline=found, members=members, notes=notes
    )


def compliance_of(scope: Scope, due: Due, keep: np.ndarray) -> Estimate:
    """Tests given ÷ tests due, patients as clusters."""
    cell = np.where(keep, 0, -1)
    return clustered_cells(cell, scope.stays.patient[due.stay], due.given, due.due, 1, nothing=NO_TEST_DUE)[0]


def given_by_group(scope: Scope, by: str | None) -> list[Estimate]:
    """Tests given ÷ tests due of every group with a test due, in the order of their names."""
    due = due_windows(scope)
    return _of_groups(scope, due, *_due_groups(scope, by, due))


def _due_groups(scope: Scope, by: str | None, due: Due) -> tuple[list[str], np.ndarray]:
    some = np.zeros(len(scope.stays), bool)
    some[due.stay[due.due > 0]] = True
    return named_groups(scope, by, some)


def _of_groups(scope: Scope, due: Due, names: list[str], group: np.ndarray) -> list[Estimate]:
    patient = scope.stays.patient[due.stay]
    return clustered_cells(group[due.stay], patient, due.given, due.due, len(names), nothing=NO_TEST_DUE)


def compliance(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Tests given ÷ tests due by group: the Overview's tile, for the same period."""
    del choices
    due = due_windows(scope)
    names, group = _due_groups(scope, by, due)
    cell = group[due.stay]
    shares = _of_groups(scope, due, names, group)
    frame = pd.DataFrame(
        [
            {"group": name, **share_row(share), **{part: _tests(due, cell == k, p) for p, part in enumerate(PARTS)}}
            for k, (name, share) in enumerate(zip(names, shares, strict=True))
        ]
    )
    everyone = compliance_of(scope, due, np.ones(len(due.stay), bool))
    members = stays_of(len(names), np.where(due.due > 0, cell, -1), due.stay)
    return Exhibit(frame, everyone.n, "tests due", headline=everyone, members=members)


def _tests(due: Due, rows: np.ndarray, part: int) -> int:
    return int(due.counts[rows, part].sum())
