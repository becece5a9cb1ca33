"""The address of the view, to copy: page, filters, grouping and period. It holds codes only, never a patient."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st


def link_to_view() -> None:
    """An expander in the sidebar with the address and a button to copy it."""
    with st.sidebar.expander("Link to this view"):
        st.code(address(), language=None, wrap_lines=True)
        st.caption("Opens the same page with the same filters on this computer.")


def address() -> str:
    """This page's address with its parameters."""
    parts = urlsplit(str(st.context.url or ""))
    asked = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(asked), ""))
