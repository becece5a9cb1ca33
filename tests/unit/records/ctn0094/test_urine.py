"""Urine: what a day with a visit, a specimen or a finding becomes."""

from __future__ import annotations

import pytest

from analytics.records.ctn0094.patients import patients_of
from analytics.records.ctn0094.urine import UrineTests, urine_tests_of
from analytics.records.ctn0094.visits import visits_of
from tests.unit.records.ctn0094.package import frame, made_up_package, visits

METHADONE_ARM, BUP_ARM, NALTREXONE_ARM, NO_ARM = 1, 2, 5, 6
FIRST_DAY = {METHADONE_ARM: 3, BUP_ARM: 0, NALTREXONE_ARM: 10, NO_ARM: 0}
DAY = 20


def of(who: int, *, found: tuple[str, ...] = (), specimen: str = "", visit: str = "", day: int = DAY) -> UrineTests:
    """The tests of one patient-day."""
    patients, _ = patients_of(made_up_package())
    held = visits_of(visits([(who, "WK2", visit or "no visit", day, ())]), patients)
    uds = frame(["who", "what", "when"], [(who, what, day) for what in found])
    temperature = frame(["who", "was_temp_ok", "when"], [(who, specimen, day)] if specimen else [])
    return urine_tests_of(uds, temperature, held, patients)


def results(told: UrineTests) -> dict[str, str]:
    return dict(zip(told.drug_tests["analyte"], told.drug_tests["result"], strict=True))


def opioids(opiates: str, methadone: str, buprenorphine: str) -> dict[str, str]:
    return {"opiates": opiates, "methadone": methadone, "buprenorphine": buprenorphine}


@pytest.mark.parametrize(
    ("who", "found", "visit", "expected"),
    [
        (BUP_ARM, (), "visit", opioids("negative", "negative", "negative")),
        (BUP_ARM, (), "final", opioids("negative", "negative", "negative")),
        (BUP_ARM, ("Opioid",), "visit", opioids("positive", "negative", "negative")),
        (BUP_ARM, ("Buprenorphine",), "visit", opioids("negative", "negative", "positive_prescribed")),
        (METHADONE_ARM, ("Methadone",), "visit", opioids("negative", "positive_prescribed", "negative")),
        (METHADONE_ARM, ("Buprenorphine",), "visit", opioids("negative", "negative", "positive")),
        (NALTREXONE_ARM, ("Methadone", "Buprenorphine"), "visit", opioids("negative", "positive", "positive")),
        (NO_ARM, ("Methadone",), "visit", opioids("negative", "positive", "negative")),
        # a counted opioid makes the day a tested one without any visit
        (BUP_ARM, ("Opioid",), "", opioids("positive", "negative", "negative")),
        (BUP_ARM, ("Opioid", "Buprenorphine"), "", opioids("positive", "negative", "positive_prescribed")),
        # the prescribed medicine alone does not
        (BUP_ARM, ("Buprenorphine",), "", opioids("pending", "pending", "pending")),
        (BUP_ARM, ("Cocaine",), "", {**opioids("pending", "pending", "pending"), "cocaine": "positive"}),
        (BUP_ARM, ("Cocaine",), "visit", {**opioids("negative", "negative", "negative"), "cocaine": "positive"}),
    ],
)
def test_results_of_a_day(who: int, found: tuple[str, ...], visit: str, expected: dict[str, str]) -> None:
    assert results(of(who, found=found, visit=visit, specimen="1")) == expected


def test_a_specimen_without_a_visit_is_pending_and_says_why() -> None:
    tests = of(BUP_ARM, specimen="1").drug_tests
    assert set(tests["result"]) == {"pending"}
    assert set(tests["reason"]) == {"no visit recorded"}


def test_a_day_with_nothing_has_no_row() -> None:
    assert of(BUP_ARM).drug_tests.empty


@pytest.mark.parametrize(
    ("found", "specimen", "method"),
    [((), "", "inferred"), ((), "1", "presumptive"), (("Thc",), "", "presumptive"), ((), "99", "presumptive")],
)
def test_negatives_without_specimen_or_finding_are_inferred(found: tuple[str, ...], specimen: str, method: str) -> None:
    tests = of(BUP_ARM, found=found, specimen=specimen, visit="visit").drug_tests
    assert set(tests["method"]) == {method}
    assert tests["specimen"].isna().all() == (method == "inferred")


@pytest.mark.parametrize(("day", "result"), [(2, "positive"), (3, "positive"), (4, "positive_prescribed")])
def test_nothing_is_prescribed_up_to_the_day_of_randomisation(day: int, result: str) -> None:
    """The specimen of the day of randomisation (day 3) is taken before the first dose."""
    told = of(METHADONE_ARM, found=("Methadone",), visit="visit", day=day)
    assert results(told)["methadone"] == result


def test_days_before_consent_stay_with_their_patient() -> None:
    tests = of(BUP_ARM, found=("Opioid",), day=-2).drug_tests
    assert set(tests["collected_on"].astype(str)) == {"2005-12-31"}
    assert set(tests["patient_id"]) == {str(BUP_ARM)}


def test_every_finding_and_specimen_is_accounted_for() -> None:
    patients, _ = patients_of(made_up_package())
    held = visits_of(visits([(1, "WK1", "visit", 10, ())]), patients)
    uds = frame(
        ["who", "what", "when"],
        [
            (1, "Opioid", 10),  # positive
            (1, "Opioid", 10),  # told twice
            (1, "Methadone", 10),  # prescribed
            (1, "Methadone", 40),  # prescribed, no visit
            (1, "Thc", 40),  # not counted
            (1, "Gold", 40),  # no analyte we know
            (9, "Opioid", 10),  # no such patient
            (1, "Opioid", None),  # no day
        ],
    )
    specimens = frame(
        ["who", "was_temp_ok", "when"], [(1, "0", 10), (1, "1", 10), (1, "1", 40), (2, "1", None), (9, "1", 10)]
    )
    findings, temperatures = urine_tests_of(uds, specimens, held, patients).accounts
    assert list(findings.destinations.values()) == [1, 1, 1, 1, 1, 3]
    assert list(temperatures.destinations.values()) == [1, 0, 1, 1, 2]
