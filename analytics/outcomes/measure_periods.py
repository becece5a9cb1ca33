"""The period a measure of the overview speaks about, the one before it, and whether everybody of it was followed."""

from __future__ import annotations

from datetime import date, timedelta

from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.periods import Period, last_complete_quarters, month_span, quarter
from analytics.outcomes.tile_figures import Figure, Selection


def grown(over: Selection, figure: Figure, period: Period) -> Estimate:
    """The figure of a period, once everybody of it has been followed to the horizon."""
    until = period.end + timedelta(days=figure.horizon)
    if figure.horizon and until > over.as_of:
        return not_estimable("", f"the people of {period.label} are followed until {until.day} {until:%b %Y}")
    return figure.of(period)


def periods_of(over: Selection, horizon_days: int, asked: Period | None) -> tuple[Period, Period]:
    """The period asked for and the one before it, as long; else the last complete quarter seen to the horizon."""
    if asked is None:
        return _quarters(over, horizon_days)
    return asked, period_before(asked, over.derivation.records.settings.fiscal_year_start)


def period_before(period: Period, fiscal_year_start: int = 1) -> Period:
    """The period of the same length that ends the day before: of whole months, as many months."""
    end = period.start - timedelta(days=1)
    own = quarter(period.start, fiscal_year_start=fiscal_year_start)
    if (own.start, own.end) == (period.start, period.end):
        return quarter(end, fiscal_year_start=fiscal_year_start)
    months = 12 * (period.end.year - period.start.year) + period.end.month - period.start.month + 1
    if period.start.day == 1 and (period.end + timedelta(days=1)).day == 1:
        year, month = divmod(12 * period.start.year + period.start.month - 1 - months, 12)
        start = date(year, month + 1, 1)
    else:
        start = period.start - (period.end - end)
    return Period(start, end, month_span(start, end))


def _quarters(over: Selection, horizon_days: int) -> tuple[Period, Period]:
    """The last complete quarter whose people have all been seen for `horizon_days` by as-of, and the one before."""
    start = over.derivation.records.settings.fiscal_year_start
    now = last_complete_quarters(over.as_of - timedelta(days=horizon_days), 1, fiscal_year_start=start)
    return now, quarter(now.start - timedelta(days=1), fiscal_year_start=start)
