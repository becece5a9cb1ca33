"""Engagement: are they here, often enough, long enough?"""

from __future__ import annotations

from views.filters import Choice
from views.page_frame import begin_page
from views.store import Store


def page(store: Store, choice: Choice) -> None:
    """Engagement."""
    begin_page("Engagement", store, choice)
