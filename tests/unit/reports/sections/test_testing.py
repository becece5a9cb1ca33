"""Drug testing: due tests add up, people and samples stand apart, figures are those of the command line."""

from __future__ import annotations

from tests.unit.reports.sections.figures import (
    draft_tables,
    nothing_small_is_told,
    of_command,
    sentences_without,
    shares,
)


def test_due_tests_add_up() -> None:
    found = shares(draft_tables("testing")["due_tests"])
    (line,) = of_command("testing.compliance", "active")
    assert found["Given"] == (line["value"], line["events"], line["n"])
    assert sum(events or 0 for _, events, _ in found.values()) == line["n"]


def test_people_and_samples_are_those_of_the_command_line() -> None:
    table = draft_tables("testing")["positivity"]
    lines = of_command("testing.positivity", "active")
    for column, unit in ((1, "people"), (2, "samples")):
        (line,) = (one for one in lines if one["analyte"] == "any counted analyte" and one["unit"] == unit)
        assert shares(table, column)["Any counted analyte"] == (line["value"], line["events"], line["n"])


def test_coverage_is_that_of_the_command_line() -> None:
    line = of_command("testing.coverage", "active")[0]
    assert shares(draft_tables("testing")["coverage"])["Own primary substance"] == (
        line["value"], line["events"], line["n"],
    )  # fmt: skip


def test_nothing_small_is_told() -> None:
    nothing_small_is_told("testing")


def test_without_tests_there_are_sentences() -> None:
    assert any("drug_tests" in words for words in sentences_without("testing"))
