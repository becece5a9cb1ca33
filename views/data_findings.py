"""What was read, used and set aside of a source, and every finding: on the Data page and before an import counts."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from analytics.charts.wording import percent, plural
from analytics.outcomes.lost_rows import MUCH_LOST, lost_shares
from analytics.records.reconcile import NO_STATUS
from analytics.records.records import Records
from views.page_frame import heading
from views.style import house
from views.tables import download, show_table
from views.words import reason_words

ROWS_SHOWN = 5
SEVERITIES = {"error": "Set aside", "warning": "Kept, please check", "info": "For information"}


def show_reconciliation(records: Records) -> None:
    """Every table's rows read, used and set aside, with the reasons."""
    table = records.reconciliation
    read, aside = int(table["read"].sum()), int(table["quarantined"].sum())
    heading(
        f"{plural(aside, 'row')} of {read:,} could not be used" if aside else f"All {read:,} rows could be used",
        "Source rows read = used + set aside (quarantined), for every table.",
    )
    rows = [
        (
            f'{escape(str(line["table"]))}<span class="under second">{_reasons(line["quarantined_by"])}</span>',
            f"{line['read']:,}",
            f"{line['used']:,}",
            f"{line['quarantined']:,}",
            f'<span class="beside">{_reasons(line["quarantined_by"])}</span>',
        )
        for line in table.to_dict("records")
    ]
    show_table(("Table", "Read", "Used", "Set aside", "Because"), rows, right=frozenset({1, 2, 3}))
    download(_flat(table), name="reconciliation")


def _reasons(reasons: Mapping[str, int] | None) -> str:
    listed = sorted((reasons or {}).items(), key=lambda item: -item[1])
    return "<br>".join(f"{escape(reason_words(reason))}: {number:,}" for reason, number in listed) or "–"


def _flat(table: pd.DataFrame) -> pd.DataFrame:
    flat = table.copy()
    for column in ("quarantined_by", "by_status"):
        flat[column] = flat[column].map(lambda held: "; ".join(f"{k}: {v}" for k, v in (held or {}).items()))
    return flat


def show_lost(records: Records) -> None:
    """What was set aside of each status and result, and whether one lost too much."""
    rows = [
        (escape(f"{line['table']}"), escape(str(status) or "without"), f"{read:,}", f"{aside:,}", percent(aside / read))
        for line in records.reconciliation.to_dict("records")
        for status, (read, aside) in (line["by_status"] or {}).items()
        if aside and read
    ]
    lost = lost_shares(records)
    title = (
        f"{plural(len(lost), 'kind')} of row lost more than {percent(MUCH_LOST)}"
        if lost
        else (f"No status or result lost more than {percent(MUCH_LOST)} of its rows")
    )
    heading(
        title,
        "What was set aside, by status and result: a lost kind bends the figure it belongs to." + _unexplained(records),
    )
    if rows:
        with st.expander("Set aside by status and result"):
            show_table(("Table", "Status or result", "Read", "Set aside", "Share"), rows, right=frozenset({2, 3, 4}))


def _unexplained(records: Records) -> str:
    """The tables that lost much to codes nobody explained: of which status those rows are cannot be said."""
    told = [
        f" Of the {line['table']} rows, {percent(aside / line['read'])} were set aside with a code that is not known:"
        " every figure from them may be bent."
        for line in records.reconciliation.to_dict("records")
        for aside in [(line["by_status"] or {}).get(NO_STATUS, (0, 0))[1]]
        if line["read"] and aside / line["read"] > MUCH_LOST
    ]
    return "".join(told)


def show_findings(records: Records, names: Mapping[str, str] | None = None) -> None:
    """Every kind of problem with its places and what to do. `names`: a file's name → the one to show."""
    findings = _named(records.findings, names or {})
    if findings.empty:
        heading("Nothing to correct in the source", "Every cell was read as it stands.")
        return
    groups = findings.groupby(["code", "message"], observed=True, sort=False).size()
    heading(
        f"{plural(len(groups), 'kind')} of problem found in the source",
        "Each with what to do. Identifiers and free text are never shown, only their shape.",
    )
    for severity, words in SEVERITIES.items():
        of_this = findings[findings["severity"].astype(str) == severity]
        if not of_this.empty:
            house(f"<p><b>{words}</b> ({plural(len(of_this), 'finding')})</p>")
            show_table(("Problem", "Findings", "What to do"), _grouped(of_this), right=frozenset({1}))
    download(findings, name="findings")


def _named(findings: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The findings under the names that the files had when they were chosen."""
    if not names or findings.empty:
        return findings
    shown = findings.copy()
    for kept, chosen in names.items():
        for column in ("file", "message", "fix"):
            shown[column] = shown[column].astype(str).str.replace(kept, chosen, regex=False)
    shown["fix"] = shown["fix"].str.replace("Say in mapping.toml", "Say in step 2 (it is saved in mapping.toml)")
    return shown


def _grouped(findings: pd.DataFrame) -> list[tuple[str, str, str]]:
    """One row a kind of problem: what and where, how often, what to do (on a phone under the problem)."""
    rows = []
    for _, group in findings.groupby(["code", "message"], observed=True, sort=False):
        first = group.iloc[0]
        fix = escape(str(first["fix"]))
        problem = f'{escape(str(first["message"]))}<br><span class="second">{_places(group)}</span>'
        under = f'<span class="under">{fix}</span>'
        rows.append((len(group), (problem + under, f"{len(group):,}", f'<span class="beside">{fix}</span>')))
    return [row for _, row in sorted(rows, key=lambda row: -row[0])]


def _places(group: pd.DataFrame) -> str:
    """The tables with their counts, and the first rows of the first file."""
    tables = group["table"].value_counts(sort=True)
    counts = ", ".join(f"{escape(str(table))} {int(number):,}" for table, number in tables.items())
    file = group["file"].iloc[0]
    rows = group.loc[group["file"] == file, "row"].dropna()
    if rows.empty:
        return counts
    shown = ", ".join(f"{int(row):,}" for row in rows.head(ROWS_SHOWN)) + (" …" if len(rows) > ROWS_SHOWN else "")
    return f"{counts}; {escape(str(file))} row{'s' if len(rows) > 1 else ''} {shown}"
