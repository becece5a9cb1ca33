"""Rules about one cell: values that must be there, and numbers and dates that cannot be."""

from __future__ import annotations

from datetime import date

import numpy as np

from analytics.records.codes import SCORE_RANGES
from analytics.records.days import NO_DAY, day_number
from analytics.records.rules import Found, Rule, Source, told
from analytics.records.schema import RESULTS_WITHOUT_SPECIMEN, TABLES, Column
from analytics.records.typed import TypedTable
from analytics.records.words import Effect, Fault

OLDEST_DAY = date(1950, 1, 1)
"""Older dates in treatment records are placeholders (1900-01-01 is an empty cell of many systems)."""

MOST_TIMES_SCHEDULED = 4
"""Minutes attended beyond this multiple of the minutes scheduled are a slip of the keyboard."""

NAMED_RANGES = {
    "age": "impossible_age",
    "minutes_scheduled": "impossible_minutes",
    "minutes_attended": "impossible_minutes",
}


def missing_value(source: Source) -> Found:
    """A required cell is empty. A session without a day is kept (`undated`); a test's day has its own rule."""
    for table in source.tables.values():
        for column in TABLES[table.name].columns:
            if column.required and column.name in table.columns and column.name not in ("patient_id", "session_on"):
                empty = table.columns[column.name].empty & ~told(table, column.name)
                yield (
                    table.name,
                    Fault(
                        "missing_value",
                        column.name,
                        np.flatnonzero(empty),
                        "quarantine",
                        f"The row lacks its {column.name} ({column.meaning}).",
                        "Fill it in, or leave the row set aside.",
                    ),
                )


def missing_test_date(source: Source) -> Found:
    """A test has no day: no collected_on, and no scheduled_on of a result that needs no specimen (or is pending)."""
    for table in source.each_with("result"):
        collected, scheduled = table.days("collected_on"), table.days("scheduled_on")
        by_schedule = table.columns["result"].is_one_of(*RESULTS_WITHOUT_SPECIMEN, "pending") & (scheduled != NO_DAY)
        undated = (collected == NO_DAY) & ~by_schedule & table.usable
        named = "collected_on" if "collected_on" in table.columns else "scheduled_on"
        yield (
            table.name,
            Fault(
                "missing_value",
                named,
                np.flatnonzero(undated),
                "quarantine",
                "The test has no day of collection.",
                f"Fill in collected_on; scheduled_on is enough for {', '.join(RESULTS_WITHOUT_SPECIMEN)} and pending.",
            ),
        )


def missing_score(source: Source) -> Found:
    """A measure with neither score nor value says nothing."""
    for table in source.each_with("instrument"):
        empty = np.ones(len(table), bool)
        for name in ("score", "value"):
            if name in table.columns:
                empty &= table.columns[name].empty
        column = "score" if "score" in table.columns else "value"
        yield (
            table.name,
            Fault(
                "missing_value",
                column,
                np.flatnonzero(empty & table.usable),
                "quarantine",
                "The measure has neither a score nor a value.",
                "Fill in one of them.",
            ),
        )


def undated(source: Source) -> Found:
    """A session without a day is kept: it counts in rates and is left out of figures over time."""
    for table in source.each_with("session_on"):
        rows = np.flatnonzero(table.columns["session_on"].empty & table.usable)
        yield (
            table.name,
            Fault(
                "undated",
                "session_on",
                rows,
                "keep",
                "Sessions without a day count in rates and are left out of figures over time.",
                "Fill in the day if it is known.",
                once=True,
            ),
        )


def impossible_number(source: Source) -> Found:
    """A number outside what its column can hold is emptied."""
    for table in source.tables.values():
        for column in TABLES[table.name].columns:
            if column.kind == "number" and column.name in table.columns:
                values = table.columns[column.name].values
                low, high = _or(column.low, -np.inf), _or(column.high, np.inf)
                outside = (values < low) | (values > high) | np.isinf(values)
                yield (
                    table.name,
                    Fault(
                        NAMED_RANGES.get(column.name, "impossible_number"),
                        column.name,
                        np.flatnonzero(outside),
                        "blank",
                        _allowed(column),
                        "The cell is left out; correct it in the source.",
                    ),
                )


