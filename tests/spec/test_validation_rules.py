"""Every rule of the checks as a visible table: rows as a file holds them, and what becomes of each.

Row 1 is the header, so the first record is row 2. Today is 2026-04-01.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import Refused
from tests.unit.records.raw import EPISODES, Rows, codes, load

ATTENDED = ["P1", "2026-01-06", "attended"]


def attendance(*rows: list[str], columns: tuple[str, ...] = ()) -> dict[str, Rows]:
    """An attendance table with one sound row first."""
    header = ["patient_id", "session_on", "status", *columns]
    return {"attendance": [header, [*ATTENDED, *("" for _ in columns)], *rows]}


def tests(
    *rows: list[str], columns: tuple[str, ...] = ("patient_id", "collected_on", "analyte", "result")
) -> dict[str, Rows]:
    """A drug_tests table."""
    return {"drug_tests": [list(columns), *rows]}


tests.__test__ = False  # type: ignore[attr-defined]  # it makes a table, it is no test


SET_ASIDE = [  # the second record (row 3) is set aside for this reason
    ("unknown_code", attendance(["P1", "2026-01-07", "walked by"])),
    ("empty_id", attendance(["", "2026-01-07", "attended"])),
    ("empty_id", attendance(["  ", "2026-01-07", "attended"])),
    ("orphan", attendance(["P9", "2026-01-07", "attended"])),
    ("unreadable_date", attendance(["P1", "soon", "attended"])),
    ("future_date", attendance(["P1", "2026-04-02", "attended"])),  # the day after today
    ("implausible_date", attendance(["P1", "1900-01-01", "attended"])),
    ("duplicate_exact", attendance(["P1", "2026-01-06", "attended"])),
    ("duplicate_exact", attendance(["p1 ", "2026-01-06", "Present"])),  # the same once it is read
    ("missing_value", tests(["P1", "2026-01-06", "thc", "negative"], ["P1", "", "thc", "negative"])),
    ("missing_value", tests(["P1", "2026-01-06", "thc", "negative"], ["P1", "2026-01-07", "", "negative"])),
    ("missing_value", tests(["P1", "2026-01-06", "thc", "negative"], ["P1", "2026-01-07", "thc", ""])),
    ("unknown_code", tests(["P1", "2026-01-06", "thc", "negative"], ["P1", "2026-01-07", "thc", "see note"])),
    ("duplicate_conflicting", tests(["P1", "2026-01-06", "thc", "pos"], ["P1", "2026-01-06", "THC", "neg"])),
    (
        "missing_value",
        {
            "measures": [
                ["patient_id", "measured_on", "instrument", "score"],
                ["P1", "2026-01-06", "phq9", "7"],
                ["P1", "2026-01-07", "phq9", ""],
            ]
        },
    ),
    (
        "unknown_code",
        {
            "follow_ups": [
                ["patient_id", "due_on", "outcome"],
                ["P1", "2026-05-20", "completed"],
                ["P1", "2026-05-21", "tba"],
            ]
        },
    ),
    (
        "duplicate_conflicting",
        {
            "follow_ups": [
                ["patient_id", "due_on", "outcome"],
                ["P1", "2026-05-20", "completed"],
                ["P1", "2026-05-20", "unreachable"],
            ]
        },
    ),
]


@pytest.mark.parametrize(("reason", "tables"), SET_ASIDE)
def test_a_row_is_set_aside(tmp_path: Path, reason: str, tables: dict[str, Rows]) -> None:
    (name,) = tables
    records = load(tmp_path, tables)
    account = records.reconciliation.set_index("table").loc[name]
    assert account["quarantined_by"] == {reason: 1}
    assert (account["read"], account["used"], account["quarantined"]) == (2, 1, 1)
    assert (reason, 3) in codes(records, name, "error")
    assert records.quarantine[name]["source_row"].tolist() == [3]


KEPT = [  # nothing is set aside; this code is told (None: nothing at all)
    (None, attendance(["P1", "2026-04-01", "attended"])),  # today itself
    (None, attendance(["P1", "2026-04-20", "unrecorded"])),  # a booked session
    (None, attendance(["P1", "2026-04-20", "scheduled"])),  # the same in another system's words
    (None, attendance(["P1", "1950-01-01", "attended"])),  # the oldest day that is no placeholder
    (None, attendance(["P1", "2026-01-07", "No-Show "])),
    ("empty_status", attendance(["P1", "2026-01-07", ""])),
    ("undated", attendance(["P1", "", "no_show"])),
    ("id_spelling", attendance(["p1", "2026-01-07", "attended"])),
    ("id_spelling", attendance(["P 1", "2026-01-07", "attended"])),
    (None, attendance(["P1", "2026-01-06", "attended", "group"], columns=("service",))),  # not the same session
    ("impossible_minutes", attendance(["P1", "2026-01-07", "attended", "-5"], columns=("minutes_attended",))),
    ("impossible_minutes", attendance(["P1", "2026-01-07", "attended", "1441"], columns=("minutes_attended",))),
    (None, attendance(["P1", "2026-01-07", "attended", "1440"], columns=("minutes_attended",))),
    ("minutes_without_attendance", attendance(["P1", "2026-01-07", "no_show", "90"], columns=("minutes_attended",))),
    ("decimal_comma", attendance(["P1", "2026-01-07", "attended", "90,5"], columns=("minutes_attended",))),
    ("unreadable_number", attendance(["P1", "2026-01-07", "attended", "long"], columns=("minutes_attended",))),
    ("baseline_test", tests(["P1", "2026-01-04", "thc", "negative"])),  # the day before admission
    (None, tests(["P1", "2026-01-05", "thc", "negative"])),  # the day of admission
    ("unknown_code", tests(["P1", "2026-01-06", "spice", "negative"])),  # analytes are an open list
    (
        None,
        tests(
            ["P1", "", "2026-01-06", "panel", "no_show"],
            columns=("patient_id", "collected_on", "scheduled_on", "analyte", "result"),
        ),
    ),
    (
        "result_before_collection",
        tests(
            ["P1", "2026-01-06", "thc", "negative", "2026-01-05"],
            columns=("patient_id", "collected_on", "analyte", "result", "resulted_on"),
        ),
    ),
]


@pytest.mark.parametrize(("code", "tables"), KEPT)
def test_a_row_is_kept(tmp_path: Path, code: str | None, tables: dict[str, Rows]) -> None:
    (name,) = tables
    records = load(tmp_path, tables)
    account = records.reconciliation.set_index("table").loc[name]
    assert account["used"] == account["read"] == len(tables[name]) - 1
    assert [found for found, _ in codes(records, name)] == ([] if code is None else [code])


EPISODE_RULES = [  # (reason or code, columns, cells of P3's row, set aside?)
    ("discharge_before_admission", ("discharged_on",), ("2026-01-19",), True),
    (None, ("discharged_on",), ("2026-01-20",), False),  # a stay of no night
    ("death_before_admission", ("died_on",), ("2026-01-19",), True),
    ("impossible_age", ("age",), ("121",), False),
    (None, ("age",), ("120",), False),
    ("impossible_age", ("age",), ("-1",), False),
    ("planned_end_before_admission", ("planned_end_on",), ("2026-01-19",), False),
    (None, ("planned_end_on",), ("2027-01-19",), False),  # a plan may lie ahead
    ("future_date", ("discharged_on",), ("2026-04-02",), True),
    ("unknown_code", ("discharge_reason",), ("moved house",), False),
    ("last_contact_before_admission", ("last_contact_on",), ("2026-01-19",), False),
    ("referral_after_admission", ("referred_on",), ("2026-01-21",), False),
]


@pytest.mark.parametrize(("code", "columns", "cells", "set_aside"), EPISODE_RULES)
def test_an_episode(
    tmp_path: Path, code: str | None, columns: tuple[str, ...], cells: tuple[str, ...], set_aside: bool
) -> None:
    episodes = [["patient_id", "admitted_on", *columns], ["P3", "2026-01-20", *cells], ["P4", "2026-01-20", ""]]
    records = load(tmp_path, {"episodes": episodes})
    assert records.episodes["patient_id"].tolist() == (["P4"] if set_aside else ["P3", "P4"])
    assert codes(records, "episodes") == ([] if code is None else [(code, 2)])
    emptied = code is not None and not set_aside and code != "referral_after_admission"
    if not set_aside:
        assert records.episodes[columns[0]].isna().tolist() == [emptied, True]


def test_the_rows_of_an_episode_set_aside_say_so(tmp_path: Path) -> None:
    episodes = [*EPISODES, ["P3", "2026-01-20", "2026-01-10"]]
    records = load(tmp_path, {"episodes": episodes, **attendance(["P3", "2026-01-21", "attended"])})
    assert records.reconciliation["quarantined_by"].tolist() == [
        {"discharge_before_admission": 1},
        {"episode_unusable": 1},
    ]


def test_an_admission_during_an_open_episode_is_told(tmp_path: Path) -> None:
    records = load(tmp_path, {"episodes": [*EPISODES, ["P2", "2026-02-01", ""], ["P1", "2026-02-20", ""]]})
    assert codes(records, "episodes") == [("overlapping_episodes", 4)]  # P1 came back on the day of discharge
    assert len(records.episodes) == 4


def test_of_conflicting_results_the_less_favourable_is_used_in_any_order(tmp_path: Path) -> None:
    for folder, order in (("a", ("neg", "pos")), ("b", ("pos", "neg"))):
        (tmp_path / folder).mkdir()
        records = load(tmp_path / folder, tests(*(["P1", "2026-01-06", "thc", result] for result in order)))
        assert records.drug_tests["result"].tolist() == ["positive"]


def test_a_screen_and_its_confirmation_are_two_tests(tmp_path: Path) -> None:
    columns = ("patient_id", "collected_on", "analyte", "result", "method")
    records = load(
        tmp_path,
        tests(["P1", "2026-01-06", "thc", "pos", "screen"], ["P1", "2026-01-06", "thc", "neg", "lab"], columns=columns),
    )
    assert records.drug_tests["method"].tolist() == ["presumptive", "definitive"]


def test_a_site_called_na_stays_a_site(tmp_path: Path) -> None:
    episodes = [["patient_id", "admitted_on", "site"], ["P1", "2026-01-05", "NA"], ["P2", "2026-01-05", "None"]]
    assert load(tmp_path, {"episodes": episodes}).episodes["site"].tolist() == ["NA", "None"]


def test_a_latest_date_far_from_the_rest_is_told_and_does_not_move_the_data(tmp_path: Path) -> None:
    rows = [["P2", f"2026-01-{day:02d}", "attended"] for day in range(12, 31)]
    records = load(tmp_path, attendance(*rows, ["P2", "2026-03-02", "attended"]))  # 31 days after 2026-01-30
    assert ("isolated_last_date", 22) in codes(records, "attendance")
    assert str(records.data_through) == "2026-01-30"
    assert str(records.as_of) == "2026-01-29"


def test_thirty_days_apart_is_a_pause_and_no_slip(tmp_path: Path) -> None:
    rows = [["P2", f"2026-01-{day:02d}", "attended"] for day in range(12, 31)]
    records = load(tmp_path, attendance(*rows, ["P2", "2026-03-01", "attended"]))
    assert codes(records, "attendance") == []
    assert str(records.data_through) == "2026-03-01"


def test_data_through_is_the_smaller_of_sessions_and_tests_without_bookings(tmp_path: Path) -> None:
    tables = {
        **attendance(["P2", "2026-02-10", "attended"], ["P2", "2026-02-20", "unrecorded"]),
        **tests(["P1", "2026-02-08", "thc", "negative"], ["P1", "2026-02-09", "thc", "pending"]),
    }
    assert str(load(tmp_path, tables).data_through) == "2026-02-08"


# ---- identifiers

SPELLINGS = [  # (ids admitted, id in attendance, patient it is joined to; None: an orphan)
    (("007",), "7", "007"),
    (("007",), "7.0", "007"),
    (("7",), "007", "7"),
    (("007", "7"), "07", None),  # both are patients: zeros count, and 07 is neither
    (("007", "7"), "7", "7"),
    (("AB1",), " ab1 ", "AB1"),
    (("A01",), "A1", None),  # zeros inside an identifier count
]


@pytest.mark.parametrize(("admitted", "written", "joined"), SPELLINGS)
def test_spellings_of_one_patient(tmp_path: Path, admitted: tuple[str, ...], written: str, joined: str | None) -> None:
    episodes = [["patient_id", "admitted_on"], *([patient, "2026-01-05"] for patient in admitted)]
    sessions = [
        ["patient_id", "session_on", "status"],
        [admitted[0], "2026-01-06", "late"],
        [written, "2026-01-06", "attended"],
    ]
    records = load(tmp_path, {"episodes": episodes, "attendance": sessions})
    assert sorted(records.episodes["patient_id"]) == sorted(admitted)
    assert records.attendance["patient_id"].tolist() == [admitted[0], *([joined] if joined else [])]
    assert records.attendance["patient_id"].dtype == records.episodes["patient_id"].dtype


# ---- refused

REFUSED = [  # (tables, words of the message)
    ({"episodes": [["patient_id", "Admit Dt"], ["P1", "2026-01-05"]]}, ("episodes.csv", "admitted_on")),
    (
        {"drug_tests": [["patient_id", "analyte", "result"], ["P1", "thc", "negative"]]},
        ("drug_tests.csv", "collected_on or scheduled_on"),
    ),
    (attendance(["P1", "03/04/2026", "attended"]), ("ambiguous", 'date_order = "dmy"', "program.toml")),
    (attendance(["P1", "31/01/2026", "attended"], ["P1", "01/31/2026", "late"]), ("two orders", "date_order")),
    (
        {"attendance": [["patient_id", "session_on", "status"], ["P1", "2026-01-06", "nonsense"]]},
        ("no row of attendance.csv", "unknown_code 1"),
    ),
    (
        attendance(*(["P1", f"2026-02-{day:02d}", "nonsense"] for day in range(1, 6))),
        ("5 of 6 rows", "max_quarantined", "unknown_code 5"),
    ),
]


@pytest.mark.parametrize(("tables", "words"), REFUSED)
def test_a_source_that_cannot_be_used(tmp_path: Path, tables: dict[str, Rows], words: tuple[str, ...]) -> None:
    with pytest.raises(Refused) as stop:
        load(tmp_path, tables)
    assert all(word in str(stop.value) for word in words), str(stop.value)


def test_all_missing_columns_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Refused) as stop:
        load(
            tmp_path,
            {
                "attendance": [["patient_id", "status"], ["P1", "late"]],
                "measures": [["patient_id", "instrument"], ["P1", "phq9"]],
            },
        )
    assert all(word in str(stop.value) for word in ("session_on", "measured_on", "score or value"))


def test_the_order_of_dates_may_be_said(tmp_path: Path) -> None:
    program = 'date_order = "dmy"'
    records = load(
        tmp_path, attendance(["P1", "03/02/2026", "attended"], ["P1", "02/25/2026", "late"]), program=program
    )
    assert records.attendance["session_on"].dt.strftime("%Y-%m-%d").tolist() == ["2026-01-06", "2026-02-03"]
    assert codes(records, "attendance") == [("unreadable_date", 4)]


def test_one_column_decides_the_order_for_the_whole_source(tmp_path: Path) -> None:
    tables = {**attendance(["P1", "02/03/2026", "attended"]), **tests(["P1", "02/25/2026", "thc", "negative"])}
    assert load(tmp_path, tables).attendance["session_on"].dt.month.tolist() == [1, 2]  # 02/25 can only be month/day
