"""Rows of a frame: shares by a key with patients as clusters, groups, the stays behind a row."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.clustered import clustered_proportion
from analytics.outcomes.engagement.rows import clustered_shares, frame_of, group_masks, share_row, stays_by
from analytics.outcomes.intervals import not_estimable, wilson
from tests.made_up import Row
from tests.unit.outcomes.engagement.asked import program, scope, session


def test_each_key_is_the_clustered_share_of_its_rows() -> None:
    key = np.array([0, 2, 0, 0, 2, 2])
    hits = np.array([True, True, False, True, False, True])
    patient = np.array([1, 1, 1, 2, 2, 3])  # in the order of patients
    found = clustered_shares(key, 3, hits, patient, nothing="nothing")
    assert found[0] == clustered_proportion([1, 1], [2, 1])  # patient 1: 1 of 2, patient 2: 1 of 1
    assert found[2] == clustered_proportion([1, 0, 1], [1, 1, 1])
    assert (found[1].value, found[1].n, found[1].reason) == (None, 0, "nothing")


def test_one_persons_sessions_are_counted_without_a_share() -> None:
    found = clustered_shares(np.zeros(3), 1, np.array([True, True, False]), np.array([1, 1, 1]), nothing="")[0]
    assert (found.value, found.events, found.n, found.reason) == (None, 2, 3, "fewer than two patients")


def test_nothing_at_all() -> None:
    none = np.zeros(0)
    assert [e.reason for e in clustered_shares(none, 2, none.astype(bool), none, nothing="none")] == ["none", "none"]


def test_a_row_of_a_frame() -> None:
    frame = frame_of([share_row(wilson(1, 2), group="a"), share_row(not_estimable("m", "why"), group="b")])
    assert frame.columns.tolist() == ["group", "value", "low", "high", "events", "n", "reason"]
    assert frame["events"].tolist() == [1, 0] and frame["reason"].tolist() == ["", "why"]
    assert frame["value"].isna().tolist() == [False, True]


def test_the_stays_of_each_key() -> None:
    found = stays_by(np.array([1, 0, 1, 1]), 3, np.array([2, 0, 2, 1]), 4)
    assert [stays.tolist() for stays in found] == [[0], [1, 2], []]


def test_everybody_first_then_the_groups_that_occur() -> None:
    people: list[Row] = [
        {"patient_id": "A", "site": "River"},
        {"patient_id": "B", "site": "Main"},
        {"patient_id": "C", "site": "North"},
    ]
    asked = scope(program(people, [session("A", 1)]))
    chosen = np.array([True, True, False])
    assert [(name, mask.tolist()) for name, mask in group_masks(asked, "site", chosen)] == [
        ("all", [True, True, False]), ("Main", [False, True, False]), ("River", [True, False, False]),
    ]  # fmt: skip
