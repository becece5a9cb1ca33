"""A report goes through its JSON unchanged, whatever is in it."""

from __future__ import annotations

import gzip

from analytics.reports.locks.report_text import reports_packed, reports_unpacked
from tests.unit.reports.a_report import a_report


def test_every_kind_of_cell_and_block_comes_back() -> None:
    reports = (a_report(), a_report(site="", hostile=False))

    assert reports_unpacked(reports_packed(reports)) == reports


def test_the_same_reports_give_the_same_bytes() -> None:
    assert reports_packed([a_report()]) == reports_packed([a_report()])


def test_the_text_is_json_a_person_can_read() -> None:
    text = gzip.decompress(reports_packed([a_report(hostile=False)])).decode()

    assert '"block": "chart"' in text and "Within the published range" in text
