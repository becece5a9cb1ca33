"""Samples and people: the shares and their bounds by hand, and the bounds as laws."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records
from analytics.records.settings import settings_from
from tests.made_up import day, made_up_records
from tests.made_up import test_row as row

FOUR_WEEKS = settings_from({"min_at_risk": 1, "defaults": {"planned_days": 28}})
"""Four weekly tests are due."""


def three() -> Exhibit:
    """A gives four negative; B a positive in week 1, then three negative; C two negative and misses two."""
    tests = [row(7 * week + 6, "negative", patient="A") for week in range(4)]
    tests += [row(7 * week + 6, "positive" if week == 0 else "negative", patient="B") for week in range(4)]
    tests += [row(7 * week + 6, "negative", patient="C") for week in range(2)]
    people = [{"patient_id": name, "discharged_on": day(28)} for name in "ABC"]
    return exhibit(
        Derivation(made_up_records(episodes=people, tests=tests, settings=FOUR_WEEKS)), "relapse.samples_and_people"
    )


def test_tests_and_people_by_hand() -> None:
    found = {(row["what"], row["of"]): row for row in three().frame.to_dict("records")}
    given, due = found["tests", "given"], found["tests", "due"]
    assert (given["events"], given["n"]) == (9, 10)  # 4 + 3 + 2 of 4 + 4 + 2
    assert (due["events"], due["n"], due["worst"], due["best"]) == (9, 12, 9 / 12, 11 / 12)  # two of C's were missed
    tested, everybody = found["people", "given"], found["people", "due"]
    assert (tested["events"], tested["n"]) == (2, 3)  # A and C have only negative ones
    assert (everybody["events"], everybody["n"]) == (1, 3)  # A alone gave all and all negative
    assert (everybody["worst"], everybody["best"]) == (pytest.approx(1 / 3), pytest.approx(2 / 3))


def test_the_sentence_is_always_said() -> None:
    assert three().notes[0].startswith("A share of negative tests is no abstinence rate")


def test_the_worst_bound_is_the_share_of_all_due_and_the_best_is_higher(demo_source: str) -> None:
    derivation = Derivation(load_records(demo_source, today=DEMO_TODAY))
    rows = exhibit(derivation, "relapse.samples_and_people", by="site").frame
    due = rows[rows["of"] == "due"]
    assert np.allclose(due["worst"].astype(float), due["value"].astype(float))
    assert (due["best"] >= due["value"]).all()
    given = rows[rows["of"] == "given"].set_index(["group", "what"])["value"]
    assert (due.set_index(["group", "what"])["value"] <= given).all()


def test_without_a_test_due_or_given_nothing_is_shown() -> None:
    made = made_up_records(tests=[row(3, "negative")], settings=settings_from({"defaults": {"testing": []}}))
    found = exhibit(Derivation(made), "relapse.samples_and_people")
    assert found.unavailable or found.frame["reason"].str.contains("fewer than").any()
