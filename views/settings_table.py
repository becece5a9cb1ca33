"""The settings in use as table rows: name, value, meaning."""

from __future__ import annotations

from html import escape

from analytics.charts.setting_words import value_words
from analytics.records.policy import Policy, Settings
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
