"""What adds up to what in locked reports, hidden counts included: a later report may not tell what would undo them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import asdict

from analytics.privacy.counts import Sum, Who


def sums_packed(sums: Sequence[Sum]) -> bytes:
    """The sums as compressed JSON, names listed once: the same bytes for the same sums."""
    names = sorted({who for one in sums for who in (one.total, *one.parts)})
    place = {who: number for number, who in enumerate(names)}
    added = [[place[one.total], *(place[part] for part in one.parts)] for one in sums]
    text = json.dumps({"names": [asdict(who) for who in names], "sums": added}, ensure_ascii=False)
    return gzip.compress(text.encode(), mtime=0)


def sums_unpacked(content: bytes) -> tuple[Sum, ...]:
    """The sums back from their bytes."""
    raw = json.loads(gzip.decompress(content))
    names = [Who(**name) for name in raw["names"]]
    return tuple(Sum(names[total], tuple(names[part] for part in parts)) for total, *parts in raw["sums"])
