"""Which records are shown, the imports that are kept, and the ways back: another import, the demo, deleting one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analytics.charts.wording import plural
from analytics.errors import CannotContinue
from analytics.records.imports import (
    IMPORTS_KEPT,
    KeptImport,
    home_folder,
    is_import,
    kept_imports,
    remove_import,
    show_import,
)
from views.opening import expect_new_records
from views.page_frame import heading
from views.store import Store

DONE = "import_done"
ASKED_TO_REMOVE = "import_asked_to_remove"
DEMO_WORDS = "The demonstration program"
NAMED = (
    "The dashboard was started with --data, so it goes on showing that source. What you import or choose here is shown "
    "when it is started without --data."
)


def source_words(store: Store) -> str:
    """What is shown, in a few words."""
    if store.named:
        return "the source given with --data"
    return "an import" if is_import(store.source) else "the bundled demonstration program"


def show_kept(store: Store) -> None:
    """Where imported records live, and which of them is shown; switching and deleting."""
    if done := st.session_state.pop(DONE, ""):
        st.success(done)
    if store.named:
        st.info(NAMED)
    kept = kept_imports()
    heading(
        f"{plural(len(kept), 'import')} kept on this computer" if kept else "Bring in your own records",
        f"Imported records are patient-level. They stay on this computer, in {home_folder()}, readable by your account "
        f"only; nothing is sent anywhere. The last {IMPORTS_KEPT} imports are kept, older ones are deleted.",
    )
    if kept:
        _choose(kept)


def import_words(one: KeptImport | None) -> str:
    """`Import of 22 Nov 2026, 10:41`; None is the demonstration program."""
    return DEMO_WORDS if one is None else f"Import of {one.written.day} {one.written:%b %Y, %H:%M:%S}"


def _choose(kept: list[KeptImport]) -> None:
    current = next((one for one in kept if one.is_current), None)
    options: list[KeptImport | None] = [*kept, None]
    picked = st.radio(
        "Current data",
        range(len(options)),
        index=options.index(current),
        format_func=lambda place: import_words(options[place]) + (", current" if options[place] == current else ""),
        key=f"import_pick_{len(kept)}_{current.name[:8] if current else 'demo'}",
    )
    chosen = options[picked]
    with st.container(horizontal=True):
        if chosen != current and st.button("Make this the current data", key="import_switch"):
            _do(
                lambda: show_import(chosen.name if chosen else None), f"{import_words(chosen)} is now the current data."
            )
        if chosen is not None and st.button("Remove this import", key="import_remove"):
            st.session_state[ASKED_TO_REMOVE] = chosen.name
    if chosen is not None and st.session_state.get(ASKED_TO_REMOVE) == chosen.name:
        _ask_before_removing(chosen)


def _ask_before_removing(one: KeptImport) -> None:
    after = " The import before it becomes current, or the demonstration program." if one.is_current else ""
    st.warning(f"{import_words(one)} will be deleted from this computer. This cannot be undone.{after}")
    with st.container(horizontal=True):
        if st.button("Delete it", key="import_remove_yes"):
            st.session_state.pop(ASKED_TO_REMOVE)
            _do(lambda: remove_import(one.name), f"{import_words(one)} was deleted.")
        if st.button("Keep it", key="import_remove_no"):
            st.session_state.pop(ASKED_TO_REMOVE)
            st.rerun()


def _do(change: Callable[[], None], done: str) -> None:
    """Change the current data, say so at the next run, and draw everything again."""
    try:
        change()
    except CannotContinue as problem:
        st.error(str(problem))
        return
    expect_new_records()
    st.session_state[DONE] = done
    st.rerun()
