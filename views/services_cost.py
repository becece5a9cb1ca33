"""What one patient abstinent at follow-up costs, and the same by payer without ranking."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from analytics.charts.number_rows import amount_rows
from analytics.charts.services_words import cost_rows, cost_title, rows_alt
from analytics.charts.wording import EN_DASH, NOTHING, count, percent
from analytics.outcomes.exhibit import Exhibit
from views.exhibits import fetched, show_behind, show_figure, subtitle_of
from views.filters import Choice
from views.page_frame import heading, small, theme
from views.store import Store
from views.tables import show_table

MIX = {
    "share_severe": "Severe",
    "share_opioids": "Opioids",
    "share_stimulants": "Stimulants",
    "share_alcohol": "Alcohol",
    "share_not_stably_housed": "Not stably housed",
    "share_co_occurring": "Co-occurring",
    "share_treated_before": "Treated before",
    "share_on_medication": "On medication",
    "mean_age": "Mean age",
}
CURRENCY = "In the currency of the records."


def show_cost(store: Store, choice: Choice) -> None:
    """Cost per patient abstinent, then by payer with the case mix beside it."""
    found = fetched(store, choice, "services.cost", by=choice.by)
    if found is not None:
        _cost(store, choice, found)
        by_payer = fetched(store, choice, "services.cost_by_payer")
        if by_payer is not None:
            _by_payer(store, choice, by_payer)


def _cost(store: Store, choice: Choice, found: Exhibit) -> None:
    rows, title = cost_rows(found.frame), cost_title(found.frame)
    grouped = "group" in found.frame
    bounds = found.frame["if_all_not_reached_were_abstinent"]
    lowest = "" if grouped or bounds.isna().any() else f"Were everyone not reached abstinent: {count(bounds.iloc[0])}."
    show_figure(
        store,
        choice,
        found,
        amount_rows(rows, theme(), members=range(len(rows)) if grouped else ()),
        title=title,
        alt=rows_alt(rows, kind="Bars of cost from 0, with 95% interval", title=title, n=found.n),
        note=f"{CURRENCY} {lowest}".strip(),
    )


def _by_payer(store: Store, choice: Choice, found: Exhibit) -> None:
    heading("Cost per patient abstinent by payer, with who the patients are", subtitle_of(found))
    mix = [name for name in MIX if name in found.frame]
    head = [
        "Payer",
        "People",
        "Reached",
        "Abstinent",
        "Cost of all",
        "Per patient abstinent, 95%",
        *(MIX[name] for name in mix),
    ]
    rows = [[escape(cell) for cell in _cells(row, mix)] for row in found.frame.to_dict("records")]
    show_table(head, rows, right=frozenset(range(1, len(head))))
    small(" ".join([CURRENCY, *found.notes]))
    show_behind(store, choice, found, title="Cost per patient abstinent by payer")


def _cells(row: Mapping[Any, Any], mix: list[str]) -> list[str]:
    figure = str(row["reason"]) if pd.isna(row["value"]) else count(row["value"])
    if not pd.isna(row["value"]):
        figure += f" ({count(row['low'])}{EN_DASH}{count(row['high'])})"
    shares = [
        NOTHING if pd.isna(row[name]) else f"{row[name]:.0f}" if name == "mean_age" else percent(row[name])
        for name in mix
    ]
    return [
        str(row["group"]).replace("_", " "),
        count(row["n"]),
        percent(row["share_reached"]),
        count(row["abstinent"]),
        count(row["cost"]),
        figure,
        *shares,
    ]
