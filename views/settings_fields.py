"""One field a setting: its explanation as the label, its name and default under it, its value as program.toml has it.

A field that is left empty gives None: the default holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analytics.outcomes.catalogue import catalogue
from analytics.records.policy import DEFAULT_GROUP_BY
from analytics.records.records import Records
from analytics.records.settings_checks import TARGETS, Setting
from analytics.records.settings_list import DATE_ORDERS, MISSING_RULES
from analytics.records.substances import ANALYTES, MEDICATIONS

PHASE = ("every_days", "from_day", "to_day", "per_window", "after")
TARGET_WORDS = {
    "abstinence": "abstinent at follow-up, share 0 to 1",
    "retention": "in treatment at 90 days, share",
    "attendance": "sessions attended, share",
    "due_tests": "due tests given, share",
    "reached": "reached at follow-up, share",
    "census": "people in treatment, number",
}
CHOICES: Mapping[str, Sequence[str]] = {
    "calendar": ("dates", "relative"),
    "date_order": DATE_ORDERS,
    "missing_rule": MISSING_RULES,
    "refused": ("positive", "missed"),
}
YES_NO = {"": None, "yes": True, "no": False}
GROUPABLE = ("coded", "text", "boolean", "number")


def field(setting: Setting, value: Any, records: Records, key: str) -> Any:
    """Draw the field of a setting and return what it says; None is the default."""
    name = setting.name
    if name in CHOICES or name == "primary_endpoint":
        return _one_of(setting, value, CHOICES.get(name) or [entry.key for entry in catalogue()], key)
    if name in FIELDS:
        return FIELDS[name](setting, value, records, key)
    return _whole(setting, value, records, key)


def _label(setting: Setting) -> str:
    return f"{setting.meaning[:1].upper()}{setting.meaning[1:]}"


def _under(setting: Setting) -> None:
    st.caption(f"{setting.name} · default {setting.default}")


def _whole(setting: Setting, value: Any, _: Records, key: str) -> Any:
    held = st.number_input(
        _label(setting), value=None if value is None else int(value), step=1, placeholder="as by default", key=key
    )
    _under(setting)
    return held


def _number(setting: Setting, value: Any, _: Records, key: str) -> Any:
    held = st.number_input(
        _label(setting), value=None if value is None else float(value), step=0.05, placeholder="as by default", key=key
    )
    _under(setting)
    return held


def _words(setting: Setting, value: Any, _: Records, key: str) -> Any:
    held = st.text_input(_label(setting), value=value or "", key=key).strip()
    _under(setting)
    return held or None


def _day(setting: Setting, value: Any, _: Records, key: str) -> Any:
    """A day as text: the parts of Streamlit's date field are smaller than a finger may need (WCAG 2.5.8)."""
    held = st.text_input(_label(setting), value=str(value or ""), placeholder="2026-03-31", key=key).strip()
    _under(setting)
    try:
        return date.fromisoformat(held) if held else None
    except ValueError:
        return held  # the check of the setting says what is allowed


def _one_of(setting: Setting, value: Any, options: Sequence[str], key: str) -> Any:
    every = ["", *options]
    held = st.selectbox(
        _label(setting),
        every,
        index=every.index(value) if value in every else 0,
        format_func=lambda one: one or "as by default",
        key=key,
    )
    _under(setting)
    return held or None


def _yes_no(setting: Setting, value: Any, _: Records, key: str) -> Any:
    said = next((word for word, meant in YES_NO.items() if meant is value), "")
    return YES_NO[_one_of(setting, said, ("yes", "no"), key) or ""]


def _window(setting: Setting, value: Any, _: Records, key: str) -> Any:
    first, last = value if isinstance(value, list) and len(value) == 2 else (None, None)
    left, right = st.columns(2)
    low = left.number_input(f"{_label(setting)}: from day", value=first, step=1, key=f"{key}_from")
    high = right.number_input("to day", value=last, step=1, key=f"{key}_to")
    _under(setting)
    return None if low is None and high is None else [low, high]


def _groups(setting: Setting, value: Any, records: Records, key: str) -> Any:
    present = [str(column) for column in records.episodes.columns if column not in ("source_row", "patient_id")]
    dates = set(records.episodes.select_dtypes("datetime"))
    return _several(setting, value, [*DEFAULT_GROUP_BY, *(c for c in present if c not in dates)], key)


def _analytes(setting: Setting, value: Any, _: Records, key: str) -> Any:
    return _several(setting, None if value == "all" else value, list(ANALYTES), key)


