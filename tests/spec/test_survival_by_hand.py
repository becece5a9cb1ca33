"""Survival worked by hand: three to five made-up patients, the sum in the comment."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from analytics.outcomes.logrank import logrank
from analytics.outcomes.survival import estimates_at, risk_table, survival_curve, survival_curves

# day of first use (1) or of the last negative test (0)
FIVE_PATIENTS = pd.DataFrame({"day": [10, 20, 20, 40, 60], "used": [1, 0, 1, 1, 0]})


def five_patients() -> pd.DataFrame:
    return survival_curve(FIVE_PATIENTS["day"], FIVE_PATIENTS["used"], min_at_risk=3).table


def test_curve_of_five_patients() -> None:
    table = five_patients()
    # 10: 5 at risk, 1 used                 1 × 4/5 = 0.8
    # 20: 4 at risk, 1 used, 1 last seen  0.8 × 3/4 = 0.6   (who is censored on the day was at risk on it)
    # 40: 2 at risk, 1 used               0.6 × 1/2 = 0.3
    # 60: 1 at risk, last seen                        0.3
    assert table["time"].tolist() == [10, 20, 40, 60]
    assert table["at_risk"].tolist() == [5, 4, 2, 1]
    assert table["events"].tolist() == [1, 1, 1, 0]
    assert table["censored"].tolist() == [0, 1, 0, 1]
    assert table["estimate"].tolist() == pytest.approx([0.8, 0.6, 0.3, 0.3], abs=1e-12)
    assert table["thin"].tolist() == [False, False, True, True]  # fewer than 3 at risk from day 40


def test_interval_of_the_first_step() -> None:
    # Greenwood at day 10: 1 / (5 × 4) = 0.05, so log S = log 0.8 has the error √0.05 = 0.2236,
    # log(−log S) the error 0.2236 / 0.22314 = 1.00208; the limits are 0.8 to the power of exp(± 1.959964 × 1.00208)
    reach = math.exp(1.959963984540054 * math.sqrt(0.05) / -math.log(0.8))
    first = five_patients().iloc[0]
    assert first["low"] == pytest.approx(0.8**reach, abs=1e-12)
    assert first["high"] == pytest.approx(0.8 ** (1 / reach), abs=1e-12)
    assert (round(first["low"], 3), round(first["high"], 3)) == (0.204, 0.969)


def test_median_and_average_time_of_five_patients() -> None:
    curve = survival_curve(FIVE_PATIENTS["day"], FIVE_PATIENTS["used"], tau=60)
    # the curve first lies at or under one half on day 40
    assert curve.median == 40
    # area to day 60: 10 × 1 + 10 × 0.8 + 20 × 0.6 + 20 × 0.3 = 36 days without use
    assert curve.restricted_mean == pytest.approx(36, abs=1e-12)
    # area still to come: 26 after day 10, 18 after day 20, 6 after day 40
    # variance: 26² / (5 × 4) + 18² / (4 × 3) + 6² / (2 × 1) = 33.8 + 27 + 18 = 78.8
    assert curve.restricted_mean_se == pytest.approx(math.sqrt(78.8), abs=1e-12)


def test_average_time_up_to_a_day_between_two_steps() -> None:
    curve = survival_curve(FIVE_PATIENTS["day"], FIVE_PATIENTS["used"], tau=30)
    # area to day 30: 10 × 1 + 10 × 0.8 + 10 × 0.6 = 24; still to come: 14 after day 10, 6 after day 20
    # variance: 14² / 20 + 6² / 12 = 9.8 + 3 = 12.8
    assert curve.restricted_mean == pytest.approx(24, abs=1e-12)
    assert curve.restricted_mean_se == pytest.approx(math.sqrt(12.8), abs=1e-12)


def test_median_is_the_middle_of_a_stretch_at_one_half() -> None:
    # four patients: 3/4 on day 4, 1/2 from day 10, 1/4 on day 30: any day from 10 to 30 halves them; (10 + 30) / 2 = 20
    assert survival_curve([4, 10, 30, 50], [1, 1, 1, 0]).median == 20


def test_median_of_a_stretch_at_one_half_that_nothing_ends() -> None:
    # 3/4 on day 4, 1/2 from day 10 to the last observed day 50: (10 + 50) / 2 = 30, as R's quantile.survfit
    assert survival_curve([4, 10, 30, 50], [1, 1, 0, 0]).median == 30


def test_median_is_not_estimable_when_more_than_half_stay_without_use() -> None:
    # 3/4 on day 4, and nobody else used
    assert survival_curve([4, 10, 30, 50], [1, 0, 0, 0]).median is None


def test_exact_bound_while_nobody_has_used() -> None:
    table = survival_curve([2, 3, 9], [0, 0, 0]).table
    # day 2: 3 followed, none used: 0.025^(1/3) = 0.2924; day 3: 0.025^(1/2) = 0.1581; day 9: 0.025
    assert table["low"].round(4).tolist() == [0.2924, 0.1581, 0.025]
    assert table["high"].tolist() == [1, 1, 1]


def test_exact_bound_once_everybody_has_used() -> None:
    last = survival_curve([1, 2, 3], [0, 1, 1]).table.iloc[-1]
    # 3 patients, 1 censored before day 3, so m = 2, both used: 0 to 1 − 0.025^(1/2) = 0.8419
    assert (last["estimate"], last["low"], round(last["high"], 4)) == (0, 0, 0.8419)


def test_nothing_seen_after_zero_counts_in_n_and_is_censored_at_zero() -> None:
    curve = survival_curve([0, 0, 5, 8], [0, 0, 1, 0])
    # 4 people; on day 5 two are at risk, one uses: 1/2
    assert curve.n == 4
    assert curve.table["at_risk"].tolist() == [4, 2, 1]
    assert curve.table["estimate"].tolist() == pytest.approx([1, 0.5, 0.5], abs=1e-12)


def test_risk_table_adds_up_to_everybody_at_every_time() -> None:
    curve = survival_curve(FIVE_PATIENTS["day"], FIVE_PATIENTS["used"])
    # just before day 20 one has used (day 10); what happens on day 20 shows from the next time on
    assert risk_table(curve, [0, 20, 30, 90]).to_dict("list") == {
        "time": [0, 20, 30, 90],
        "at_risk": [5, 4, 2, 0],
        "censored": [0, 0, 1, 2],
        "events": [0, 1, 2, 3],
    }


def test_estimates_at_days() -> None:
    curve = survival_curve(FIVE_PATIENTS["day"], FIVE_PATIENTS["used"], min_at_risk=2)
    before, at_the_step, thin, beyond = estimates_at(curve, [9, 40, 60, 365])
    assert (before["estimate"], before["high"], before["at_risk"]) == (1, 1, 5)
    assert before["low"] == pytest.approx(0.025 ** (1 / 5))  # five followed, none used yet
    assert at_the_step["estimate"] == pytest.approx(0.3)  # the use of day 40 is in
    assert (thin["estimate"], thin["at_risk"], thin["reason"]) == (None, 1, "fewer than 2 at risk")
    assert (beyond["estimate"], beyond["at_risk"], beyond["reason"]) == (None, 0, "no one was followed for 365 days")


def test_estimates_of_a_weekly_curve_at_days() -> None:
    curve = survival_curve([1, 4, 5, 6], [1, 1, 1, 0], min_at_risk=1)
    # day 30 is in week ⌊30 / 7⌋ = 4: 3/4 × 2/3 = 1/2; day 34 still is;
    # day 35 is in week 5: 1/2 × 1/2 = 1/4; day 49 is in week 7
    days = estimates_at(curve, [30, 34, 35, 49], days_per_unit=7)
    assert [row["estimate"] for row in days] == [pytest.approx(0.5), pytest.approx(0.5), pytest.approx(0.25), None]


def test_logrank_of_four_patients() -> None:
    test = logrank([1, 3, 2, 4], [1, 1, 1, 0], ["day", "day", "evening", "evening"])
    # day 1: 4 at risk, 2 of them by day     expected 1/2, variance 1/2 × 1/2 = 1/4
    # day 2: 3 at risk, 1 of them by day     expected 1/3, variance 1/3 × 2/3 = 2/9
    # day 3: 2 at risk, 1 of them by day     expected 1/2, variance             1/4
    # 2 seen, 4/3 expected; (2/3)² / (13/18) = 8/13
    assert test.observed == (2, 1)
    assert test.expected == pytest.approx((4 / 3, 5 / 3), abs=1e-12)
    assert test.statistic == pytest.approx(8 / 13, abs=1e-12)
    assert test.df == 1
    # chi-square with one degree of freedom: p = erfc(√(x / 2))
    assert test.p == pytest.approx(math.erfc(math.sqrt(4 / 13)), abs=1e-12)


def test_curves_of_two_groups_share_the_shorter_follow_up() -> None:
    day, evening = survival_curves([1, 3, 2, 4], [1, 1, 1, 0], ["day", "day", "evening", "evening"])
    # the day group ends at 3, so both averages reach to 3: day 1 + 2 × 1/2 = 2; evening 2 + 1 × 1/2 = 2.5
    assert (day.tau, evening.tau) == (3, 3)
    assert day.restricted_mean == pytest.approx(2)
    assert evening.restricted_mean == pytest.approx(2.5)
