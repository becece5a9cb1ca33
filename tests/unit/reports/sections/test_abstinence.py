"""Abstinence: averages and medians by group, the curve after discharge, the range over definitions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analytics.outcomes.periods import period_named
from analytics.records.settings import Settings
from analytics.reports.curves import OTHER, curve_column, followed
from analytics.reports.follow_up import benchmark_of
from analytics.reports.frozen import Chart, Paragraph, Report
from analytics.reports.setting import Setting, setting_of
from tests.made_up import Row, made_up_records
from tests.unit.reports.settings_of import of_demo, released

QUARTER = "2026Q3"
LEFT = date(2026, 2, 14)


def report() -> Report:
    """The demonstration's section."""
    return released(of_demo(QUARTER), "abstinence")


def test_groups_of_a_column_add_up_to_everybody() -> None:
    rows = {row[0].text: row[1].n or 0 for row in report().tables()["abstinent_time"].rows}
    for by in ("Site: ", "Track: "):
        assert sum(n for name, n in rows.items() if name.startswith(by)) == rows["Everybody"]
    assert rows["Everybody"] == benchmark_of(of_demo(QUARTER)).n


def test_averages_and_medians_are_whole_days_within_the_horizon() -> None:
    for _, _, median, average in report().tables()["abstinent_time"].rows:
        for cell in (median, average):
            assert cell.value is None or cell.value == round(cell.value)
        assert average.value is None or 0 <= average.value <= 90


def test_few_tested_after_discharge_are_told_as_few() -> None:
    title = report().tables()["after_discharge"].title
    assert title.startswith(("Of the few who were tested", "Of the few tested"))
    assert any("partly comparable" in note for note in report().tables()["after_discharge"].notes)


def test_the_ends_of_the_range_agree_with_page_1() -> None:
    tables = report().tables()
    ends = [row[1].value for row in tables["headline"].rows if row[0].text.endswith("definition")]
    shares = [cell.value for row in tables["range"].rows for cell in (row[2], row[4])]
    assert [min(filter(None, shares)), max(filter(None, shares))] == ends


def program(*, groups: dict[str, int], tested_after: bool = True) -> Setting:
    """People of tracks, discharged on day 40, tested weekly after it; every other one positive on day 60 after."""
    names = [(track, f"{track}-{k}") for track, size in groups.items() for k in range(size)]
    episodes: list[Row] = [
        {"patient_id": p, "track": track, "discharged_on": LEFT, "discharge_reason": "completed"} for track, p in names
    ]
    tests: list[Row] = [
        {"patient_id": p, "collected_on": LEFT + timedelta(days=day), "analyte": "cocaine",
         "result": "positive" if place % 2 and day == 60 else "negative"}
        for place, (_, p) in enumerate(names)
        for day in (range(4, 180, 8) if tested_after else range(-30, -2, 7))
    ]  # fmt: skip
    contacts: list[Row] = [
        {"patient_id": p, "due_on": LEFT + timedelta(days=100), "contacted_on": LEFT + timedelta(days=100),
         "outcome": "completed", "days_used_past_30": 0}
        for _, p in names
    ]  # fmt: skip
    settings = Settings(primary_endpoint="first_positive", group_by=("track",))
    records = made_up_records(
        episodes=episodes, tests=tests, follow_ups=contacts, settings=settings, as_of=date(2026, 12, 31)
    )
    return setting_of(records, quarter=period_named("2026Q4"), source="SOURCE")


def test_days_count_from_discharge_where_most_were_tested_after_it() -> None:
    assert followed(program(groups={"day": 60}), None).after_discharge
    assert not followed(program(groups={"day": 60}, tested_after=False), None).after_discharge


def test_the_published_range_lies_behind_curves_since_discharge() -> None:
    found = released(program(groups={"day": 60, "evening": 60}), "abstinence")
    notes = " ".join(found.tables()["survival"].notes)
    assert "partly comparable: continuous, by test" in notes
    (chart,) = [b for b in found.sections[0].blocks if isinstance(b, Chart) and b.key == "survival"]
    assert "Published range" in chart.subtitle
    # day 60: one half positive; the days told of both curves agree with that
    last = [row for row in found.tables()["survival"].rows if row[0].text == "Day"][-1]
    assert last[5].value == pytest.approx(0.5)


def test_groups_below_the_threshold_are_pooled() -> None:
    setting = program(groups={"day": 40, "evening": 30, "weekend": 6, "night": 5})
    sizes = {group.name: group.n for group in followed(setting, "track").answer.groups}
    assert sizes == {"day": 40, "evening": 30, OTHER: 11}


def test_a_single_small_group_takes_the_next_smallest_with_it() -> None:
    setting = program(groups={"day": 40, "evening": 30, "weekend": 6})
    sizes = {group.name: group.n for group in followed(setting, "track").answer.groups}
    assert sizes == {"day": 40, OTHER: 36}


def test_curves_are_drawn_by_a_column_whose_groups_are_large() -> None:
    assert curve_column(program(groups={"day": 60, "evening": 60})) == "track"
    assert curve_column(program(groups={"day": 60, "evening": 20})) is None
    assert curve_column(program(groups={"day": 60})) is None


def test_before_anybody_is_due_the_curves_follow_the_people_admitted() -> None:
    setting = program(groups={"day": 30})
    young = setting_of(setting.records, quarter=period_named("2026Q1"), source="SOURCE")
    found = followed(young, None)
    assert (found.people, found.answer.n, found.answer.question.clock) == ("admitted", 30, "admission")


def test_people_who_cannot_be_followed_are_said_in_words() -> None:
    records = made_up_records(episodes=[{"patient_id": "A"}], settings=Settings(), as_of=date(2028, 1, 31))
    found = released(setting_of(records, quarter=period_named("2027Q4"), source="SOURCE"), "abstinence")
    (said,) = found.sections[1].blocks  # admitted in 2026 and never discharged: of no quarter of 2027
    assert isinstance(said, Paragraph) and said.text.startswith("Nobody")
