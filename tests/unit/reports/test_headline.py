"""The verdict of page 1 in plain words, and what the report's first sentence makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.reports import headline
from analytics.reports.frozen import HIDDEN, Cell, Table
from analytics.reports.pictures.headline import EVERYONE, ONLY_REACHED, SHARE_REACHED
from tests.unit.reports.settings_of import of_demo


def told(value: float = 0.57) -> Cell:
    """A told share."""
    return Cell("share", f"{value:.0%}", value, value - 0.04, value + 0.04, 57, 100, interval="53–61%")


def table(*cells: Cell, title: str = "") -> Table:
    """The released headline with its first three rows."""
    names = (EVERYONE, ONLY_REACHED, SHARE_REACHED)
    rows = tuple((Cell(text=name), cell) for name, cell in zip(names, cells, strict=True))
    return Table("headline", title, "", (), rows)


TOLD = table(told(), told(0.63), told(0.9))
NONE = "The 50–70% range cannot be applied: only 40 of 100 were seen after discharge."


@pytest.mark.parametrize(
    ("verdict", "reason", "needed", "title", "finding"),
    [
        ("within", "", None, "Within the published range of 50–70%", ", within the published 50–70%"),
        ("above", "", None, "Above the published range of 50–70%", ", above the published 50–70%"),
        ("below", "", None, "Below the published range of 50–70%", ", below the published 50–70%"),
        (
            "depends on those not reached", "", None,
            "Whether it lies within the published 50–70% depends on those not reached",
            "; the verdict depends on those not reached",
        ),
        (
            "cannot tell", "", 900,
            "Cannot tell yet against the published 50–70%: about 900 people would be needed",
            ", too few people for a verdict",
        ),
        ("cannot tell", "", None, "Cannot tell yet against the published 50–70%", ", too few people for a verdict"),
    ],
)  # fmt: skip
def test_every_verdict_reads_in_plain_words(
    verdict: str, reason: str, needed: int | None, title: str, finding: str
) -> None:
    found = headline.headline_of(of_demo("2026Q3"))
    found = replace(found, figure=replace(found.figure, verdict=verdict, reason=reason, needed_n=needed))
    assert found.title(TOLD) == title
    said = headline.finding({"headline": replace(TOLD, title=found.title(TOLD))})
    assert said == f"57% were abstinent at the first follow-up after discharge{finding}"
    assert len(said) <= 110


def test_without_a_verdict_the_reason_stands_there() -> None:
    found = headline.headline_of(of_demo("2026Q3"))
    found = replace(found, figure=replace(found.figure, verdict="none", reason=NONE))
    assert found.title(TOLD) == NONE.rstrip(".")
    assert headline.finding({"headline": replace(TOLD, title=found.title(TOLD))}) == NONE.rstrip(".")


@pytest.mark.parametrize(
    ("place", "said"), [(0, headline.NOT_TOLD), (1, headline.NO_VERDICT_TOLD), (2, headline.NO_VERDICT_TOLD)]
)
def test_a_hidden_figure_gets_no_verdict(place: int, said: str) -> None:
    cells = [told(), told(0.63), told(0.9)]
    cells[place] = Cell("share", HIDDEN, hidden=True)
    found = headline.headline_of(of_demo("2026Q3"))
    assert found.title(table(*cells)) == said


def test_those_reached_hidden_the_two_answers_are_not_compared() -> None:
    found = headline.headline_of(of_demo("2026Q3"))
    cells = table(told(), Cell("share", HIDDEN, hidden=True), told(0.9))
    assert found.why(cells) == ""
    said = headline.finding({"headline": replace(cells, title=found.title(cells))})
    assert said == "57% were abstinent at the first follow-up after discharge; no verdict is told"


def test_a_hidden_figure_is_nowhere_in_the_first_sentence() -> None:
    said = headline.finding({"headline": table(*[Cell("share", HIDDEN, hidden=True)] * 3, title=headline.NOT_TOLD)})
    assert said == headline.NOT_TOLD
