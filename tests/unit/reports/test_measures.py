"""The measures of a report: which people and quarters each speaks of, against plain pandas on the demonstration."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analytics.outcomes.periods import period_named
from analytics.records.settings import Settings
from analytics.reports.follow_up import DUE, benchmark_of, follow_up_period, followed_rows
from analytics.reports.measures import MOST_QUARTERS, ReportMeasure, measures_of
from analytics.reports.setting import Setting, setting_of
from tests.made_up import Row, made_up_records
from tests.unit.reports.settings_of import DEMO, of_demo


def measure(key: str, quarter: str = "2026Q3") -> ReportMeasure:
    """One measure of the demonstration's report."""
    return next(m for m in measures_of(of_demo(quarter)) if m.key == key)


def test_follow_up_speaks_of_the_last_four_quarters_whose_windows_are_closed() -> None:
    # 30 Sep 2026 − 180 days = 3 Apr 2026: the last quarter that ended by then is 2026 Q1.
    assert follow_up_period(of_demo("2026Q3")).label == "Apr 2025 – Mar 2026"
    assert measure("abstinence").now.label == "Apr 2025 – Mar 2026"
    assert measure("abstinence").when == "year to Mar 2026"


def test_retention_speaks_of_the_last_quarter_followed_for_ninety_days() -> None:
    assert measure("retention").now.label == "2026 Q2"  # 30 Jun + 90 days = 28 Sep, within 2026 Q3
    assert measure("attendance").now.label == "2026 Q3"


def test_before_is_a_quarter_earlier_and_a_year_ago_shares_no_day_with_now() -> None:
    for found in measures_of(of_demo("2026Q3")):
        assert found.now.period and found.before and found.year_ago
        assert found.before.period and found.year_ago.period
        assert found.before.period.end < found.now.period.end
        assert found.year_ago.period.end < found.now.period.start


def test_a_trend_runs_from_the_oldest_whole_quarter_to_now_twelve_at_most() -> None:
    found = measure("attendance")
    assert len(found.trend) <= MOST_QUARTERS
    assert found.trend[-1] is found.now
    assert found.trend[-2] is found.before
    starts = [told.period.start for told in found.trend if told.period]
    assert starts == sorted(starts)


def test_rolling_measures_share_their_people_and_overlap_with_the_quarter_before() -> None:
    rolling = [m for m in measures_of(of_demo("2026Q3")) if m.rolling]
    assert {m.key for m in rolling} == {"abstinence", "reached", "readmission"}
    assert {m.now.estimate.n for m in rolling} == {benchmark_of(of_demo("2026Q3")).n}
    assert {m.whole for m in rolling} == {DUE}
    assert all(m.since_a_quarter() is None for m in rolling)
    assert all(m.since_a_year() is not None for m in rolling)


def test_attendance_of_the_quarter_by_plain_pandas() -> None:
    sessions = pd.read_csv(DEMO / "attendance.csv", parse_dates=["session_on"])
    inside = sessions[(sessions["session_on"] >= "2026-07-01") & (sessions["session_on"] <= "2026-09-30")]
    status = inside["status"].str.strip().str.lower()
    came = status.isin(["attended", "partial", "late"]).sum()
    missed = status.isin(["no_show", "cancelled_by_patient"]).sum()
    found = measure("attendance").now.estimate
    # rows that the loader sets aside (doubles, unknown patients) are the only difference
    assert found.n == pytest.approx(came + missed, rel=0.02)
    assert found.value == pytest.approx(came / (came + missed), abs=0.01)


def test_earlier_reports_do_not_know_later_days() -> None:
    settings = of_demo("2026Q1")
    assert settings.records.as_of == date(2026, 3, 31)
    assert measure("attendance", "2026Q1").now.label == "2026 Q1"
    assert measure("completed", "2026Q1").now.estimate == measure("completed", "2026Q1").trend[-1].estimate


def test_the_people_of_follow_up_are_those_of_the_benchmark_figure() -> None:
    setting = of_demo("2026Q3")
    rows, period = followed_rows(setting), follow_up_period(setting)
    left = setting.records.episodes.loc[rows, "discharged_on"]
    inside = (left >= pd.Timestamp(period.start)) & (left <= pd.Timestamp(period.end))
    people = setting.records.episodes.loc[rows].loc[inside, "patient_id"].nunique()
    # joined transfers keep their first row, whose discharge may lie before the period's own
    assert people == pytest.approx(benchmark_of(setting).n, abs=6)


def test_usual_is_the_centre_line_in_whole_percents_with_its_months_named() -> None:
    setting, found = of_demo("2026Q3"), measure("attendance")
    usual = found.usual(setting)
    assert usual is not None and found.chart is not None and found.chart.phases[-1].limits is not None
    assert usual.estimate.value == round(found.chart.phases[-1].limits.mean, 2)
    assert usual.of.who.what == "sessions, by month"
    assert usual.of.number == int(found.chart.frame.head(12)["n"].sum())
    part, rest = usual.others
    assert part.number + rest.number == usual.of.number


# Twelve people, discharged on day 40, contacted on day 130 (90 days later): five abstinent, four use, two not reached,
# one has died. n = 11 due and alive, reached 9, abstinent 5 → 5/11 everyone, 5/9 of those reached, best 7/11.
PEOPLE = [f"P{number:02d}" for number in range(12)]


def small_setting() -> Setting:
    """The twelve, and the quarter in which everything of them is known."""
    episodes = [{"patient_id": p, "discharged_on": date(2026, 2, 14), "discharge_reason": "completed"} for p in PEOPLE]
    contacts: list[Row] = [
        {
            "patient_id": p, "due_on": date(2026, 5, 15), "contacted_on": date(2026, 5, 15), "outcome": "completed",
            "days_used_past_30": 0 if place < 5 else 3,
        }
        for place, p in enumerate(PEOPLE[:9])
    ]  # fmt: skip
    contacts.append(
        {"patient_id": PEOPLE[11], "due_on": date(2026, 5, 15), "contacted_on": date(2026, 5, 15),
         "outcome": "deceased", "days_used_past_30": np.nan}
    )  # fmt: skip
    records = made_up_records(
        episodes=episodes, follow_ups=contacts, settings=Settings(), as_of=date(2026, 2, 14) + timedelta(days=400)
    )
    return setting_of(records, quarter=period_named("2026Q4"), source="SOURCE")


def test_twelve_people_by_hand() -> None:
    setting = small_setting()
    figure = benchmark_of(setting)
    assert (figure.n, figure.reached, figure.abstinent, figure.deceased) == (11, 9, 5, 1)
    told = {m.key: m.now.estimate for m in measures_of(setting)}
    assert (told["abstinence"].events, told["abstinence"].n) == (5, 11)
    assert (told["reached"].events, told["reached"].n) == (9, 11)
    assert (told["readmission"].events, told["readmission"].n) == (0, 11)
    assert int(followed_rows(setting).sum()) == 11  # not the one who died
