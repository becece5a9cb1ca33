"""The settings in use as table rows: name, value, meaning."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from analytics.records.policy import Policy, Settings, TestingPhase
from analytics.records.settings_checks import Setting
from analytics.records.settings_list import POLICY_SETTINGS, SETTINGS
from views.page_frame import small
from views.tables import show_table


def show_settings(settings: Settings) -> None:
    """Every setting of program.toml as it is used now; of the plan, what holds for everybody else."""
    show_table(("Setting", "Value"), setting_cells(settings))
    overriding = [f"{kind} {name}" for kind, named in settings.sections.items() for name in named if name]
    if overriding:
        small(f"Own values of the plan, given in program.toml: {', '.join(overriding)}.")


def setting_cells(settings: Settings) -> list[tuple[str, str]]:
    """Name with meaning, and value, of every setting, as HTML."""
    rows = [_row(setting, settings) for setting in SETTINGS]
    return rows + [_row(setting, settings.policy()) for setting in POLICY_SETTINGS]


def _row(setting: Setting, settings: Settings | Policy) -> tuple[str, str]:
    name = f'<code>{escape(setting.name)}</code><br><span class="second">{escape(setting.meaning)}</span>'
    return name, escape(value_words(setting.name, getattr(settings, setting.name)))


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
