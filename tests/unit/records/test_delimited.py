"""The first lines of a text file: delimiter and header."""

from __future__ import annotations

import pytest

from analytics.errors import Refused
from analytics.records.delimited import Head, read_head
from tests.unit.records.files import buffer

KNOWN = frozenset({"patientid", "admittedon"})


def head(text: str, delimiter: str | None = None) -> Head:
    return read_head(buffer(text), KNOWN, table="episodes", file="episodes.csv", delimiter=delimiter)


@pytest.mark.parametrize(
    ("text", "line", "rest"),
    [
        ("patient_id,admitted_on\nA,1\n", 1, "A,1\n"),
        ("\n\npatient_id,admitted_on\nA,1\n", 3, "A,1\n"),
        ("Report,of,2026\npatient_id,admitted_on\nA,1\n", 2, "A,1\n"),
        ('"a title\nof two lines",\npatient_id,admitted_on\nA,1\n', 2, "A,1\n"),
        ("patient_id,admitted_on\r\nA,1\r\n", 1, "A,1\r\n"),
        ("größe,patient_id\nA,1\n", 1, "A,1\n"),  # two bytes a letter
        ("patient_id\nA\n", 1, "A\n"),  # one column has no delimiter
    ],
)
def test_the_header_is_the_line_with_most_known_names(text: str, line: int, rest: str) -> None:
    found = head(text)

    assert found.line == line
    assert text.encode()[found.end :].decode() == rest


def test_two_delimiters_that_fit_alike_are_asked_about() -> None:
    with pytest.raises(Refused) as refused:
        head("patient_id,site;admitted_on\n")

    assert "the cells may be separated by comma and semicolon; both fit the header" in refused.value.problem
    assert '[files."episodes.csv"] delimiter = ";"' in refused.value.fix


def test_a_delimiter_from_the_mapping_is_not_guessed() -> None:
    assert head("patient_id,site;admitted_on\n", ";").columns == ("patient_id,site", "admitted_on")


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"episodes\.csv is empty"):
        head(text)
