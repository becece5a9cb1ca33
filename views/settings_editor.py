"""Program settings, edited with an explanation of each: filled in, checked, shown beside what holds now, then saved."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics.errors import CannotContinue
from analytics.records.program_file import is_beside, program_file, settings_written
from analytics.records.records import Records
from analytics.records.settings_checks import Setting
from analytics.records.settings_in_use import OVERRIDES
from analytics.records.settings_list import POLICY_SETTINGS, SETTINGS
from views.page_frame import heading
from views.settings_fields import field
from views.settings_review import DONE, PENDING, review_settings
from views.store import Store

EVERYBODY = ("defaults", "")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Figures and targets": (
        "primary_endpoint", "missing_rule", "refused", "excused_absence_excuses_tests", "follow_up_window_days",
        "follow_up_horizon_days", "join_gap_days", "min_at_risk", "suppression_threshold", "targets",
        "change",
    ),
    "Time": ("lag_days", "as_of", "fiscal_year_start", "calendar", "date_order"),
    "Reports": ("program_name", "report_subtitle", "report_notice", "responsible"),
    "Records and groups": ("group_by", "max_quarantined", "prescribed"),
}  # fmt: skip
WIDE = (
    "targets",
    "change",
    "testing",
    "washout_days",
    "prescribed",
    "group_by",
    "counted_analytes",
    "follow_up_window_days",
)

Raw = dict[str, Any]
Scope = tuple[str, str]


def show_settings_editor(store: Store) -> None:
    """Every setting in a form, what saving would change, and the button that saves."""
    if done := st.session_state.pop(DONE, ""):
        st.success(done)
    records = store.records()
    heading("Program settings", _where(store.source))
    try:
        written = settings_written(store.source)
    except CannotContinue as problem:
        st.error(str(problem))
        return
    scope = _choose_scope(records)
    _form(records, written, scope)
    pending = st.session_state.get(PENDING)
    if pending is not None and pending[0] == records.fingerprint:
        review_settings(store, pending[1])


def _where(source: str) -> str:
    place = "beside the records" if is_beside(source) else "in your data folder, because this source cannot hold them"
    return (
        f"An empty field means its default. Saved to {program_file(source)}, {place}; comments in an "
        "existing file are not kept. Every figure is computed again after saving, for everybody."
    )


def _choose_scope(records: Records) -> Scope:
    """Whose plan is edited: everybody's, or that of one program, track or medication."""
    scopes: list[Scope] = [EVERYBODY]
    for kind in OVERRIDES:
        named = dict.fromkeys(records.settings.sections.get(kind, {}))
        if kind in records.episodes.columns:
            named |= dict.fromkeys(str(one) for one in records.episodes[kind].cat.categories)
        scopes += [(kind, name) for name in named]
    picked = st.selectbox(
        "The plan of",
        range(len(scopes)),
        format_func=lambda place: "everybody" if not place else " ".join(scopes[place]),
        help="A program, track or medication may have a plan of its own; what it leaves empty is as for everybody.",
        key="settings_scope",
    )
    return scopes[picked]


def _form(records: Records, written: Raw, scope: Scope) -> None:
    own = _section(written, scope)
    with st.form("settings_form", border=False):
        words = "The plan of everybody" if scope == EVERYBODY else f"The plan of {' '.join(scope)}"
        with st.expander(words, expanded=True):
            plan = _fields(POLICY_SETTINGS, own, records, f"settings_{scope[0]}_{scope[1]}")
        general: Raw = {}
        by_name = {setting.name: setting for setting in SETTINGS}
        for title, names in GROUPS.items():
            with st.expander(title):
                general |= _fields(tuple(by_name[n] for n in names if n in by_name), written, records, "settings")
        if st.form_submit_button("Show what would change"):
            st.session_state[PENDING] = (records.fingerprint, _filled(written, scope, plan, general))


def _fields(settings: tuple[Setting, ...], values: Raw, records: Records, key: str) -> Raw:
    """Two fields a row, wide ones below."""
    held = {}
    narrow = [setting for setting in settings if setting.name not in WIDE]
    for start in range(0, len(narrow), 2):
        for setting, cell in zip(narrow[start : start + 2], st.columns(2), strict=False):
            with cell:
                held[setting.name] = field(setting, values.get(setting.name), records, f"{key}_{setting.name}")
    for setting in (setting for setting in settings if setting.name in WIDE):
        held[setting.name] = field(setting, values.get(setting.name), records, f"{key}_{setting.name}")
    return held


def _section(written: Raw, scope: Scope) -> Raw:
    """What the file says in the section of a scope."""
    kind, name = scope
    section = written.get(kind, {})
    if name:
        section = next((held for own, held in section.items() if own.casefold() == name.casefold()), {})
    return dict(section)


def _filled(written: Raw, scope: Scope, plan: Raw, general: Raw) -> Raw:
    """The file's values with those of the form in their places; what is empty is left out."""
    raw = copy.deepcopy(written)
    for name, value in general.items():
        raw.pop(name, None)
        if value is not None:
            raw[name] = value
    kind, name = scope
    section = {key: value for key, value in plan.items() if value is not None}
    if name:
        others = {own: held for own, held in raw.get(kind, {}).items() if own.casefold() != name.casefold()}
        raw[kind] = others | ({name: section} if section else {})
    else:
        raw[kind] = section
    return {key: value for key, value in raw.items() if value != {}}
