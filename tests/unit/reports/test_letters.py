"""Sentences for letters: what may be written about a figure, from hand-made released tables."""

from __future__ import annotations

import pytest

from analytics.charts.wording import percent, percent_range, signed_points
from analytics.reports.frozen import HIDDEN, NOT_ESTIMABLE, Cell, Column, Report, Section, Table
from analytics.reports.letters import Letter, letters, when

ABSTINENT, READMITTED = "Abstinent at follow-up", "Readmitted in 6 months"


def share(events: int, n: int, low: float, high: float) -> Cell:
    """A told share."""
    value = events / n
    interval = percent_range(low, high)
    return Cell("share", percent(value), value, low, high, events, n, interval=interval, of=f"{events} of {n}")


def change(value: float, low: float, high: float) -> Cell:
    """A told difference."""
    return Cell("points", signed_points(value), value, low, high)


def report(name: str, now: Cell, *, period: str = "2026 Q3", target: str = "–", moved: Cell | None = None) -> Report:
    """A report with one measure."""
    words = (Cell(text=name), Cell(text=period), now, Cell(text=target), Cell(text="Steady"))
    columns = tuple(Column(title) for title in ("Measure", "Period", "Now", "Target", "Reading"))
    tables = [
        Table("headline", "Within the published range of 50–70%", "", (), ()),
        Table("glance", "", "", columns, (words,)),
        Table(
            "measures", "", "", (Column("Measure"), Column("Definition")), ((Cell(text=name), Cell(text="So made.")),)
        ),
    ]
    if moved is not None:
        head = (Column("Measure"), Column("Change in a year", "points"))
        tables.append(Table("changed", "", "", head, ((Cell(text=name), moved),)))
    section = Section("glance", "", "", tuple(tables))
    return Report("Example", "", "2026 Q3", "", "", "", "", "", "", "", (section,))


def only(report: Report) -> Letter:
    """The one letter of a report."""
    (found,) = letters(report)
    return found


def test_the_figure_comes_with_its_counts_interval_missing_rule_and_verdict() -> None:
    # 178 of 312 = 57.05%
    found = only(report(ABSTINENT, share(178, 312, 0.515, 0.624), period="year to Mar 2026"))
    assert found.plain == (
        "57% of the people discharged in the year to Mar 2026 were abstinent at their first follow-up (178 of 312; 95% "
        "interval 52–62%). Everyone counts: who was not reached counts as not abstinent. Within the published range of "
        "50–70%."
    )
    assert found.defined == f"{found.plain} Definition: So made."
    assert not found.why_not


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.76, 0.82, "That is above the program's target of 75%."),
        (0.68, 0.74, "That is below the program's target of 75%."),
        (0.75, 0.82, "The interval holds the program's target of 75%."),  # the limit itself is within
        (0.70, 0.75, "The interval holds the program's target of 75%."),
    ],
)
def test_above_or_below_the_target_only_when_the_whole_interval_is(low: float, high: float, said: str) -> None:
    found = only(report("Sessions attended", share(300, 400, low, high), target="≥ 75%"))
    assert found.plain.endswith(said)


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (change(0.06, 0.01, 0.11), "That is 6 percentage points more than a year before (95% interval +1 to +11)."),
        (change(-0.06, -0.11, -0.01), "That is 6 percentage points fewer than a year before (95% interval −11 to −1)."),
        (change(0.014, 0.01, 0.02), "That is 1 percentage point more than a year before (95% interval +1 to +2)."),
        (
            change(0.05, 0.0, 0.1),
            "Against a year before no change can be shown (+5 percentage points, 95% interval 0 to +10).",
        ),
        (
            change(-0.04, -0.08, 0.01),
            "Against a year before no change can be shown (−4 percentage points, 95% interval −8 to +1).",
        ),
    ],
)
def test_a_direction_only_when_the_interval_excludes_no_change(moved: Cell, said: str) -> None:
    assert only(report(READMITTED, share(30, 300, 0.07, 0.14), moved=moved)).plain.endswith(said)


def test_a_hidden_change_is_not_spoken_of() -> None:
    plain = only(report(READMITTED, share(30, 300, 0.07, 0.14), moved=Cell("points", HIDDEN, hidden=True))).plain
    assert "year before" not in plain


def test_a_hidden_figure_gives_no_sentence_and_says_why() -> None:
    found = only(report(READMITTED, Cell("share", HIDDEN, hidden=True, reason="fewer than 11")))
    assert (found.plain, found.defined) == ("", "")
    assert found.why_not == "The figure is of too few people, or would give such a figure away."


def test_a_figure_that_is_not_estimable_gives_the_reason() -> None:
    found = only(
        report("Sessions attended", Cell("share", NOT_ESTIMABLE, reason="this export lists only held sessions"))
    )
    assert found.plain == ""
    assert found.why_not == "The figure is not estimable: this export lists only held sessions."


def test_a_report_without_first_page_gives_no_letters() -> None:
    assert letters(Report("Example", "", "", "", "", "", "", "", "", "", ())) == ()


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026 Q3", "in 2026 Q3"),
        ("FY2026 Q1", "in FY2026 Q1"),
        ("year to Mar 2026", "in the year to Mar 2026"),
        ("all records", "in all the records"),
    ],
)
def test_periods_read_inside_a_sentence(period: str, said: str) -> None:
    assert when(period) == said
