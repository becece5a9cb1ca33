"""A definition and a section of definitions as the page shows them, and the filter over both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from re import compile as pattern

import streamlit as st

from views.page_frame import heading
from views.style import house
from views.tables import show_table

TAG = pattern(r"<[^>]+>")


@dataclass(frozen=True)
class Entry:
    """One definition: a block of HTML, or the cells of a table row, with every value escaped."""

    cells: tuple[str, ...]

    def holds(self, asked: str) -> bool:
        """Whether every word asked for stands in it, in any case."""
        told = unescape(TAG.sub(" ", " ".join(self.cells))).casefold()
        return all(word in told for word in asked.casefold().split())


@dataclass(frozen=True)
class Section:
    """Definitions under one heading; with `head` a table. `folded`: in an expander until something is looked for."""

    title: str
    subtitle: str
    entries: tuple[Entry, ...]
    head: tuple[str, ...] = ()
    folded: bool = False

    def matching(self, asked: str) -> Section:
        """The section with the entries that hold what is asked; all of them when its title holds it."""
        if not asked or Entry((self.title,)).holds(asked):
            return self
        return Section(self.title, self.subtitle, tuple(e for e in self.entries if e.holds(asked)), self.head)


def block(title: str, *paragraphs: str) -> Entry:
    """A definition with a title; paragraphs are HTML, a `second` one small."""
    return Entry((f"<h3>{title}</h3>{''.join(paragraphs)}",))


def draw(section: Section, *, unfolded: bool) -> None:
    """One section: heading and definitions, or an expander with them."""
    if section.folded and not unfolded:
        with st.expander(f"{section.title} ({len(section.entries)})"):
            st.caption(section.subtitle)
            _body(section)
        return
    heading(section.title, section.subtitle)
    _body(section)


def _body(section: Section) -> None:
    if section.head:
        show_table(section.head, [entry.cells for entry in section.entries])
    else:
        house("".join(cell for entry in section.entries for cell in entry.cells), kind="define")


def found(sections: Sequence[Section], asked: str) -> tuple[Section, ...]:
    """The sections with anything of what is asked."""
    kept = (section.matching(asked) for section in sections)
    return tuple(section for section in kept if section.entries)
