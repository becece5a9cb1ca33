"""A part's share against the whole's equals R's clustered sandwich on the two stacked sets (part_and_whole.R)."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.patients.part_and_whole import difference_from_whole
from tests.parity.compare_with_r import r_values, same_as_r

CASES = r_values("part_and_whole.json")["cases"]


@pytest.mark.parametrize("name", list(CASES))
def test_difference_and_limits_equal_r(name: str) -> None:
    case = CASES[name]
    patient, flagged, event = (np.array(case[column], int) for column in ("patient", "flagged", "event"))
    part, whole = np.bincount(patient, flagged), np.bincount(patient)
    found = difference_from_whole(
        np.bincount(patient, flagged * event), part, np.bincount(patient, event), whole.astype(float)
    )
    ours = {"value": found.value, "low": found.low, "high": found.high}
    same_as_r(name, ours, {column: case[column] for column in ours})
