"""Alternative texts say kind, measure, finding, interval, period and n, with ranges as words."""

from __future__ import annotations

import pandas as pd

from analytics.charts.alt import headline_alt, survival_alt, trend_alt
from analytics.charts.headline import Headline
from analytics.outcomes.intervals import Estimate


def test_headline() -> None:
    bar = Headline(0.57, 0.52, 0.63, 0.63, 0.58, 0.69, 0.38, 0.74, 0.5, 0.7)
    assert headline_alt(bar, measure="patients abstinent", n=312, period="discharged Jul 2025 – Jun 2026") == (
        "Bar of patients abstinent, on a scale from 0 to 100%. 57%, 95% interval 52% to 63%. Only those reached: 63%. "
        "Range over definitions 38% to 74%. Published range 50% to 70%. n = 312, discharged Jul 2025 – Jun 2026."
    )


def test_headline_without_a_figure() -> None:
    bar = Headline(None, None, None, None, None, None, None, None, None, None)
    assert "Not estimable." in headline_alt(bar, measure="patients", n=0, period="all discharges")


def test_survival() -> None:
    shares = [
        ("day", Estimate(0.7, 0.63, 0.77, 164, None, "")),
        ("evening", Estimate(None, None, None, 148, None, "")),
    ]
    told = survival_alt(shares, measure="time to relapse", title="Day 70%", basis="discharged in 2026")
    assert told == (
        "Survival curves of time to relapse by group: day, evening. Day 70%. day 70%, 95% interval 63% to 77%. "
        "n = 312, discharged in 2026."
    )


def test_trend() -> None:
    trend = pd.DataFrame(
        {
            "month": pd.to_datetime(["2026-01-01", "2026-02-01", "2026-03-01"]),
            "value": [0.5, None, 0.61],
            "n": [9, 0, 8],
        }
    )
    assert trend_alt("Attendance", trend, share=True) == (
        "Line of Attendance by month: January 2026 50%, March 2026 61%; lowest 50%, highest 61%."
    )
    assert trend_alt("Census", trend.iloc[1:2], share=False) == "Census: no months to show."
