"""Relapse rates by day: hand-worked curves, limits of follow-up, positions, members, and a second computation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records
from analytics.records.settings import Settings
from tests.made_up import day, made_up_records
from tests.made_up import test_row as row

FOUR = [
    row(20, "positive", patient="A"),  # A: event on day 20
    row(50, "positive", patient="B"),  # B: event on day 50
    row(70, "negative", patient="C"),  # C: seen until day 70
    row(100, "negative", patient="D"),  # D: seen until day 100
]


def four(least: int = 1, **more: Any) -> Derivation:
    people = [{"patient_id": name, "site": "Main" if name in "AB" else "River", **more} for name in "ABCD"]
    return Derivation(made_up_records(episodes=people, tests=FOUR, settings=Settings(min_at_risk=least)))


def rates(derivation: Derivation, **choices: str) -> Exhibit:
    by = choices.pop("by", None)
    return exhibit(derivation, "relapse.rates", by=by, choices=choices)


def test_rates_are_one_minus_kaplan_meier_by_hand() -> None:
    found = rates(four()).frame.set_index("day")
    assert found["value"][30] == pytest.approx(1 / 4)  # A of four
    assert found["value"][60] == pytest.approx(1 - 3 / 4 * 2 / 3)  # then B of the three left
    assert found["value"][90] == pytest.approx(1 / 2)  # nobody since; C is gone without the event
    assert found["at_risk"].tolist() == [3, 2, 1, 0, 0]
    assert found["events"].tolist() == [1, 2, 2, 2, 2]
    assert (found["low"][30] < found["value"][30]) and (found["value"][30] < found["high"][30])


def test_beyond_follow_up_and_under_the_least_at_risk_nothing_is_estimable_and_the_reason_is_said() -> None:
    found = rates(four()).frame.set_index("day")
    assert pd.isna(found["value"][180]) and found["reason"][180] == "no one was followed for 180 days"
    assert found["no_verdict"][180] == found["reason"][180]
    thin = rates(four(least=3)).frame.set_index("day")
    assert thin["value"][30] == pytest.approx(1 / 4)  # three at risk are enough
    assert pd.isna(thin["value"][60]) and thin["reason"][60] == "fewer than 3 at risk"


def test_an_event_on_the_day_itself_counts() -> None:
    made = made_up_records(
        episodes=[{"patient_id": name} for name in "AB"],
        tests=[row(30, "positive", patient="A"), row(31, "positive", patient="B")],
        settings=Settings(min_at_risk=1),
    )
    found = rates(Derivation(made)).frame.set_index("day")
    assert (found["value"][30], found["events"][30], found["at_risk"][30]) == (0.5, 1, 2)


def test_members_are_those_with_the_event_by_the_day() -> None:
    found = rates(four())
    assert found.members is not None
    assert [stays.tolist() for stays in found.members] == [[0], [0, 1], [0, 1], [0, 1], [0, 1]]


def test_groups_are_rows_of_their_own() -> None:
    frame = rates(four(), by="site").frame
    assert frame.groupby("group")["n"].first().to_dict() == {"Main": 2, "River": 2}
    at_60 = frame[frame["day"] == 60].set_index("group")["value"]
    assert pd.isna(at_60["Main"])  # both had the event by day 50, nobody is followed further
    assert at_60["River"] == 0


def test_admission_has_no_position_and_discharge_has_one_but_no_verdict() -> None:
    assert set(rates(four()).frame["position"]) == {""}
    assert set(rates(four()).frame["no_verdict"].iloc[:3]) == {
        "not the same measure: it was taken after the program, these days begin before it"
    }
    left = four(discharged_on=day(5))
    found = rates(left, clock="discharge", endpoint="first_positive")
    assert found.window is not None and found.window.basis == "discharged"
    shown = found.frame[found.frame["value"].notna()]
    assert set(shown["position"]) <= {"above", "within", "below", "across an edge of"} and "" not in set(
        shown["position"]
    )
    assert shown["no_verdict"].str.startswith("partly comparable: continuous, by test").all()


def test_an_endpoint_about_discharge_or_drop_out_is_refused_in_words() -> None:
    wrong = rates(four(), endpoint="first_use_after_discharge")
    assert "choose that clock" in wrong.unavailable
    nobody = rates(four(), clock="discharge")
    assert nobody.unavailable == "Nobody here was discharged, so nothing can be counted from discharge."


def test_the_demo_rates_are_a_plain_kaplan_meier(demo_source: str) -> None:
    derivation = Derivation(load_records(demo_source, today=DEMO_TODAY))
    found = rates(derivation).frame.set_index("day")
    times = derivation.dated("first_positive", "admission", "as_published")
    first = derivation.timeline().stays.patient
    one = np.r_[True, first[1:] != first[:-1]]
    time, event = times.time[one], times.event[one]
    for at in (30, 60, 90):
        share = 1.0
        for moment in np.unique(time[(event == 1) & (time <= at)]):
            share *= 1 - ((time == moment) & (event == 1)).sum() / (time >= moment).sum()
        assert found["value"][at] == pytest.approx(1 - share, abs=1e-9)
        assert found["at_risk"][at] == (time >= at).sum()
    assert found["value"].dropna().is_monotonic_increasing
