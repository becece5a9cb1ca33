"""Patients: arm, first day, last protocol day."""

from __future__ import annotations

import pandas as pd

from analytics.records.ctn0094.patients import UNKNOWN_PATIENT, episodes_of, patients_of
from tests.unit.records.ctn0094.package import frame, made_up_package


def test_first_and_last_protocol_day_of_every_kind_of_patient() -> None:
    patients, _ = patients_of(made_up_package())
    columns = zip(
        patients.who, patients.randomised, patients.first_day, patients.last_day, patients.medication, strict=True
    )
    assert list(columns) == [
        (1, True, 3, 168, "methadone"),  # CTN-0027: 168 from consent
        (2, True, 0, 168, "buprenorphine"),
        (3, True, 5, 268, "buprenorphine"),  # CTN-0030: second randomisation on day 100 + 168
        (4, True, 7, 105, "buprenorphine"),  # CTN-0030 without a second: first on day 7 + 98
        (5, True, 10, 168, "naltrexone"),
        (6, False, 0, 168, ""),  # never randomised: from consent
    ]


def test_a_draw_without_a_day_is_no_randomisation_and_is_accounted_for() -> None:
    tables = made_up_package()
    tables["randomization"] = frame(
        ["who", "treatment", "which", "when"], [(1, "Methadone", "1", None), (2, "Outpatient BUP", "1", 0)]
    )
    patients, (_, draws) = patients_of(tables)
    assert list(patients.randomised) == [False, True, False, False, False, False]
    assert draws.destinations["without a day, without a patient or repeated"] == 1


def test_the_earliest_of_two_first_draws_counts() -> None:
    tables = made_up_package()
    tables["randomization"] = frame(
        ["who", "treatment", "which", "when"], [(2, "Methadone", "1", 9), (2, "Outpatient BUP", "1", 4)]
    )
    patients, _ = patients_of(tables)
    assert (patients.arm[1], patients.first_day[1]) == ("Outpatient BUP", 4)


def test_draws_by_destination() -> None:
    _, (_, draws) = patients_of(made_up_package())
    assert draws.read == 7
    assert list(draws.destinations.values()) == [5, 1, 1, 0]


def test_a_patient_number_nobody_has() -> None:
    patients, _ = patients_of(made_up_package())
    assert list(patients.rows_of(pd.Series([1, 6, 7, -1]))) == [0, 5, UNKNOWN_PATIENT, UNKNOWN_PATIENT]


def test_episodes_are_dated_from_the_consent_day() -> None:
    tables = made_up_package()
    patients, _ = patients_of(tables)
    episodes = episodes_of(patients, tables, patients.first_day)
    first = episodes.iloc[0]
    assert (str(first["admitted_on"].date()), str(first["planned_end_on"].date())) == ("2006-01-05", "2006-06-19")
    assert list(episodes["randomised"]) == ["true"] * 5 + ["false"]
    assert episodes["arm"].isna().tolist() == [False] * 5 + [True]
    assert episodes["medication_from"].isna().tolist() == [False] * 5 + [True]
