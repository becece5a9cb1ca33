"""What is derived from the records once and asked many times: timelines, words, ledgers, endpoint values.

Every step covers all stays; questions select among them. Nothing here changes after it was computed.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import numpy as np

from analytics.outcomes.catalogue import Endpoint
from analytics.outcomes.dated import DATED, TimesToEvent, assumed_results
from analytics.outcomes.interpreter import EndpointValues, Face, evaluate
from analytics.outcomes.missing import MissingRule, RecodedWords, recode_missing
from analytics.outcomes.patterns import Clock, Patterns, clock_zero, due_view, use_patterns
from analytics.records.ledger import Ledger, View, expected_tests
from analytics.records.records import Records
from analytics.records.said import Analytes, Refused
from analytics.records.timeline import Timeline, build_timeline


class Derivation:
    """The records with everything derived from them so far. Readers may share it: results are never changed."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._kept: dict[tuple[object, ...], Any] = {}

    def once(self, key: tuple[object, ...], compute: Callable[[], Any]) -> Any:
        """A result computed the first time it is asked for."""
        if key not in self._kept:
            self._kept[key] = compute()
        return self._kept[key]

    def one_of_equals(self, key: tuple[object, ...], array: np.ndarray) -> np.ndarray:
        """The first array kept with the same content, looked for once a key: readers may then ask `is`."""
        kept: dict[bytes, np.ndarray] = self.once(("arrays by content",), dict)
        found: np.ndarray = self.once(key, lambda: kept.setdefault(blake2b(array.tobytes()).digest(), array))
        return found

    def timeline(self, refused: Refused = "positive", analytes: Analytes = "all") -> Timeline:
        """Every stay with its placed test rows."""
        return self.once(
            ("timeline", refused, analytes),
            lambda: build_timeline(self.records, refused=refused, analytes=analytes),
        )

    def patterns(self, clock: Clock, refused: Refused = "positive", analytes: Analytes = "all") -> Patterns:
        """The weekly words of every stay, intent-to-treat."""
        return self.once(
            ("patterns", clock, refused, analytes),
            lambda: use_patterns(self.timeline(refused, analytes), clock=clock),
        )

    def recoded(
        self, clock: Clock, missing: MissingRule, refused: Refused = "positive", analytes: Analytes = "all"
    ) -> RecodedWords:
        """The words after the rule for missing tests; a stay whose clock never starts has length 0."""
        patterns = self.patterns(clock, refused, analytes)

        def compute() -> RecodedWords:
            gap = self.timeline(refused, analytes).stays.drop_out_gap_weeks()
            return recode_missing(patterns.words, patterns.lengths.astype(np.int32), missing, drop_out_gap_weeks=gap)

        return self.once(("recoded", clock, missing, refused, analytes), compute)

    def values(
        self,
        endpoints: tuple[Endpoint, ...],
        face: Face,
        clock: Clock,
        missing: MissingRule = "as_published",
        refused: Refused = "positive",
        analytes: Analytes = "all",
        *,
        until_week: int | None = None,
    ) -> EndpointValues:
        """Endpoints read off the recoded words of every stay, cut after `until_week` weeks (None = whole words)."""
        words = self.recoded(clock, missing, refused, analytes)
        key = ("values", tuple(e.key for e in endpoints), face, clock, missing, refused, analytes, until_week)

        def compute() -> EndpointValues:
            symbols = np.ascontiguousarray(words.words[:, :until_week])
            return evaluate(symbols, np.minimum(words.lengths, symbols.shape[1]), endpoints, face=face)

        return self.once(key, compute)

    def dated(
        self,
        key: str,
        clock: Clock,
        missing: MissingRule = "as_published",
        refused: Refused = "positive",
        analytes: Analytes = "all",
    ) -> TimesToEvent:
        """One of the program's own dated endpoints for every stay."""
        timeline = self.timeline(refused, analytes)

        def compute() -> TimesToEvent:
            ledger = self.ledger(due_view(clock), refused, analytes)
            assumed = self.once(
                ("assumed", clock, missing, refused, analytes), lambda: assumed_results(timeline, ledger, missing)
            )
            return DATED[key](timeline, clock_zero(timeline, clock), assumed)

        return self.once(("dated", key, clock, missing, refused, analytes), compute)

    def ledger(self, view: View = "in_treatment", refused: Refused = "positive", analytes: Analytes = "all") -> Ledger:
        """The expected-test ledger of every stay."""
        timeline = self.timeline(refused, analytes)
        return self.once(("ledger", view, refused, analytes), lambda: expected_tests(timeline, view=view))
