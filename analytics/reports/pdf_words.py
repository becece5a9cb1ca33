"""Words as the report's font can print them, and how wide they are on the page."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from analytics.reports.pictures.style import FONTS

ABSENT = "□"
"""In place of a character the font lacks, such as an emoji: PDF/UA refuses a page with a missing one."""

ALIKE = str.maketrans({"∗": "*", "⁎": "*", "‐": "-", "‑": "-", "◇": "◊", "│": "|", "┃": "|", "─": "–", "\t": " "})
FILES = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "SourceSans3-Bold.ttf", "SourceSans3-It.ttf")
LONGEST_WORD = 24
"""A longer run without a blank may break anywhere, or it would run over the edge of its column."""
BREAK = "\u200b"
POINT = 25.4 / 72
"""Millimetres."""


def printable(words: str) -> str:
    """The words in characters of the font: nothing invisible, look-alikes for the absent, else an empty box."""
    told = unicodedata.normalize("NFC", words).translate(ALIKE)
    return "".join(_printable(letter) for letter in told)


def breakable(words: str) -> str:
    """The words with places to break inside very long ones, such as a fingerprint or a path."""

    def opened(match: re.Match[str]) -> str:
        return BREAK.join(match.group())

    return re.sub(rf"[^\s{BREAK}]{{{LONGEST_WORD + 1},}}", opened, words)


def width(words: str, *, size: float, strong: bool = False) -> float:
    """Millimetres of one line of these words at `size` points."""
    advances = _advances(FILES[1 if strong else 0])
    usual = advances["n"]
    return sum(advances.get(letter, usual) for letter in words) * size * POINT


def longest_word(words: str, *, size: float) -> float:
    """Millimetres of the widest piece of the words that cannot be broken."""
    pieces = re.split(rf"[ {BREAK}]", breakable(words))
    return max((width(piece, size=size) for piece in pieces), default=0.0)


def line(words: str) -> str:
    """Words of the font, with places to break inside very long ones."""
    return breakable(" ".join(piece for piece in re.split(r"[ \n\r\t]+", printable(words)) if piece))


def paragraphs(words: str) -> list[str]:
    """The paragraphs of a text, parted by empty lines."""
    return [line(piece) for piece in re.split(r"\n\s*\n", words) if piece.strip()]


def sentence(words: str) -> str:
    """The words with a full stop."""
    told = words.strip()
    return told if not told or told[-1] in ".!?" else f"{told}."


def shortened(words: str, room: float, *, size: float) -> str:
    """One line of at most `room` millimetres, for head and foot of a page; the whole words stand on page 1."""
    told = " ".join(printable(words).split())
    if width(told, size=size) <= room:
        return told
    while told and width(f"{told}…", size=size) > room:
        told = told[:-1]
    return f"{told.rstrip()}…"


def _printable(letter: str) -> str:
    if letter in _letters():
        return letter
    if letter == "\n":
        return letter
    if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"):
        return ""
    plain = "".join(piece for piece in unicodedata.normalize("NFKD", letter) if piece in _letters())
    return plain or ABSENT


@cache
def _letters() -> frozenset[str]:
    """Characters that every file of the family has and that can be seen (or are a blank)."""
    found = [set(_advances(file)) for file in FILES]
    common = set.intersection(*found)
    return frozenset(letter for letter in common if unicodedata.category(letter) not in ("Cc", "Cf"))


@cache
def _advances(file: str) -> dict[str, float]:
    """Width of each character of a font file, as a share of the type size."""
    from matplotlib.ft2font import FT2Font, LoadFlags

    font = FT2Font(str(FONTS / file))
    font.set_size(1000, 72)
    found = {}
    for code, glyph in font.get_charmap().items():
        found[chr(code)] = font.load_glyph(glyph, flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 1000
    return found
