"""What saving the settings would change: each that moves or differs from its default, then the button that saves."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from analytics.charts.setting_words import value_words
from analytics.charts.wording import plural
from analytics.errors import CannotContinue
from analytics.records.load import as_of
from analytics.records.policy import Policy, Settings
from analytics.records.program_file import save_settings
from analytics.records.settings import settings_from
from analytics.records.settings_in_use import refuse_unknown_groups
from analytics.records.settings_list import POLICY_SETTINGS, SETTINGS
from analytics.records.settings_text import program_text
from views.opening import expect_new_records
from views.page_frame import heading
from views.store import Store
from views.tables import show_table

PENDING = "settings_pending"
DONE = "settings_done"


def review_settings(store: Store, raw: Mapping[str, Any]) -> None:
    """The settings as they would be, checked as the file would be; saved when the person says so."""
    records = store.records()
    try:
        then = settings_from(tomllib.loads(program_text(raw)))
        refuse_unknown_groups(then, records.episodes.columns)
        as_of(then, records.data_through, today=records.today)
    except CannotContinue as problem:
        st.error(problem.problem)
        return
    now, default = _said(records.settings), _said(Settings())
    later = _said(then)
    rows = [
        (
            _marked(name, now.get(name) != later.get(name)),
            *(escape(held.get(name, "as for everybody")) for held in (now, later, default)),
        )
        for name in dict.fromkeys([*now, *later])
        if now.get(name) != later.get(name) or later.get(name) != default.get(name)
    ]
    changed = sum(now.get(name) != later.get(name) for name in {*now, *later})
    heading(
        f"Saving would change {plural(changed, 'setting')}" if changed else "Nothing would change",
        "Settings that would change and those that differ from their default; nothing is saved yet.",
    )
    show_table(("Setting", "Now", "After saving", "Default"), rows)
    if changed and st.button("Save these settings", key="settings_save"):
        _save(store, raw, changed)


def _marked(name: str, changes: bool) -> str:
    said = f"<code>{escape(name)}</code>"
    return f"<b>{said}</b> changes" if changes else said


def _save(store: Store, raw: Mapping[str, Any], changed: int) -> None:
    try:
        file = save_settings(store.source, raw)
    except CannotContinue as problem:
        st.error(str(problem))
        return
    st.session_state.pop(PENDING)
    st.session_state[DONE] = f"{plural(changed, 'setting')} changed, saved to {file}."
    expect_new_records()
    st.rerun()


def _said(settings: Settings) -> dict[str, str]:
    """Every setting in words by its name; those of one program, track or medication after its name."""
    general = {setting.name: value_words(setting.name, getattr(settings, setting.name)) for setting in SETTINGS}
    return general | _plan_said(settings.policy()) | _own_plans_said(settings)


def _plan_said(policy: Policy) -> dict[str, str]:
    return {setting.name: value_words(setting.name, getattr(policy, setting.name)) for setting in POLICY_SETTINGS}


def _own_plans_said(settings: Settings) -> dict[str, str]:
    return {
        f"{kind} {name}: {key}": value_words(key, value)
        for kind, named in settings.sections.items()
        for name, section in named.items()
        if name
        for key, value in section.items()
    }
