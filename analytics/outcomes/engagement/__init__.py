"""Engagement: are they here, often enough, long enough?"""

from __future__ import annotations

from analytics.outcomes.exhibit import ExhibitKind

EXHIBITS: dict[str, ExhibitKind] = {}
