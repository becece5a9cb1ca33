"""Pathways: where do they come from, where do they go?"""

from __future__ import annotations

from analytics.outcomes.exhibit import ExhibitKind
from analytics.outcomes.pathways import (
    breakdown,
    census,
    deaths,
    flows,
    length_of_stay,
    readmission,
    reasons,
    seen_after,
)

EXHIBITS: dict[str, ExhibitKind] = {
    **flows.EXHIBITS,
    **reasons.EXHIBITS,
    **length_of_stay.EXHIBITS,
    **seen_after.EXHIBITS,
    **readmission.EXHIBITS,
    **census.EXHIBITS,
    **breakdown.EXHIBITS,
    **deaths.EXHIBITS,
}
