"""Every page of the dashboard, in the order of the navigation."""

from __future__ import annotations

from functools import partial

import streamlit as st

from views import (
    abstinence,
    compare,
    data,
    definitions,
    drug_testing,
    engagement,
    overview,
    pathways,
    patients,
    quarterly_report,
    relapse_and_benchmark,
    services_and_goals,
)
from views.filters import Choice
from views.store import Store

PAGES = {
    "Overview": overview,
    "Abstinence": abstinence,
    "Relapse and benchmark": relapse_and_benchmark,
    "Engagement": engagement,
    "Drug testing": drug_testing,
    "Services and goals": services_and_goals,
    "Pathways": pathways,
    "Compare": compare,
    "Patients": patients,
    "Quarterly report": quarterly_report,
    "Data": data,
    "Definitions": definitions,
}


def navigation(store: Store, choice: Choice) -> st.Page:
    """The page asked for; the list is flat because section headings break WCAG."""
    return st.navigation(
        [
            st.Page(
                partial(module.page, store, choice),
                title=title,
                url_path=address_of(title),
                default=title == "Overview",
            )
            for title, module in PAGES.items()
        ]
    )


def address_of(title: str) -> str:
    """`Drug testing` as `drug-testing`."""
    return title.lower().replace(" ", "-")


def parts_of(title: str) -> tuple[str, tuple[str, ...]] | None:
    """The key of a page's parts in the address and their words, in order; None for a page that is one piece."""
    module = PAGES[title]
    parts = getattr(module, "PARTS", None)
    return (module.PART, tuple(parts.values())) if parts else None
