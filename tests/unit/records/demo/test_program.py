"""The demonstration program: the same seed the same records, and no record that could not be."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from analytics.records import schema
from analytics.records.demo import DEMO_TODAY, Demo, make_demo
from analytics.records.demo.sessions import CLINIC_CLOSED

SMALL = 300


@pytest.fixture(scope="module")
def demo() -> Demo:
    return make_demo(patients=SMALL, seed=7)


def test_the_same_seed_gives_the_same_records_and_another_seed_others(demo: Demo) -> None:
    again, other = make_demo(patients=SMALL, seed=7), make_demo(patients=SMALL, seed=8)
    for name, table in demo.tables.items():
        pd.testing.assert_frame_equal(table, again.tables[name])
        assert not table.equals(other.tables[name]), name
    assert demo.truth == again.truth


def test_every_table_has_every_column_of_the_contract(demo: Demo) -> None:
    for name, table in schema.TABLES.items():
        assert set(demo.clean[name].columns) == set(table.by_name), name


def test_every_optional_column_holds_something(demo: Demo) -> None:
    empty = [(name, c) for name, t in demo.clean.items() for c in t.columns if (t[c] == "").all()]
    assert empty == [("measures", "item")]  # instruments come as total scores; no single question is kept


def test_clean_codes_are_the_canonical_ones(demo: Demo) -> None:
    for name, table in schema.TABLES.items():
        for column in table.columns:
            if column.values is not None:
                came = set(demo.clean[name][column.name]) - {""}
                assert came <= set(column.values), (name, column.name)


def test_patients_are_made_up_numbers_and_unique_ones(demo: Demo) -> None:
    ids = demo.clean["episodes"]["patient_id"].drop_duplicates()
    assert len(ids) == SMALL
    assert ids.str.fullmatch(r"P\d{4}|0\d{4}").all()
    assert ids.str.lstrip("P0").is_unique, "two patients would be one after repairing the spelling of ids"


@pytest.mark.parametrize(
    ("table", "earlier", "later"),
    [
        ("episodes", "referred_on", "first_contact_on"),
        ("episodes", "first_contact_on", "admitted_on"),
        ("episodes", "admitted_on", "discharged_on"),
        ("episodes", "admitted_on", "last_contact_on"),
        ("episodes", "last_contact_on", "discharged_on"),
        ("drug_tests", "collected_on", "resulted_on"),
    ],
)
def test_days_come_in_order(demo: Demo, table: str, earlier: str, later: str) -> None:
    rows = demo.clean[table]
    both = rows[(rows[earlier] != "") & (rows[later] != "")]
    assert len(both) > 50
    assert (both[earlier] <= both[later]).all()


def test_nothing_is_dated_after_the_demonstrations_last_day_but_booked_sessions(demo: Demo) -> None:
    today = DEMO_TODAY.isoformat()
    sessions = demo.clean["attendance"]
    assert (sessions.loc[sessions["session_on"] >= today, "status"] == "unrecorded").all()
    for table, column in {
        "drug_tests": "collected_on",
        "follow_ups": "contacted_on",
        "measures": "measured_on",
    }.items():
        assert (demo.clean[table][column] < today).all(), table


def test_nobody_is_tested_or_seen_after_death(demo: Demo) -> None:
    died = deaths(demo.clean)
    assert len(died) >= 3
    for table, column in {
        "attendance": "session_on",
        "drug_tests": "collected_on",
        "follow_ups": "contacted_on",
    }.items():
        rows = demo.clean[table]
        day = rows["patient_id"].map(died).dropna()
        assert (rows.loc[day.index, column] <= day).all(), table


def deaths(clean: Mapping[str, pd.DataFrame]) -> pd.Series:
    died = clean["episodes"].loc[clean["episodes"]["died_on"] != ""]
    return died.drop_duplicates("patient_id", keep="last").set_index("patient_id")["died_on"]


def test_a_specimen_is_screened_before_it_is_confirmed(demo: Demo) -> None:
    tests = demo.clean["drug_tests"]
    screens = tests[(tests["method"] == "presumptive") & (tests["result"] == "positive")]
    both = screens.merge(tests[tests["method"] == "definitive"], on=["specimen_id", "analyte"], suffixes=("", "_later"))
    assert len(both) == demo.truth["confirmations"]["confirmed"]["n"] > 50
    assert (both["resulted_on"] < both["resulted_on_later"]).all()
    assert (both["collected_on"] == both["collected_on_later"]).all()
    assert set(both["result_later"]) == {"positive", "negative"}


def test_aftercare_comes_after_the_discharge_and_before_the_next_admission(demo: Demo) -> None:
    sessions = demo.clean["attendance"]
    sessions = sessions[sessions["stage"] == "aftercare"]
    stays = demo.clean["episodes"][["patient_id", "admitted_on", "discharged_on"]]
    pairs = sessions.reset_index().merge(stays, on="patient_id")
    inside = (pairs["session_on"] >= pairs["admitted_on"]) & (
        (pairs["session_on"] <= pairs["discharged_on"]) | (pairs["discharged_on"] == "")
    )
    assert len(sessions) == demo.truth["seen_after_discharge"]["sessions_after_discharge"] > 100
    assert not inside.any()
    assert not sessions["session_on"].str[5:].isin(CLINIC_CLOSED).any()


def test_a_specimen_is_one_day_of_one_patient(demo: Demo) -> None:
    tests = demo.clean["drug_tests"]
    tests = tests[tests["specimen_id"] != ""]
    assert (tests.groupby("specimen_id")[["patient_id", "collected_on"]].nunique() == 1).all(axis=None)
    assert not tests.duplicated(["specimen_id", "analyte", "method"]).any()


def test_a_test_not_given_has_a_scheduled_day_and_no_specimen(demo: Demo) -> None:
    tests = demo.clean["drug_tests"]
    missed = tests[tests["result"].isin(schema.RESULTS_WITHOUT_SPECIMEN)]
    assert set(missed["result"]) == set(schema.RESULTS_WITHOUT_SPECIMEN)
    assert (missed["analyte"] == "panel").all()
    assert (missed["scheduled_on"] != "").all()
    assert (missed["collected_on"] == "").all()


def test_stays_split_by_a_transfer_are_joined_again_by_the_gap(demo: Demo) -> None:
    episodes = demo.clean["episodes"]
    second = episodes[episodes["episode_id"].str.endswith("B")]
    first = episodes.set_index("episode_id").loc[second["episode_id"].str.removesuffix("B").tolist()]
    gap = pd.to_datetime(second["admitted_on"].to_numpy()) - pd.to_datetime(first["discharged_on"].to_numpy())
    assert len(second) >= 2
    assert gap.days.min() >= 0
    assert gap.days.max() <= 7


def test_fifty_patients_are_enough() -> None:
    assert make_demo(patients=50, seed=1).truth["patients"] == 50
