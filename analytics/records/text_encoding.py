"""The bytes of a text file as UTF-8: what the file says it is, else UTF-8, else Windows-1252 with a visible warning."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from analytics.errors import Refused
from analytics.records.findings import Finding

FALLBACK_ENCODING = "cp1252"  # Excel's "CSV" on Western Windows; charset guessers name worse ones
ASCII_SIZE = 128
MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

NOT_TEXT = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook, or one with a password",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a compressed (gzip) file",
}
WEB_PAGE = (b"<!doctype", b"<html", b"<table", b"<?xml")


@dataclass(frozen=True)
class Text:
    """UTF-8 bytes without a mark in front, and a finding when the encoding had to be guessed."""

    content: pa.Buffer
    findings: tuple[Finding, ...] = ()


def utf8_text(content: pa.Buffer, *, table: str, file: str, encoding: str | None = None) -> Text:
    """The file's bytes as UTF-8. `encoding` comes from mapping.toml and is then not guessed.

    Refused: bytes that are no text (another kind of file, NUL bytes) or not readable in the encoding.
    """
    start = content.slice(0, min(16, content.size)).to_pybytes()
    _refuse_other_kinds(start, file)
    for mark, name in MARKS.items():
        if start.startswith(mark):
            return Text(_recoded(content.slice(len(mark)), name, file))
    if encoding:
        return Text(_recoded(content, encoding, file))
    values = np.frombuffer(content, np.uint8)
    if values.size and values.min() == 0:
        raise Refused(
            f"{file} holds NUL bytes: it is not a text file, or UTF-16 without a mark.",
            "Save it again as CSV UTF-8 (in Excel: Save as, CSV UTF-8).",
        )
    if not values.size or values.max() < ASCII_SIZE or _is_utf8(content):
        return Text(content)
    return _in_fallback_encoding(content, table, file)


def _refuse_other_kinds(start: bytes, file: str) -> None:
    for magic, kind in NOT_TEXT.items():
        if start.startswith(magic):
            raise Refused(
                f"{file} is {kind}, not a text file as its name says.",
                "Give it the name ending it should have, or export it again as CSV.",
            )
    if start.lstrip().lower().startswith(WEB_PAGE):
        raise Refused(f"{file} is a web page, not a table of text.", "Export it again as CSV, not as HTML or XML.")


def _is_utf8(content: pa.Buffer) -> bool:
    try:
        str(memoryview(content), "utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _recoded(content: pa.Buffer, encoding: str, file: str) -> pa.Buffer:
    """The bytes as UTF-8, refused when they are not in the encoding they claim."""
    try:
        text = str(memoryview(content), encoding)
    except UnicodeError:
        raise Refused(
            f"{file} cannot be read as {encoding.upper()}.",
            "Save it again as CSV UTF-8 (in Excel: Save as, CSV UTF-8).",
        ) from None
    if "\0" in text:
        raise Refused(
            f"{file} holds NUL characters: it is not a text file.",
            "Save it again as CSV UTF-8 (in Excel: Save as, CSV UTF-8).",
        )
    return content if encoding == "utf-8" else pa.py_buffer(text.encode("utf-8"))


def _in_fallback_encoding(content: pa.Buffer, table: str, file: str) -> Text:
    try:
        recoded = str(memoryview(content), FALLBACK_ENCODING).encode("utf-8")
    except UnicodeDecodeError:
        raise Refused(
            f"{file} is neither UTF-8 nor Windows-1252 text.",
            f'Save it again as CSV UTF-8, or name its encoding in mapping.toml: [files."{file}"] encoding = "latin-1".',
        ) from None
    guessed = Finding(
        table=table,
        file=file,
        row=None,
        column="",
        code="encoding_guessed",
        severity="warning",
        came="bytes that are not UTF-8",
        message=f"{file} is not UTF-8; it was read as Windows-1252. Letters with accents may be wrong.",
        fix=f'Save it as CSV UTF-8, or name its encoding in mapping.toml: [files."{file}"] encoding = "cp1252".',
    )
    return Text(pa.py_buffer(recoded), (guessed,))
