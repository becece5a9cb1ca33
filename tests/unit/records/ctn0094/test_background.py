"""What is known of each patient at consent."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.records.ctn0094.background import background
from tests.unit.records.ctn0094.package import frame, made_up_package


def told(**answers: object) -> dict[str, object]:
    """The background of patient 1 with these answers."""
    tables = made_up_package()
    for name in ("demographics", "qol", "psychiatric", "asi"):
        columns = [str(column) for column in tables[name]]
        tables[name] = frame(columns, [(1, *(answers.get(column) for column in columns[1:]))])
    return {name: values[0] for name, values in background(np.array([1]), tables).items()}


@pytest.mark.parametrize(("is_male", "sex"), [("Yes", "male"), ("No", "female"), (None, None)])
def test_sex(is_male: str | None, sex: str | None) -> None:
    assert told(is_male=is_male)["sex"] == sex


@pytest.mark.parametrize(
    ("race", "hispanic", "expected"),
    [
        ("White", "No", "White"),
        ("White", "Yes", "Hispanic"),  # of any race
        ("White", None, "White"),
        ("Refused/missing", "No", None),
        ("Refused/missing", "Yes", "Hispanic"),
    ],
)
def test_race_and_ethnicity(race: str, hispanic: str | None, expected: str | None) -> None:
    assert told(race=race, is_hispanic=hispanic)["race_ethnicity"] == expected


@pytest.mark.parametrize(
    ("homeless", "stable", "expected"),
    [
        ("Yes", "Yes", "homeless"),
        ("No", "Yes", "stable"),
        (None, "No", "unstable"),
        ("No", None, None),  # not homeless is not yet stable
        (None, None, None),
    ],
)
def test_housing(homeless: str | None, stable: str | None, expected: str | None) -> None:
    assert told(is_homeless=homeless, is_living_stable=stable)["living_situation"] == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("No", "No", "No", "No"), "no"),
        (("No", "No", None, "Yes"), "yes"),
        (("No", "No", None, "No"), None),  # one unanswered: not known
    ],
)
def test_mental_disorders(answers: tuple[str | None, ...], expected: str | None) -> None:
    asked = ("has_schizophrenia", "has_major_dep", "has_bipolar", "has_anx_pan")
    assert told(**dict(zip(asked, answers, strict=True)))["co_occurring"] == expected


def test_a_patient_without_a_row_has_empty_cells() -> None:
    values = background(np.array([1, 99]), made_up_package())
    assert values["site"].tolist() == [None, None]
    assert np.isnan(values["age"]).tolist() == [False, True]
