"""The value of a setting as a reader would say it, on pages and in reports."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.records.policy import TestingPhase


def value_words(name: str, value: object) -> str:
    """The value of a setting as a reader would say it."""
    return "all" if name == "counted_analytes" and value is None else _value(value)


def _value(value: object) -> str:
    if value is None or value == "" or value == {} or value == ():
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_value(held)}" for key, held in value.items())
    if isinstance(value, TestingPhase):
        last = "the planned end" if value.after == "admission" else "the horizon"
        until = last if value.to_day is None else f"day {value.to_day}"
        return f"{value.per_window} every {value.every_days} days, day {value.from_day} to {until} after {value.after}"
    if isinstance(value, tuple | list):
        return ", ".join(_value(held) for held in value)
    return str(value)
