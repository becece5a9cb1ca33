"""Draft cells and tables from the estimates and exhibits of the pages, with the names of their counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.periods import Period
from analytics.outcomes.scope import scope_of
from analytics.privacy.counts import Count, Sum
from analytics.reports.draft import DraftChart, DraftTable, Said, ShareOf, Words
from analytics.reports.frozen import Cell, Column, Paragraph, Table
from analytics.reports.measures import IN_TREATMENT, follow_up_period, followed_rows, whole_period
from analytics.reports.pictures.bars import Range, bars_alt, bars_svg
from analytics.reports.pictures.columns import columns_alt, columns_svg
from analytics.reports.setting import WHOLE_COHORT, Setting

COUNTED = re.compile(r"\d[\d,]* (?:of|people|patients|who|stays|tests|were) ")


def share_of(setting: Setting, found: Estimate, *, whole: str, part: str, period: str, group: str = "") -> ShareOf:
    """An estimate with its counts named: `part` of `whole` ("discharged: reached" of "discharged")."""
    of = setting.count(whole, found.n, period, group)
    events = None if found.events is None else setting.count(part, found.events, period, group)
    return ShareOf(found, of, events)


def people_behind(setting: Setting, found: Exhibit) -> tuple[Count, ...]:
    """The people behind sessions or tests: what a handful of them did is hidden with their number."""
    if found.window is None:
        return ()
    people = int(scope_of(setting.derivation, found.window, setting.rows).people.sum())
    active = found.window.basis == "active"
    words = IN_TREATMENT if active else f"{found.window.basis}, whose sessions and tests are counted"
    return (setting.count(words, people, period_of(found)),)


def with_people(share: ShareOf, *people: Count) -> ShareOf:
    """A share of sessions or tests that is hidden with the people behind it."""
    return replace(share, others=(*share.others, *people))


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
    people. `label`: the column, or how the first cell of a row reads. Notes of the exhibit hold true figures, so they
    are not taken over.
    """
    period = period_of(found)
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
        notes=notes,
        sums=sums,
        command=command_of(setting, found),
    )


def period_of(found: Exhibit) -> str:
    """The period of an exhibit as its counts are named."""
    return found.window.period.label if found.window and found.window.period else WHOLE_COHORT


def report_exhibit(
    setting: Setting, key: str, *, by: str | None = None, choices: Choices | None = None, period: Period | None = None
) -> Exhibit:
    """An exhibit in the report's quarter (or `period`); of a whole cohort over all days, whatever its usual window."""
    used = period or setting.quarter or (whole_period(setting) if setting.has_calendar else None)
    return setting.exhibit(key, by=by, period=used, choices=choices)


def followed_exhibit(setting: Setting, key: str, *, by: str | None = None, choices: Choices | None = None) -> Exhibit:
    """An exhibit of exactly the people behind the benchmark figure, over the same four quarters."""
    people = replace(setting, rows=followed_rows(setting), basis="discharged")
    return report_exhibit(people, key, by=by, choices=choices, period=_follow_up(setting))


def shown(found: Exhibit) -> bool:
    """Whether there is anything to tell."""
    return not found.unavailable and len(found.frame) > 0


def why_not(found: Exhibit, words: str) -> Paragraph:
    """The sentence in place of a figure. A reason that counts people is not passed on."""
    reason = found.unavailable
    if not reason or COUNTED.search(reason):
        reason = f"{words}: nobody to count in this period, or too few."
    return Paragraph(reason, "note")


def told(table: Table, row: str, column: int = 1) -> Cell | None:
    """A figure of a released table by the words of its row; None where it is hidden or not estimable."""
    found = table.row(row)
    return None if found is None or found[column].value is None else found[column]


def finding(table: Table, row: str, words: str, otherwise: str, *, column: int = 1) -> str:
    """A title with the released figure in place of `{}`; `otherwise` where it is not told."""
    found = told(table, row, column)
    return otherwise if found is None else words.format(found.text)


def _follow_up(setting: Setting) -> Period | None:
    return follow_up_period(setting) if setting.has_calendar else None


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


def bars(table: DraftTable, title: str, *, column: int = 1, published: Range | None = None) -> DraftChart:
    """The picture of a table of groups: points with intervals, a row each."""
    key = f"{table.key}_bars"
    return DraftChart(
        key=key,
        table=table.key,
        title=title,
        subtitle="From the table, with 95% intervals. Hidden figures are not drawn.",
        draw=lambda t: bars_svg(t, key=key, column=column, published=published),
        alt=lambda t: bars_alt(t, column=column),
        native="bars",
    )


def columns(table: DraftTable, title: str, *, column: int = 1) -> DraftChart:
    """The picture of a table in its order (days, steps, months): columns with intervals."""
    key = f"{table.key}_columns"
    return DraftChart(
        key=key,
        table=table.key,
        title=title,
        subtitle="From the table, with 95% intervals. Hidden figures are not drawn.",
        draw=lambda t: columns_svg(t, key=key, column=column),
        alt=lambda t: columns_alt(t, column=column),
        native="bars",
    )
