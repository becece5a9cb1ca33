"""What the parts of the page Pathways share: an exhibit or the reason why not, gathered for the end of the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

import pandas as pd
import streamlit as st

from analytics.errors import CannotContinue
from analytics.outcomes.exhibit import Exhibit
from views.filters import Choice
from views.page_frame import heading
from views.store import Store
from views.tables import show_table

EMPTY = "Nobody to count with these filters and this period."


@dataclass
class Gaps:
    """The figures that cannot be shown, and why."""

    found: list[tuple[str, str]] = field(default_factory=list)

    def show(self) -> None:
        """A table of them at the end of the page, one row a reason; nothing when all were shown."""
        if not self.found:
            return
        heading("Not shown for these records", "What each figure would need. See the page Data for what was read.")
        reasons = dict.fromkeys(why for _, why in self.found)
        rows = [("<br>".join(escape(name) for name, said in self.found if said == why), escape(why)) for why in reasons]
        show_table(["Figure", "Why"], rows)


def obtained(
    store: Store, choice: Choice, gaps: Gaps, key: str, name: str, *, by: str | None = None, **choices: str
) -> Exhibit | None:
    """The exhibit, or None after noting why it cannot be shown."""
    try:
        found = store.exhibit(f"pathways.{key}", choice, by=by, **choices)
    except CannotContinue as problem:
        gaps.found.append((name, str(problem)))
        return None
    if found.unavailable or found.frame.empty:
        gaps.found.append((name, found.unavailable or EMPTY))
        return None
    return found


def switch(label: str, options: dict[str, str], key: str) -> str:
    """A choice of one of a few words, kept in the address; returns its code."""
    picked = st.segmented_control(
        label,
        list(options),
        default=next(iter(options)),
        format_func=lambda code: options[code],
        key=key,
        bind="query-params",
        required=True,
    )
    return str(picked or next(iter(options)))


def axis_end(rows: pd.DataFrame) -> float:
    """Where a percent axis ends that need not reach 100%: over every interval."""
    highest = float(rows["high"].fillna(0).max())
    return next(end for end in (0.25, 0.5, 1.0) if highest <= end)


def basis_words(found: Exhibit) -> str:
    """Whom and when, for alternative texts."""
    return f"{found.window.words if found.window else ''}, n = {found.n:,}"
