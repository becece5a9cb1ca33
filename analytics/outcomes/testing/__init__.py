"""Drug testing: are we testing as we say, and what do we see?"""

from __future__ import annotations

from analytics.outcomes.exhibit import ExhibitKind

EXHIBITS: dict[str, ExhibitKind] = {}
