"""The difference of two figures by hand: order, sums, changes that wait and changes that go together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.errors import NotEstimable
from analytics.outcomes.differ import Definition, FigureOf, changed_fields, why_differ
from analytics.outcomes.intervals import Estimate, not_estimable, wilson

FIRST = Definition(
    endpoint="contact",
    clock="discharge",
    day=0,
    missing="positive",
    refused="positive",
    analytes="all",
    unit="people",
    basis="discharged",
)


def table(*figures: tuple[Definition, int, int]) -> FigureOf:
    """Figures by definition as x of n; any other definition has none."""
    known = {definition: wilson(x, n) for definition, x, n in figures}

    def figure_of(definition: Definition) -> Estimate:
        return known.get(definition, not_estimable("share", "no such figure"))

    return figure_of


def test_one_change_at_a_time_in_the_stated_order() -> None:
    second = replace(FIRST, missing="responders", unit="episodes")
    between = replace(FIRST, unit="episodes")  # people or episodes comes before the rule for missing tests
    found = why_differ(FIRST, second, table((FIRST, 50, 100), (between, 54, 120), (second, 54, 90)))
    assert [step.changed for step in found.steps] == [("unit",), ("missing",)]
    assert [step.change for step in found.steps] == pytest.approx([0.45 - 0.50, 0.60 - 0.45])
    assert [step.figure.n for step in found.steps] == [120, 90]
    assert sum(step.change for step in found.steps) == pytest.approx(found.total) == pytest.approx(0.10)
    assert found.largest is not None and found.largest.changed == ("missing",)


def test_a_change_without_a_figure_waits_for_the_one_that_makes_it_possible() -> None:
    second = replace(FIRST, missing="censored_at_last_test", endpoint="first_positive", clock="admission", day=90)
    together = replace(second, missing="positive")  # the rule of the end does not fit the contact, so it waits
    found = why_differ(FIRST, second, table((FIRST, 60, 100), (together, 10, 100), (second, 30, 100)))
    assert [step.changed for step in found.steps] == [("endpoint", "clock", "day"), ("missing",)]
    assert [step.change for step in found.steps] == pytest.approx([-0.5, 0.2])


def test_when_nothing_lies_between_all_changes_are_one_step() -> None:
    second = replace(FIRST, missing="negative", refused="missed")
    found = why_differ(FIRST, second, table((FIRST, 1, 4), (second, 3, 4)))
    assert [step.changed for step in found.steps] == [("refused", "missing")]
    assert found.steps[0].change == 0.5


def test_a_change_that_adds_nothing_is_still_a_step() -> None:
    second = replace(FIRST, analytes="without_thc")
    found = why_differ(FIRST, second, table((FIRST, 2, 4), (second, 2, 4)))
    assert [(step.changed, step.change) for step in found.steps] == [(("analytes",), 0.0)]


def test_equal_definitions_have_no_step() -> None:
    found = why_differ(FIRST, FIRST, table((FIRST, 2, 4)))
    assert (found.steps, found.total, found.largest) == ((), 0.0, None)
    assert changed_fields(FIRST, FIRST) == ()


@pytest.mark.parametrize("absent", ["first", "second"])
def test_a_figure_that_cannot_be_had_is_named(absent: str) -> None:
    second = replace(FIRST, missing="negative")
    known = second if absent == "first" else FIRST
    with pytest.raises(NotEstimable, match=f"The {absent} figure is not estimable: no such figure"):
        why_differ(FIRST, second, table((known, 1, 2)))


def test_figures_between_may_come_from_a_quicker_source_and_still_add_up() -> None:
    second = replace(FIRST, missing="responders", unit="episodes")
    quick = table((replace(FIRST, unit="episodes"), 54, 120))
    found = why_differ(FIRST, second, table((FIRST, 50, 100), (second, 54, 90)), between=quick)
    assert [step.change for step in found.steps] == pytest.approx([-0.05, 0.15])
