"""The indicator register: every measure with what accreditors ask for, blanks where the program must write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from analytics.records.policy import Settings
from analytics.reports.draft import DraftTable, ShareOf, Words
from analytics.reports.measures import measures_of
from analytics.reports.sections import register
from analytics.reports.setting import Setting, setting_of
from tests.made_up import day, made_up_records
from tests.unit.reports.locks import made_up_program as made_up

OWN = Settings(
    lag_days=0, responsible="Clinical director", targets={"abstinence": 0.6},
    change=((date(2026, 2, 1), "Reminder calls"), (date(2020, 1, 1), "Long ago")),
)  # fmt: skip


def setting(settings: Settings | None = None) -> Setting:
    return setting_of(made_up.program(settings=settings), quarter=made_up.QUARTER, source="made up")


def rows(found: Setting, key: str) -> list[list[str]]:
    table = next(b for b in register.section(found).blocks if isinstance(b, DraftTable) and b.key == key)
    return [[cell.text if isinstance(cell, Words) else "figure" for cell in row] for row in table.rows]


def test_every_measure_is_an_indicator_with_blanks_to_fill_in() -> None:
    found = rows(setting(), "register")

    assert [row[0] for row in found] == [measure.name for measure in measures_of(setting())]
    first = found[0]
    assert first[:2] == ["Abstinent at follow-up", "Effectiveness"]
    assert first[3] == "Follow-up contact 60–180 days after discharge, else a counted drug test in that window"
    assert first[4:] == ["…", "figure", "…", "…"]


def test_goals_responsible_and_declared_changes_come_from_the_settings() -> None:
    """The figure speaks of Jul 2025 – Jun 2026: the change of February is in it, the one of 2020 is not."""
    first = rows(setting(OWN), "register")[0]

    assert first[4:] == ["≥ 60%", "figure", "Reminder calls (1 Feb 2026); …", "Clinical director"]


def test_results_are_the_shares_of_page_one() -> None:
    found = setting()
    table = register.section(found).blocks[0]

    assert isinstance(table, DraftTable)
    shares = [cell for row in table.rows for cell in row if isinstance(cell, ShareOf)]
    assert shares == [measure.share(found, measure.now) for measure in measures_of(found)]


def test_instruments_are_named_when_enough_people_answered_them() -> None:
    """Twelve people with a PHQ-9, ten with a GAD-7 (fewer than 11)."""
    people = [f"P{k}" for k in range(12)]
    measures = [
        {"patient_id": who, "measured_on": day(1), "instrument": instrument, "score": 9}
        for instrument, some in (("phq9", people), ("gad7", people[:10]))
        for who in some
    ]
    records = made_up_records(episodes=[{"patient_id": who} for who in people], measures=measures)

    evidence = {row[0]: row[2] for row in rows(setting_of(records, quarter=None, source="made up"), "requirements")}

    assert "Instruments in these records: PHQ-9 depression. " in evidence["EP 1"]
    assert "none (no table measures)" in rows(setting(), "requirements")[0][2]
    few = replace(records, measures=records.measures.head(5))
    assert (
        "Instruments in these records: –. "
        in rows(setting_of(few, quarter=None, source="made up"), "requirements")[0][2]
    )
