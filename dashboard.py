"""The front door: `streamlit run dashboard.py -- --data SOURCE --today 2026-10-01`. No numbers here."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import streamlit as st

from analytics.errors import WrongUsage
from analytics.records.demo.plan import DEMO_TODAY
from analytics.records.imports import current_import
from views.filters import choose
from views.guard import told_plainly
from views.jump import figures_listed
from views.link import link_to_view
from views.memory import settle_memory
from views.opening import Start, open_store
from views.pages import navigation
from views.store import Store
from views.style import use_house_style

DEMO = str(Path(__file__).resolve().parent / "data" / "demo")


def asked() -> Start:
    """What to show: the source that --data names, else the current import, else the demonstration program."""
    words = argparse.ArgumentParser(add_help=False)
    words.add_argument("--data")
    words.add_argument("--today")
    given, _ = words.parse_known_args()
    try:
        today = date.fromisoformat(given.today) if given.today else date.today()
    except ValueError:
        raise WrongUsage("--today is not a date.", "Write it as year-month-day, such as 2026-10-01.") from None
    if source := given.data or current_import():
        return Start(str(source), today, today, named=bool(given.data))
    return Start(DEMO, today if given.today else DEMO_TODAY, today)


def main() -> None:
    """Open the store and draw; whatever goes wrong is told in a sentence."""
    st.set_page_config(page_title="IOP outcomes", layout="wide", initial_sidebar_state="auto")
    use_house_style()
    with told_plainly("The records cannot be shown"):
        draw(open_store(asked()))


def draw(store: Store) -> None:
    """Filters, navigation and the page."""
    page = navigation(store, choose(store.records(), store.groups()))
    st.sidebar.caption("Shown at patient level, on this computer only. Downloads are named internal_…")
    with figures_listed(), told_plainly():
        page.run()
    link_to_view()
    settle_memory()


main()
