"""The benchmark figure by quarter: only closed quarters, the counts by hand, and a plain computation on the demo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit
from analytics.outcomes.periods import period_named
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records
from analytics.records.records import Records
from analytics.records.settings import Settings
from tests.made_up import Row, made_up_records

LEFT = date(2026, 2, 10)  # in the first quarter of 2026, whose windows close 180 days after 31 March: on 27 September
CLOSES = date(2026, 3, 31) + timedelta(days=180)


def contact(patient: str, outcome: str = "completed", used: float | None = 0.0) -> Row:
    due = LEFT + timedelta(days=90)
    made = outcome == "completed"
    return {
        "patient_id": patient,
        "due_on": due,
        "contacted_on": due if made else None,
        "outcome": outcome,
        "days_used_past_30": used if made else None,
    }


def three(as_of: date, *, least: int = 1) -> Records:
    """A abstinent, B using, C not reached; all left on 10 February 2026."""
    return made_up_records(
        episodes=[{"patient_id": name, "discharged_on": LEFT} for name in "ABC"],
        follow_ups=[contact("A"), contact("B", used=3.0), contact("C", "unreachable")],
        settings=Settings(min_at_risk=least),
        as_of=as_of,
    )


def quarters_of(records: Records, **more: str) -> Exhibit:
    period = period_named(more["period"]) if "period" in more else None
    return exhibit(Derivation(records), "relapse.by_quarter", period=period)


def test_everyone_counts_and_the_bounds_hold_those_not_reached_both_ways() -> None:
    found = quarters_of(three(CLOSES)).frame.iloc[0]
    assert found["quarter"] == "2026 Q1"
    assert (found["value"], found["events"], found["n"], found["reached"]) == (pytest.approx(1 / 3), 1, 3, 2)
    assert found["responders"] == pytest.approx(1 / 2)
    assert (found["worst"], found["best"]) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert found["no_verdict"] == "the verdict is given over 4 quarters together"


def test_a_quarter_waits_until_its_last_window_has_closed() -> None:
    assert len(quarters_of(three(CLOSES)).frame) == 1
    early = quarters_of(three(CLOSES - timedelta(days=1)))
    assert "follow-up windows have all closed yet" in early.unavailable


def test_too_few_people_give_no_share_but_their_numbers() -> None:
    found = quarters_of(three(CLOSES, least=4)).frame.iloc[0]
    assert pd.isna(found["value"]) and pd.isna(found["worst"])
    assert (found["n"], found["reason"], found["no_verdict"]) == (3, "fewer than 4 people", "fewer than 4 people")


def test_a_period_keeps_its_quarters_and_day_numbers_have_none() -> None:
    assert quarters_of(three(CLOSES), period="2026Q2").unavailable
    relative = three(CLOSES)
    relative = replace(relative, settings=replace(relative.settings, calendar="relative"))
    assert "day numbers instead of dates" in quarters_of(relative).unavailable


def test_members_are_those_counted() -> None:
    found = quarters_of(three(CLOSES))
    assert found.members is not None
    assert found.members[0].tolist() == [0, 1, 2]


def test_the_demo_quarter_by_plain_pandas(demo_source: str) -> None:
    """People reached: a first contact with an answer 60–180 days after the first discharge of the quarter."""
    records = load_records(demo_source, today=DEMO_TODAY)
    found = exhibit(Derivation(records), "relapse.by_quarter").frame.set_index("quarter").loc["2025 Q3"]
    episodes = records.episodes.sort_values(["patient_id", "admitted_on"])
    back_in = episodes.groupby("patient_id", observed=True)["admitted_on"].shift(-1) - episodes["discharged_on"]
    stays = episodes[~(back_in.dt.days <= 7)]  # a transfer within a week is the same stay
    left = stays[stays["discharged_on"].between("2025-07-01", "2025-09-30")]
    first = left.sort_values("discharged_on").drop_duplicates("patient_id")
    contacts = records.follow_ups
    answered = contacts["days_used_past_30"].notna() | contacts["abstinent_since_discharge"].notna()
    made = contacts[(contacts["outcome"] == "completed") & answered]
    seen = first.merge(made, on="patient_id")
    after = (seen["contacted_on"] - seen["discharged_on"]).dt.days
    seen = seen[after.between(60, 180)].sort_values("contacted_on").drop_duplicates("patient_id")
    assert len(seen) == found["reached"] - found["by_test"]
    assert len(first) == found["n"] + found["deceased"]
