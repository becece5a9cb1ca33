"""Relapse and benchmark: how many relapse, against what?"""

from __future__ import annotations

from views.filters import Choice
from views.page_frame import begin_page
from views.store import Store


def page(store: Store, choice: Choice) -> None:
    """Relapse and benchmark."""
    begin_page("Relapse and benchmark", store, choice)
