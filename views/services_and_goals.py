"""Services and goals: what did they get, and did life change?"""

from __future__ import annotations

from views.filters import Choice
from views.page_frame import begin_page
from views.store import Store


def page(store: Store, choice: Choice) -> None:
    """Services and goals."""
    begin_page("Services and goals", store, choice)
