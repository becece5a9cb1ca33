"""Sentences for a letter to a payer or the board: one a measure, within what its interval allows."""

from __future__ import annotations

import streamlit as st

from analytics.reports.frozen import Report
from analytics.reports.letters import letters

SHORT, WITH_DEFINITION = "Short", "With its definition"


def show_letters(report: Report) -> None:
    """A sentence a measure, to be copied, from released figures only; or why there is none."""
    with st.expander("Sentences for a payer or board letter", key="report_letters", on_change="rerun") as box:
        if not box.open:
            return
        found = letters(report)
        if not found:
            st.caption("This report has no measures to write about.")
            return
        look = st.segmented_control(
            "Sentences", [SHORT, WITH_DEFINITION], default=SHORT, required=True, key="report_letters_look"
        )
        for letter in found:
            st.markdown(f"**{letter.measure}**")
            if letter.why_not:
                st.caption(letter.why_not)
            else:
                st.code(letter.plain if look == SHORT else letter.defined, language=None, wrap_lines=True)
