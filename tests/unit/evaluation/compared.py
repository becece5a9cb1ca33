"""Made-up people for comparisons: each with a group, a day, and whether the test on it was positive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import Question
from tests.made_up import Row, day, made_up_records, test_row

FIRST_POSITIVE = Question(endpoint="first_positive")

Person = tuple[str, int, int]
"""Track, day, event (1 = the first positive test on that day, 0 = the last negative one)."""


def followed(people: Sequence[Person], **columns: Sequence[Any]) -> Derivation:
    """The people as records; further columns of episodes by name, one value a person."""
    episodes: list[Row] = []
    tests: list[Row] = []
    for k, (track, on, event) in enumerate(people):
        patient = f"P{k:03}"
        row: Row = {"patient_id": patient, "admitted_on": day(0), "discharged_on": day(200), "track": track}
        episodes.append(row | {name: values[k] for name, values in columns.items()})
        tests.append(test_row(on, "positive" if event else "negative", patient=patient))
    return Derivation(made_up_records(episodes=episodes, tests=tests))


def two_tracks(day_events: int = 12, evening_events: int = 4, each: int = 30) -> list[Person]:
    """Two tracks of `each` people; events on days 11, 12, … (after any wash-out), the others followed to day 100."""
    tracks = {"day": day_events, "evening": evening_events}
    return [
        (track, k + 11 if k < events else 100, int(k < events)) for track, events in tracks.items() for k in range(each)
    ]
