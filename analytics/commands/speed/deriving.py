"""Rows of the bench: test rows to weekly patterns beside polars, and all endpoints beside the patterns themselves."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path

from analytics.commands.speed.polars_patterns import polars_frames, polars_words
from analytics.commands.speed.timing import Row, compared, not_measured
from analytics.commands.speed.workload import TODAY
from analytics.outcomes.catalogue import pattern_endpoints
from analytics.outcomes.interpreter import evaluate
from analytics.outcomes.patterns import Patterns, use_patterns
from analytics.records.load import load_records
from analytics.records.records import Records
from analytics.records.timeline import build_timeline

PATTERNS_GOAL, ENDPOINTS_GOAL = 1.0, 10.0


def patterns_row(folder: Path, *, rounds: int) -> Row:
    """Test rows to weekly words with ledger, wash-out and prescriptions; both sides must give the same words."""
    records = load_records(str(folder), today=TODAY)
    name = f"{len(records.drug_tests):,} tests to the patterns of {len(records.episodes):,} episodes"
    if importlib.util.find_spec("polars") is None:
        return not_measured(name, PATTERNS_GOAL, "polars", "polars is not installed (requirements-dev.txt)")
    stays, rows = polars_frames(records)
    ours = _hash(derived(records).text())
    theirs = _hash(polars_words(stays, rows, records.as_of)["word"].to_list())
    row = compared(
        name,
        PATTERNS_GOAL,
        "polars doing the same work on two threads or more",
        ours=lambda: derived(records),
        theirs=lambda: polars_words(stays, rows, records.as_of),
        rounds=rounds,
        note=f"SHA-256 of the words: ours {ours}, polars {theirs}",
    )
    return row if ours == theirs else _different(row)


def endpoints_row(folder: Path, *, rounds: int) -> Row:
    """All published endpoints of every word, beside deriving those words."""
    records = load_records(str(folder), today=TODAY)
    words = derived(records)
    endpoints = pattern_endpoints()
    return compared(
        f"{len(endpoints)} endpoints × {len(words.words):,} episodes × {words.words.shape[1]} weeks",
        ENDPOINTS_GOAL,
        "deriving the patterns of those episodes",
        ours=lambda: evaluate(words.words, words.lengths, endpoints, face="product"),
        theirs=lambda: derived(records),
        rounds=rounds,
    )


def derived(records: Records) -> Patterns:
    """What every question derives first: the timeline and the weekly words of every stay."""
    return use_patterns(build_timeline(records))


def _hash(words: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


def _different(row: Row) -> Row:
    return not_measured(row.name, row.goal, row.reference, f"the words differ; {row.note}")
