"""Where every source row went: one account a source table, whose destinations add up to the rows read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """The rows of one source table by destination. Raises ValueError when they do not add up."""

    table: str
    read: int
    destinations: Mapping[str, int]

    def __post_init__(self) -> None:
        told = sum(self.destinations.values())
        if told != self.read:
            raise ValueError(f"{self.table}: {self.read} rows read, {told} accounted for")


@dataclass(frozen=True)
class Noticed:
    """Something in the records that a reader should know; nothing was removed for it."""

    table: str
    code: str
    count: int
    sentence: str


@dataclass(frozen=True)
class Share:
    """A share in which the counts stand beside it, so that the sentence can be checked."""

    name: str
    part: int
    whole: int

    @property
    def percent(self) -> float:
        return 100 * self.part / self.whole


def as_lines(accounts: Iterable[Account], noticed: Iterable[Noticed], shares: Iterable[Share]) -> list[str]:
    """The reconciliation as it is printed: a source table and its destinations, then what was noticed."""
    lines = []
    for account in accounts:
        lines.append(f"{account.table}: {account.read:,} rows, each accounted for")
        lines += [f"  {count:>8,}  {where}" for where, count in account.destinations.items() if count]
    lines += ["", "Noticed, nothing removed for it"]
    lines += [f"  {n.count:>8,}  {n.table}: {n.sentence}" for n in noticed if n.count]
    lines += ["", *(f"{s.name}: {s.part:,} of {s.whole:,} = {s.percent:.1f} %" for s in shares if s.whole)]
    return lines


def as_json(accounts: Iterable[Account], noticed: Iterable[Noticed], shares: Iterable[Share]) -> str:
    """The same as a document: tables (read, destinations), noticed, shares."""
    document = {
        "tables": [{"table": a.table, "read": a.read, "destinations": dict(a.destinations)} for a in accounts],
        "noticed": [{"table": n.table, "code": n.code, "count": n.count, "text": n.sentence} for n in noticed],
        "shares": [{"name": s.name, "part": s.part, "whole": s.whole} for s in shares],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
