"""What is still open at the end of a quarter, counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.outcomes.periods import quarter
from analytics.records.records import Records
from analytics.reports.draft import DraftTable, ShareOf
from analytics.reports.open_records import NO_RESULT, NO_STATUS, open_table
from analytics.reports.setting import Setting, setting_of
from tests.made_up import Row, day, made_up_records, test_row

FIRST = quarter(date(2026, 3, 31))


def session(number: int, status: str) -> Row:
    return {"patient_id": "A", "session_on": day(number), "status": status}


def records() -> Records:
    """Jan–Mar 2026: four sessions, one without a status; three tests, of which one is pending and one comes later."""
    return made_up_records(
        episodes=[{"patient_id": "A"}],
        attendance=[session(1, "attended"), session(2, "no_show"), session(3, "unrecorded"), session(4, "excused"),
                    session(120, "unrecorded")],
        tests=[test_row(5, "negative", resulted_on=day(6)), test_row(6, "pending", resulted_on=None),
               test_row(80, "positive", resulted_on=day(90)), test_row(130, "pending", resulted_on=None)],
    )  # fmt: skip


def shares(setting: Setting) -> dict[str, tuple[int, int]]:
    found = {}
    for table in open_table(setting):
        assert isinstance(table, DraftTable)
        for name, share in table.rows:
            assert isinstance(share, ShareOf) and share.events is not None
            found[getattr(name, "text", "")] = (share.events.number, share.of.number)
    return found


@pytest.mark.parametrize(
    ("period", "sessions", "tests"),
    [(FIRST, (1, 4), (2, 3)), (None, (2, 5), (2, 4))],  # the result of day 80 came on day 90, after 31 March
)
def test_open_sessions_and_tests(period: object, sessions: tuple[int, int], tests: tuple[int, int]) -> None:
    setting = setting_of(records(), quarter=FIRST if period else None, source="made up")

    assert shares(setting) == {NO_STATUS: sessions, NO_RESULT: tests}


def test_without_sessions_and_tests_there_is_nothing_open() -> None:
    setting = setting_of(made_up_records(), quarter=FIRST, source="made up")

    assert open_table(setting) == []
