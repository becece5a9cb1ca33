"""Pathways: reasons add up to everyone, deaths never stand alone, figures are those of the command line."""

from __future__ import annotations

from analytics.reports.sections.pathways import BOTH, DEATHS, OTHER
from tests.unit.reports.sections.figures import (
    draft_tables,
    nothing_small_is_told,
    of_command,
    sentences_without,
    shares,
)
from tests.unit.reports.settings_of import of_demo, released


def test_reasons_are_those_of_the_command_line_and_add_up() -> None:
    found = shares(draft_tables("pathways")["reasons"])
    lines = {str(line["discharge_reason"]): line for line in of_command("pathways.reasons", "discharged")}
    assert found["Completed"][1:] == (lines["completed"]["events"], lines["completed"]["n"])
    assert found["Dropped out"][1:] == (lines["dropped out"]["events"], lines["dropped out"]["n"])
    assert found[BOTH][1] == (found["Completed"][1] or 0) + (found["Transferred"][1] or 0)
    apart = [found[name][1] or 0 for name in ("Completed", "Transferred", "Dropped out", OTHER)]
    assert sum(apart) == lines["completed"]["n"]


def test_no_row_and_no_note_counts_deaths() -> None:
    report = released(of_demo("2026Q2"), "pathways")
    for table in report.tables().values():
        assert not [row for row in table.rows if row[0].text.lower() in ("died", "death", "deaths")]
    assert DEATHS in [getattr(block, "text", "") for block in report.sections[-1].blocks]


def test_median_days_are_those_of_the_command_line() -> None:
    (line,) = (one for one in of_command("pathways.length_of_stay", "discharged")
               if one["discharge_reason"] == "everyone discharged")  # fmt: skip
    median = draft_tables("pathways")["length_of_stay"].rows[0][1]
    assert getattr(median, "value", None) == round(float(str(line["median"])))


def test_after_leaving_speaks_of_the_people_of_the_headline() -> None:
    found = shares(draft_tables("pathways")["after_leaving"])
    assert (found["Seen within 7 days"][1] or 0) <= (found["Seen within 14 days"][1] or 0)
    assert found["Seen within 14 days"][2] <= found["Readmitted within six months"][2]


def test_nothing_small_is_told() -> None:
    nothing_small_is_told("pathways")


def test_without_discharges_there_are_sentences() -> None:
    assert any("discharge" in words for words in sentences_without("pathways"))
