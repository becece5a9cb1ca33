"""Data: can I trust this? What was read, what became of it, how to bring in other records, and the settings."""

from __future__ import annotations

import streamlit as st

from analytics.charts.wording import day, percent, plural
from analytics.errors import CannotContinue
from analytics.outcomes.headline_effect import headline_effect
from analytics.records.records import Records
from analytics.records.schema import TABLES
from views.abstinence_tables import facts_list
from views.data_findings import show_findings, show_lost, show_reconciliation
from views.filters import Choice
from views.import_kept import show_kept, source_words
from views.import_page import show_import
from views.page_frame import NO_CALENDAR, begin_page, heading, is_relative
from views.parts import part_of
from views.settings_editor import show_settings_editor
from views.settings_table import show_settings
from views.store import Store

PARTS = {"records": "Records and findings", "import": "Import", "settings": "Program settings"}
PART = "data_part"


def page(store: Store, choice: Choice) -> None:
    """The records and their findings; the import; the settings."""
    begin_page("Data", store, choice)
    part = part_of(PART, PARTS)
    if part == "import":
        show_kept(store)
        show_import(store)
    elif part == "settings":
        show_settings_editor(store)
    else:
        _records(store)


def _records(store: Store) -> None:
    records = store.records()
    if is_relative(records):
        st.info(NO_CALENDAR)
    _sources(store, records)
    show_reconciliation(records)
    show_lost(records)
    show_findings(records)
    _headline_effect(store)
    with st.expander("Settings in use"):
        show_settings(records.settings)


def _sources(store: Store, records: Records) -> None:
    present = sorted(records.present)
    absent = sorted(set(TABLES) - set(present))
    dates = (
        []
        if is_relative(records)
        else [
            ("Data through", day(records.data_through), "the earlier of the latest attendance and test dates"),
            ("As of", day(records.as_of), "the day figures are stated for"),
        ]
    )
    without = f"without {', '.join(absent)}" if absent else "all"
    tables = [("Tables", f"{len(present)} of {len(TABLES)}", without)]
    where = f"{source_words(store)}; fingerprint {records.fingerprint[:12]}"
    facts_list([("Source", records.settings.program_name or "Records", where), *dates, *tables])


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
    effect = headline_effect(figure, store.records())
    reached = percent(figure.share_reached.value)
    heading(
        f"The headline rests on {figure.reached:,} of {figure.n:,} people who were reached ({reached})",
        f"Set aside: {plural(effect.episodes, 'episode')} and {plural(effect.follow_ups, 'follow-up')}. Had they been "
        f"usable, the headline ({percent(figure.primary.value)}) could read {percent(effect.low)} to "
        f"{percent(effect.high)} at most, whatever they said. {plural(effect.tests, 'drug test row')} set aside can "
        f"change it only inside a follow-up window. If everybody not reached had used it would read "
        f"{percent(figure.worst)}, if nobody had {percent(figure.best)}.",
    )
