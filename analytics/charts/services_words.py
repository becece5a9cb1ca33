"""Hours, contacts and cost in words and rows of a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analytics.charts.number_rows import NumberRow
from analytics.charts.wording import EN_DASH, NO_BREAK, count, people, percent, percent_range, plural

MINUTES_AN_HOUR = 60
Row = Mapping[Any, Any]


def time_words(hours: float) -> str:
    """Hours from one on, `6.5 h`; below in minutes, `34 min`."""
    if hours >= 1:
        return f"{hours:.1f}{NO_BREAK}h"
    minutes = hours * MINUTES_AN_HOUR
    return f"{minutes:.0f}{NO_BREAK}min" if minutes >= 0.5 or not minutes else f"under 1{NO_BREAK}min"


def hours_rows(frame: pd.DataFrame, label: str) -> list[NumberRow]:
    """One row a service, therapy or group: time a patient-week, who had any, hours in all."""
    return [_hours_row(row, label) for row in frame.to_dict("records")]


def hours_title(frame: pd.DataFrame) -> str:
    """What a patient-week in care holds, and the largest part of it."""
    total, *parts = frame.to_dict("records")
    if pd.isna(total["value"]):
        return "Hours are not estimable: no session carries minutes"
    said = f"A week in care holds {_hours(total['value'])} of sessions attended"
    largest = parts[0] if parts else None
    return said if largest is None else f"{said}, {_hours(largest['value'])} of them {largest['service']}"


def therapies_title(frame: pd.DataFrame) -> str:
    """The therapy with the most hours, where its interval lies above the next one's."""
    named = [row for row in frame.to_dict("records") if not row["therapy"].startswith("no therapy")]
    if not named or pd.isna(named[0]["value"]):
        return "Hours by therapy are not estimable"
    first = named[0]
    said = f"{_start(first['therapy'])} fills {_hours(first['value'])} of a week in care"
    if len(named) > 1 and not pd.isna(named[1]["value"]):
        clear = not pd.isna(first["low"]) and float(first["low"]) > float(named[1]["high"] or 0)
        more = ", more than any other therapy" if clear else f", {named[1]['therapy']} {_hours(named[1]['value'])}"
        return said + more
    return said


def groups_title(frame: pd.DataFrame, measure: str, write: str) -> str:
    """Whether the groups' intervals lie apart: the highest against the lowest, else that no difference can be shown."""
    shown = [row for row in frame.to_dict("records") if not pd.isna(row["value"])]
    rows = [row for row in shown if not pd.isna(row["high"])]
    if len(rows) == 1 and len(shown) > 1 and sum(row["value"] > 0 for row in shown) == 1:
        return f"{_start(measure)}: {_written(rows[0]['value'], write)} in {rows[0]['group']}, none elsewhere"
    if len(rows) < 2:
        return f"{_start(measure)}: fewer than two groups can be compared"
    top, bottom = max(rows, key=lambda row: row["value"]), min(rows, key=lambda row: row["value"])
    if float(top["low"]) <= float(bottom["high"]):
        return f"No difference in {measure} can be shown between the groups"
    numbers = f"{_written(top['value'], write)} against {_written(bottom['value'], write)}"
    return f"{_start(measure)}: {numbers}, {top['group']} against {bottom['group']}"


def crisis_rows(frame: pd.DataFrame) -> list[NumberRow]:
    """Contacts per 100 patient-weeks, how many contacts of how many patients."""
    return [
        NumberRow(
            name=str(row.get("group", "all patients in care")),
            words=_rate(row),
            value=_number(row["value"]),
            low=_number(row["low"]),
            high=_number(row["high"]),
            under=f"{plural(row['contacts'], 'contact')} of {plural(row['patients'], 'patient')}",
            beside=f"{float(row['weeks']):,.0f} patient-weeks",
        )
        for row in frame.to_dict("records")
    ]


def cost_rows(frame: pd.DataFrame) -> list[NumberRow]:
    """Without groups: an episode, a person, a person abstinent. With groups: the last, in the order given."""
    if "group" in frame:
        return [_cost_row(row, str(row["group"])) for row in frame.to_dict("records")]
    row = frame.to_dict("records")[0]
    episodes, discharged = int(row["episodes"]), int(row["n"])
    return [
        _plain("One episode", row["per_episode"], f"{count(row['cost'])} ÷ {episodes:,} episodes"),
        _plain("One person discharged", row["per_person"], f"{count(row['cost'])} ÷ {discharged:,} people"),
        _cost_row(row, "One person abstinent at follow-up"),
    ]


