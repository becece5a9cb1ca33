"""The first lines of a text file: which sign separates its cells, and which line is the header."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from analytics.errors import Refused
from analytics.records.header import HEADER_WITHIN, no_known_name, recognised

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
HEAD_BYTES = 1 << 16


@dataclass(frozen=True)
class Head:
    """Where the table starts: its delimiter, column names, the header's line number and the byte after it."""

    delimiter: str
    columns: tuple[str, ...]
    line: int
    end: int


@dataclass(frozen=True)
class _Guess:
    delimiter: str
    lines: tuple[tuple[str, ...], ...]
    line: int
    known: int


def read_head(
    content: pa.Buffer, known: frozenset[str], *, table: str, file: str, delimiter: str | None = None
) -> Head:
    """The header among the first 20 lines: the one with the most names we know.

    Refused: no line at all, no name we know, or two delimiters that fit equally well (mapping.toml then says which).
    """
    text = _first_lines(content)
    if not text.strip():
        raise Refused(f"{file} is empty.", "Export it again, or remove it when the program has no such records.")
    guesses = [_guess(text, sign, known) for sign in ([delimiter] if delimiter else DELIMITERS)]
    if not any(guess.known for guess in guesses):
        raise no_known_name(table, file)
    best = _best(guesses, file)
    return Head(best.delimiter, best.lines[best.line], best.line + 1, _bytes_before(text, best))


def _first_lines(content: pa.Buffer) -> str:
    """The first lines of the file, cut after the last whole one."""
    head = content.slice(0, min(HEAD_BYTES, content.size)).to_pybytes()
    if content.size > HEAD_BYTES:
        head = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1]
    return head.decode("utf-8", errors="ignore")


def _reader(text: str, delimiter: str) -> csv._reader:  # type: ignore[name-defined]
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _guess(text: str, delimiter: str, known: frozenset[str]) -> _Guess:
    """How the first lines read with this delimiter, and the line that looks most like a header."""
    lines = []
    try:
        for _, cells in zip(range(HEADER_WITHIN), _reader(text, delimiter), strict=False):
            lines.append(tuple(cells))
    except csv.Error:
        lines = []
    scores = [recognised(cells, known) for cells in lines]
    most = max(scores, default=0)
    return _Guess(delimiter, tuple(lines), scores.index(most) if most else 0, most)


def _best(guesses: Sequence[_Guess], file: str) -> _Guess:
    """The delimiter that shows most known names, then most cells; one column has no delimiter to guess."""
    most = max(guess.known for guess in guesses)
    able = [guess for guess in guesses if guess.known == most]
    several = [guess for guess in able if len(guess.lines[guess.line]) > 1]
    if len(several) > 1:
        names = " and ".join(DELIMITERS[guess.delimiter] for guess in several)
        raise Refused(
            f"{file}: the cells may be separated by {names}; both fit the header.",
            f'Say which in mapping.toml: [files."{file}"] delimiter = ";" (or another), and load again.',
        )
    return several[0] if several else able[0]


def _bytes_before(text: str, guess: _Guess) -> int:
    """Bytes up to and with the header's line end."""
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=guess.delimiter)
    for _ in range(guess.line + 1):
        next(reader)
    physical = io.StringIO(text, newline="")
    return sum(len(next(physical).encode("utf-8")) for _ in range(reader.line_num))
