"""What one patient abstinent at follow-up costs, and the same by payer without ranking."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from analytics.charts.number_rows import amount_rows
from analytics.charts.services_words import cost_rows, cost_title, rows_alt
from analytics.charts.wording import EN_DASH, count, percent
from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.services.cost import NO_RANKING
from views.exhibits import show_behind, show_figure, subtitle_of
from views.filters import Choice
from views.page_frame import heading, small, theme
from views.services_shown import available
from views.store import Store
from views.tables import show_table

COST = "services.cost"
MEAN_AGE = "mean_age"
MIX = {
    "share_severe": "Severe",
    "share_opioids": "Opioids",
    "share_stimulants": "Stimulants",
    "share_alcohol": "Alcohol",
    "share_not_stably_housed": "Not stably housed",
    "share_co_occurring": "Co-occurring",
    "share_treated_before": "Treated before",
    "share_on_medication": "On medication",
    MEAN_AGE: "Mean age",
}
FIGURES = ("Payer", "People", "Reached", "Abstinent", "Cost of all episodes", "Per patient abstinent, 95% interval")
CURRENCY = "In the currency of the records."


def show_cost(store: Store, choice: Choice) -> None:
    """Cost per patient abstinent, then by payer with the case mix beside it."""
    found = available(store, choice, {COST: "cost per patient abstinent"}, by=choice.by)
    if COST not in found:
        return
    _cost(store, choice, found[COST])
    for by_payer in available(store, choice, {"services.cost_by_payer": "cost by payer"}).values():
        _by_payer(store, choice, by_payer, said=found[COST].notes)


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


def _by_payer(store: Store, choice: Choice, found: Exhibit, *, said: tuple[str, ...]) -> None:
    title = "Cost per patient abstinent by payer, beside who the patients are"
    heading(title, subtitle_of(found))
    rows = found.frame.to_dict("records")
    show_table(FIGURES, [_escaped(_figures(row)) for row in rows], right=frozenset(range(1, len(FIGURES))))
    mix = [name for name in MIX if name in found.frame]
    head = ["At admission", *(MIX[name] for name in mix)]
    show_table(head, [_escaped(_mix(row, mix)) for row in rows], right=frozenset(range(1, len(head))))
    small(" ".join([CURRENCY, *(note for note in found.notes if note == NO_RANKING or note not in said)]))
    show_behind(store, choice, found, title=title)


def _figures(row: Mapping[Any, Any]) -> list[str]:
    figure = str(row["reason"])
    if not pd.isna(row["value"]):
        figure = f"{count(row['value'])} ({count(row['low'])}{EN_DASH}{count(row['high'])})"
    return [
        _name(row),
        count(row["n"]),
        percent(row["share_reached"]),
        count(row["abstinent"]),
        count(row["cost"]),
        figure,
    ]


def _mix(row: Mapping[Any, Any], mix: list[str]) -> list[str]:
    return [_name(row), *(count(row[name]) if name == MEAN_AGE else percent(row[name]) for name in mix)]


def _name(row: Mapping[Any, Any]) -> str:
    return str(row["group"]).replace("_", " ")


def _escaped(cells: list[str]) -> list[str]:
    return [escape(cell) for cell in cells]
