"""Patients: what happened to this person?"""

from __future__ import annotations

from views.filters import Choice
from views.page_frame import begin_page
from views.store import Store


def page(store: Store, choice: Choice) -> None:
    """Patients."""
    begin_page("Patients", store, choice)
