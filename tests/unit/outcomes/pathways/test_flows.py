"""Flows: every person enters and leaves each stage once, small flows go together, members are the people."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit
from analytics.outcomes.pathways.flows import SMALL
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records
from analytics.records.settings import Settings
from tests.made_up import Row
from tests.unit.outcomes.pathways.made import derived, only, shown, stay

CHOICE = np.random.default_rng(11)


def some(values: list[str], people: int = 300) -> list[str]:
    return [str(value) for value in CHOICE.choice(values, people)]


PEOPLE: list[Row] = [
    stay(f"P{k:03}", 0, 30, reason, referral_source=source, previous_level_of_care=before, next_level_of_care=after)
    for k, (reason, source, before, after) in enumerate(
        zip(
            some(["completed", "completed", "dropped_out", "transferred", "death"]),
            some(["self", "self", "court", "family"]),
            some(["none", "none", "none", "1", "3.5", "4"]),
            some(["none", "1", "1", "3.5"]),
            strict=True,
        )
    )
]


def sums(found: Exhibit) -> None:
    """The law: of every step what enters is what leaves, everybody once; every value keeps its number."""
    steps = [rows for _, rows in found.frame.groupby("step")]
    for rows in steps:
        assert rows.loc[rows["source"] != SMALL, "n"].sum() == found.n
        assert rows.loc[rows["target"] != SMALL, "n"].sum() == found.n
        assert rows.loc[rows["source"] == SMALL, "n"].sum() == rows.loc[rows["target"] == SMALL, "n"].sum()
    for before, after in pairwise(steps):
        into = before[before["target"] != SMALL].groupby("target")["n"].sum()
        out = after[after["source"] != SMALL].groupby("source")["n"].sum()
        assert into.to_dict() == out.to_dict()


def test_every_person_enters_and_leaves_once() -> None:
    sums(shown(derived(PEOPLE), "flows"))


@pytest.mark.parametrize("through", ["previous_level", "track"])
def test_the_law_holds_on_the_demonstration_program(demo_source: str, through: str) -> None:
    demo = Derivation(load_records(demo_source, today=DEMO_TODAY))
    sums(exhibit(demo, "pathways.flows", choices={"through": through}))


def test_members_are_the_people_of_each_flow_and_each_once_a_step() -> None:
    found = shown(derived(PEOPLE), "flows")
    assert found.members is not None
    assert [len(who) for who in found.members] == found.frame["n"].tolist()
    entering = [
        who
        for who, step, source in zip(found.members, found.frame["step"], found.frame["source"], strict=True)
        if step == 1 and source != SMALL
    ]
    assert sorted(np.concatenate(entering).tolist()) == list(range(300))


def test_no_flow_between_two_values_is_smaller_than_the_threshold() -> None:
    frame = shown(derived(PEOPLE), "flows").frame
    between = frame[(frame["source"] != SMALL) & (frame["target"] != SMALL)]
    assert between["n"].min() >= 11
    lower = shown(derived(PEOPLE, settings=Settings(suppression_threshold=3)), "flows").frame
    assert lower.loc[(lower["source"] != SMALL) & (lower["target"] != SMALL), "n"].min() < 11


def test_eleven_are_a_flow_and_ten_are_not() -> None:
    rows = [stay(f"A{k}", 0, 9, "completed", referral_source="self") for k in range(11)]
    rows += [stay(f"B{k}", 0, 9, "dropped_out", referral_source="court") for k in range(10)]
    found = shown(derived(rows), "flows")
    assert only(found.frame, source="self", target="completed")["n"] == 11
    # the 10 sent by the court became "other" on both sides and go through the small flows
    assert only(found.frame, source="other", target=SMALL)["n"] == 10
    assert only(found.frame, source=SMALL, target="other")["n"] == 10
    assert "referred by: court; left as: dropped out" in found.notes[1]


def test_stages_without_a_column_are_left_out_and_named() -> None:
    rows = [stay(f"A{k}", 0, 9, "completed", referral_source="self") for k in range(11)]
    found = shown(derived(rows), "flows")
    assert found.frame["from_stage"].tolist() == ["referred by"]
    assert "Not in these records: previous_level_of_care, next_level_of_care." in found.notes
    alone = [stay("A", 0, 9, "completed")]
    assert "at least two of the columns" in shown(derived(alone), "flows").unavailable


def test_a_plain_count_of_the_demonstration_program_agrees(demo_source: str) -> None:
    records = load_records(demo_source, today=DEMO_TODAY)
    frame = exhibit(Derivation(records), "pathways.flows").frame
    e = records.episodes.sort_values(["patient_id", "admitted_on"]).astype({"patient_id": str})
    gap = (e.groupby("patient_id")["admitted_on"].shift(-1) - e["discharged_on"]).dt.days
    e = e[~((e["discharge_reason"] == "transferred") & gap.between(0, 7))]
    year = pd.Timestamp(date(2025, 10, 1)), pd.Timestamp(date(2026, 9, 30))
    e = e[e["discharged_on"].between(*year)].sort_values("discharged_on").drop_duplicates("patient_id")
    plain = int(((e["discharge_reason"] == "completed") & (e["next_level_of_care"] == "1")).sum())
    assert only(frame, source="completed", target="outpatient 1")["n"] == plain
