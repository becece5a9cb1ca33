"""The endpoint catalogue: which figures per patient there are, where each comes from and how it is computed.

The entries are data, in `data/endpoints.toml`. Published ones (`kind` "pattern") are read off weekly words by
`interpreter.evaluate`; the program's own (`kind` "dated") are computed from the days of the records.
"""

from __future__ import annotations

import difflib
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal

from analytics.errors import Refused, WrongUsage
from analytics.outcomes.rules.clauses import Rule
from analytics.outcomes.rules.parse import parse_rule
from analytics.records.bundled import bundled_toml

FILE = "endpoints.toml"

Group = Literal["abstinence", "relapse", "dropout", "reduction"]
ResultType = Literal["boolean", "integer", "proportion", "score", "time_to_event"]

MISSING_IN_WORDS = {
    "positive": "a missed test counts as positive",
    "negative": "a missed test counts as negative",
    "ignored": "missed tests are left out",
    "positive_until_last_test": "a missed test counts as positive up to the last test given; later weeks are left out",
    "imputed:nearest_visit": "a single missed week takes the average of the two weeks around it",
    "imputed:mode": "missed weeks are filled with what the person's tests mostly were",
    "weight:0.22": "a missed test is charged 0.22 of a positive one",
    "weight:1.00": "a missed test is charged a fixed amount, more than a positive one in week 1",
    "one_allowed": "one missed test is allowed",
    "event": "missed tests are the event itself",
    "censored_at_last_test": "people are followed to their last conclusive test",
    "censored_at_last_contact": "people are followed to their last completed contact or test",
    "drop_out_is_event": "leaving treatment counts as use from the first missed week",
    "responders": "only people who gave at least three quarters of their due tests",
}
MIXED_IN_WORDS = {
    "positive": "a week with positive and negative tests counts as positive",
    "half": "a week with positive and negative tests counts one half",
    "half; votes positive in the mode": "a week with positive and negative tests counts one half",
    "present": "any test given ends the gap",
}


@dataclass(frozen=True)
class Endpoint:
    """One entry: what it measures, its source, its rule, and what a word must have for it to mean something.

    Weeks are counted from 1, or from -1 at the end of the word; `last_week` can be "retention", the last test.
    """

    key: str
    kind: Literal["pattern", "dated"]
    group: Group
    result_type: ResultType
    unit: str
    citation: str
    doi: str  # several are separated by ";"; empty if there is none
    published_definition: str
    rule: str
    missing: str
    mixed: str
    first_week: int
    last_week: int | str
    needs_weeks: int
    needs_tests: int
    reference_columns: tuple[str, ...]
    notes: str
    window_weeks: int | None = None
    threshold_weeks: int | None = None
    same_as: str | None = None  # the key of an entry that gives the same numbers

    @property
    def parsed(self) -> Rule:
        """The rule as clauses; only endpoints of kind "pattern" have one."""
        if self.kind != "pattern":
            raise WrongUsage(
                f"The endpoint {self.key} is read off dated records, not off weekly words.",
                "Ask for it with the command outcomes.",
            )
        return parse_rule(self.rule)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns in a table of values."""
        return (f"{self.key}.time", f"{self.key}.event") if self.result_type == "time_to_event" else (self.key,)

    def as_json(self) -> dict[str, Any]:
        """The entry as a JSON object."""
        return {**asdict(self), "reference_columns": list(self.reference_columns), "text": definition_text(self)}


@lru_cache(maxsize=1)
def catalogue() -> tuple[Endpoint, ...]:
    """Every endpoint, the published ones first, in the order of the file."""
    entries = bundled_toml(FILE).get("endpoint", [])
    endpoints = tuple(_endpoint(entry) for entry in entries)
    repeated = {endpoint.key for endpoint in endpoints if sum(e.key == endpoint.key for e in endpoints) > 1}
    if repeated:
        raise Refused(f"data/{FILE} has the key {sorted(repeated)[0]} twice.", "Give every endpoint its own key.")
    return endpoints


def _endpoint(entry: dict[str, Any]) -> Endpoint:
    try:
        return Endpoint(**{**entry, "reference_columns": tuple(entry["reference_columns"])})
    except (TypeError, KeyError) as fault:
        raise Refused(
            f"data/{FILE}: the entry {entry.get('key', 'without a key')} is not complete or has an unknown field.",
            "Compare it with the entries around it.",
        ) from fault


def pattern_endpoints() -> tuple[Endpoint, ...]:
    """The published endpoints, which are read off weekly words."""
    return tuple(endpoint for endpoint in catalogue() if endpoint.kind == "pattern")


def dated_endpoints() -> tuple[Endpoint, ...]:
    """The program's own endpoints, which are read off dated records."""
    return tuple(endpoint for endpoint in catalogue() if endpoint.kind == "dated")


def distinct_endpoints() -> tuple[Endpoint, ...]:
    """The published endpoints that give different numbers: one of each set that `same_as` ties together."""
    return tuple(endpoint for endpoint in pattern_endpoints() if endpoint.same_as is None)


def same_numbers(endpoint: Endpoint) -> tuple[str, ...]:
    """The keys of all entries that give the same numbers as this one, itself included."""
    first = endpoint.same_as or endpoint.key
    return tuple(other.key for other in catalogue() if first in (other.key, other.same_as))


def endpoint_named(key: str) -> Endpoint:
    """The endpoint with this key.

    Raises WrongUsage naming the nearest keys when there is none.
    """
    by_key = {endpoint.key: endpoint for endpoint in catalogue()}
    if key in by_key:
        return by_key[key]
    near = difflib.get_close_matches(key, by_key, n=3, cutoff=0.4)
    fix = f"The nearest are {', '.join(near)}." if near else "Type `python -m analytics endpoints --list` for all."
    raise WrongUsage(f"There is no endpoint {key!r}.", fix)


def definition_text(endpoint: Endpoint, *, missing: str | None = None) -> str:
    """What the endpoint measures, in plain words with its source, for a page.

    `missing` is the treatment of missed tests actually used; None or "as_published" says the endpoint's own.
    """
    if missing in (None, "as_published"):
        missing = endpoint.missing
    if missing not in MISSING_IN_WORDS:
        raise WrongUsage(
            f"There is no treatment of missed tests {missing!r}.", f"Use one of {', '.join(MISSING_IN_WORDS)}."
        )
    definition = _definition(endpoint, own_missing=missing == endpoint.missing).rstrip(".")
    rules = f"{MISSING_IN_WORDS[missing]}; {MIXED_IN_WORDS[endpoint.mixed]}"
    return f"{definition}. As computed: {rules}{_weeks_in_words(endpoint)}. {endpoint.citation.rstrip('.')}."


def _definition(endpoint: Endpoint, *, own_missing: bool) -> str:
    """The published definition; without its half sentence on missed tests when another treatment is used."""
    if own_missing:
        return endpoint.published_definition
    kept = [part for part in endpoint.published_definition.rstrip(".").split("; ") if "missing" not in part]
    return "; ".join(kept) if kept else endpoint.published_definition


def _weeks_in_words(endpoint: Endpoint) -> str:
    if endpoint.kind == "dated":
        return ""
    first, last = endpoint.first_week, endpoint.last_week
    if last == "retention":
        return "; from week 1 to the last test"
    if first < 0:
        return f"; the last {-first} weeks"
    if last == -1:
        return f"; from week {first} to the end"
    return f"; week {first}" if first == last else f"; weeks {first} to {last}"
