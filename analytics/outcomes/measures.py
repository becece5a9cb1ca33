"""The overview's six measures: each with its interval, the period before, the change, and a value a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analytics.errors import NotEstimable
from analytics.outcomes.answer import due_tests_given
from analytics.outcomes.census import Census
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.measure_periods import grown, period_before, periods_of
from analytics.outcomes.periods import Period, quarter
from analytics.outcomes.retention import RETENTION_DAYS
from analytics.outcomes.sessions import MOST_UNRECORDED, attendance_rate
from analytics.outcomes.tile_figures import (
    Attended,
    DueTests,
    Figure,
    FollowUpShare,
    Retained,
    Selection,
    selection,
    sessions_of,
)

Direction = Literal["up", "down", "none"]

COMMAND = "python -m analytics outcomes --data SOURCE"
"""Gives every measure again, under "measures" (with --json) and at the end of the text."""


@dataclass(frozen=True, eq=False)
class Measure:
    """One tile. `trend` has month (first day), value and n, and only months whose people all reached the horizon.

    `change` = now less the period before; `reading` says whether its interval excludes zero, `good_direction` which way
    is better.
    """

    key: str
    name: str
    estimate: Estimate
    target: float | None
    previous: Estimate | None
    change: Estimate | None
    reading: str
    good_direction: Direction
    trend: pd.DataFrame
    note: str
    definition: str
    command: str
    period: Period
    previous_period: Period


def overview_measures(
    derivation: Derivation, *, episode_rows: np.ndarray | None = None, period: Period | None = None
) -> tuple[Measure, ...]:
    """Abstinence at follow-up, retention, attendance, due tests given, follow-up reached and census, by quarter.

    Every measure speaks about `period` and the period before, as long; without one about the last complete quarter all
    of whose people reached its horizon. A relative calendar has no quarters: then only attendance and due tests given,
    over the whole cohort.
    """
    records = derivation.records
    if records.as_of is None:
        raise NotEstimable("These records reach no day, so no period can be told.", "See what the page Data found.")
    rows = np.ones(len(records.episodes), bool) if episode_rows is None else episode_rows
    over = selection(derivation, rows, records.as_of)
    return _of_the_cohort(over) if records.settings.calendar == "relative" else tuple(_measures(over, period))


def _of_the_cohort(over: Selection) -> tuple[Measure, ...]:
    """Attendance and due tests given over all days of the selected stays, undated sessions too."""
    attended = attendance_rate(sessions_of(over), over.selected)
    tested = due_tests_given(over.derivation.ledger(), over.selected, over.stays.patient)
    said = (
        ("attendance", "Sessions attended", attended, "Attended, partial and late ÷ those, no-shows and cancellations "
         "by the patient; excused, unrecorded and cancelled by the program are outside. Patients as clusters."),
        ("due_tests", "Due tests given", tested, "Tests given ÷ tests the policy called for while in treatment. "
         "Patients as clusters."),
    )  # fmt: skip
    whole = Period(over.as_of, over.as_of, "the whole cohort")
    return tuple(
        Measure(
            key=key,
            name=name,
            estimate=estimate,
            target=over.derivation.records.settings.targets.get(key),
            previous=None,
            change=None,
            reading="",
            good_direction="up",
            trend=pd.DataFrame(columns=["month", "value", "n"]),
            note="days without a calendar",
            definition=definition,
            command=COMMAND,
            period=whole,
            previous_period=whole,
        )
        for key, name, estimate, definition in said
    )


def _measures(over: Selection, asked: Period | None) -> list[Measure]:
    records = over.derivation.records
    window = records.settings.follow_up_window_days
    follow_up_at = f"{window[0]}–{window[1]} days after discharge"
    attended = Attended(over)
    return [
        _measure(
            over, asked, "abstinence", "Abstinent at follow-up", FollowUpShare(over, window[1], reached=False),
            definition=f"None in the past 30 days at the first contact {follow_up_at}; everyone counts, "
            "not reached = not abstinent. People discharged in the quarter. Wilson interval.",
        ),
        _measure(
            over, asked, "retention", f"Retained {RETENTION_DAYS} days", Retained(over),
            definition=f"Still in treatment {RETENTION_DAYS} days after admission; every way of leaving ends it, "
            "completion too. People admitted in the quarter. Wilson interval.",
        ),
        _measure(
            over, asked, "attendance", "Sessions attended", attended,
            definition="Attended, partial and late ÷ those, no-shows and cancellations by the patient. Sessions of the "
            "quarter, aftercare too, patients as clusters. Cancelled by the program, excused and unrecorded are "
            f"outside; a month with more than {MOST_UNRECORDED:.0%} unrecorded is left out of the trend.",
            note=_unrecorded_note(over, asked, attended),
        ),
        _measure(
            over, asked, "due_tests", "Due tests given", DueTests(over),
            definition="Tests given ÷ tests the policy called for while in treatment. Due windows that ended in the "
            "quarter, patients as clusters.",
        ),
        _measure(
            over, asked, "reached", "Reached at follow-up", FollowUpShare(over, window[1], reached=True),
            definition=f"Contact with an answer, or a counted test, {follow_up_at}. People discharged in the quarter. "
            "Wilson interval.",
        ),
        _census(over, asked),
    ]  # fmt: skip


def _measure(
    over: Selection,
    asked: Period | None,
    key: str,
    name: str,
    figure: Figure,
    *,
    definition: str,
    note: str = "",
) -> Measure:
    now_period, before_period = periods_of(over, figure.horizon, asked)
    now, before = (grown(over, figure, period) for period in (now_period, before_period))
    change = difference_of_shares(now, before)
    return Measure(
        key=key,
        name=name,
        estimate=now,
        target=over.derivation.records.settings.targets.get(key),
        previous=before,
        change=change,
        reading=reading(change, "up"),
        good_direction="up",
        trend=figure.trend(),
        note=note,
        definition=f"{definition} {now_period.label} against {before_period.label}.",
        command=COMMAND,
        period=now_period,
        previous_period=before_period,
    )


def reading(change: Estimate, good: Direction) -> str:
    """Better, worse, or within chance: news only when the interval of the change excludes zero."""
    if change.value is None or change.low is None or change.high is None:
        return "No comparison"
    if change.low <= 0 <= change.high:
        return "Within chance"
    return "▲ Better" if (change.low > 0) == (good == "up") else "▼ Worse"


def _unrecorded_note(over: Selection, asked: Period | None, attended: Attended) -> str:
    period, _ = periods_of(over, 0, asked)
    share = attended.unrecorded(period)
    if share <= MOST_UNRECORDED:
        return ""
    return f"{share:.0%} of the sessions of {period.label} have no status: the figure is not to be trusted."


def _census(over: Selection, asked: Period | None) -> Measure:
    """People in treatment at the end of the period (as-of at the latest), against the end of the one before."""
    settings = over.derivation.records.settings
    now_period = asked or quarter(over.as_of, fiscal_year_start=settings.fiscal_year_start)
    before_period = period_before(now_period, settings.fiscal_year_start)
    last = min(over.as_of, now_period.end)
    census = Census(over)
    now, before = census.on([last, before_period.end])
    return Measure(
        key="census",
        name="In treatment",
        estimate=_count(now, now),
        target=settings.targets.get("census"),
        previous=_count(before, before),
        change=_count(now - before, now),
        reading="A count",
        good_direction="none",
        trend=census.trend(),
        note="",
        definition=f"People admitted and not discharged at the end of {last:%-d %b %Y}, against "
        f"{before_period.end:%-d %b %Y}; a full count, so without an interval.",
        command=COMMAND,
        period=now_period,
        previous_period=before_period,
    )


def _count(value: int, n: int) -> Estimate:
    return Estimate(float(value), None, None, n, None, "count")
