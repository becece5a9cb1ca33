"""Where to look next: one link a measure, with the filters and the period of the page."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

NEXT = {
    "abstinence": ("relapse-and-benchmark", "See it by quarter and group"),
    "retention": ("engagement", "See who leaves, and when"),
    "attendance": ("engagement", "See no-shows by day and hour"),
    "due_tests": ("drug-testing", "See the tests not given"),
    "reached": ("relapse-and-benchmark", "See how those not reached count"),
    "census": ("pathways", "See admissions and discharges"),
}
"""Address of the page and the words of the link, by measure."""


def next_link(key: str) -> str:
    """The link of a measure as HTML; the address keeps what the page was asked with (codes only)."""
    address, words = NEXT[key]
    asked = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    query = f"?{urlencode(asked)}" if asked else ""
    return f'<div class="second">Next: <a href="{escape(address + query)}" target="_self">{escape(words)}</a></div>'
