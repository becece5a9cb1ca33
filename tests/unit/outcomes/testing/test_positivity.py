"""People and samples with a positive: two numbers; prescribed positives apart, THC and suspicion switchable."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.testing.specimens import ANY, ONLY_POSITIVES
from analytics.records.settings import Settings
from tests.made_up import day, test_row
from tests.unit.outcomes.testing.asked import asked, rows, with_tables

PEOPLE = [{"patient_id": name, "site": site} for name, site in (("A", "north"), ("B", "north"), ("C", "south"))]
# cocaine after the wash-out (day 3): A positive, positive, negative; B negative twice; C nothing conclusive of it
TESTS = [
    test_row(10, "positive"),
    test_row(17, "positive"),
    test_row(24, "negative"),
    test_row(10, "negative", patient="B"),
    test_row(17, "negative", patient="B"),
    test_row(40, "positive", patient="C", analyte="thc"),  # after 30 days of wash-out
    test_row(44, "negative", patient="C", analyte="thc"),
    test_row(17, "refused", patient="C", analyte="panel"),  # no specimen
    test_row(12, "invalid", patient="C"),
]


def shares(**choices: Any) -> dict[tuple[str, str], tuple[int, int]]:
    found = asked(with_tables(episodes=PEOPLE, tests=TESTS), "positivity", **choices)
    return {(analyte, unit): (x, n) for analyte, unit, x, n in rows(found, "analyte", "unit", "events", "n")}


def test_people_and_samples_are_counted_apart() -> None:
    assert shares() == {
        (ANY, "people"): (2, 3),  # A and C of three tested
        (ANY, "samples"): (3, 7),  # A twice, C once of seven conclusive
        ("cocaine", "people"): (1, 2),
        ("cocaine", "samples"): (2, 5),
        ("thc", "people"): (1, 1),
        ("thc", "samples"): (1, 2),
    }


def test_one_patient_alone_has_no_share_of_samples() -> None:
    found = asked(with_tables(episodes=PEOPLE, tests=TESTS), "positivity")
    reason = dict(zip(rows(found, "analyte", "unit"), found.frame["reason"], strict=True))
    assert reason["thc", "samples"] == "fewer than two patients"


def test_thc_can_be_left_out() -> None:
    found = shares(analytes="without_thc")
    assert found[ANY, "people"] == (1, 2)
    assert ("thc", "people") not in found


def test_positives_inside_the_wash_out_are_neither() -> None:
    early = [
        test_row(2, "positive"),
        test_row(3, "positive"),
        test_row(4, "positive"),
        test_row(4, "negative", patient="B"),
    ]
    found = asked(with_tables(episodes=PEOPLE, tests=early), "positivity")
    assert rows(found, "unit", "events", "n")[1] == ("samples", 1, 2)  # day 4 only: cocaine washes out for 3 days


def test_prescribed_positives_stand_apart() -> None:
    records = with_tables(
        episodes=[{"patient_id": "A", "medication": "methadone"}, {"patient_id": "B", "medication": "none"}],
        tests=[
            test_row(10, "positive", analyte="methadone"),  # explained by the medication
            test_row(17, "positive_prescribed", analyte="methadone"),
            test_row(24, "negative", analyte="methadone"),
            test_row(10, "positive", patient="B", analyte="methadone"),  # nobody prescribed it
        ],
    )
    found = asked(records, "positivity")
    assert rows(found, "analyte", "unit", "events", "n", "prescribed")[3] == ("methadone", "samples", 1, 2, 2)
    apart = asked(records, "prescribed")
    columns = ("analyte", "events", "n", "marked", "recognised", "not_prescribed")
    assert apart.frame[list(columns)].to_dict("records") == [
        {"analyte": "methadone", "events": 2, "n": 3, "marked": 1, "recognised": 1, "not_prescribed": 1}
    ]  # two found in three specimens of one patient, who alone has no clustered share


def test_random_tests_alone() -> None:
    tests = [
        test_row(10, "positive", random=False),
        test_row(17, "negative", random=True),
        test_row(10, "negative", patient="B", random=True),
    ]
    records = with_tables(episodes=PEOPLE, tests=tests)
    found = asked(records, "positivity", tests="random")
    assert rows(found, "unit", "events", "n")[:2] == [("people", 0, 2), ("samples", 0, 2)]


def test_random_needs_its_column() -> None:
    assert "column random" in asked(with_tables(episodes=PEOPLE, tests=TESTS), "positivity", tests="random").unavailable


def test_an_analyte_of_which_only_positives_are_listed_has_no_share() -> None:
    listed = [test_row(7 * k, "positive", analyte="mdma") for k in range(1, 11)]
    found = asked(with_tables(episodes=PEOPLE, tests=[*TESTS, *listed]), "positivity")
    own = found.frame[found.frame["analyte"] == "mdma"]
    assert own["value"].isna().all() and set(own["reason"]) == {ONLY_POSITIVES}


def test_tests_after_discharge_are_not_of_this_page() -> None:
    episodes = [{"patient_id": "A", "discharged_on": day(20)}, {"patient_id": "B"}]
    found = asked(with_tables(episodes=episodes, tests=TESTS[:5]), "positivity")
    assert rows(found, "unit", "events", "n")[0] == ("people", 1, 2)
    assert rows(found, "unit", "events", "n")[1] == ("samples", 2, 4)  # day 24 is after A's discharge


def test_groups_get_the_sentence_when_they_were_tested_unequally() -> None:
    found = asked(with_tables(episodes=PEOPLE, tests=TESTS), "positivity_by_group", by="site")
    assert [row[:2] for row in rows(found, "group", "unit", "events", "n")] == [
        ("north", "people"), ("north", "samples"), ("south", "people"), ("south", "samples"),
    ]  # fmt: skip
    assert any("tested unequally" in note for note in found.notes) == (abs(_given("north") - _given("south")) > 0.10)


def _given(site: str) -> float:
    found = asked(with_tables(episodes=PEOPLE, tests=TESTS), "compliance", by="site")
    own = found.frame.set_index("group").loc[site]
    return float(own["given"] / own["n"])


def test_a_refusal_counts_as_no_specimen_whatever_the_settings_say() -> None:
    for refused in ("positive", "missed"):
        records = with_tables(episodes=PEOPLE, tests=TESTS, settings=Settings(refused=refused))
        assert rows(asked(records, "positivity"), "events", "n")[0] == pytest.approx((2, 3))


def test_people_tested_before_the_months_shown_are_no_part_of_n() -> None:
    # complete months up to 31 Dec 2028 are January 2027 to December 2028: only B was tested in them
    tests = [test_row(10, "negative"), test_row(1090, "negative", patient="B")]
    episodes = [{"patient_id": "A"}, {"patient_id": "B", "admitted_on": day(1000)}]
    records = with_tables(episodes=episodes, tests=tests, as_of=day(1091))
    found = exhibit(Derivation(records), "testing.positivity_by_month")
    assert rows(found, "unit", "n")[:2] == [("people", 1), ("samples", 1)]
    assert found.n == 1
