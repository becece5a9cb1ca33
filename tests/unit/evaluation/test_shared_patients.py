"""Patients with episodes in two groups: counted once, and only they tie the groups' errors together."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.evaluation.shared_patients import (
    GroupEpisodes,
    mean_covariance,
    people_in_several_groups,
    share_correlation,
)


def episodes(*patients: int) -> GroupEpisodes:
    """Days 1, 2, 3, …, every other one an event."""
    time = np.arange(1.0, len(patients) + 1)
    return GroupEpisodes(time, (time % 2).astype(int), np.array(patients))


def test_people_are_counted_once_however_many_episodes_they_have() -> None:
    patient, group = np.array([0, 0, 0, 1, 1, 2, 3]), np.array([0, 1, 2, 1, 1, 0, 2])
    assert people_in_several_groups(patient, group) == 1
    assert people_in_several_groups(np.zeros(0, int), np.zeros(0, int)) == 0


def test_groups_without_a_patient_in_common_are_independent() -> None:
    one, other = episodes(0, 1, 2, 3), episodes(4, 5, 6, 7)
    assert mean_covariance(one, other, 4.0) == 0
    assert share_correlation(one, other, 3.0) == 0


def test_the_same_patients_with_the_same_days_go_wholly_together() -> None:
    one = episodes(0, 1, 2, 3)
    assert share_correlation(one, one, 3.0) == pytest.approx(1)
    # events on days 1 and 3, S = 3/4 and 3/8; areas still to come to day 4: 15/8 and 3/8; Greenwood's variance
    by_hand = (15 / 8) ** 2 / (4 * 3) + (3 / 8) ** 2 / (2 * 1)
    assert mean_covariance(one, one, 4.0) == pytest.approx(by_hand)


def test_before_the_first_event_nothing_goes_together() -> None:
    late = GroupEpisodes(np.array([5.0, 6.0]), np.array([1, 1]), np.array([0, 1]))
    assert share_correlation(late, late, 2.0) == 0
