"""Data quality on a small account: rows add up, few are hidden, and the headline's bounds are worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pytest

from analytics.records.records import Records
from analytics.reports.draft import Draft
from analytics.reports.frozen import HIDDEN, Paragraph, Report, Table
from analytics.reports.release import release
from analytics.reports.sections import quality
from analytics.reports.setting import setting_of
from tests.unit.reports.locks import made_up_program as made_up

COLUMNS = ["table", "read", "used", "quarantined", "quarantined_by", "by_status"]
LINES = [
    ("episodes", 30, 28, 2, {"orphan": 2}, {}),
    ("drug_tests", 200, 160, 40, {"orphan": 25, "empty_id": 15}, {"positive": (100, 30), "negative": (9, 5)}),
    ("follow_ups", 50, 50, 0, {}, {}),
]


def records(lines: Sequence[tuple[object, ...]] = LINES) -> Records:
    """Thirty people like the ten of made_up_program: 18 of 30 abstinent; and an account of the source."""
    people = [f"{who}{k}" for who in made_up.PEOPLE for k in range(3)]
    found = made_up.program(
        episodes=[{**made_up.episodes()[0], "patient_id": p, "episode_id": p, "site": "Main"} for p in people],
        tests=[],
        follow_ups=[{**row, "patient_id": f"{row['patient_id']}{k}"} for row in made_up.follow_ups() for k in range(3)],
    )
    findings = pd.DataFrame(
        {"severity": ["error", *["warning"] * 12, "info"], "table": ["episodes", *["drug_tests"] * 12, ""],
         "code": ["orphan", *["impossible_age"] * 12, "file_not_read"]}
    )  # fmt: skip
    return replace(
        found,
        reconciliation=pd.DataFrame(lines, columns=COLUMNS),
        findings=findings,
        fingerprint="abcdefabcdefabcdef@2026-12-31",
    )


def report(found: Records) -> Report:
    setting = setting_of(found, quarter=made_up.QUARTER, source="made up")
    draft = Draft("p", "", setting.label, "", "", "", "", "", "", (quality.section(setting),), lambda tables: "")
    return release([draft])[0]


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    return report(records()).tables()


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_rows_read_are_used_or_set_aside_and_few_are_hidden(tables: dict[str, Table]) -> None:
    """2 episodes set aside are hidden, and so is one of the other two, which would tell them."""
    episodes, tests, contacts, everything = texts(tables["rows"])

    assert episodes[3] == HIDDEN and HIDDEN in episodes[1:3] and episodes[4] == "patient has no episode"
    assert tests[:1] + tests[4:] == ["Drug tests", "names no patient, patient has no episode"]
    assert contacts == ["Follow-ups", "50", "50", "0", "–"]
    assert everything[0] == "All tables"


def test_findings_are_counted_by_kind_and_table(tables: dict[str, Table]) -> None:
    """25 and 15 drug tests set aside add up to the 40 of that table; 2 episodes and one note are hidden."""
    found = {row[0]: row[1:] for row in texts(tables["findings"])}

    assert tables["findings"].title == "4 kinds of problem found in the source"
    assert [column.name for column in tables["findings"].columns[2:]] == [
        "Episodes", "Drug tests", "Follow-ups", "The source",
    ]  # fmt: skip
    assert found["Patient has no episode"] == ["set aside", HIDDEN, "25", "0", "0"]
    assert found["Names no patient"] == ["set aside", "0", "15", "0", "0"]
    assert found["Impossible age"] == ["kept, to be checked", "0", "12", "0", "0"]
    assert found["File not read"] == ["noted", "0", "0", "0", HIDDEN]


def test_a_kind_that_lost_much_is_named_without_its_numbers() -> None:
    """30 of 100 positives; of nine negatives five, too few to speak of."""
    notes = [b.text for s in report(records()).sections for b in s.blocks if isinstance(b, Paragraph)]

    assert notes == [
        "More than 5% of the rows of these kinds were set aside, which may bend figures: drug tests, positive."
    ]


def test_the_headline_has_bounds_that_do_not_tell_how_few_rows_were_set_aside(tables: dict[str, Table]) -> None:
    """18 of 30. Two episodes are taken as ten: 18/40 to 28/40."""
    assert texts(tables["headline_effect"]) == [
        ["As reported", "60%"], ["Every one against it", "45%"], ["Every one for it", "70%"],
    ]  # fmt: skip
    assert tables["headline_effect"].title == "Rows set aside could move the headline to 45–70% at most"
    one = report(records([("episodes", 30, 29, 1, {"orphan": 1}, {}), *LINES[1:]])).tables()
    assert texts(one["headline_effect"]) == texts(tables["headline_effect"])


def test_a_clean_source_is_said_to_be_clean() -> None:
    clean = records([("episodes", 30, 30, 0, {}, {}), ("follow_ups", 24, 24, 0, {}, {})])

    found = report(replace(clean, findings=clean.findings.head(0)))

    assert found.tables()["rows"].title == "All 54 source rows could be used"
    assert "findings" not in found.tables()
    assert found.tables()["headline_effect"].title == "Rows set aside cannot move the headline by a whole percent"


def test_how_far_the_records_reach(tables: dict[str, Table]) -> None:
    assert texts(tables["reach"]) == [
        ["Data through", "31 Dec 2026"],
        ["Figures stated as of", "31 Dec 2026"],
        ["Tables the source does not have", "attendance, measurements"],
        ["Fingerprint of the source", "abcdefabcdef"],
    ]


def test_reports_on_later_records_use_other_names() -> None:
    """The same table with other rows is another source: no name stands for two numbers."""
    setting = setting_of(records(), quarter=made_up.QUARTER, source="made up")
    later = setting_of(replace(records(), fingerprint="later"), quarter=made_up.QUARTER, source="made up")

    assert quality.rows_counted(setting, "rows", 5).who != quality.rows_counted(later, "rows", 6).who
