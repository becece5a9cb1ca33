"""The one Store: the records, loaded once for everybody, and every answer computed from them, kept by one key.

Cached functions take a single string, the SHA-256 of everything an answer depends on, built by `cache_key` alone;
frames are never hashed (Streamlit samples large ones, and a changed cell would go unnoticed).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from analytics.outcomes.answer import Answer, answer
from analytics.outcomes.benchmark import BenchmarkFigure, benchmark_figure
from analytics.outcomes.benchmarks import ABSTINENCE, PublishedRange, published_ranges
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit
from analytics.outcomes.measures import Measure, overview_measures
from analytics.outcomes.patterns import Clock
from analytics.outcomes.periods import Period
from analytics.outcomes.question import Question
from analytics.outcomes.specification import SpecificationRange, specification_range
from analytics.records.filters import Condition, selected
from analytics.records.records import Records
from analytics.records.stays import leaving_rows
from views.filters import Choice, levels_of_groups

KEPT_ANSWERS = 256
CODE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Loaded:
    """Records with everything derived from them so far, the moment they were read, and the questions answered once."""

    derivation: Derivation
    read_at: datetime
    answered: set[str] = field(default_factory=set)
    source: str = ""


class Store:
    """What pages ask for. One a session; the records and answers behind it are shared and never changed.

    `refused`: why the source as it is now cannot be used, while the last good records are shown; else empty.
    `news`: that the records were replaced while this session was reading; else empty. `named`: whether the dashboard
    was started with --data, so that an import does not show. `import_day`: the day an import would be read on.
    """

    def __init__(
        self, loaded: Loaded, refused: str = "", *, news: str = "", named: bool = False, import_day: date | None = None
    ) -> None:
        self._loaded = loaded
        self.refused = refused
        self.news = news
        self.named = named
        self.import_day = import_day or loaded.derivation.records.today

    @property
    def source(self) -> str:
        """What was read: a folder, a workbook or a database."""
        return self._loaded.source

    @property
    def read_at(self) -> datetime:
        """When the source was read."""
        return self._loaded.read_at

    def records(self) -> Records:
        """The validated records."""
        return self._loaded.derivation.records

    def groups(self) -> dict[str, list[str]]:
        """The columns that may be filtered and compared by, each with its levels."""
        found: dict[str, list[str]] = self.derivation.once(("groups",), lambda: levels_of_groups(self.records()))
        return found

    def chosen(self, conditions: tuple[Condition, ...]) -> np.ndarray:
        """Which rows of `records().episodes` the filters keep."""
        records = self.records()

        def leaving() -> np.ndarray:
            found: np.ndarray = self._loaded.derivation.once(("leaving rows",), lambda: leaving_rows(records))
            return found

        return self._kept("chosen", lambda: selected(records, conditions, leaving=leaving)[1], filters=conditions)

    def benchmark(self, conditions: tuple[Condition, ...] = ()) -> BenchmarkFigure:
        """The benchmark figure over the last four complete quarters."""
        return self._kept(
            "benchmark",
            lambda: benchmark_figure(self._loaded.derivation, episode_rows=self.chosen(conditions)),
            filters=conditions,
        )

    def definitions_range(
        self, conditions: tuple[Condition, ...] = (), clock: Clock = "discharge"
    ) -> SpecificationRange:
        """The headline's question under every definition and rule for missing tests: same people, period and clock."""
        period = self.benchmark(conditions).period if clock == "discharge" else None
        return self._kept(
            f"definitions_range {clock}",
            lambda: specification_range(
                self._loaded.derivation,
                clock=clock,
                period=period,
                episode_rows=self.chosen(conditions),
                intervals=False,
            ),
            filters=conditions,
        )

    def overview(self, conditions: tuple[Condition, ...] = (), period: Period | None = None) -> tuple[Measure, ...]:
        """The six measures of the overview."""
        return self._kept(
            "overview",
            lambda: overview_measures(self._loaded.derivation, episode_rows=self.chosen(conditions), period=period),
            filters=(conditions, period),
        )

    def answer(self, question: Question, conditions: tuple[Condition, ...] = ()) -> Answer:
        """Curves and figures for one question."""
        return self._kept(
            "answer",
            lambda: answer(self._loaded.derivation, question, episode_rows=self.chosen(conditions)),
            question=question,
            filters=conditions,
        )

    def exhibit(self, key: str, choice: Choice, *, by: str | None = None, **choices: str) -> Exhibit:
        """The frame behind one figure of a page, such as `engagement.attendance`, under the sidebar's choice."""
        return self._kept(
            f"exhibit {key}",
            lambda: exhibit(
                self._loaded.derivation,
                key,
                basis=choice.basis,
                period=choice.period,
                by=by,
                episode_rows=self.chosen(choice.conditions),
                choices=choices,
            ),
            question=(by, sorted(choices.items())),
            filters=(choice.conditions, choice.period, choice.basis),
        )

    @property
    def derivation(self) -> Derivation:
        """Everything derived from the records, shared and never changed."""
        return self._loaded.derivation

    def benchmarks(self) -> tuple[PublishedRange, ...]:
        """Every published figure, the program's own in place of the bundled ones."""
        return tuple(published_ranges(self.records().settings).values())

    def published_abstinence(self) -> PublishedRange:
        """The range of the headline."""
        return published_ranges(self.records().settings)[ABSTINENCE]

    def kept(self, what: str, compute: Callable[[], Any], choice: Choice, **asked: object) -> Any:
        """Anything else a page computes, by the key of what it is, the sidebar's choice and `asked`."""
        return self._kept(
            what,
            compute,
            question=sorted(asked.items()),
            filters=(choice.conditions, choice.period, choice.basis),
        )

    def _kept(self, what: str, compute: Callable[[], Any], **asked: object) -> Any:
        """An answer by its key. Only the first answer to a question takes long; with other filters it is quick."""
        key, question = cache_key(self.records(), what=what, **asked), f"{what} {asked.get('question')!r}"
        if question in self._loaded.answered:
            return _remembered(key, compute)
        with st.spinner("Computing …"):
            found = _remembered(key, compute)
        self._loaded.answered.add(question)
        return found


def cache_key(records: Records, *, what: str, question: object = None, filters: object = ()) -> str:
    """The name of one answer: everything it depends on. A test changes each field and sees the key change."""
    return digest(
        {
            "data": records.fingerprint,
            "settings": records.settings,
            "as_of": records.as_of,
            "today": records.today,
            "what": what,
            "question": question,
            "filters": filters,
            "code": code_version(),
        }
    )


@lru_cache(maxsize=1)
def code_version() -> str:
    """A fingerprint of the program's own text, so that no answer of another version is ever shown."""
    digest = hashlib.sha256()
    for path in sorted([*CODE.glob("analytics/**/*.py"), *CODE.glob("data/*.toml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def digest(fields: dict[str, object]) -> str:
    """The SHA-256 of some fields."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True, default=repr).encode()).hexdigest()


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _remembered(key: str, _compute: Callable[[], Any]) -> Any:
    return _compute()
