"""Covariates: which are chosen unasked, how levels become columns, who is left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analytics.errors import NotEstimable, WrongUsage
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.covariates import Design, design_of
from analytics.evaluation.subjects import subjects_of
from tests.unit.evaluation.compared import FIRST_POSITIVE, followed, two_tracks

MANY = two_tracks(day_events=25, evening_events=25)
"""50 events: five terms, the group among them."""


def design(names: list[str] | None, contrast: Contrast | None = None, **columns: Sequence[object]) -> Design:
    made = followed(MANY, **columns)
    return design_of(made, subjects_of(made, FIRST_POSITIVE, contrast or Contrast(by="track")), names)


def test_a_coded_covariate_has_a_column_a_level_but_the_commonest() -> None:
    payers = ["medicaid"] * 20 + ["grant"] * 28 + [None] * 12
    found = design(["payer"], payer=payers)
    assert found.names == ["group: evening", "payer: medicaid", "payer: not recorded"]
    assert {column.reference for column in found.columns[1:]} == {"grant"}
    assert found.x.sum(axis=0).tolist() == [30, 20, 12] and found.left_out == 0


def test_levels_of_few_people_are_one() -> None:
    found = design(["payer"], payer=["medicaid"] * 45 + ["grant"] * 10 + ["self_pay"] * 5)
    assert found.names[1:] == ["payer: other"]
    assert design(["payer"], payer=["medicaid"] * 45 + ["grant"] * 11 + ["x"] * 4).names[1:] == [
        "payer: grant",
        "payer: other",
    ]


def test_people_without_a_number_are_left_out_and_counted() -> None:
    found = design(["age"], age=[float("nan")] * 7 + [30.0 + k for k in range(53)])
    assert (found.left_out, len(found.x)) == (7, 53)
    assert found.columns[1].name == "age: per 10" and found.x[0, 1] == 3.0
    assert "7 of 60 people have no number recorded and are left out." in found.notes


def test_the_usual_ones_are_chosen_as_the_events_carry() -> None:
    ages, sexes = [20.0 + k for k in range(60)], ["female", "male", "male"] * 20
    missing = [None] * 13 + ["severe", "mild"] * 23 + ["severe"]  # 13 of 60 is more than a fifth
    races = [f"r{k % 4}" for k in range(60)]  # three terms more than five events a term allow
    found = design(None, age=ages, sex=sexes, severity=missing, race_ethnicity=races)
    assert [covariate.name for covariate in found.covariates] == ["age", "sex"]
    assert "Not adjusted for severity: 13 people have it not recorded." in found.notes
    assert "Not adjusted for race ethnicity: too few events for more terms." in found.notes


def test_what_the_groups_are_made_of_is_not_adjusted_for() -> None:
    assert "track" not in [c.name for c in design(None, track_code=["a"] * 60).covariates]
    with pytest.raises(WrongUsage, match="“track” is no column to adjust for"):
        design(["track"])
    with pytest.raises(WrongUsage, match="“discharged_on” is no column"):
        design(["discharged_on"])


def test_a_group_left_too_small_is_refused() -> None:
    with pytest.raises(NotEstimable, match="a group has fewer than 11 people"):
        design(["age"], age=[float("nan")] * 20 + [40.0 + k for k in range(40)])