def _several(setting: Setting, value: Any, options: Sequence[str], key: str) -> Any:
    held = list(value or [])
    every = list(dict.fromkeys([*options, *held]))
    picked = st.multiselect(_label(setting), every, default=held, placeholder="as by default", key=key)
    _under(setting)
    return picked or None


def _targets(setting: Setting, value: Any, _: Records, key: str) -> Any:
    st.markdown(f"**{_label(setting)}**")
    columns = st.columns(3)
    held = {}
    for place, name in enumerate(TARGETS):
        before = (value or {}).get(name)
        with columns[place % 3]:
            held[name] = st.number_input(
                TARGET_WORDS[name], value=None if before is None else float(before), step=0.05, key=f"{key}_{name}"
            )
    _under(setting)
    return {name: target for name, target in held.items() if target is not None} or None


def _testing(setting: Setting, value: Any, _: Records, key: str) -> Any:
    rows = [{column: phase.get(column) for column in PHASE} for phase in value or []]
    config = {
        "every_days": st.column_config.NumberColumn("every … days", step=1, width="small"),
        "from_day": st.column_config.NumberColumn("from day", step=1, width="small"),
        "to_day": st.column_config.NumberColumn("to day (empty: to the end)", step=1),
        "per_window": st.column_config.NumberColumn("tests each time", step=1, width="small"),
        "after": st.column_config.SelectboxColumn("after", options=["admission", "discharge"]),
    }
    return _rows(setting, pd.DataFrame(rows, columns=list(PHASE), dtype=object), config, key) or None


def _washout(setting: Setting, value: Any, _: Records, key: str) -> Any:
    frame = pd.DataFrame(list((value or {}).items()), columns=["analyte", "days"], dtype=object)
    config = {
        "analyte": st.column_config.SelectboxColumn("analyte", options=list(ANALYTES)),
        "days": st.column_config.NumberColumn("days", step=1),
    }
    rows = _rows(setting, frame, config, key)
    return {str(row.get("analyte", "")): row.get("days", "") for row in rows} or None


def _prescribed(setting: Setting, value: Any, _: Records, key: str) -> Any:
    listed = [(medication, ", ".join(analytes)) for medication, analytes in (value or {}).items()]
    config = {
        "medication": st.column_config.SelectboxColumn("medication", options=list(MEDICATIONS)),
        "analytes": st.column_config.TextColumn("analytes it explains, with commas"),
    }
    rows = _rows(setting, pd.DataFrame(listed, columns=["medication", "analytes"], dtype=object), config, key)
    return {
        str(row.get("medication", "")): [a.strip() for a in str(row.get("analytes", "")).split(",") if a.strip()]
        for row in rows
    } or None


def _changes(setting: Setting, value: Any, _: Records, key: str) -> Any:
    frame = pd.DataFrame(value or [], columns=["date", "name"])
    config = {
        "date": st.column_config.DateColumn("day of the change"),
        "name": st.column_config.TextColumn("what changed"),
    }
    return _rows(setting, frame.assign(date=pd.to_datetime(frame["date"])), config, key) or None


def _rows(setting: Setting, frame: pd.DataFrame, config: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """A small table to fill; its rows without their empty cells."""
    st.markdown(f"**{_label(setting)}**")
    edited = st.data_editor(
        frame, column_config=dict(config), num_rows="dynamic", hide_index=True, key=key, alt=_label(setting)
    )
    _under(setting)
    rows = [
        {str(name): _plain(cell) for name, cell in row.items() if pd.notna(cell)} for row in edited.to_dict("records")
    ]
    return [row for row in rows if row]


def _plain(cell: Any) -> Any:
    """A whole number or a day as one, whatever the table made of it."""
    if isinstance(cell, pd.Timestamp):
        return cell.date()
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


FIELDS: Mapping[str, Callable[[Setting, Any, Records, str], Any]] = {
    "program_name": _words,
    "report_subtitle": _words,
    "report_notice": _words,
    "responsible": _words,
    "follow_up_window_days": _window,
    "as_of": _day,
    "max_quarantined": _number,
    "group_by": _groups,
    "excused_absence_excuses_tests": _yes_no,
    "prescribed": _prescribed,
    "targets": _targets,
    "change": _changes,
    "sessions_per_week": _number,
    "hours_per_week": _number,
    "testing": _testing,
    "washout_days": _washout,
    "counted_analytes": _analytes,
}
