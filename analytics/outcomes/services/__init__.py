"""Services and goals: what did they get, and did life change?"""

from __future__ import annotations

from analytics.outcomes.exhibit import ExhibitKind

EXHIBITS: dict[str, ExhibitKind] = {}
