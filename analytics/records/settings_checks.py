"""What a setting accepts: each check returns the value to use or raises NotAllowed with what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from analytics.records import codes, substances
from analytics.records.bundled import bundled_toml
from analytics.records.schema import TABLES

TARGETS = ("abstinence", "retention", "attendance", "due_tests", "reached", "census")
"""The figures that can have a target: the measures of the Overview (a test holds the two lists together)."""


class NotAllowed(ValueError):
    """A value outside what a setting accepts; the text says what is accepted."""


@dataclass(frozen=True)
class Setting:
    """One key of program.toml: what it means, what it is when nobody sets it, and its check."""

    name: str
    default: str
    meaning: str
    check: Callable[[Any], Any]


def checked_keys(
    raw: Mapping[str, Any],
    settings: tuple[Setting, ...],
    where: str,
    problems: list[str],
    also: tuple[str, ...] = (),
    elsewhere: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The checked values of a section; what is wrong with it is added to `problems`.

    `where`: how messages name the section; `also`: keys that are sections themselves; `elsewhere`: where a key belongs.
    """
    by_name = {setting.name: setting for setting in settings}
    checked: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in by_name:
            problems.append(_unknown(key, where, (*by_name, *also), elsewhere))
            continue
        try:
            checked[key] = by_name[key].check(value)
        except NotAllowed as allowed:
            problems.append(f'"{where}{key}" must be {allowed}')
    return checked


def _unknown(key: str, where: str, known: tuple[str, ...], elsewhere: Mapping[str, str] | None) -> str:
    if elsewhere and key in elsewhere:
        return f'setting "{where}{key}" {elsewhere[key]}'
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f' (did you mean "{near[0]}"?)' if near else f" (known are {', '.join(known)})"
    return f'unknown setting "{where}{key}"{hint}'


def whole(low: int, high: int) -> Callable[[Any], int]:
    """A check for whole numbers in a range, both ends included."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise NotAllowed(f"a whole number from {low} to {high}")
        return value

    return check


def number(low: float, high: float) -> Callable[[Any], float]:
    """A check for numbers in a range, both ends included."""

    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise NotAllowed(f"a number from {low:g} to {high:g}")
        return float(value)

    return check


def one_of(*allowed: str) -> Callable[[Any], str]:
    """A check for one of a few words."""

    def check(value: Any) -> str:
        if value not in allowed:
            raise NotAllowed("one of " + ", ".join(f'"{word}"' for word in allowed))
        return str(value)

    return check


def words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise NotAllowed("a text in quotes")
    return value.strip()


def true_or_false(value: Any) -> bool:
    if not isinstance(value, bool):
        raise NotAllowed("true or false")
    return value


def day(value: Any) -> date:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _plain_day(value)
    except ValueError:
        raise NotAllowed("a day written 2026-03-31") from None


def _plain_day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError
    return value


def window(value: Any) -> tuple[int, int]:
    whole = isinstance(value, list) and len(value) == 2 and all(type(day) is int for day in value)
    if not whole or not 0 <= value[0] < value[1] <= 3650:
        raise NotAllowed("two whole numbers of days, the first smaller, such as [60, 180]")
    return value[0], value[1]


def list_of_words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise NotAllowed('a list of texts, such as ["site", "track"]')
    return tuple(word.strip() for word in value)


def columns_to_group_by(value: Any) -> tuple[str, ...]:
    """Names of columns, none of which singles out a person or a day."""
    names = list_of_words(value)
    for name in names:
        column = TABLES["episodes"].by_name.get(name)
        if column and column.kind in ("identifier", "date"):
            raise NotAllowed(f'columns with codes; "{name}" is an {column.kind} column'.replace("an date", "a date"))
    return names


def analytes(value: Any) -> tuple[str, ...] | None:
    if value == "all":
        return None
    return tuple(_analyte(name) for name in list_of_words(value))


def _analyte(name: str) -> str:
    return codes.canonical_by_spelling(substances.ANALYTES).get(codes.plain_spelling(name), name.strip().casefold())


def prescribed(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise NotAllowed('a section [prescribed] with lines such as methadone = ["methadone"]')
    return {medication: tuple(_analyte(name) for name in list_of_words(names)) for medication, names in value.items()}


def washout(value: Any) -> dict[str, int]:
    if not isinstance(value, dict):
        raise NotAllowed("analytes with days, such as {thc = 30}")
    return {_analyte(name): whole(0, 365)(days) for name, days in value.items()}


def targets(value: Any) -> dict[str, float]:
    """A target for some of the figures that can have one."""
    if not isinstance(value, dict):
        raise NotAllowed("a section [targets] with lines such as attendance = 0.85")
    unknown = [name for name in value if name not in TARGETS]
    if unknown:
        raise NotAllowed(f'lines for {", ".join(TARGETS)}; "{unknown[0]}" is none of them')
    return {name: number(0, 1_000_000)(target) for name, target in value.items()}


def changes(value: Any) -> tuple[tuple[date, str], ...]:
    """Declared changes, the earliest first: the day each began and its name."""
    whole = isinstance(value, list) and all(isinstance(one, dict) and set(one) == {"date", "name"} for one in value)
    if not whole:
        raise NotAllowed('sections [[change]] with date = 2026-01-15 and name = "Reminder calls start", nothing else')
    return tuple(sorted((day(one["date"]), words(one["name"])) for one in value))


def endpoint(value: Any) -> str:
    """The key of an endpoint of the catalogue."""
    keys = [str(entry.get("key")) for entry in bundled_toml("endpoints.toml")["endpoint"]]
    if value not in keys:
        near = get_close_matches(str(value), keys, n=1, cutoff=0.4)
        hint = f'; the nearest is "{near[0]}"' if near else ""
        raise NotAllowed(f"a key that `python -m analytics endpoints --list` prints{hint}")
    return str(value)
