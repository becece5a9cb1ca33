"""Draft cells and tables from the estimates and exhibits of the pages, with the names of their counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.privacy.counts import Sum
from analytics.reports.draft import DraftTable, Said, ShareOf, Words
from analytics.reports.frozen import Column
from analytics.reports.setting import Setting


def share_of(setting: Setting, found: Estimate, *, whole: str, part: str, period: str, group: str = "") -> ShareOf:
    """An estimate with its counts named: `part` of `whole` ("discharged: reached" of "discharged")."""
    of = setting.count(whole, found.n, period, group)
    events = None if found.events is None else setting.count(part, found.events, period, group)
    return ShareOf(found, of, events)


def estimate_of_row(row: pd.Series) -> Estimate:
    """The share in a row of an exhibit's frame."""
    n = int(row["n"]) if pd.notna(row["n"]) else 0
    if pd.isna(row["value"]):
        return not_estimable("", str(row.get("reason") or "nobody to count"), n=n)
    events = int(row["events"]) if "events" in row and pd.notna(row["events"]) else None
    low, high = (None if pd.isna(row[name]) else float(row[name]) for name in ("low", "high"))
    return Estimate(float(row["value"]), low, high, n, events, "")


def share_table(
    setting: Setting,
    found: Exhibit,
    *,
    key: str,
    title: Said,
    label: str | Callable[[pd.Series], str],
    heading: str,
    measure: str,
    whole: Callable[[pd.Series], tuple[str, str]],
    part: Callable[[pd.Series], str],
    sums: tuple[Sum, ...] = (),
    notes: tuple[Said, ...] = (),
) -> DraftTable:
    """A table of shares, a row of the exhibit each.

    `whole(row)` names the people below the line and their group, `part(row)` those above it; equal names are the same
    people. `label`: the column, or how the first cell of a row reads.
    """
    period = found.window.period.label if found.window and found.window.period else "all records"
    rows = []
    for _, row in found.frame.iterrows():
        name = label(row) if callable(label) else str(row[label])
        what, group = whole(row)
        share = share_of(setting, estimate_of_row(row), whole=what, part=part(row), period=period, group=group)
        rows.append((Words(name), share))
    return DraftTable(
        key=key,
        title=title,
        subtitle=subtitle_of(found),
        columns=(Column(heading), Column(measure, "share")),
        rows=tuple(rows),
        notes=(*found.notes, *notes),
        sums=sums,
        command=command_of(setting, found),
    )


def subtitle_of(found: Exhibit) -> str:
    """Definition and window: every figure carries both."""
    return (
        f"{found.definition} {found.window.words[0].upper()}{found.window.words[1:]}."
        if found.window
        else found.definition
    )


def command_of(setting: Setting, found: Exhibit) -> str:
    """The command that gives the figure again (patient-level role)."""
    words = [f"python -m analytics figures --data {setting.source} --figure {found.key}"]
    if setting.records.as_of is not None and setting.quarter is not None:
        words.append(f"--until {setting.records.as_of.isoformat()}")
    if found.window and found.window.period:
        period = found.window.period
        words.append(f"--period {period.start.isoformat()}:{period.end.isoformat()} --basis {found.window.basis}")
    if setting.site != "all":
        words.append(f"--where site={setting.site}")
    if found.by:
        words.append(f"--by {found.by}")
    return " ".join(words)


def finite(value: Any) -> float | None:
    """A number of a frame, None where there is none."""
    return None if value is None or pd.isna(value) or not np.isfinite(float(value)) else float(value)
