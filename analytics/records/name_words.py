"""Names of columns and codes as words: abbreviations written out, so that "Adm Dt" and "admission date" are alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from analytics.records.codes import ValueSet, canonical_by_spelling, plain_spelling
from analytics.records.header import aliases, our_columns, spoken_names
from analytics.records.schema import TABLES

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|#")
ALIKE = 0.84
"""How alike two names must be (difflib's ratio) to be proposed as one: a slip of a letter or two, not another word."""

SHORTEST_START = 3
"""Letters of an abbreviated code ("compl") that may stand for the one code that begins with them."""

ABBREVIATIONS: Mapping[str, str] = {
    "adm": "admission", "admit": "admission", "admitted": "admission", "appt": "appointment", "auth": "authorised",
    "clt": "patient", "client": "patient", "coll": "collected", "collection": "collected", "consumer": "patient",
    "dc": "discharge", "disch": "discharge", "discharged": "discharge", "dt": "date", "dx": "diagnosis",
    "fu": "followup", "hrs": "hours", "ins": "payer", "mat": "medication", "meds": "medication", "min": "minutes",
    "mins": "minutes", "no": "number", "num": "number", "nr": "number", "on": "date", "outcome": "result",
    "participant": "patient", "prog": "program", "pt": "patient", "ref": "referral", "referred": "referral",
    "res": "result", "results": "result", "rsn": "reason", "rx": "medication", "sched": "scheduled", "sess": "session",
    "stat": "status", "subst": "substance", "svc": "service", "tx": "treatment", "visit": "session", "#": "number",
}  # fmt: skip
FILLERS = frozenset({"of", "the", "for", "a", "an", "at", "in", "and", "number", "code", "desc", "id", "identifier"})


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of a name, written out and without the small ones: "Adm Dt" → admission, date."""
    words = [ABBREVIATIONS.get(word.casefold(), word.casefold()) for word in WORD.findall(name.replace("_", " "))]
    return frozenset(words) - FILLERS or frozenset(words)


@cache
def _names_by_words(table: str) -> Mapping[frozenset[str], str]:
    """The words of every name of our columns → the column; names that would mean two are left out."""
    known = [(name, name) for name in TABLES[table].by_name]
    known += [(other, ours) for ours, others in spoken_names(table).items() for other in others]
    found: dict[frozenset[str], set[str]] = {}
    for name, ours in known:
        found.setdefault(words_of(name), set()).add(ours)
    return {words: next(iter(ours)) for words, ours in found.items() if len(ours) == 1}


def column_like(table: str, name: str) -> str | None:
    """Our column whose name has the same words, or differs by a letter or two; None when none or several do."""
    exact = _names_by_words(table).get(words_of(name))
    if exact:
        return exact
    plain = "".join(c for c in name.casefold() if c.isalnum())
    known = {**aliases(table), **our_columns(table)}
    close = {known[found] for found in get_close_matches(plain, list(known), n=3, cutoff=ALIKE)}
    return next(iter(close)) if len(close) == 1 else None


def code_like(values: ValueSet, came: str) -> str | None:
    """The canonical code that a local one resembles: a slip of letters, or its beginning; None when none or several."""
    spellings = canonical_by_spelling(values)
    plain = plain_spelling(came)
    if len(plain) < SHORTEST_START:
        return None
    starting = {code for spelling, code in spellings.items() if spelling.startswith(plain) or plain.startswith(code)}
    close = starting or {spellings[found] for found in get_close_matches(plain, list(spellings), n=3, cutoff=ALIKE)}
    return next(iter(close)) if len(close) == 1 else None