def cost_title(frame: pd.DataFrame) -> str:
    """The figure, or why there is none; groups are never ranked."""
    if "group" in frame:
        shown = frame["value"].dropna()
        if shown.empty:
            return "Cost per patient abstinent is not estimable for any group"
        return f"Cost per patient abstinent, estimable for {len(shown)} of {len(frame)} groups, not ranked"
    row = frame.to_dict("records")[0]
    if pd.isna(row["value"]):
        return f"Cost per patient abstinent is not estimable: {row['reason']}"
    return f"One patient abstinent at follow-up costs {count(row['value'])}, everyone's episodes counted"


def rows_alt(rows: Sequence[NumberRow], *, kind: str, title: str, n: int) -> str:
    """The figure in up to eight of its numbers."""
    said = "; ".join(f"{row.name} {row.words}" for row in rows[:8])
    return f"{kind}. {title}. {said}. n = {n:,}.".replace(EN_DASH, " to ").replace(NO_BREAK, " ")


def _hours_row(row: Row, label: str) -> NumberRow:
    value, low, high = _number(row["value"]), _number(row["low"]), _number(row["high"])
    words = str(row["reason"] or "not estimable") if value is None else time_words(value)
    if value is not None and low is not None and high is not None:
        words += _span(value, low, high)
    return NumberRow(
        name=str(row[label]) if label == "group" else _start(str(row[label])),
        words=words,
        value=value,
        low=low,
        high=high,
        under=f"{percent(_number(row['share_any']))} of patients had any",
        beside=f"{count(_number(row['hours']))} hours",
    )


def _span(value: float, low: float, high: float) -> str:
    """The interval in the unit of its value, with a blank and in brackets; nothing where minutes cannot show it."""
    if value >= 1:
        return f" ({low:.1f}{EN_DASH}{high:.1f})"
    first, last = (f"{number * MINUTES_AN_HOUR:.0f}" for number in (low, high))
    return "" if first == last else f" ({first}{EN_DASH}{last})"


def _cost_row(row: Row, name: str) -> NumberRow:
    value, low, high = _number(row["value"]), _number(row["low"]), _number(row["high"])
    words = str(row["reason"] or "not estimable") if value is None else count(value)
    if low is not None and high is not None:
        words = f"{words} ({count(low)}{EN_DASH}{count(high)})"
    return NumberRow(
        name=name,
        words=words,
        value=value,
        low=low,
        high=high,
        under=f"{row['abstinent']:,} abstinent, {percent(_number(row['share_reached']))} reached",
        beside=people(int(row["n"])),
        tone="good" if "group" not in row else "common",
    )


def _plain(name: str, value: object, under: str) -> NumberRow:
    number = _number(value)
    return NumberRow(name, count(number), number, under=under)


def _rate(row: Row) -> str:
    value, low, high = _number(row["value"]), _number(row["low"]), _number(row["high"])
    if value is None:
        return str(row["reason"] or "not estimable")
    return f"{value:.2f}" + ("" if low is None or high is None else f" ({low:.2f}{EN_DASH}{high:.2f})")


def _hours(value: Any) -> str:
    return time_words(float(value)).replace("h", "hours").replace("min", "minutes")


def _written(value: Any, write: str) -> str:
    number = float(value)
    return percent(number) if write == "share" else time_words(number) if write == "time" else f"{number:.2f}"


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]


def family_words(frame: pd.DataFrame) -> str:
    """The share of everyone, for a title."""
    row = frame.to_dict("records")[0]
    if pd.isna(row["value"]):
        return "Nobody in care to count family sessions of"
    return (
        f"{percent(row['value'])} of patients in care had a family session ({percent_range(row['low'], row['high'])})"
    )


def crisis_title(frame: pd.DataFrame) -> str:
    """The rate of everyone, in words."""
    row = frame.to_dict("records")[0]
    if pd.isna(row["value"]):
        return "Crisis contacts a week are not estimable"
    if not row["contacts"]:
        return "No crisis contact is recorded in this period"
    return f"{float(row['value']):.2f} crisis contacts for every 100 weeks in care"
