"""Accounts add up, or there is no account."""

from __future__ import annotations

import json

import pytest

from analytics.records.ctn0094.reconciliation import Account, Noticed, Share, as_json, as_lines

ACCOUNT = Account("visit", 5_300, {"attendance": 5_200, "follow_ups": 100, "of nobody": 0})
NOTICED = Noticed("visit", "two_dispositions", 7, "days with two dispositions")
SHARE = Share("held", 3, 4)


def test_rows_that_went_nowhere_are_an_error() -> None:
    with pytest.raises(ValueError, match="visit: 10 rows read, 9 accounted for"):
        Account("visit", 10, {"attendance": 9})


def test_printed() -> None:
    assert as_lines([ACCOUNT], [NOTICED, Noticed("uds", "none", 0, "nothing")], [SHARE, Share("of nothing", 0, 0)]) == [
        "visit: 5,300 rows, each accounted for",
        "     5,200  attendance",
        "       100  follow_ups",
        "",
        "Noticed, nothing removed for it",
        "         7  visit: days with two dispositions",
        "",
        "held: 3 of 4 = 75.0 %",
    ]


def test_written() -> None:
    document = json.loads(as_json([ACCOUNT], [NOTICED], [SHARE]))
    assert document["tables"][0] == {
        "table": "visit",
        "read": 5_300,
        "destinations": {"attendance": 5_200, "follow_ups": 100, "of nobody": 0},
    }
    assert document["noticed"][0]["count"] == 7
    assert document["shares"] == [{"name": "held", "part": 3, "whole": 4}]
