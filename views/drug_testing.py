"""Drug testing: are we testing as we say, and what do we see?"""

from __future__ import annotations

from views.filters import Choice
from views.page_frame import begin_page
from views.store import Store


def page(store: Store, choice: Choice) -> None:
    """Drug testing."""
    begin_page("Drug testing", store, choice)
