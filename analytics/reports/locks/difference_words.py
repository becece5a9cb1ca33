"""A difference in words and as JSON: what changed, and for each figure how many points each cause makes.

For the program itself: numbers of people and rows are told as they are, small ones too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from analytics.charts.reason_words import TABLE_WORDS
from analytics.charts.wording import day
from analytics.privacy.counts import ALL_SITES
from analytics.reports.locks.causes import DATA, DEFINITIONS, REACH, SETTINGS, SOFTWARE, Step
from analytics.reports.locks.difference import Difference, MeasureDifference

INTERNAL = "For the program itself, not to be passed on: numbers of people and rows are not hidden here."
ORDER = "Causes are applied one after the other in this order; another order can give other parts and the same sum."
HEADLINE = "abstinence"
CAUSES = {
    REACH: "the day the records reach",
    SOFTWARE: "the program's version",
    SETTINGS: "settings",
    DEFINITIONS: "definitions",
}


def headline_sentence(found: Difference) -> str:
    """ "3 test results added, 2 episodes re-opened: abstinent at follow-up 61.3% → 58.1% (drug tests −3.2 points)"."""
    return f"{changes_sentence(found)}: {measure_sentence(_headline(found))}."


def changes_sentence(found: Difference) -> str:
    """What changed in rows and episodes, settings, definitions and program; "Nothing changed" where nothing did."""
    said = [rows.words() for rows in found.rows if rows.words()]
    said += [found.episodes.words()] if found.episodes and found.episodes.words() else []
    said += [f"settings changed: {', '.join(found.settings)}"] if found.settings else []
    said += [f"benchmarks changed: {', '.join(found.benchmarks)}"] if found.benchmarks else []
    said += [f"definitions changed: {', '.join(found.catalogue)}"] if found.catalogue else []
    said += [f"program changed: {', '.join(found.software)}"] if found.software else []
    if found.as_of[0] != found.as_of[1]:
        said.append(f"the records reach {_day(found.as_of[1])} instead of {_day(found.as_of[0])}")
    nothing = "Nothing changed" if not found.untold else "Which records changed cannot be told"
    return "; ".join(said) or nothing


def measure_sentence(found: MeasureDifference) -> str:
    """ "abstinent at follow-up 61.3% → 58.1% (drug tests −3.2 points)"."""
    name = found.name[0].lower() + found.name[1:]
    if found.before is None or found.after is None:
        return f"{name} cannot be compared: {found.reason}"
    if not found.steps:
        return f"{name} {percent_to_a_tenth(found.after)}, as locked"
    parts = ", ".join(f"{cause_words(step)} {_points(step.points)}" for step in found.steps)
    return f"{name} {percent_to_a_tenth(found.before)} → {percent_to_a_tenth(found.after)} ({parts})"


def cause_words(step: Step) -> str:
    """What did it: the tables whose rows changed, or the cause's own name."""
    if step.cause == DATA:
        return " and ".join(TABLE_WORDS[name] for name in step.by)
    return CAUSES.get(step.cause, step.cause)


def difference_text(found: Difference) -> str:
    """The whole difference, a line each."""
    return "\n".join(_lines(found)) + "\n"


def difference_json(found: Difference) -> dict[str, Any]:
    """The whole difference as a JSON object."""
    return {
        "lock": found.lock,
        "site": found.site,
        "internal": INTERNAL,
        "sentence": headline_sentence(found),
        "rows": [
            {"table": r.table, "added": len(r.added), "removed": len(r.removed), "corrected": len(r.corrected)}
            for r in found.rows
        ],
        "episodes": asdict(found.episodes) if found.episodes else None,
        "measures": [
            {
                "key": m.key, "name": m.name, "before": m.before, "after": m.after, "points": m.points,
                "reason": m.reason,
                "steps": [{**asdict(step), "points": step.points, "words": cause_words(step)} for step in m.steps],
            }
            for m in found.measures
        ],
        "verdicts": {"benchmarks_of_the_lock": str(found.verdicts[0]), "benchmarks_now": str(found.verdicts[1])},
        "settings": list(found.settings),
        "benchmarks": list(found.benchmarks),
        "catalogue": list(found.catalogue),
        "software": list(found.software),
        "as_of": list(found.as_of),
        "untold": list(found.untold),
    }  # fmt: skip


def percent_to_a_tenth(share: float) -> str:
    """ "61.3%": differences of a tenth of a point can be seen."""
    return f"{share * 100:.1f}%"


def _lines(found: Difference) -> Iterator[str]:
    yield INTERNAL
    where = "" if found.site == ALL_SITES else f", {found.site}"
    yield f"{found.lock}{where}, against the records of today: {changes_sentence(found)}."
    yield from found.untold
    if found.episodes:
        yield from (f"{n:,} episodes: {then} → {now}" for then, now, n in found.episodes.moved)
    for measure in found.measures:
        sentence = measure_sentence(measure)
        yield f"{sentence[0].upper()}{sentence[1:]}."
    if found.verdicts[0] != found.verdicts[1]:
        yield f"Verdict by the benchmarks of the lock: {found.verdicts[0]}; by today's: {found.verdicts[1]}."
    yield ORDER


def _headline(found: Difference) -> MeasureDifference:
    """The benchmark figure; of records that cannot have it the first measure that was told both times."""
    told = [measure for measure in found.measures if not measure.reason]
    ordered = [measure for measure in found.measures if measure.key == HEADLINE] + told
    return next(iter(ordered), found.measures[0])


def _day(iso: str | None) -> str:
    return "no day" if iso is None else day(date.fromisoformat(iso))


def _points(points: float | None) -> str:
    if points is None:
        return "not estimable"
    sign = "+" if points > 0 else "−" if points < 0 else "±"
    return f"{sign}{abs(points):.1f} points"
