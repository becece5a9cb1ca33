"""The testing policy of program.toml: phases that say how many tests are due in windows of how many days."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from analytics.records import settings_checks as must_be
from analytics.records.policy import TestingPhase
from analytics.records.settings_checks import NotAllowed, Setting, checked_keys

PHASE_SETTINGS: tuple[Setting, ...] = (
    Setting("every_days", "required", "length of a window in days", must_be.whole(1, 365)),
    Setting("from_day", "0", "day the phase begins", must_be.whole(0, 3650)),
    Setting("to_day", "the planned end", "day the phase ends", must_be.whole(1, 3650)),
    Setting("per_window", "1", "tests due in a window", must_be.whole(1, 31)),
    Setting("after", '"admission"', "what days count from", must_be.one_of("admission", "discharge")),
)


def testing_phases(value: Any) -> tuple[TestingPhase, ...]:
    """The phases of one section, in the order written; NotAllowed when they overlap or lack every_days."""
    if not isinstance(value, list) or not all(isinstance(phase, dict) for phase in value):
        raise NotAllowed("phases written [[defaults.testing]] with every_days, from_day, to_day")
    phases = []
    for raw in value:
        problems: list[str] = []
        keys = checked_keys(raw, PHASE_SETTINGS, "testing.", problems)
        if "every_days" not in keys and not problems:
            problems.append('"testing.every_days" is missing')
        if problems:
            raise NotAllowed("phases without these faults: " + "; ".join(problems))
        phases.append(TestingPhase(**{"from_day": 0, "to_day": None, **keys}))
    _refuse_overlapping(phases)
    return tuple(phases)


def _refuse_overlapping(phases: list[TestingPhase]) -> None:
    for after in ("admission", "discharge"):
        ordered = sorted((p for p in phases if p.after == after), key=lambda p: p.from_day)
        if any(p.to_day is not None and p.to_day <= p.from_day for p in ordered):
            raise NotAllowed("phases whose to_day is after their from_day")
        for first, second in pairwise(ordered):
            if first.to_day is None or first.to_day > second.from_day:
                raise NotAllowed(f"phases that do not overlap (days after {after})")
