"""Relapse: how many return to use, and against what?"""

from __future__ import annotations

from analytics.outcomes.exhibit import ExhibitKind

EXHIBITS: dict[str, ExhibitKind] = {}
