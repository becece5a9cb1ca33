"""The columns and codes of one file of an import: what each probably means, to be changed or left as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

import streamlit as st

from analytics.charts.wording import plural
from analytics.records.findings import shown
from analytics.records.mapping import SourceMapping
from analytics.records.proposals import (
    RESULT_OF,
    How,
    LocalCode,
    Proposed,
    accepted_codes,
    local_codes,
    our_column_of,
)
from analytics.records.schema import TABLES, Column
from analytics.records.substances import ANALYTES
from analytics.records.uploads import ColumnSeen, UploadedSheet, samples_of
from views.tables import show_table

A_ROW = 3
MARKDOWN = re.compile(r"([\\`*\[\]<$~])")
HOW: Mapping[How, str] = {
    "last": "as in the import before",
    "same": "same name",
    "known": "known name",
    "alike": "similar name, please check",
    "content": "by its contents, please check",
    "": "not recognised",
}


def as_label(text: str) -> str:
    """A text that came from a file, as a label that shows it as it is: no link, picture or formula is made of it.

    Signs that do no harm stay: a label is read out as it was given, with every backslash.
    """
    return MARKDOWN.sub(r"\\\1", text)


def choose_columns(
    table: str, sheet: UploadedSheet, proposed: Mapping[str, Proposed], unsure: set[str], key: str
) -> dict[str, str]:
    """Column of the file → what it means ("" = not used). Columns that are sure are asked only when wanted."""
    every = (
        st.toggle(f"Ask about all {len(sheet.columns)} columns of {table}", key=f"import_all_{key}", value=False)
        if len(unsure) < len(sheet.columns)
        else True
    )
    asked = [column for column in sheet.columns if every or column.name in unsure]
    meanings = {name: one.meaning for name, one in proposed.items()}
    options = _meanings(table)
    places = {column.name: place for place, column in enumerate(sheet.columns)}
    for start in range(0, len(asked), A_ROW):
        for column, cell in zip(asked[start : start + A_ROW], st.columns(A_ROW), strict=False):
            with cell:
                meanings[column.name] = st.selectbox(
                    as_label(column.name),
                    options,
                    index=options.index(proposed[column.name].meaning),
                    format_func=lambda meaning: _meaning_words(table, meaning),
                    key=f"import_column_{key}_{places[column.name]}",
                )
                st.caption(
                    as_label(f"{_samples(table, column, meanings[column.name])} · {HOW[proposed[column.name].how]}")
                )
    return meanings


def choose_codes(
    table: str, sheet: UploadedSheet, meanings: Mapping[str, str], last: SourceMapping | None, key: str
) -> dict[str, dict[str, str]]:
    """Our column → local code → our code, for the codes that are none of ours."""
    found = local_codes(table, sheet, meanings, last)
    visible = [code for code in found if shown(code.came, "coded") == code.came]
    chosen: dict[str, dict[str, str]] = {}
    for name in dict.fromkeys(code.column for code in visible):
        ours = TABLES[table].by_name[name]
        of_this = [code for code in visible if code.column == name]
        st.markdown(f"**Codes of {name}** ({ours.meaning}) that are not known here")
        for start in range(0, len(of_this), A_ROW):
            for code, cell in zip(of_this[start : start + A_ROW], st.columns(A_ROW), strict=False):
                with cell:
                    picked = _choose_code(code, ours, f"import_code_{key}_{name}_{found.index(code)}")
                if picked:
                    chosen.setdefault(name, {})[code.came] = picked
    if len(found) > len(visible):
        st.caption(f"{plural(len(found) - len(visible), 'text')} in columns of codes are too long to be codes.")
    return chosen


def columns_table(
    table: str, sheet: UploadedSheet, meanings: Mapping[str, str], proposed: Mapping[str, Proposed]
) -> None:
    """Every column as it stands now: what it becomes, what its cells look like, why."""
    rows = [
        (
            escape(column.name),
            f"<code>{escape(meanings[column.name])}</code>" if meanings[column.name] else "not used",
            escape(_samples(table, column, meanings[column.name])),
            escape(_why(meanings[column.name], proposed[column.name])),
        )
        for column in sheet.columns
    ]
    show_table(("Column", "Becomes", "Cells", "Because"), rows, caption=f"All columns of {sheet.name}")


def _why(meaning: str, proposed: Proposed) -> str:
    return HOW[proposed.how] if meaning == proposed.meaning else "as you said"


def _meanings(table: str) -> list[str]:
    panel = [f"{RESULT_OF}{analyte}" for analyte in ANALYTES if analyte != "panel"] if table == "drug_tests" else []
    return ["", *TABLES[table].by_name, *panel]


def _meaning_words(table: str, meaning: str) -> str:
    if not meaning:
        return "not used"
    if meaning.startswith(RESULT_OF):
        return f"{meaning} (one column a substance)"
    column = TABLES[table].by_name[meaning]
    return f"{column.name}: {column.meaning}{' (required)' if column.required else ''}"


def _samples(table: str, column: ColumnSeen, meaning: str) -> str:
    ours = our_column_of(table, meaning)
    return samples_of(column, ours.kind if ours else "")


def _choose_code(code: LocalCode, ours: Column, key: str) -> str:
    options = ["", *accepted_codes(ours)]
    return st.selectbox(
        f"{as_label(code.came)} ({plural(code.rows, 'row')})",
        options,
        index=options.index(code.proposed) if code.proposed in options else 0,
        format_func=lambda picked: picked or _left_alone(ours),
        key=key,
    )


def _left_alone(ours: Column) -> str:
    """What becomes of a code that nobody explains."""
    if ours.open:
        return "kept as it is"
    return "not said: rows set aside" if ours.required else "not said: cell left empty"
