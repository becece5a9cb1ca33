"""Rules about the order of dates: in one row, against today, and against the rest of the table."""

from __future__ import annotations

import numpy as np

from analytics.records.days import NO_DAY
from analytics.records.rules import Found, Rule, Source
from analytics.records.rules_values import date_columns
from analytics.records.typed import TypedTable
from analytics.records.words import Effect, Fault

FEW = 10
FEWEST_ROWS_WITH_A_SLIP = 20

EMPTY_DAYS_BEFORE_ISOLATED = 30
"""A latest date more than this many empty days after the rest is probably a slip."""

BOOKED_SESSIONS = ("unrecorded", "cancelled_by_patient", "cancelled_by_program", "excused")
BOOKED_TESTS = ("pending", "excused")
"""What a session or test that still lies ahead can say; anything else cannot have happened yet."""

DISCHARGE_FIX = "Correct one of the two dates in the source."


def future_date(source: Source) -> Found:
    """A date after today: the row is set aside, except of booked sessions and tests, due dates and planned ends."""
    for table, column in date_columns(source):
        if column.name in ("due_on", "planned_end_on", "medication_to"):
            continue
        late = table.columns[column.name].values > source.today
        if late.any():
            late &= ~_booked(table, column.name)
        yield (
            table.name,
            Fault(
                "future_date",
                column.name,
                np.flatnonzero(late),
                "quarantine",
                "The date lies after today.",
                "Correct it in the source; pass --today if the clock of this machine is wrong.",
            ),
        )


def discharge_before_admission(source: Source) -> Found:
    """A discharge before its admission: the row is set aside."""
    yield from _before(
        source,
        "episodes",
        "discharged_on",
        "admitted_on",
        "discharge_before_admission",
        "quarantine",
        "The discharge lies before the admission.",
    )


def death_before_admission(source: Source) -> Found:
    """A death before the admission: the row is set aside."""
    yield from _before(
        source,
        "episodes",
        "died_on",
        "admitted_on",
        "death_before_admission",
        "quarantine",
        "The death lies before the admission.",
    )


def planned_end_before_admission(source: Source) -> Found:
    """A planned end before the admission: the cell is left out."""
    yield from _before(
        source,
        "episodes",
        "planned_end_on",
        "admitted_on",
        "planned_end_before_admission",
        "blank",
        "The planned end lies before the admission.",
    )


def last_contact_before_admission(source: Source) -> Found:
    """A last contact before the admission: the cell is left out."""
    yield from _before(
        source,
        "episodes",
        "last_contact_on",
        "admitted_on",
        "last_contact_before_admission",
        "blank",
        "The last contact lies before the admission.",
    )


def referral_after_admission(source: Source) -> Found:
    """A referral or first contact after the admission: kept and told."""
    for column in ("referred_on", "first_contact_on"):
        yield from _before(
            source,
            "episodes",
            "admitted_on",
            column,
            "referral_after_admission",
            "keep",
            f"{column} lies after the admission; the days waited are not counted.",
            told_of=column,
        )


def result_before_collection(source: Source) -> Found:
    """A result before the collection of its specimen: the cell is left out."""
    yield from _before(
        source,
        "drug_tests",
        "resulted_on",
        "collected_on",
        "result_before_collection",
        "blank",
        "The result lies before the collection.",
    )


def reason_without_discharge(source: Source) -> Found:
    """A reason for a discharge that has no day: the person counts as still in care."""
    for table in source.each_with("discharge_reason"):
        given = ~table.columns["discharge_reason"].empty & (table.days("discharged_on") == NO_DAY)
        yield (
            table.name,
            Fault(
                "reason_without_discharge",
                "discharge_reason",
                np.flatnonzero(given & table.usable),
                "keep",
                "A discharge reason without a day of discharge; the episode counts as open.",
                "Fill in discharged_on.",
                once=True,
                severity="warning",
            ),
        )


def isolated_last_date(source: Source) -> Found:
    """The latest date of a table stands more than 30 empty days after the rest."""
    for name, column in (("attendance", "session_on"), ("drug_tests", "collected_on"), ("episodes", "admitted_on")):
        if name in source.tables and source.settings.calendar == "dates":
            table = source.tables[name]
            days = np.where(table.usable & ~_booked(table, column), table.days(column), NO_DAY)
            start = isolated_from(days, source.today)
            rows = np.flatnonzero((days >= start) & (days <= source.today)) if start is not None else np.zeros(0, int)
            yield (
                name,
                Fault(
                    "isolated_last_date",
                    column,
                    rows,
                    "keep",
                    f"These stand more than {EMPTY_DAYS_BEFORE_ISOLATED} empty days after all others "
                    "and do not move the day the data reach.",
                    "Check whether the year or month is a slip.",
                    severity="warning",
                ),
            )


def isolated_from(days: np.ndarray, today: int) -> int | None:
    """The first day of a few latest rows that stand apart from the rest; None when the dates run on.

    At most one row in a hundred, and never more than `FEW` rows, can be a slip; more are a real gap. In a table of
    fewer than `FEWEST_ROWS_WITH_A_SLIP` rows nothing can be told apart.
    """
    known = np.unique(days[(days != NO_DAY) & (days <= today)])
    gaps = np.flatnonzero(np.diff(known) > EMPTY_DAYS_BEFORE_ISOLATED)
    if not len(gaps):
        return None
    start = int(known[gaps[-1] + 1])
    apart, all_rows = int((days >= start).sum()), int((days != NO_DAY).sum())
    is_a_slip = all_rows >= FEWEST_ROWS_WITH_A_SLIP and apart <= min(FEW, max(1, all_rows // 100))
    return start if is_a_slip else None


def _booked(table: TypedTable, column: str) -> np.ndarray:
    if column == "session_on":
        return table.columns["status"].is_one_of(*BOOKED_SESSIONS)
    if column == "scheduled_on":
        return table.columns["result"].is_one_of(*BOOKED_TESTS)
    return np.zeros(len(table), bool)


def _before(
    source: Source, name: str, later: str, earlier: str, code: str, effect: Effect, message: str, *, told_of: str = ""
) -> Found:
    table = source.tables.get(name)
    if table is None or later not in table.columns or earlier not in table.columns:
        return
    last, first = table.days(later), table.days(earlier)
    rows = np.flatnonzero((last != NO_DAY) & (first != NO_DAY) & (last < first) & table.usable)
    yield (
        name,
        Fault(
            code, told_of or later, rows, effect, message, DISCHARGE_FIX, severity="warning" if effect == "keep" else ""
        ),
    )


DATE_RULES: tuple[Rule, ...] = (
    future_date,
    discharge_before_admission,
    death_before_admission,
    planned_end_before_admission,
    last_contact_before_admission,
    referral_after_admission,
    result_before_collection,
    reason_without_discharge,
)
