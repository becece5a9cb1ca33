"""The back-test of each flag: what followed it in the past, against everybody in care."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts.wording import NO_BREAK, percent, percent_range, points_range, signed_points
from analytics.outcomes.patients.backtest import OUTCOMES
from analytics.outcomes.patients.snapshots import HORIZON_DAYS
from views.exhibits import fetched, show_behind, subtitle_of
from views.filters import Choice
from views.page_frame import heading, small
from views.store import Store
from views.tables import show_table

OUTCOME_WORDS = {
    "drop_out_or_positive": "Drop-out or positive test",
    "drop_out": "Drop-out",
    "positive": "Positive test",
}
RULE_WIDTH = 180  # pixels: on a phone the table scrolls rather than break a rule into single words
HEAD = ("Flag", "Weeks flagged", "Followed by it", "Everybody in care", "Difference, points", "Of all, flagged", "")


def show_flags(store: Store, choice: Choice) -> None:
    """One row a rule: how often it was right, against the base rate, and whether it is on."""
    outcome = st.selectbox(
        f"What should a flag announce, within {HORIZON_DAYS} days?",
        list(OUTCOMES),
        format_func=OUTCOME_WORDS.__getitem__,
        key="outcome",
        bind="query-params",
        width=320,
    )
    found = fetched(store, choice, "patients.flags", outcome=outcome)
    if found is None:
        return
    title = flags_title(found.frame)
    heading(title, subtitle_of(found))
    show_table(
        HEAD,
        [_cells(row) for row in found.frame.to_dict("records")],
        right=frozenset({1, 2, 3, 4, 5}),
        caption="Back-test of the flags",
    )
    small(" ".join([_how_to_read(), *found.notes]))
    show_behind(store, choice, found, title=title, choices=[f"outcome={outcome}"] if outcome != OUTCOMES[0] else [])


def flags_title(frame: pd.DataFrame) -> str:
    """How many of the rules told more than the base rate."""
    better, asked = int((frame["difference_low"] > 0).sum()), int(frame["difference_low"].notna().sum())
    if not asked:
        return "No flag can be judged on these weeks"
    base = percent(frame["base"].iloc[0])
    if not better:
        return f"No flag told more than the base rate of {base}"
    return f"{better} of {len(frame)} flags told more than the base rate of {base}"


def _cells(row: Mapping[Any, Any]) -> list[str]:
    said = f"{escape(str(row['name']))}<br><span class='second'>{escape(str(row['text']))}</span>"
    name = f"<div style='min-width:{RULE_WIDTH}px'>{said}</div>"
    return [
        name,
        f"{row['n']:,}",
        _share(row, "value", "low", "high"),
        _share(row, "base", "base_low", "base_high"),
        _points(row),
        _share(row, "sensitivity", "sensitivity_low", "sensitivity_high"),
        f"<strong>{'On' if row['on'] else 'Off'}</strong><br><span class='second'>{escape(str(row['reading']))}</span>",
    ]


def _share(row: Mapping[Any, Any], value: str, low: str, high: str) -> str:
    if pd.isna(row[value]):
        return "–"
    interval = percent_range(row[low], row[high])
    return f"{percent(row[value])}<br><span class='second'>95%{NO_BREAK}{interval}</span>"


def _points(row: Mapping[Any, Any]) -> str:
    if pd.isna(row["difference"]):
        return "–"
    interval = points_range(row["difference_low"], row["difference_high"]).replace(" ", NO_BREAK)
    return f"{signed_points(row['difference'])}<br><span class='second'>95%{NO_BREAK}{interval}</span>"


def _how_to_read() -> str:
    return (
        "Followed by it: positive predictive value. Everybody in care: base rate. Of all, flagged: sensitivity, the "
        "share of the weeks before such an outcome that carried the flag."
    )
