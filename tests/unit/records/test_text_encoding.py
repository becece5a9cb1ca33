"""Encodings: what the file says, else UTF-8, else Windows-1252 with a warning."""

from __future__ import annotations

import codecs

import pytest

from analytics.errors import Refused
from analytics.records.text_encoding import Text, utf8_text
from tests.unit.records.files import buffer

WORDS = "patient_id,site\nA,Zürich\n"


def read(content: bytes, encoding: str | None = None) -> Text:
    return utf8_text(buffer(content), table="episodes", file="episodes.csv", encoding=encoding)


@pytest.mark.parametrize(
    ("content", "encoding", "codes"),
    [
        (WORDS.encode("utf-8"), None, []),
        (codecs.BOM_UTF8 + WORDS.encode("utf-8"), None, []),
        (WORDS.encode("utf-16"), None, []),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), None, []),
        (WORDS.encode("cp1252"), None, ["encoding_guessed"]),  # the only one that is guessed
        (WORDS.encode("cp1252"), "cp1252", []),
        (WORDS.encode("cp850"), "cp850", []),
        (WORDS.encode("utf-8"), "utf-8", []),
    ],
)
def test_the_text_comes_out_as_utf_8(content: bytes, encoding: str | None, codes: list[str]) -> None:
    text = read(content, encoding)

    assert text.content.to_pybytes().decode("utf-8") == WORDS
    assert [finding.code for finding in text.findings] == codes


def test_a_guess_says_what_to_do() -> None:
    (finding,) = read(WORDS.encode("cp1252")).findings

    assert finding.severity == "warning"
    assert finding.message.startswith("episodes.csv is not UTF-8; it was read as Windows-1252.")
    assert "CSV UTF-8" in finding.fix


@pytest.mark.parametrize(
    ("content", "encoding", "problem"),
    [
        (b"patient_id\nA\x00\n", None, "holds NUL bytes"),
        (WORDS.encode("utf-16-le"), None, "holds NUL bytes"),  # no mark in front
        (b"patient_id\n\x81\x8d\n", None, "is neither UTF-8 nor Windows-1252 text"),
        (WORDS.encode("cp1252"), "utf-8", "cannot be read as UTF-8"),
        (codecs.BOM_UTF16_LE + b"a\x00\xd8", None, "cannot be read as UTF-16-LE"),
        (codecs.BOM_UTF8 + b"\xff\xff", None, "cannot be read as UTF-8"),
        (b"PK\x03\x04....", None, "is an Excel workbook or a zip archive, not a text file"),
        (b"\xd0\xcf\x11\xe0....", None, "is an old Excel workbook, or one with a password"),
        (b"PAR1....", None, "is a Parquet file"),
        (b"%PDF-1.7", None, "is a PDF document"),
        (b"\x1f\x8b....", None, "is a compressed (gzip) file"),
        (b" <!DOCTYPE html><table>", None, "is a web page"),
    ],
)
def test_bytes_that_are_no_text_are_refused(content: bytes, encoding: str | None, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content, encoding)

    assert problem in refused.value.problem
    assert refused.value.fix.endswith(".")
