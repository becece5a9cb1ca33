"""The front door: `streamlit run dashboard.py -- --data SOURCE --today 2026-10-01`. No numbers here."""

from __future__ import annotations

import argparse
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from analytics.errors import CannotContinue
from analytics.records.demo.plan import DEMO_TODAY
from views import abstinence, data, definitions, overview
from views.filters import Choice, choose
from views.store import Store, open_store
from views.style import use_house_style

DEMO = Path(__file__).resolve().parent / "data" / "demo"
PAGES = {
    "Overview": overview.page,
    "Abstinence": abstinence.page,
    "Data": data.page,
    "Definitions": definitions.page,
}
PATIENT_LEVEL = "Shown at patient level, on this computer only. Downloads are named internal_…"


def asked() -> tuple[str, date]:
    """The source and the day it is read on: the bundled demonstration program on its own day, else today."""
    words = argparse.ArgumentParser(add_help=False)
    words.add_argument("--data")
    words.add_argument("--today", type=date.fromisoformat)
    given, _ = words.parse_known_args()
    today = given.today or (date.today() if given.data else DEMO_TODAY)
    return given.data or str(DEMO), today


def main() -> None:
    """Open the store, draw navigation and filters, run the page."""
    st.set_page_config(page_title="IOP outcomes", layout="wide", initial_sidebar_state="auto")
    use_house_style()
    source, today = asked()
    try:
        store = open_store(source, today=today)
    except CannotContinue as problem:
        st.title("The records cannot be shown")
        st.error(str(problem))
        return
    show(store, choose(store.records()))


def show(store: Store, choice: Choice) -> None:
    """Flat navigation (section headings break WCAG) and the page asked for."""
    listed = [
        st.Page(partial(page, store, choice), title=title, url_path=title.lower(), default=title == "Overview")
        for title, page in PAGES.items()
    ]
    current = st.navigation(listed)
    st.sidebar.caption(PATIENT_LEVEL)
    current.run()


main()
