"""What is measured, and that every measure can be read."""

from __future__ import annotations

import pytest

from analytics.outcomes.services.instruments import (
    ANSWERS,
    COUNT_MEASURES,
    EMPLOYMENT_MEASURES,
    HOUSING_MEASURES,
    SCORE_MEASURES,
    MeanMeasure,
    ShareMeasure,
)
from analytics.records.codes import INSTRUMENTS, plain_spelling

EVERY = (*HOUSING_MEASURES, *EMPLOYMENT_MEASURES, *COUNT_MEASURES, *SCORE_MEASURES)


@pytest.mark.parametrize("measure", EVERY, ids=lambda measure: measure.label)
def test_measures_name_known_instruments_and_answers(measure: ShareMeasure | MeanMeasure) -> None:
    assert measure.instrument in INSTRUMENTS
    if isinstance(measure, ShareMeasure):
        assert bool(measure.states) != (measure.at_least is not None)
        assert set(measure.states) <= set(ANSWERS.get(measure.instrument, {}).values())
    else:
        assert bool(measure.minimal) == bool(measure.source)  # a threshold is cited, or there is none


@pytest.mark.parametrize(
    ("word", "code"), [("Full Time", "full"), ("Not in labor force", "not_in_labour_force"), ("training", "student")]
)
def test_employment_in_other_spellings(word: str, code: str) -> None:
    assert ANSWERS["employment"][plain_spelling(word)] == code
