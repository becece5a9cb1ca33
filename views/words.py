"""Plain words of pages: what can be chosen (from the charts, so that the report says the same), groups and reasons."""

from __future__ import annotations

from analytics.charts.endpoint_words import (
    CLOCKS,
    ENDPOINTS,
    MISSING,
    OWN_STATES,
    STATES,
    endpoint_words,
    event_words,
    missing_words,
    state_words,
)
from analytics.charts.reason_words import REASONS, reason_words

__all__ = [
    "CLOCKS",
    "ENDPOINTS",
    "GROUPS",
    "MISSING",
    "OWN_STATES",
    "REASONS",
    "REFUSED",
    "STATES",
    "endpoint_words",
    "event_words",
    "missing_words",
    "reason_words",
    "state_words",
]

GROUPS = {
    "abstinence": "Abstinence",
    "relapse": "Relapse",
    "dropout": "Drop-out",
    "reduction": "Reduction of use",
}
REFUSED = {"positive": "A refused test counts as positive", "missed": "A refused test counts as missed"}
