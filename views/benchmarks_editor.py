"""The published figures: what each is, where it is drawn; the program's own are edited here and saved as a file."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from analytics.charts.wording import percent
from analytics.errors import CannotContinue
from analytics.outcomes.benchmarks import ABSTINENCE, PublishedRange
from analytics.outcomes.benchmarks_edited import Entry, entry_of, own_entries, with_entry, without_entry
from analytics.outcomes.relapse.rates import USE_RANGE
from analytics.records.benchmarks_file import benchmarks_file, save_benchmarks
from analytics.records.program_file import is_beside
from views.opening import expect_new_records
from views.page_frame import heading, small
from views.store import Store
from views.style import house

DRAWN = {
    ABSTINENCE: "the headline of Overview, Abstinence, the benchmark figure and the range after discharge",
    USE_RANGE: "relapse rates",
}
NEW = "A new one"
LABELS = {
    "key": "Key (short, without blanks)",
    "name": "Name",
    "definition": "Definition",
    "source": "Source",
    "population": "Population",
    "follow_up": "When it was measured",
    "use": "How it may be used",
}
SAVED = "benchmarks_saved"


def show(store: Store) -> None:
    """The list with definition, source, year and population, and the form that changes it."""
    published = store.benchmarks()
    heading(
        f"{len(published)} published figures to compare with",
        "Each is a definition, not only a number. Only figures of the same measure are drawn, with their badge.",
    )
    own = {str(entry.get("key")) for entry in own_entries(store.records().settings)}
    house("".join(_entry(entry, own=entry.key in own) for entry in published), kind="define")
    with st.expander("Edit the published figures", key="edit_benchmarks", on_change="rerun") as box:
        if box.open:
            _edit(store, published, own)


def _entry(entry: PublishedRange, *, own: bool) -> str:
    mine = " (this program's own)" if own else ""
    name, definition, source, population, when = map(
        escape, (entry.name + mine, entry.definition, entry.cited, entry.population, entry.follow_up)
    )
    place = f"Drawn behind {DRAWN[entry.key]}" if entry.key in DRAWN else f"Not drawn here. Use: {entry.use}"
    return (
        f"<h3>{name}: {value_words(entry)}</h3><p>{definition}. {when[:1].upper()}{when[1:]}.</p>"
        f'<p class="second">{source}. {population}.<br>{escape(place)}.</p>'
    )


def value_words(entry: PublishedRange) -> str:
    """A range that ends at 100% is a least value."""
    return f"at least {percent(entry.low)}" if entry.low < entry.high == 1 else entry.words


def _edit(store: Store, published: tuple[PublishedRange, ...], own: set[str]) -> None:
    """Choose an entry, change its fields, save or take back; what cannot be used is refused as in the file."""
    if not store.source:
        small("These records were not read from a source, so nothing can be saved for them.")
        return
    if saved := st.session_state.pop(SAVED, ""):
        st.success(saved)
    by_key = {entry.key: entry for entry in published}
    chosen = st.selectbox(
        "Published figure",
        [*by_key, NEW],
        format_func=lambda key: by_key[key].name if key in by_key else key,
        key="benchmark_edited",
    )
    entry = entry_of(by_key[chosen]) if chosen in by_key else {}
    with st.form(f"benchmark_{chosen}"):
        filled = _fields(entry, chosen)
        if st.form_submit_button("Save this figure", type="primary"):
            _save(store, lambda: with_entry(store.records().settings, filled))
    if chosen in own and st.button("Remove this program's own entry"):
        _save(store, lambda: without_entry(store.records().settings, chosen))
    place = "beside the records" if is_beside(store.source) else "in this program's own data folder, not in the source"
    small(f"Saved as {benchmarks_file(store.source).name} {place}. An entry with the key of a bundled one replaces it.")


def _fields(entry: Entry, chosen: str) -> dict[str, Any]:
    """The form's fields. Shares are written as in the file, 0.50 for 50%."""
    first, second, third = st.columns(3)
    low = first.number_input("Lower end (share, 0.50 for 50%)", value=_share(entry, "low"), format="%.3f", step=0.01)
    high = second.number_input(
        "Upper end (the same for one value)", value=_share(entry, "high"), format="%.3f", step=0.01
    )
    year = third.number_input("Year (empty if not known)", value=entry.get("year"), step=1, format="%d")
    words = {
        name: st.text_input(label, value=str(entry.get(name, "")), disabled=name == "key" and chosen != NEW)
        for name, label in LABELS.items()
    }
    return {**{name: text.strip() for name, text in words.items()}, "low": low, "high": high, "year": year}


def _share(entry: Entry, name: str) -> float | None:
    return float(entry[name]) if name in entry else None


def _save(store: Store, change: Any) -> None:
    """Check, write in one step, and read the records again."""
    try:
        file = save_benchmarks(store.source, change())
    except CannotContinue as problem:
        st.error(f"{problem.problem} {problem.fix}")
        return
    st.session_state[SAVED] = f"Saved in {file.name}. The figures are compared with it from now on."
    expect_new_records()
    st.rerun()
