"""Settings held against the records: what is refused, what is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.outcomes.missing import MISSING_RULES
from analytics.records import settings_list
from tests.unit.records.raw import load

EPISODES = [["patient_id", "admitted_on", "track", "ward"], ["P1", "2026-01-05", "Evening", "w"]]


@pytest.mark.parametrize(
    ("program", "found"),
    [
        ("[track.evening]\nplanned_days = 30", []),
        ("[track.evning]\nplanned_days = 30", ["section_of_nobody"]),
        ("[medication.methadone]\nplanned_days = 30", []),  # the source says nothing about medication
        ('group_by = ["ward", "site"]', []),  # a column of its own; one of the contract that is not there
    ],
)
def test_a_section_that_applies_to_nobody_is_told(tmp_path: Path, program: str, found: list[str]) -> None:
    told = load(tmp_path, {"episodes": EPISODES}, program=program).findings
    assert told["code"].tolist() == found


def test_grouping_by_what_is_no_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as stop:
        load(tmp_path, {"episodes": EPISODES}, program='group_by = ["wards"]')
    assert str(stop.value).startswith(
        "program.toml groups by 'wards', which is no column of episodes. The nearest is 'ward'."
    )


def test_columns_of_the_source_that_have_our_own_names_are_kept(tmp_path: Path) -> None:
    rows = [["patient_id", "admitted_on", "source_row"], ["P1", "2026-01-05", "77"]]
    episodes = load(tmp_path, {"episodes": rows}).episodes
    assert episodes[["source_row", "source_row_in_source"]].to_dict("records") == [
        {"source_row": 2, "source_row_in_source": "77"}
    ]


def test_the_rules_for_missing_tests_are_those_of_the_outcomes() -> None:
    assert settings_list.MISSING_RULES == MISSING_RULES
