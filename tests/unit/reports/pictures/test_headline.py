"""The headline bar: drawn only from what is told."""

import pytest

from analytics.reports.pictures.headline import Published, headline_alt, headline_svg
from tests.unit.reports.pictures.told import headline, hidden, share

RANGE = Published(0.5, 0.7)


def test_the_bar_is_drawn_and_the_same_twice() -> None:
    table = headline(share(0.57, 0.53, 0.61), reached=share(0.69, 0.65, 0.73), ends=(0.38, 0.74))
    assert headline_svg(table, RANGE).startswith("<svg")
    assert headline_svg(table, RANGE) == headline_svg(table, RANGE)


def test_without_the_figure_there_is_no_bar() -> None:
    table = headline(hidden(), reached=share(0.69, 0.65, 0.73))
    assert headline_svg(table, RANGE) == ""
    assert headline_alt(table, RANGE, "patients abstinent") == "Bar of patients abstinent: not told."


def test_the_words_hold_every_mark() -> None:
    table = headline(share(0.57, 0.53, 0.61), reached=share(0.69, 0.65, 0.73), ends=(0.38, 0.74))
    said = headline_alt(table, RANGE, "patients abstinent")
    for part in ("57%", "interval 53% to 61%", "Only those reached: 69%", "38% to 74%", "50% to 70%"):
        assert part in said


@pytest.mark.parametrize("ends", [(0.01, 0.99), (0.56, 0.58), (0.0, 1.0)])
@pytest.mark.parametrize("value", [0.02, 0.5, 0.98])
def test_figures_at_the_edges_are_drawn_too(value: float, ends: tuple[float, float]) -> None:
    low, high = max(value - 0.03, 0), min(value + 0.03, 1)
    table = headline(share(value, low, high), reached=share(value, low, high), ends=ends)
    assert headline_svg(table, None).startswith("<svg")
