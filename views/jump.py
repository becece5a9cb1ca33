"""Ways past the navigation and the filters for people at the keyboard: a skip link and a list of the page's figures.

Both are out of sight until the focus is on them (WCAG 2.4.1). The page's headings are collected while it is drawn, one
list a run: a run of the script has a thread of its own, and with it a context of its own.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape

import streamlit as st

FIGURES = "figures"
"""Where the skip link leads: the list of the page's figures."""

SKIP = "Skip to the figures"
_TITLES: ContextVar[list[str] | None] = ContextVar("titles of the page's figures", default=None)


def skip_link() -> None:
    """The first thing after the navigation: past the filters to the figures. Draw it before the filters."""
    with st.sidebar.container(key="skip"):
        st.html(f'<a class="jump" href="#{FIGURES}">{SKIP}</a>')


@contextmanager
def figures_listed() -> Generator[None]:
    """Over what is drawn inside: the list of its headings, filled when all of it is drawn."""
    titles: list[str] = []
    with st.container(key="jumps"):
        place = st.empty()
    before = _TITLES.set(titles)
    try:
        yield
    finally:
        _TITLES.reset(before)
    links = "".join(
        f'<li><a class="jump" href="#{FIGURES}-{number}">{escape(title)}</a></li>'
        for number, title in enumerate(titles, start=1)
    )
    place.html(f'<nav id="{FIGURES}" tabindex="-1" aria-label="Figures of this page"><ul>{links}</ul></nav>')


def target(title: str) -> None:
    """Where the list leads for one heading; the heading is drawn right after it."""
    titles = _TITLES.get()
    if titles is None:
        return
    titles.append(title)
    st.html(f'<span class="target" id="{FIGURES}-{len(titles)}" tabindex="-1"></span>')
