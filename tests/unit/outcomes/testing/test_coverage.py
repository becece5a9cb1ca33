"""Coverage: days inside a detection window ÷ days in care, by analyte and by primary substance, with its caution."""

from __future__ import annotations

import pytest

from analytics.outcomes.intervals import Estimate
from analytics.outcomes.testing.coverage import PRIMARY, coverage_caution
from analytics.outcomes.testing.specimens import ONLY_POSITIVES
from tests.made_up import day, test_row
from tests.unit.outcomes.testing.asked import asked, rows, with_tables


def person(name: str, substance: str, days: int = 10, site: str = "north") -> dict[str, object]:
    return {"patient_id": name, "primary_substance": substance, "discharged_on": day(days), "site": site}


# Two cocaine patients in care on days 1–10. Urine sees 2 to 4 days of cocaine.
#   A tested on days 5 and 10: 4–5 and 9–10 = 4 days, at most 2–5 and 7–10 = 8
#   B tested on day 1: day 1 alone (day 0 is before care) = 1 day, at most 1
COCAINE = {
    "episodes": [person("A", "cocaine"), person("B", "cocaine", site="south")],
    "tests": [
        test_row(5, "negative", specimen="urine"),
        test_row(10, "negative", specimen="urine"),
        test_row(1, "positive", patient="B", specimen="urine"),  # in the wash-out: says nothing
        test_row(1, "negative", patient="B", specimen="urine"),
    ],
}


def test_days_covered_of_days_in_care() -> None:
    found = asked(with_tables(**COCAINE), "coverage")
    assert rows(found, "analyte", "events", "n", "high_window", "tested") == [
        (PRIMARY, 5, 20, pytest.approx(9 / 20), 2),
        ("cocaine", 5, 20, pytest.approx(9 / 20), 2),
    ]
    assert found.n == 20 and found.unit == "days in care"


def test_the_untested_count_for_their_own_substance_and_not_for_others() -> None:
    records = with_tables(episodes=[*COCAINE["episodes"], person("C", "cocaine")], tests=COCAINE["tests"])
    assert rows(asked(records, "coverage"), "analyte", "events", "n") == [(PRIMARY, 5, 30), ("cocaine", 5, 20)]


def test_alcohol_by_breath_only_is_not_assessable() -> None:
    records = with_tables(
        episodes=[person("A", "alcohol"), person("B", "alcohol"), person("C", "alcohol"), person("D", "alcohol")],
        tests=[
            test_row(5, "negative", analyte="alcohol", specimen="breath"),  # A: breath only
            test_row(5, "negative", patient="B", analyte="alcohol", specimen="breath"),
            test_row(9, "negative", patient="B", analyte="etg", specimen="urine"),  # B: EtG as well
            test_row(9, "negative", patient="C", analyte="etg", specimen="urine"),
        ],  # D was never tested: no breath, still at risk
    )
    found = asked(records, "coverage")
    assert rows(found, "analyte", "events", "n", "not_assessable")[0] == (PRIMARY, 3, 30, 1)
    assert any("1 alcohol-primary stays were tested by breath only: not assessable by test" in n for n in found.notes)


def test_prescribed_positives_are_no_cover_for_the_own_substance() -> None:
    episodes = [{**person(name, "opioids"), "medication": "methadone"} for name in ("A", "B")]
    tests = [
        test_row(8, "positive_prescribed", patient=name, analyte="methadone", specimen="urine") for name in ("A", "B")
    ]
    found = asked(with_tables(episodes=episodes, tests=tests), "coverage")
    assert rows(found, "analyte", "events", "n") == [(PRIMARY, 0, 20), ("methadone", 2, 20)]


def test_no_published_window_and_only_positives() -> None:
    hair = [test_row(5, "negative", patient=name, specimen="hair") for name in ("A", "B")]
    found = asked(with_tables(episodes=COCAINE["episodes"], tests=hair), "coverage")
    assert dict(rows(found, "analyte", "reason"))["cocaine"] == "no published window"
    assert any("2 results of an analyte or specimen without a published window" in note for note in found.notes)
    listed = [test_row(k, "positive", patient="A", analyte="mdma", specimen="urine") for k in range(1, 11)]
    found = asked(with_tables(episodes=COCAINE["episodes"], tests=[*COCAINE["tests"], *listed]), "coverage")
    assert dict(rows(found, "analyte", "reason"))["mdma"] == ONLY_POSITIVES


def test_a_stay_without_discharge_lasts_to_its_planned_end_or_last_contact() -> None:
    episodes = [
        {"patient_id": "A", "planned_end_on": day(10), "last_contact_on": day(8)},
        {"patient_id": "B", "planned_end_on": day(10), "last_contact_on": day(15)},
    ]
    assert asked(with_tables(episodes=episodes, tests=COCAINE["tests"]), "coverage").n == 10 + 15


def share(value: float) -> Estimate:
    return Estimate(value, None, None, 10, None, "")


def test_the_caution_stands_beside_groups_more_than_ten_points_apart() -> None:
    assert coverage_caution([share(0.20), share(0.30)]) == ""  # exactly 10 points
    assert "20% to 31% of the days" in coverage_caution([share(0.20), share(0.31)])
    assert coverage_caution([share(0.20)]) == ""


def test_groups_are_told_of_their_coverage() -> None:
    people = [
        person(name, "cocaine", site=site) for name, site in zip("ABCD", ("north",) * 2 + ("south",) * 2, strict=True)
    ]
    tests = [test_row(k, "negative", patient=name, specimen="urine") for name in "AB" for k in (2, 4, 6, 8, 10)]
    tests += [test_row(5, "negative", patient=name, specimen="urine") for name in "CD"]
    found = asked(with_tables(episodes=people, tests=tests), "coverage_by_group", by="site")
    assert rows(found, "group", "events", "n") == [("north", 20, 20), ("south", 4, 20)]
    assert any("not compared by test without saying so" in note for note in found.notes)
