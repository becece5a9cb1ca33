"""Several exhibits at once: what cannot be shown is said once, with the figures it concerns."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analytics.errors import CannotContinue
from analytics.outcomes.exhibit import Exhibit
from views.filters import Choice
from views.store import Store

NOTHING_TO_COUNT = "nobody and nothing to count with these filters and this period."


def available(
    store: Store, choice: Choice, names: Mapping[str, str], *, by: str | None = None, **choices: str
) -> dict[str, Exhibit]:
    """The exhibits that can be shown, by key; every reason why others cannot is one message. `names`: key → words."""
    found: dict[str, Exhibit] = {}
    reasons: dict[str, list[str]] = {}
    for key, words in names.items():
        reason = _fetch(store, choice, key, found, by, choices)
        if reason:
            reasons.setdefault(reason, []).append(words)
    for reason, concerned in reasons.items():
        listed = ", ".join(concerned)
        st.info(f"{listed[:1].upper()}{listed[1:]}: {reason}")
    return found


def _fetch(
    store: Store, choice: Choice, key: str, found: dict[str, Exhibit], by: str | None, choices: Mapping[str, str]
) -> str:
    """Put an exhibit to those found, or say why not."""
    try:
        exhibit = store.exhibit(key, choice, by=by, **choices)
    except CannotContinue as problem:
        return f"{problem.problem} {problem.fix}"
    if exhibit.unavailable:
        return f"{exhibit.unavailable[:1].lower()}{exhibit.unavailable[1:]}"
    if exhibit.frame.empty:
        return NOTHING_TO_COUNT
    found[key] = exhibit
    return ""
