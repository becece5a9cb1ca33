"""The settings in use as table rows: name, value, meaning."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from analytics.records.policy import Settings
from analytics.records.settings_list import SETTINGS


def settings_rows(settings: Settings) -> list[tuple[str, str, str]]:
    """Every setting of program.toml as it is used now; HTML."""
    return [
        (f"<code>{escape(s.name)}</code>", escape(_value(getattr(settings, s.name))), escape(s.meaning))
        for s in SETTINGS
    ]


def _value(value: object) -> str:
    if value is None or value == "" or value == {} or value == ():
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_value(held)}" for key, held in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(str(held) for held in value)
    return str(value)
