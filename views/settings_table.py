"""The settings in use as table rows: name, value, meaning."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from analytics.records.policy import Settings
from analytics.records.settings_checks import Setting
from analytics.records.settings_list import SETTINGS
from views.tables import show_table


def show_settings(settings: Settings) -> None:
    """Every setting of program.toml as it is used now."""
    show_table(("Setting", "Value"), [_row(setting, settings) for setting in SETTINGS])


def _row(setting: Setting, settings: Settings) -> tuple[str, str]:
    name = f'<code>{escape(setting.name)}</code><br><span class="second">{escape(setting.meaning)}</span>'
    return name, escape(_value(getattr(settings, setting.name)))


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
