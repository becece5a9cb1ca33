"""What `compare` of groups may tell outside: named fields only, and sentences that name no few people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from analytics.errors import WrongUsage
from analytics.privacy.answers import Told, enough_people, events_of, hidden_groups, people_of, public_notes, rounded
from analytics.privacy.counts import THRESHOLD, small

AMOUNTS = ("median", "median_low", "median_high", "restricted_mean")
FEW_PEOPLE = re.compile(r"(?<![\d.,–:])([1-9]|10) (of|people|patients|persons|person|have|has|were|was)\b")
PEOPLE = re.compile(r"n = ([\d,]+) people")


def public_comparison(found: Mapping[str, Any], *, threshold: int = THRESHOLD) -> Told:
    """The JSON of `compare` of groups for readers outside; sentences only when no group is hidden."""
    groups = list(found["groups"])
    total = sum(group["n"] for group in groups)
    enough_people(total, threshold)
    hidden = hidden_groups(groups, total, threshold)
    if any(people_of(group["name"]) in hidden for group in groups):
        raise WrongUsage(
            "A group of this comparison is so small that it is hidden, so nothing of it is told outside.",
            "Compare larger groups (--values), or leave --public out.",
        )
    return {
        "question": found["question"],
        "contrast": found["contrast"],
        "groups": [_group(group, events_of(group["name"]) in hidden) for group in groups],
        "unit": found["unit"],
        "tau": found["tau"],
        "sentences": _sentences(found["sentences"], total, threshold),
        "logrank": {name: rounded(found["logrank"][name], 3) for name in ("statistic", "df", "p")},
        "differences": [
            {"group": one["group"], "reference": one["reference"], "p": rounded(one["p"], 3),
             "restricted_mean": {name: rounded(one["restricted_mean"][name], 1) for name in ("value", "low", "high")}}
            for one in found["differences"]
        ],
        "notes": public_notes(threshold, False),
    }  # fmt: skip


def _group(group: Mapping[str, Any], gone: bool) -> Told:
    amounts = {name: None if gone else rounded(group[name], 1) for name in AMOUNTS}
    return {
        "name": group["name"],
        "n": group["n"],
        "events": None if gone else group["events"],
        "hidden": gone,
    } | amounts


def _sentences(sentences: Sequence[str], total: int, threshold: int) -> list[str]:
    """Those that name no few people, neither at once nor as the difference of two n (people left out of a model)."""
    numbers = [[int(n.replace(",", "")) for n in PEOPLE.findall(one)] for one in sentences]
    return [
        one
        for one, named in zip(sentences, numbers, strict=True)
        if not FEW_PEOPLE.search(one) and not any(small(abs(total - n), threshold) for n in named)
    ]
