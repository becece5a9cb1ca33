"""Pathways: where do they come from and go?"""

from __future__ import annotations

from views.filters import Choice
from views.page_frame import begin_page
from views.store import Store


def page(store: Store, choice: Choice) -> None:
    """Pathways."""
    begin_page("Pathways", store, choice)
