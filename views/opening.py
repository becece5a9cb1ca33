"""Opening a source: read once for everybody, read again when its files change, the last good records kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Lock

import streamlit as st

from analytics.errors import CannotContinue
from analytics.outcomes.derivation import Derivation
from analytics.records.load import load_records
from analytics.records.program_file import source_stamp
from views.store import Loaded, Store, code_version, digest

KEPT_SOURCES = 2
SEEN = "records_seen"
NEWS_FOR = timedelta(minutes=2)


@dataclass(frozen=True)
class Start:
    """How the dashboard was started: the source, the day it is read on, that of an import; whether --data named it."""

    source: str
    today: date
    import_day: date
    named: bool = False


@dataclass
class Shelf:
    """The last good reading of one source: kept when its files change into something that cannot be used."""

    loaded: Loaded | None = None
    stamp: object = None
    refused: str = ""
    lock: Lock = field(default_factory=Lock)


def open_store(start: Start) -> Store:
    """The store over the source, read again when its files or its settings have changed.

    Files that cannot be used leave the last good records in place. Raises Refused when there are none.
    """
    shelf = _shelf(digest({"source": start.source, "today": start.today, "code": code_version()}))
    with shelf.lock:
        stamp = source_stamp(start.source)
        if shelf.loaded is None or shelf.stamp != stamp:
            _read_again(shelf, start.source, start.today)
            shelf.stamp = stamp
        loaded = shelf.loaded
        assert loaded is not None
        return Store(loaded, shelf.refused, news=_news(loaded), named=start.named, import_day=start.import_day)


def expect_new_records() -> None:
    """This session is about to replace the records itself: it needs no news of that."""
    st.session_state.pop(SEEN, None)


def _news(loaded: Loaded) -> str:
    """That other records are shown than at this session's last run; said for two minutes."""
    seen = st.session_state.get(SEEN)
    mark = (loaded.source, loaded.read_at)
    if seen is None or seen[0] != mark:
        seen = st.session_state[SEEN] = (mark, datetime.now() if seen else None)
    since = seen[1]
    if since is None or datetime.now() - since > NEWS_FOR:
        return ""
    return f"The records were replaced while you were reading; from {since:%H:%M} on you see the new ones."


def _read_again(shelf: Shelf, source: str, today: date) -> None:
    try:
        with st.spinner("Reading the records …"):
            shelf.loaded = Loaded(Derivation(load_records(source, today=today)), datetime.now(), source=source)
        shelf.refused = ""
    except CannotContinue as problem:
        if shelf.loaded is None:
            raise
        shelf.refused = str(problem)


@st.cache_resource(max_entries=KEPT_SOURCES, show_spinner=False)
def _shelf(key: str) -> Shelf:
    return Shelf()
