"""The counts that the description of the CTN-0094 records states, found again in the real files."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analytics.records.ctn0094.convert import Conversion, convert_ctn0094
from analytics.records.ctn0094.trial import COUNTED


@pytest.fixture(scope="module")
def conversion(ctn0094: Path) -> Conversion:
    return convert_ctn0094(ctn0094 / "records")


def destinations(conversion: Conversion, table: str) -> list[int]:
    return next([n for n in a.destinations.values() if n] for a in conversion.accounts if a.table == table)


def noticed(conversion: Conversion, code: str) -> int:
    return next(n.count for n in conversion.noticed if n.code == code)


def test_every_source_row_is_accounted_for(conversion: Conversion) -> None:
    read = {account.table: account.read for account in conversion.accounts}
    assert read["everybody"] == 3_560
    assert read["visit"] == 53_899
    assert read["uds"] == 42_906
    assert read["uds_temp"] == 36_680
    assert all(sum(a.destinations.values()) == a.read for a in conversion.accounts)


def test_visits_by_destination(conversion: Conversion) -> None:
    """10,818 rows have no day: 10,457 carry a number, of which 1,092 are follow-ups; 361 say only EOT."""
    as_recorded, by_protocol, undated, follow_ups = destinations(conversion, "visit")
    assert as_recorded == 53_899 - 10_818
    assert by_protocol + follow_ups == 10_457
    assert (undated, follow_ups) == (361, 1_092)


def test_the_tables_hold_what_the_reconciliation_says(conversion: Conversion) -> None:
    attendance = conversion.tables["attendance"]
    _, by_protocol, undated, follow_ups = destinations(conversion, "visit")
    assert int((attendance["date_imputed"] == "true").sum()) == by_protocol
    assert int(attendance["session_on"].isna().sum()) == undated
    assert len(conversion.tables["follow_ups"]) == follow_ups
    assert len(attendance) + follow_ups == 53_899


def test_randomised_and_enrolled(conversion: Conversion) -> None:
    episodes = conversion.tables["episodes"]
    assert (episodes["randomised"] == "true").sum() == 2_492
    assert len(episodes) == 3_560
    assert set(episodes["admitted_on"][episodes["randomised"] == "false"].astype(str)) == {"2006-01-02"}
    assert (episodes["planned_end_on"].dt.date <= conversion.as_of).all()
    assert (episodes["last_contact_on"] >= episodes["admitted_on"]).all()


def test_what_decides_and_the_contradiction_is_told(conversion: Conversion) -> None:
    assert noticed(conversion, "held_and_no_show") == 1_324


def test_inferred_days(conversion: Conversion) -> None:
    """5,406 of 36,650 visit days after randomisation have neither specimen nor finding."""
    told = next(n for n in conversion.noticed if n.code == "inferred")
    assert told.count == 5_406
    assert "36,650" in told.sentence


def test_pending_days(conversion: Conversion) -> None:
    """837 days in these files; the description of the records says 838, its other counts all agree."""
    assert noticed(conversion, "pending") == 837
    tests = after_admission(conversion)
    pending = tests[tests["result"] == "pending"]
    assert len(pending.drop_duplicates(["patient_id", "collected_on"])) == 837
    assert set(pending["reason"]) == {"no visit recorded"}
    assert len(pending) == len(COUNTED) * 837


def test_a_tested_day_has_one_row_a_counted_analyte(conversion: Conversion) -> None:
    tests = conversion.tables["drug_tests"]
    opioid = tests[tests["analyte"].isin(COUNTED)]
    assert not opioid.duplicated(["patient_id", "collected_on", "analyte"]).any()
    assert set(opioid.groupby(["patient_id", "collected_on"], observed=True).size()) == {len(COUNTED)}
    other = tests[~tests["analyte"].isin(COUNTED)]
    assert set(other["result"]) == {"positive"}


def test_only_the_prescribed_medicine_is_a_prescribed_positive(conversion: Conversion) -> None:
    tests = after_admission(conversion)
    prescribed = tests[tests["result"] == "positive_prescribed"]
    assert (prescribed["analyte"].astype(str) == prescribed["medication"].astype(str)).all()
    positive = tests[(tests["result"] == "positive") & tests["analyte"].isin(COUNTED)]
    assert (positive["analyte"].astype(str) != positive["medication"].astype(str)).all()


def test_attendance_is_near_79_percent_not_99(conversion: Conversion) -> None:
    all_rows, dated_only, randomised, in_attendance = conversion.shares
    assert round(all_rows.percent, 1) == 78.9
    assert round(dated_only.percent, 1) == 99.6
    assert round(randomised.percent, 1) == 79.1
    assert round(in_attendance.percent, 1) == 80.8  # the 1,092 contacts after treatment are no sessions


def test_the_written_reconciliation_is_the_printed_one(conversion: Conversion, tmp_path: Path) -> None:
    conversion.write(tmp_path / "out")
    document = json.loads((tmp_path / "out" / "reconciliation.json").read_text(encoding="utf-8"))
    assert {t["table"]: t["read"] for t in document["tables"]}["visit"] == 53_899


def after_admission(conversion: Conversion) -> pd.DataFrame:
    """Tests of the randomised after the day of randomisation, with the medication of their arm."""
    episodes = conversion.tables["episodes"]
    randomised = episodes.loc[episodes["randomised"] == "true", ["patient_id", "admitted_on", "medication"]]
    tests = conversion.tables["drug_tests"]
    joined = tests.assign(patient_id=tests["patient_id"].astype(str)).merge(randomised, on="patient_id")
    return joined[joined["collected_on"] > joined["admitted_on"]]
