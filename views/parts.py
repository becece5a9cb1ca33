"""The parts of a long page: one control to choose one, kept in the address, and links that open a certain one."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st


def part_of(key: str, parts: Mapping[str, str], *, asked_elsewhere: bool = False) -> str:
    """The part chosen, as its code; `parts`: code → words, the first one is shown unless another is asked for.

    The address says `key=words` (Streamlit writes what is shown). `asked_elsewhere`: the session already holds which
    part to show, so that no default may be given.
    """
    first = next(iter(parts))
    part = st.segmented_control(
        "Part of the page",
        list(parts),
        default=None if asked_elsewhere else first,
        required=True,
        format_func=parts.__getitem__,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
    return part or first


def address_with(page: str, key: str = "", words: str = "") -> str:
    """The address of a page, or of one of its parts, that keeps what this page was asked with (codes only)."""
    asked = [(name, value) for name in st.query_params for value in st.query_params.get_all(name) if name != key]
    query = urlencode([*asked, (key, words)] if words else asked)
    return f"{page}?{query}" if query else page
