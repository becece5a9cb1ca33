"""The overview's six measures: each with its interval, the period before, the change, and a value a month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from analytics.errors import NotEstimable
from analytics.outcomes.answer import due_tests_given
from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.measured_over import Over
from analytics.outcomes.periods import Period, quarter
from analytics.outcomes.retention import RETENTION_DAYS, census_on, retention_at
from analytics.outcomes.sessions import (
    METHOD,
    MOST_UNRECORDED,
    attendance_rate,
    share_unrecorded,
)
from analytics.records.days import day_number
from analytics.records.ledger import Ledger

Direction = Literal["up", "down", "none"]


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


def overview_measures(derivation: Derivation, *, episode_rows: np.ndarray | None = None) -> tuple[Measure, ...]:
    """Abstinence at follow-up, retention, attendance, due tests given, follow-up reached and census, by quarter.

    Every measure speaks about the last complete quarter all of whose people reached its horizon. Raises NotEstimable
    with a relative calendar, which has no quarters.
    """
    records = derivation.records
    if records.settings.calendar == "relative" or records.as_of is None:
        raise NotEstimable("These records count days, not dates, so there are no quarters.", "See Abstinence instead.")
    rows = np.ones(len(records.episodes), bool) if episode_rows is None else episode_rows
    over = Over(derivation, rows, records.as_of)
    return tuple(measure for measure in _measures(over) if measure is not None)


Figure = Callable[[Period], Estimate]


def _measures(over: Over) -> list[Measure | None]:
    records = over.derivation.records
    window = records.settings.follow_up_window_days
    data = f"python -m analytics outcomes --data {records.source}"
    follow_up_at = f"{window[0]}–{window[1]} days after discharge"
    return [
        _measure(
            over, "abstinence", "Abstinent at follow-up", _abstinent(over), window[1],
            definition=f"None in the past 30 days at the first contact {follow_up_at}; everyone counts, "
            "not reached = not abstinent. People discharged in the quarter. Wilson interval.",
            command=f"{data} --clock discharge --period",
        ),
        _measure(
            over, "retention", f"Retained {RETENTION_DAYS} days", _retained(over), RETENTION_DAYS,
            definition=f"Still in treatment {RETENTION_DAYS} days after admission; every way of leaving ends it, "
            "completion too. People admitted in the quarter. Wilson interval.",
            command=f"{data} --period",
        ),
        _measure(
            over, "attendance", "Sessions attended", _attended(over), 0,
            definition="Attended, partial and late ÷ those, no-shows and cancellations by the patient. Sessions of the "
            "quarter, patients as clusters. Cancelled by the program, excused and unrecorded are outside; a month with "
            f"more than {MOST_UNRECORDED:.0%} unrecorded is left out of the trend.",
            note=_unrecorded_note(over),
            monthly=_attended_if_recorded(over),
            command=f"{data} --period",
        ),
        _measure(
            over, "due_tests", "Due tests given", _tested(over), 0,
            definition="Tests given ÷ tests the policy called for while in treatment. Due windows that ended in the "
            "quarter, patients as clusters.",
            command=f"{data} --period",
        ),
        _measure(
            over, "reached", "Reached at follow-up", _reached(over), window[1],
            definition=f"Contact with an answer, or a counted test, {follow_up_at}. People discharged in the quarter. "
            "Wilson interval.",
            command=f"{data} --clock discharge --period",
        ),
        _census(over, f"{data}"),
    ]  # fmt: skip


def _measure(
    over: Over,
    key: str,
    name: str,
    figure: Figure,
    horizon: int,
    *,
    definition: str,
    command: str,
    note: str = "",
    monthly: Figure | None = None,
) -> Measure:
    now_period = over.latest_quarter(horizon)
    before_period = over.quarter_before(now_period)
    now, before = figure(now_period), figure(before_period)
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
        trend=_trend(over, monthly or figure, horizon),
        note=note,
        definition=f"{definition} {now_period.label} against {before_period.label}.",
        command=f"{command} {now_period.start}:{now_period.end}",
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


def _trend(over: Over, figure: Figure, horizon: int) -> pd.DataFrame:
    months = over.months(horizon)
    found = [(month.start, figure(month)) for month in months]
    rows = [(start, e.value, e.n) for start, e in found if e.value is not None]
    return pd.DataFrame(rows, columns=["month", "value", "n"])


def _abstinent(over: Over) -> Figure:
    return lambda period: benchmark_figure(over.derivation, period=period, episode_rows=over.rows).primary


def _reached(over: Over) -> Figure:
    return lambda period: benchmark_figure(over.derivation, period=period, episode_rows=over.rows).share_reached


def _retained(over: Over) -> Figure:
    timeline = over.derivation.timeline()
    return lambda period: retention_at(
        timeline.records, timeline.stays, over.admitted(period), timeline.as_of, days=RETENTION_DAYS
    )


def _attended(over: Over) -> Figure:
    sessions, everyone = over.sessions(), over.admitted(None)
    return lambda period: attendance_rate(sessions, everyone, day_number(period.start), day_number(period.end))


def _tested(over: Over) -> Figure:
    ledger, everyone = over.derivation.ledger(), over.admitted(None)
    patient = over.derivation.timeline().stays.patient
    return lambda period: due_tests_given(_ended_in(ledger, period), everyone, patient)


def _ended_in(ledger: Ledger, period: Period) -> Ledger:
    rows = (ledger.last >= day_number(period.start)) & (ledger.last <= day_number(period.end))
    return Ledger(*(getattr(ledger, name)[rows] for name in ("stay", "first", "last", "due", "met", "status")))


def _attended_if_recorded(over: Over) -> Figure:
    """The same for a month of the trend, left out when too many of its sessions have no status."""
    figure = _attended(over)

    def month(period: Period) -> Estimate:
        if _unrecorded(over, period) > MOST_UNRECORDED:
            return not_estimable(METHOD, "too many sessions without a status")
        return figure(period)

    return month


def _unrecorded(over: Over, period: Period) -> float:
    return share_unrecorded(over.sessions(), over.admitted(None), day_number(period.start), day_number(period.end))


def _unrecorded_note(over: Over) -> str:
    period = over.latest_quarter(0)
    share = _unrecorded(over, period)
    if share <= MOST_UNRECORDED:
        return ""
    return f"{share:.0%} of the sessions of {period.label} have no status: the figure is not to be trusted."


def _census(over: Over, command: str) -> Measure:
    """People in treatment on the as-of day against the day a quarter earlier; a full count, so without an interval."""
    timeline = over.derivation.timeline()
    everyone = over.admitted(None)

    def count(day: date) -> Estimate:
        people = census_on(timeline.records, timeline.stays, everyone, day_number(day))
        return Estimate(float(people), None, None, people, people, "count")

    now_period = quarter(over.as_of, fiscal_year_start=timeline.records.settings.fiscal_year_start)
    before_period = over.quarter_before(now_period)
    now, before = count(over.as_of), count(before_period.end)
    trend = pd.DataFrame(
        [(month.start, count(month.end).value, count(month.end).n) for month in over.months(0)],
        columns=["month", "value", "n"],
    )
    change = Estimate((now.value or 0) - (before.value or 0), None, None, now.n, None, "count")
    return Measure(
        key="census",
        name="In treatment",
        estimate=now,
        target=timeline.records.settings.targets.get("census"),
        previous=before,
        change=change,
        reading="A count",
        good_direction="none",
        trend=trend,
        note="",
        definition=f"People admitted and not discharged at the end of {over.as_of:%-d %b %Y}, against "
        f"{before_period.end:%-d %b %Y}; a full count, so without an interval.",
        command=command,
        period=now_period,
        previous_period=before_period,
    )
