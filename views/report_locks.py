"""Locked quarters on the report page: lock what is shown, see which locks there are, and what changed since."""

from __future__ import annotations

import streamlit as st

from analytics.errors import CannotContinue
from analytics.reports.build import Pack
from analytics.reports.locking import checked_locks, difference_since, lock_pack
from analytics.reports.locks.difference_words import INTERNAL, difference_text
from views.page_frame import heading
from views.store import Store
from views.tables import show_table

LOCKED = "report_locked"


def show_locks(store: Store, pack: Pack) -> None:
    """The lock button, the list of locks, and the difference from the last one."""
    label = pack.settings[0].label
    heading("Locked quarters", "A lock proves later what was said, by which definitions and from which data.")
    if st.button(f"Lock {label}", key="report_lock", help="Figures, settings, definitions and data as they are now"):
        _lock(store, pack)
    if st.session_state.get(LOCKED):
        st.success(st.session_state.pop(LOCKED))
    checked = checked_locks(store.source)
    if not checked:
        st.caption("Nothing was locked yet.")
        return
    show_table(
        ("Quarter", "Version", "State"),
        [(found.quarter, str(found.version), problem or "as it was locked") for found, problem in checked],
        right=frozenset({1}),
        caption="Every lock of these records",
    )
    with st.expander(f"What changed since {label} was locked", key="report_difference", on_change="rerun") as box:
        if box.open:
            _difference(store, pack)


def _lock(store: Store, pack: Pack) -> None:
    try:
        made = lock_pack(pack, store.source, today=store.records().today)
    except CannotContinue as stop:
        st.error(f"{stop.problem} {stop.fix}")
        return
    st.session_state[LOCKED] = " ".join(f"Locked {found.quarter}, version {found.version}." for found in made)


def _difference(store: Store, pack: Pack) -> None:
    st.caption(INTERNAL)
    try:
        found = difference_since(store.records(), pack.asked[0], store.source)
    except CannotContinue as stop:
        st.info(f"{stop.problem} {stop.fix}")
        return
    lines = difference_text(found).strip().split("\n")
    st.markdown("\n".join(f"- {line}" for line in lines if line and line != INTERNAL))
