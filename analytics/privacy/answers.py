"""What `outcomes` may tell outside: named fields only, counts decided together, curves coarsened.

Fields not named here are not told. Shares that come without counts of their own are told in whole percents, and only
where they stand for none or enough people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from analytics.errors import WrongUsage
from analytics.privacy.counts import THRESHOLD, Count, Sum, Who, small
from analytics.privacy.curves import DECIMALS, WEEK, coarsened
from analytics.privacy.hiding import hidden_counts
from analytics.privacy.ledger import sums_over

Told = dict[str, Any]

QUESTION = ("definition", "clock", "basis", "period", "as_of", "data_through", "tau")
FIGURE = ("estimate", "low", "high", "n", "events")
NO_RANGE = "Definitions that differ by a few people would tell them; the range over definitions stays inside."


def public_outcomes(found: Mapping[str, Any], *, threshold: int = THRESHOLD) -> Told:
    """The JSON of `outcomes` for readers outside. WrongUsage when fewer than `threshold` people are in it."""
    enough_people(found["n"], threshold)
    groups, total = list(found["groups"]), found["n"]
    hidden = hidden_groups(groups, total, threshold)
    one = len(groups) == 1
    unit = found["definition"]["time_unit"]
    return {
        **{name: found[name] for name in QUESTION},
        "n": None if everybody() in hidden else total,
        "groups": [
            _group(group, hidden, threshold, WEEK if unit == "days" else 1.0, curve=one)
            for group in groups
            if people_of(group["name"]) not in hidden
        ],
        "logrank": {name: rounded(found["logrank"][name], 3) for name in ("statistic", "df", "p")},
        "benchmark": _benchmark(found["benchmark"], threshold),
        "measures": _measures(found["measures"], threshold),
        "range": [],
        "notes": public_notes(threshold, one),
    }


def public_text(told: Told) -> str:
    """The same for a person: what is told, line by line."""
    lines: list[str] = list(told.get("sentences", ()))
    heading = told.get("definition", {}).get("text") or told.get("question", {}).get("text", "")
    for group in told["groups"]:
        events = "events hidden" if group["hidden"] else f"{group['events']:,} with the event"
        lines.append(f"{group['name']}: {group['n']:,} people, {events}")
        lines += [f"  day {one['day']}: {_share(one)}" for one in group.get("estimates", ())]
    if "benchmark" in told:
        lines.append(f"Benchmark figure ({told['benchmark']['period']}): {_share(told['benchmark']['primary'])}")
        lines += [f"{one['name']} ({one['period']}): {_share(one['now'])}" for one in told["measures"]]
    return "\n".join([heading, *lines, "", *told["notes"]])


def enough_people(people: int, threshold: int) -> None:
    if people < threshold:
        raise WrongUsage(
            f"Fewer than {threshold} people stand behind this answer.",
            "Take a --where away, ask for a longer period, or leave --public out.",
        )


def everybody() -> Who:
    return Who("people", "")


def people_of(name: str) -> Who:
    return Who("people", "", group=f"group = {name}")


def events_of(name: str) -> Who:
    return Who("people: event", "", group=f"group = {name}")


def hidden_groups(groups: Sequence[Mapping[str, Any]], total: int, threshold: int) -> frozenset[Who]:
    """Groups, their events and all people, decided together."""
    counts, sums = [Count(everybody(), total)], []
    for group in groups:
        who, events = people_of(group["name"]), events_of(group["name"])
        counts += [Count(who, group["n"])]
        if group["events"] is not None:
            counts += [Count(events, group["events"]), Count(events.rest(), group["n"] - group["events"])]
            sums.append(Sum(who, (events, events.rest())))
    return hidden_counts(counts, [*sums, *sums_over(one.who for one in counts)], threshold=threshold)


def _group(group: Mapping[str, Any], hidden: frozenset[Who], threshold: int, grid: float, *, curve: bool) -> Told:
    gone = events_of(group["name"]) in hidden
    days = [one["day"] for one in group["estimates"]]
    rows = [tuple(row[name] for name in ("time", "at_risk", "events", "censored", "estimate", "low", "high"))
            for row in group["curve"]] if curve else []  # fmt: skip
    steps = coarsened(rows, days, threshold=threshold, grid=grid)
    return {
        "name": group["name"],
        "n": group["n"],
        "events": None if gone else group["events"],
        "hidden": gone,
        "median": None if gone else rounded(group["median"], 0),
        "restricted_mean": None if gone else rounded(group["restricted_mean"], 1),
        "curve": [
            {"time": one.time, "at_risk": one.counts[0], "events": one.counts[1], "censored": one.counts[2],
             "estimate": one.value, "low": one.low, "high": one.high}
            for one in steps
        ],
        "estimates": [_estimate_at(one, group["n"], threshold) for one in group["estimates"]],
    }  # fmt: skip


def _estimate_at(found: Mapping[str, Any], people: int, threshold: int) -> Told:
    """A share of a curve on one day, without the numbers at risk."""
    value = found["estimate"]
    gone = value is not None and (
        found["at_risk"] < threshold
        or any(0.5 <= about < threshold - 0.5 for about in (value * people, (1 - value) * people))
    )
    shares = {name: None if gone else rounded(found[name], DECIMALS) for name in ("estimate", "low", "high")}
    return {"day": found["day"], **shares, "hidden": gone, "reason": "hidden" if gone else found["reason"]}


def _benchmark(found: Mapping[str, Any], threshold: int) -> Told:
    """The figure, those reached and those of them abstinent: three counts of the same people."""
    due, reached, abstinent = Who("due", ""), Who("due: reached", ""), Who("due: abstinent", "")
    primary, share = found["primary"], found["reached"]
    numbers = {due: primary["n"], reached: share["events"], abstinent: primary["events"]}
    counts = [Count(who, number) for who, number in numbers.items() if number is not None]
    sums = [Sum(due, (reached, reached.rest())), Sum(due, (abstinent, abstinent.rest()))]
    named = {one.who for one in counts}
    sums = [one for one in (*sums, Sum(reached, (abstinent,))) if {one.total, one.parts[0]} <= named]
    hidden = hidden_counts(counts, sums, threshold=threshold)
    return {
        "primary": _figure(primary, bool({due, abstinent} & hidden), threshold),
        "responders": _figure(found["responders"], bool({reached, abstinent} & hidden), threshold),
        "reached": _figure(share, bool({due, reached} & hidden), threshold),
        "verdict": found["verdict"] if not hidden else "",
        "badge": found["badge"],
        "published": found["published"],
        "period": found["period"],
    }


def _measures(found: Sequence[Mapping[str, Any]], threshold: int) -> list[Told]:
    """Measures of one period and the same number of people may be of the same people: their differences count too."""
    counts: dict[Who, int] = {}
    families: dict[Who, list[tuple[int, Who]]] = {}
    for one in found:
        now = one["now"]
        if now["events"] is not None:
            of, part = Who(f"{now['n']}", one["period"]), Who(f"{now['n']}: {one['key']}", one["period"])
            counts |= {of: now["n"], part: now["events"]}
            families.setdefault(of, []).append((now["events"], part))
    sums = [Sum(of, (part, part.rest())) for of, parts in families.items() for _, part in parts]
    for parts in families.values():
        sums += [Sum(more, (less,)) for (_, less), (_, more) in combinations(sorted(parts), 2)]
    hidden = hidden_counts([Count(who, number) for who, number in counts.items()], sums, threshold=threshold)
    return [_measure(one, hidden, threshold) for one in found]


def _measure(found: Mapping[str, Any], hidden: frozenset[Who], threshold: int) -> Told:
    of = Who(f"{found['now']['n']}", found["period"])
    gone = bool({of, of.but(f"{of.what}: {found['key']}")} & hidden)
    now = _figure(found["now"], gone, threshold)
    return {name: found[name] for name in ("key", "name", "definition", "period", "target")} | {
        "now": now,
        "reading": None if now["hidden"] else found["reading"],
    }


def _gives_away(found: Mapping[str, Any], threshold: int) -> bool:
    """Whether a share tells 1 to threshold − 1 people, or their rest."""
    if found["estimate"] is None or found["n"] is None:
        return False
    if found["estimate"] > 1:  # a number of people, such as those in treatment
        return small(round(found["estimate"]), threshold)
    events = found["events"] if found["events"] is not None else round(found["estimate"] * found["n"])
    return any(small(int(number), threshold) for number in (found["n"], events, found["n"] - events))


def _figure(found: Mapping[str, Any], hide: bool, threshold: int) -> Told:
    gone = hide or (found["estimate"] is not None and (found["n"] or 0) < threshold) or _gives_away(found, threshold)
    return {name: None if gone else found[name] for name in FIGURE} | {
        "hidden": gone,
        "reason": "hidden" if gone else found["reason"],
    }


def rounded(value: float | None, decimals: int) -> float | None:
    return None if value is None else round(float(value), decimals)


def _share(found: Mapping[str, Any]) -> str:
    if found["estimate"] is None:
        return found["reason"] or "not estimable"
    if found["estimate"] > 1:
        return f"{found['estimate']:,.0f}"
    interval = "" if found["low"] is None else f" ({found['low']:.0%}–{found['high']:.0%})"
    of = f", {found['events']:,} of {found['n']:,}" if found.get("events") is not None else ""
    return f"{found['estimate']:.0%}{interval}{of}"


def public_notes(threshold: int, one: bool) -> list[str]:
    said = f"Counts of 1 to {threshold - 1} and what would give them away are hidden; none is told as 0."
    curves = "" if one else "Curves of groups stay inside: with the curve of everybody they tell single people."
    return [*filter(None, (said, curves)), NO_RANGE]
