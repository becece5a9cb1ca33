"""Who the patients of a group are, of those with the column recorded."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.services.case_mix import case_mix
from tests.unit.outcomes.services.small import scope, stay


def test_shares_of_those_recorded() -> None:
    found = scope(
        episodes=[
            stay("A", severity="severe", primary_substance="opioids", medication="none", prior_episodes=0.0),
            stay("B", severity="mild", primary_substance="alcohol", medication="methadone", prior_episodes=2.0),
            stay("C", severity=None, primary_substance="cocaine", medication=None, prior_episodes=None),
        ]
    )
    mix = case_mix(found, np.array([0, 1, 2]))
    assert mix["share_severe"] == 0.5
    assert (mix["share_opioids"], mix["share_alcohol"], mix["share_stimulants"]) == (1 / 3, 1 / 3, 1 / 3)
    assert (mix["share_on_medication"], mix["share_treated_before"]) == (0.5, 0.5)
    assert "mean_age" not in mix  # a column the records lack


def test_nobody_with_the_column_recorded() -> None:
    found = scope(episodes=[stay("A", severity="severe"), stay("B", severity=None)])
    assert case_mix(found, np.array([1]))["share_severe"] is None
