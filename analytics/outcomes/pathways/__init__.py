"""Pathways: where do they come from, where do they go?"""

from __future__ import annotations

from analytics.outcomes.exhibit import ExhibitKind

EXHIBITS: dict[str, ExhibitKind] = {}
