"""Import: choose files, say what they mean, see what would be used, make them the current data."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from analytics.charts.wording import day, plural
from analytics.errors import CannotContinue, Refused
from analytics.records.import_files import ConfirmedTable, files_to_keep, kept_names, mapping_of
from analytics.records.imports import current_import, forget_staged, make_current, stage_import
from analytics.records.load import load_records
from analytics.records.mapping import MAPPING_FILE, SourceMapping, mapping_from, mapping_text, read_mapping
from analytics.records.records import Records
from analytics.records.schema import TABLES
from analytics.records.uploads import ADVICE, LARGEST_UPLOAD, UploadedSheet, refuse_too_large, uploaded_sheets
from views.data_findings import show_findings, show_lost, show_reconciliation
from views.import_kept import DONE
from views.import_mapping import confirmed_tables
from views.opening import expect_new_records
from views.page_frame import heading
from views.store import Store
from views.tables import show_table

ROUND = "import_round"
WITHOUT_STREAMLITS_LIMIT = "<style>[data-testid='stFileUploaderDropzoneInstructions'] { display: none; }</style>"
"""Streamlit would name its own limit a file; ours is for all files together, and says what to do above it."""

READ = "import_read"
CHECKED = "import_checked"


@dataclass(frozen=True)
class Chosen:
    """The files of this session: their tables as found, their contents, and an earlier mapping to follow."""

    mark: str
    sheets: tuple[UploadedSheet, ...]
    contents: dict[str, bytes]
    last: SourceMapping | None


@dataclass(frozen=True)
class Checked:
    """What a check found for one mapping: the staged import and its records, or why it cannot be used."""

    mark: str
    name: str = ""
    records: Records | None = None
    refused: str = ""


def show_import(store: Store) -> None:
    """The four steps, each shown when the one before it is done."""
    chosen = _choose_files()
    if chosen is None:
        return
    heading(
        "2. Say what they mean",
        "Proposed from names and contents. Identifiers and free text are shown as a shape only; please look at what is "
        "marked to check.",
    )
    tables, order = confirmed_tables(chosen.sheets, chosen.last, mark=chosen.mark)
    if tables:
        _check(store, chosen, tables, order)


def _choose_files() -> Chosen | None:
    heading(
        "1. Choose the files",
        f"CSV, Excel or Parquet: a file a table, or one workbook with a sheet a table. Up to {LARGEST_UPLOAD >> 20} MB "
        "together; with a mapping.toml of an earlier import its choices are taken over.",
    )
    st.html(WITHOUT_STREAMLITS_LIMIT)
    files = st.file_uploader(
        "Files of the export",
        accept_multiple_files=True,
        key=f"import_files_{st.session_state.get(ROUND, 0)}",
        help=f"More than {LARGEST_UPLOAD >> 20} MB: {ADVICE}",
    )
    if not files:
        _forget()
        return None
    try:
        refuse_too_large([file.size for file in files])
        return _read(files)
    except CannotContinue as problem:
        st.error(str(problem))
        return None


def _read(files: Sequence[Any]) -> Chosen:
    """The tables of the files, read once a choice of files."""
    mark = "-".join(sorted(file.file_id for file in files))
    held = st.session_state.get(READ)
    if isinstance(held, Chosen) and held.mark == mark:
        return held
    contents = {file.name: file.getvalue() for file in files}
    if len(contents) < len(files):
        raise Refused("Two of the files have the same name.", "Rename one of them and choose it again.")
    written = contents.pop(MAPPING_FILE, None)
    with st.spinner("Reading the files …"):
        sheets = [sheet for name, content in contents.items() for sheet in uploaded_sheets(name, content)]
    if not sheets:
        raise Refused("There is no file of records among them.", "Choose the files of the export as well.")
    last = _mapping(written) if written is not None else read_mapping(current_import())
    st.session_state[READ] = chosen = Chosen(mark, tuple(sheets), contents, last)
    return chosen


def _mapping(written: bytes) -> SourceMapping:
    try:
        return mapping_from(tomllib.loads(written.decode("utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Refused(f"{MAPPING_FILE} is not valid TOML.", "Leave it out, or correct it.") from None


def _check(store: Store, chosen: Chosen, tables: list[ConfirmedTable], order: str | None) -> None:
    heading(
        "3. See what would be used",
        "The files are read and checked as they would be as current data. Nothing is replaced yet.",
    )
    text = mapping_text(mapping_of(tables, order=order))
    mark = f"{chosen.mark} {text}"
    if st.button("Check the records", key="import_check"):
        with st.spinner("Checking the records …"):
            _remember(_staged(store, chosen, tables, order, mark))
    st.download_button(
        "Download mapping.toml", data=text, file_name=MAPPING_FILE, mime="application/toml", on_click="ignore"
    )
    checked = st.session_state.get(CHECKED)
    if not isinstance(checked, Checked):
        return
    if checked.mark != mark:
        st.info("Your choices have changed since the last check: check the records again.")
    elif checked.records is None:
        st.error(f"These files cannot become the current data; what was shown stays. {checked.refused}")
    else:
        _review(store, checked, checked.records, {kept: own for own, kept in kept_names(tables).items()})


def _staged(store: Store, chosen: Chosen, tables: list[ConfirmedTable], order: str | None, mark: str) -> Checked:
    """The import written and checked, not yet current."""
    found: list[Records] = []
    names = {kept: own for own, kept in kept_names(tables).items()}
    try:
        folder = stage_import(
            files_to_keep(tables, chosen.contents, order=order),
            check=lambda written: found.append(load_records(str(written), today=store.import_day)),
        )
    except CannotContinue as problem:
        told = str(problem)
        for kept, own in names.items():
            told = told.replace(kept, own)
        return Checked(mark, refused=told)
    return Checked(mark, folder.name, found[-1])


def _remember(checked: Checked) -> None:
    before = st.session_state.get(CHECKED)
    if isinstance(before, Checked) and before.name and before.name != checked.name:
        forget_staged(before.name)
    st.session_state[CHECKED] = checked


def _review(store: Store, checked: Checked, records: Records, names: dict[str, str]) -> None:
    _beside_what_is_shown(store.records(), records)
    show_reconciliation(records)
    show_lost(records)
    show_findings(records, names)
    heading(
        "4. Make them the current data",
        "For everybody who opens this dashboard on this computer; others see them at their next click. The records "
        "shown until now stay kept, and you can switch back.",
    )
    if st.button("Make these the current data", key="import_confirm"):
        _confirm(store, checked, records)


def _beside_what_is_shown(now: Records, then: Records) -> None:
    """How many rows of each table are used now and would be used then."""
    rows = [(table, _used(now, table), _used(then, table)) for table in TABLES]
    rows.append(("data through", day(now.data_through), day(then.data_through)))
    heading("Rows used, beside what is shown now", "The last line: the day the records reach.")
    show_table(("Table", "Shown now", "After the import"), rows, right=frozenset({1, 2}))


def _used(records: Records, table: str) -> str:
    used = records.reconciliation.set_index("table")["used"]
    return f"{int(used[table]):,}" if table in records.present and table in used.index else "–"


def _confirm(store: Store, checked: Checked, records: Records) -> None:
    try:
        make_current(checked.name)
    except CannotContinue as problem:
        st.error(str(problem))
        return
    when = "are shown when the dashboard is started without --data" if store.named else "are now the current data"
    used = int(records.reconciliation["used"].sum())
    st.session_state[DONE] = f"Imported: {plural(used, 'row')} {when}."
    st.session_state.pop(CHECKED)
    st.session_state.pop(READ, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    if not store.named:
        expect_new_records()
    st.rerun()


def _forget() -> None:
    """The files were taken away: nothing of them stays in the session or on the disk."""
    checked = st.session_state.pop(CHECKED, None)
    st.session_state.pop(READ, None)
    if isinstance(checked, Checked) and checked.name:
        forget_staged(checked.name)
