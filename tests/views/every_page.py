"""Any page over any of several programs, for what must hold on all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from analytics.outcomes.periods import period_named
from analytics.records.demo.plan import DEMO_TODAY
from analytics.records.load import load_records
from tests.views import fakes, fakes_engagement, fakes_pathways, services_made_up
from views.filters import Choice
from views.pages import PAGES
from views.store import Store

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo"
"""The demonstration program that lies in the repository."""


def _demo() -> Store:
    return fakes.store(load_records(str(DEMO), today=DEMO_TODAY))


PROGRAMS: dict[str, Callable[[], Store]] = {
    "demo": _demo,
    "plain": fakes.store,
    "day numbers": lambda: fakes.store(fakes.program(calendar="relative", fingerprint="every page, day numbers")),
    "nobody seen later": lambda: fakes.store(fakes.program(seen_later=False, fingerprint="every page, not seen")),
    "engagement": fakes_engagement.store,
    "pathways": fakes_pathways.store,
    "services": lambda: fakes.store(services_made_up.program()),
}
CHOICES = {
    "all": Choice(),
    "groups": Choice(by="track"),
    "quarter": Choice(period=period_named("2026Q2"), basis="discharged"),
}


@cache
def program(name: str) -> Store:
    """The store over one of the programs, built once."""
    return PROGRAMS[name]()


def draw() -> None:
    """Draw the page that the test's address names."""
    asked = st.query_params
    PAGES[asked["title"]].page(program(asked["program"]), CHOICES[asked["choice"]])
