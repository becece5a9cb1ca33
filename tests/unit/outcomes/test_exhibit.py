"""Exhibits: found by key, refused with the nearest one, silent about nothing that the records lack."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from analytics.errors import WrongUsage
from analytics.outcomes import engagement
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Choices, Exhibit, ExhibitKind, exhibit, kind_of, kinds, unavailable
from analytics.outcomes.periods import Period
from analytics.outcomes.scope import Scope
from analytics.records.settings import Settings
from tests.made_up import day, made_up_records


def count_people(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    frame = pd.DataFrame({"people": [int(scope.people.sum())], "choice": [choices["counted"]]})
    return Exhibit(frame, int(scope.people.sum()), "people")


KIND = ExhibitKind(
    "People counted.",
    count_people,
    "admitted",
    "all",
    bases=("admitted", "active"),
    needs=("attendance", "attendance.starts_at", "calendar"),
    choices={"counted": ("people", "heads")},
)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setitem(engagement.EXHIBITS, "counted", KIND)
    yield "engagement.counted"


def derivation(*, column: str = "starts_at", calendar: str = "dates", sessions: bool = True) -> Derivation:
    row = {"patient_id": "A", "session_on": day(1), "status": "attended", column: "09:00"}
    return Derivation(made_up_records(attendance=[row] if sessions else [], settings=Settings(calendar=calendar)))


def test_an_exhibit_carries_its_definition_window_and_choice(counted: str) -> None:
    found = exhibit(derivation(), counted, choices={"counted": "heads"})
    assert found.frame.to_dict("records") == [{"people": 1, "choice": "heads"}]
    assert (found.key, found.definition, found.n, found.unit) == (counted, "People counted.", 1, "people")
    assert found.window is not None and found.window.words == "patients admitted on any day of the records"


def test_a_basis_that_makes_no_sense_gives_way_to_the_usual_one(counted: str) -> None:
    period = Period(day(0), day(10), "ten days")
    asked = exhibit(derivation(), counted, basis="discharged", period=period)
    assert asked.window is not None and asked.window.words == "patients admitted ten days"
    active = exhibit(derivation(), counted, basis="active", period=period)
    assert active.window is not None and active.window.words == "patients in treatment ten days"


LACKING = [
    ({"sessions": False}, "This needs the table attendance, which these records do not have."),
    ({"column": "room"}, "This needs the column starts_at of attendance, which these records do not have."),
    ({"calendar": "relative"}, "These records hold day numbers instead of dates"),
]


@pytest.mark.parametrize(("without", "said"), LACKING)
def test_what_the_records_lack_is_said(counted: str, without: dict[str, object], said: str) -> None:
    found = exhibit(derivation(**without), counted)  # type: ignore[arg-type]
    assert found.unavailable.startswith(said)
    assert found.frame.empty and found.definition == "People counted."


def test_unknown_keys_and_choices_name_the_nearest(counted: str) -> None:
    with pytest.raises(WrongUsage, match=r"engagement\.counted"):
        kind_of("engagement.counte")
    with pytest.raises(WrongUsage, match=r"--list shows them all|Nearest"):
        kind_of("zzz")
    with pytest.raises(WrongUsage, match="counted: people, heads"):
        exhibit(derivation(), counted, choices={"counted": "feet"})


def test_every_exhibit_says_what_it_is(counted: str) -> None:
    declared = kinds()
    assert counted in declared
    for key, kind in declared.items():
        assert kind.definition.endswith(".") and len(kind.definition) > 10, key
        assert kind.basis in kind.bases, key


def test_nothing_to_show_has_a_reason() -> None:
    assert unavailable("no beds").unavailable == "no beds"
