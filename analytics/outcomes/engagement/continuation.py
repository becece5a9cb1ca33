"""Continuation: how many of the people admitted come back for a second, third and fourth treatment day."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.engagement.rows import frame_of, group_masks, share_row
from analytics.outcomes.engagement.treatment_days import treatment_days
from analytics.outcomes.exhibit import Choices, Exhibit
from analytics.outcomes.intervals import wilson
from analytics.outcomes.scope import Scope

WITHIN_DAYS = 30
"""A treatment day counts when it is at most so many days after admission, so that everybody has had the same time."""

STEPS = {1: "1st treatment day", 2: "2nd treatment day", 3: "3rd treatment day", 4: "4th treatment day"}
OF = {"of": ("admitted", "started")}
"""Below the line: everybody admitted, or only those who came at least once (as NIATx counts)."""


def continuation(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """People with at least 1 … 4 treatment days within 30 days of admission ÷ people admitted so long ago (Wilson).

    A group and an individual session on one day are one treatment day. Members are the people who did not reach it.
    """
    stays = scope.stays
    admitted = stays.admitted.astype(np.int64)
    reached = treatment_days(scope).within(admitted, np.minimum(admitted + WITHIN_DAYS, scope.as_of))
    asked = scope.people & (admitted + WITHIN_DAYS <= scope.as_of)
    too_young = int((scope.people & ~asked).sum())
    steps = dict(STEPS)
    if choices.get("of") == "started":
        asked = asked & (reached >= 1)
        steps.pop(1)
    rows, members = [], []
    groups = group_masks(scope, by, asked)
    for step, words in steps.items():
        for name, mask in groups:
            estimate = wilson(int((mask & (reached >= step)).sum()), int(mask.sum()))
            rows.append(share_row(estimate, group=name, treatment_day=step, step=words))
            members.append(np.flatnonzero(mask & (reached < step)))
    notes = (f"{too_young:,} people admitted in the last {WITHIN_DAYS} days are left out.",) if too_young else ()
    return Exhibit(frame_of(rows), int(asked.sum()), "people", None, notes, tuple(members))
