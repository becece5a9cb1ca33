"""The published figures: what each is, which are drawn, and editing them."""

from __future__ import annotations

from views.store import Store


def show(store: Store) -> None:
    """The list of published figures."""
