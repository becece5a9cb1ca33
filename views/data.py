"""Data: can I trust this?"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from analytics.charts.wording import day, percent, plural
from analytics.errors import CannotContinue
from analytics.records.records import Records
from views.abstinence_tables import facts_list
from views.filters import Choice
from views.page_frame import NO_CALENDAR, begin_page, heading, is_relative
from views.quality import MUCH_LOST, lost_shares
from views.settings_table import show_settings
from views.store import Store
from views.style import house
from views.tables import download, show_table
from views.words import reason_words

ROWS_SHOWN = 5
SEVERITIES = {"error": "Set aside", "warning": "Kept, please check", "info": "For information"}


def page(store: Store, choice: Choice) -> None:
    """The sources, what was read, used and set aside, what to do about it, what it does to the headline."""
    begin_page("Data", store, choice)
    records = store.records()
    if is_relative(records):
        st.info(NO_CALENDAR)
    _sources(records)
    _reconciliation(records)
    _lost(records)
    _findings(records)
    _headline_effect(store)
    _settings(records)


def _sources(records: Records) -> None:
    present = sorted(records.present)
    absent = sorted(set(_tables(records)) - set(present))
    dates = (
        []
        if is_relative(records)
        else [
            ("Data through", day(records.data_through), "the earlier of the latest attendance and test dates"),
            ("As of", day(records.as_of), "the day figures are stated for"),
        ]
    )
    without = f"without {', '.join(absent)}" if absent else "all"
    tables = [("Tables", f"{len(present)} of {len(_tables(records))}", without)]
    facts_list([("Source", records.settings.program_name or "Records", _source_words(records)), *dates, *tables])


def _source_words(records: Records) -> str:
    return f"fingerprint {records.fingerprint[:12]}"


def _tables(records: Records) -> list[str]:
    return ["episodes", "attendance", "drug_tests", "follow_ups", "measures"]


def _reconciliation(records: Records) -> None:
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


def _lost(records: Records) -> None:
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
    heading(title, "What was set aside, by status and result: a lost kind bends the figure it belongs to.")
    if rows:
        with st.expander("Set aside by status and result"):
            show_table(("Table", "Status or result", "Read", "Set aside", "Share"), rows, right=frozenset({2, 3, 4}))


def _findings(records: Records) -> None:
    findings = records.findings
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


def _headline_effect(store: Store) -> None:
    """What the set-aside rows could do to the benchmark figure: its bounds with them all one way."""
    try:
        figure = store.benchmark()
    except CannotContinue as problem:
        heading("Effect on the headline", f"{problem.problem} {problem.fix}")
        return
    if figure.n == 0:
        heading("No headline to affect", figure.reason)
        return
    table = store.records().reconciliation.set_index("table")
    lost = int(table["quarantined"].get("follow_ups", 0)) + int(table["quarantined"].get("episodes", 0))
    reached = percent(figure.share_reached.value)
    heading(
        f"The headline rests on {figure.reached:,} of {figure.n:,} people who were reached ({reached})",
        f"{plural(lost, 'row')} of episodes and follow-ups set aside could have added people to it. If everybody not "
        f"reached had used it would read {percent(figure.worst)}, if nobody had {percent(figure.best)}.",
    )


def _settings(records: Records) -> None:
    with st.expander("Settings in use"):
        show_settings(records.settings)
