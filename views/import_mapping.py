"""The second step of an import: which file is which table, and in which order the dates are written."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.charts.wording import plural
from analytics.records.import_files import ConfirmedTable, order_to_ask
from analytics.records.mapping import SourceMapping
from analytics.records.proposals import SURE, Proposed, missing_columns, proposed_columns, proposed_tables
from analytics.records.schema import REQUIRED_TABLES, TABLES
from analytics.records.uploads import UploadedSheet
from views.import_columns import as_label, choose_codes, choose_columns, columns_table

NOT_A_TABLE = ""
ORDERS = {"mdy": "month/day/year (12/31/2026)", "dmy": "day/month/year (31/12/2026)"}


def confirmed_tables(
    sheets: Sequence[UploadedSheet], last: SourceMapping | None, *, mark: str
) -> tuple[list[ConfirmedTable], str | None]:
    """The tables as the person confirms them and the order of dates; no table while something required is missing.

    `mark` names the choice of files, so that other files start with fresh widgets.
    """
    places = _choose_tables(sheets, last, mark)
    tables = [_table(table, sheets[place], last, f"{mark}_{place}") for table, place in places.items()]
    missing = [words for words in (*_missing_tables(places), *map(_missing_words, tables)) if words]
    twice = [words for words in map(_twice_words, tables) if words]
    order, asked = _choose_order(tables, last, mark)
    problems = [*missing, *twice, *(["the order of day and month in dates"] if asked and order is None else [])]
    if problems:
        st.warning("Still to say: " + "; ".join(problems) + ".")
        return [], None
    return tables, order


def _choose_tables(sheets: Sequence[UploadedSheet], last: SourceMapping | None, mark: str) -> dict[str, int]:
    """Our table → position of its file or sheet; a table given twice is taken once and told."""
    proposed = {place: table for table, place in proposed_tables(sheets, last).items()}
    found: dict[str, int] = {}
    columns = st.columns(min(3, len(sheets)))
    for place, sheet in enumerate(sheets):
        with columns[place % len(columns)]:
            picked = st.selectbox(
                f"{as_label(sheet.name)} ({plural(sheet.rows, 'row')}) holds",
                [*TABLES, NOT_A_TABLE],
                index=[*TABLES, NOT_A_TABLE].index(proposed.get(place, NOT_A_TABLE)),
                format_func=_table_words,
                key=f"import_table_{mark}_{place}",
            )
        if picked in found:
            st.error(f"Two files are to be {picked}; a table comes from one file. Put their rows into one file.")
        elif picked:
            found[picked] = place
    return {table: found[table] for table in TABLES if table in found}


def _table_words(table: str) -> str:
    return f"{table}: {TABLES[table].meaning}" if table else "nothing that is imported"


def _table(table: str, sheet: UploadedSheet, last: SourceMapping | None, key: str) -> ConfirmedTable:
    """One table's columns and codes, its box open when there is something to look at."""
    proposed = proposed_columns(table, sheet, last)
    unsure = {name for name, one in proposed.items() if one.how not in SURE}
    box = st.expander(_box_words(table, sheet, proposed), expanded=bool(unsure))
    with box:
        meanings = choose_columns(table, sheet, proposed, unsure, key)
        codes = choose_codes(table, sheet, meanings, last, key)
        with st.expander(f"All {len(sheet.columns)} columns of {table}: what each becomes", key=f"import_list_{key}"):
            columns_table(table, sheet, meanings, proposed)
    return ConfirmedTable(table, sheet, meanings, codes)


def _box_words(table: str, sheet: UploadedSheet, proposed: dict[str, Proposed]) -> str:
    sure = sum(1 for one in proposed.values() if one.how in SURE)
    check = sum(1 for one in proposed.values() if one.meaning and one.how not in SURE)
    rest = len(proposed) - sure - check
    return (
        f"**{table}** from {as_label(sheet.name)}: {plural(len(proposed), 'column')}, {sure} recognised, "
        f"{check} to check, {rest} not used so far"
    )


def _missing_tables(places: dict[str, int]) -> list[str]:
    return [f"which file holds {table} ({TABLES[table].meaning})" for table in REQUIRED_TABLES if table not in places]


def _missing_words(one: ConfirmedTable) -> str:
    known = TABLES[one.table].by_name
    missing = missing_columns(one.table, one.columns.values())
    told = [" or ".join(f"{name} ({known[name].meaning})" for name in names) for names in missing]
    return f"which column of {one.sheet.name} is {' and which is '.join(told)}" if told else ""


def _twice_words(one: ConfirmedTable) -> str:
    given = [meaning for meaning in one.columns.values() if meaning]
    twice = sorted({meaning for meaning in given if given.count(meaning) > 1})
    return f"which one of two columns of {one.sheet.name} is {', '.join(twice)}" if twice else ""


def _choose_order(tables: list[ConfirmedTable], last: SourceMapping | None, mark: str) -> tuple[str | None, bool]:
    """The order of day and month, asked only when no date tells it; and whether it was asked."""
    if not order_to_ask(tables):
        return None, False
    before = next(iter(last.date_orders.values()), None) if last else None
    picked = st.radio(
        "No date of these files tells the day from the month. They are written",
        list(ORDERS),
        index=list(ORDERS).index(before) if before in ORDERS else None,
        format_func=ORDERS.__getitem__,
        key=f"import_order_{mark}",
    )
    return picked, True
