"""The benchmark figure by quarter of discharge: only quarters whose follow-up windows have all closed."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.outcomes.benchmark import VERDICT_QUARTERS
from analytics.outcomes.cohort import chosen_stays
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.periods import Period, quarters
from analytics.outcomes.relapse.shares import counted, figure_of_stays, row_of, too_few_reached
from analytics.outcomes.scope import Scope
from analytics.records.days import known

ONE_QUARTER = f"the verdict is given over {VERDICT_QUARTERS} quarters together"
NO_QUARTER = "No quarter's follow-up windows have all closed yet, so there is no figure by quarter of discharge."


def by_quarter(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """A row a quarter (and group): abstinent at follow-up, everyone counted, of those discharged in it.

    `value` counts people not reached as not abstinent; `responders` only those reached; `worst` and `best` count them
    all as using, and as abstinent. A person counts once a quarter, with the first discharge in it.
    """
    closed = closed_quarters(scope)
    if not closed:
        return unavailable(NO_QUARTER)
    groups = scope.groups(by)
    rows, members = [], []
    for period in closed:
        discharged = _discharged(scope, period)
        for group in sorted(set(groups[discharged])) if by else [None]:
            stays = discharged if group is None else discharged & (groups == group)
            rows.append(_row(scope, stays, period) | ({"group": group} if by else {}))
            members.append(counted(scope, stays))
    frame = pd.DataFrame(rows)
    return Exhibit(
        frame,
        int(frame["n"].sum()),
        "people (once a quarter)",
        notes=_notes(scope, closed),
        members=tuple(members),
    )


def closed_quarters(scope: Scope) -> list[Period]:
    """The quarters of the window with discharges whose last day has a follow-up window that closed by as-of."""
    day = scope.stays.discharged
    leaving = day[known(day) & scope.episode_rows[scope.stays.row] & (day <= scope.as_of)]
    if not len(leaving):
        return []
    begin = date(1970, 1, 1) + timedelta(days=int(leaving.min()))
    latest = scope.as_of_date - timedelta(days=scope.records.settings.follow_up_window_days[1])
    if latest < begin:
        return []
    found = quarters(begin, latest, fiscal_year_start=scope.records.settings.fiscal_year_start)
    chosen = scope.window.period
    inside = [q for q in found if chosen is None or (q.start >= chosen.start and q.end <= chosen.end)]
    return [quarter for quarter in inside if quarter.end <= latest]


def _discharged(scope: Scope, period: Period) -> np.ndarray:
    """Each person's first stay discharged in the period (boolean over stays)."""
    return chosen_stays(
        scope.stays, scope.episode_rows, unit="people", basis="discharged", period=period, as_of=scope.as_of
    )


def _row(scope: Scope, stays: np.ndarray, period: Period) -> dict[str, object]:
    figure = figure_of_stays(scope, stays, period)
    row = row_of(figure, scope.records.settings.min_at_risk)
    why = str(row["reason"] or (figure.reason if too_few_reached(figure) else ONE_QUARTER))
    return {"quarter": period.label, "starts": pd.Timestamp(period.start), **row, "no_verdict": why}


def _notes(scope: Scope, closed: list[Period]) -> tuple[str, ...]:
    days = scope.records.settings.follow_up_window_days[1]
    waits = f"Quarters after {closed[-1].label} wait until day {days} after their last discharge has passed."
    return (waits,) if closed[-1].end < scope.as_of_date and scope.window.period is None else ()