def impossible_score(source: Source) -> Found:
    """A score outside the scale of its instrument is emptied."""
    for table in source.each_with("score"):
        scores, instrument = table.columns["score"].values, table.columns["instrument"]
        for name, (low, high) in SCORE_RANGES.items():
            outside = instrument.is_one_of(name) & ((scores < low) | (scores > high))
            yield (
                table.name,
                Fault(
                    "impossible_number",
                    "score",
                    np.flatnonzero(outside),
                    "blank",
                    f"Scores of {name} lie between {low:g} and {high:g}.",
                    "The cell is left out; correct it in the source.",
                ),
            )


def minutes_beyond_schedule(source: Source) -> Found:
    """Many times the minutes scheduled were attended: the minutes attended are emptied."""
    for table in source.each_with("minutes_attended"):
        if "minutes_scheduled" in table.columns:
            attended, scheduled = table.columns["minutes_attended"].values, table.columns["minutes_scheduled"].values
            rows = np.flatnonzero((scheduled > 0) & (attended > MOST_TIMES_SCHEDULED * scheduled))
            yield (
                table.name,
                Fault(
                    "impossible_minutes",
                    "minutes_attended",
                    rows,
                    "blank",
                    f"More than {MOST_TIMES_SCHEDULED} times the minutes scheduled were attended.",
                    "The cell is left out; correct it in the source.",
                ),
            )


def minutes_without_attendance(source: Source) -> Found:
    """Minutes attended of a session that was not attended: kept, the status decides."""
    for table in source.each_with("minutes_attended"):
        absent = ~table.columns["status"].is_one_of("attended", "partial", "late", "unrecorded")
        rows = np.flatnonzero(absent & (table.columns["minutes_attended"].values > 0) & table.usable)
        yield (
            table.name,
            Fault(
                "minutes_without_attendance",
                "minutes_attended",
                rows,
                "keep",
                "Minutes were attended but the status says otherwise; the status decides.",
                "Correct the status or the minutes in the source.",
                once=True,
                severity="warning",
            ),
        )


def implausible_date(source: Source) -> Found:
    """A date before 1950 is a placeholder: emptied, or the row is set aside when it needs the date."""
    oldest = day_number(OLDEST_DAY)
    for table, column in date_columns(source):
        days = table.columns[column.name].values
        rows = np.flatnonzero((days != NO_DAY) & (days < oldest))
        yield (
            table.name,
            Fault(
                "implausible_date",
                column.name,
                rows,
                needs(column),
                f"Dates before {OLDEST_DAY.year} are placeholders.",
                "Correct it in the source.",
            ),
        )


def date_columns(source: Source) -> list[tuple[TypedTable, Column]]:
    """Every date column of every table."""
    return [
        (table, column)
        for table in source.tables.values()
        for column in TABLES[table.name].columns
        if column.kind == "date" and column.name in table.columns
    ]


def needs(column: Column) -> Effect:
    """Whether a row without this date can still be used."""
    return "quarantine" if column.required or column.name == "collected_on" else "blank"


def _or(limit: float | None, otherwise: float) -> float:
    return otherwise if limit is None else limit


def _allowed(column: Column) -> str:
    if column.high is None:
        return f"{column.name} is {column.low:g} or more."
    return f"{column.name} lies between {column.low:g} and {column.high:g}."


VALUE_RULES: tuple[Rule, ...] = (
    missing_value,
    implausible_date,
    missing_test_date,
    impossible_number,
    impossible_score,
    missing_score,
    minutes_beyond_schedule,
    minutes_without_attendance,
    undated,
)
