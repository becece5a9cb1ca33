"""The range over definitions as a specification curve; on a phone its table instead of the matrix."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from analytics.charts.bars import Band
from analytics.charts.relapse_words import range_alt, range_title
from analytics.charts.specification import specification_figure
from analytics.charts.wording import percent, percent_range
from analytics.outcomes.catalogue import endpoint_named
from analytics.outcomes.relapse.spread import AXES, MOST_COLUMNS, near_primary
from analytics.outcomes.specification_estimates import FOLLOW_UP
from views.exhibits import fetched, show_figure
from views.filters import Choice
from views.page_frame import heading, theme
from views.store import Store
from views.style import NARROW
from views.tables import show_table
from views.words import endpoint_words

AT_FOLLOW_UP = "Abstinent at the follow-up contact"
CHOICES = {
    "missing": {
        "": "Missing tests",
        "as_published": "As the definition says",
        "positive": "Missed = positive, not abstinent",
        "negative": "Missed = negative, abstinent",
        "drop_out_is_event": "Leaving = return to use",
        "censored_at_last_test": "Followed to the last test",
        "responders": "Only those seen",
    },
    "refused": {"": "Refused tests", "positive": "Refused = positive", "missed": "Refused = missed"},
    "analytes": {"": "Analytes", "all": "All analytes", "without_thc": "Without THC"},
    "unit": {"": "Counted", "people": "People", "episodes": "All episodes"},
}
ONLY_SEEN = "Only those seen: reached at follow-up, or with 75% of their due tests given."

STYLE = f"""<style>
@media (max-width: {NARROW}px) {{ .st-key-figure_relapse_range {{ display: none; }} }}
@media (min-width: {NARROW + 1}px) {{ .st-key-range_on_phone {{ display: none; }} }}
</style>"""


def show(store: Store, choice: Choice, clock: str) -> None:
    """The curve of the page's clock; over 40 definitions the primary and those one choice away first."""
    with st.spinner("Computing every definition …"):
        found = fetched(store, choice, "relapse.range", clock=clock)
    if found is None:
        return
    shown = near_primary(found.frame)
    if len(found.frame) > MOST_COLUMNS and st.toggle(
        f"Show all {len(found.frame):,} definitions, not only the primary and those one choice away",
        value=False,
        key=f"range_all_{clock}",
    ):
        shown = found.frame
    published = store.published_abstinence()
    band = Band(published.low, published.high, f"Published {published.words}") if clock == "discharge" else None
    title = range_title(shown, near=len(shown) < len(found.frame))
    st.html(STYLE)
    with st.container(key="range_on_phone"):
        heading("Every definition, strictest first", "As a table, because the curve needs a wider screen.")
        _table(shown)
    basis = found.window.words if found.window else ""
    show_figure(
        store,
        choice,
        found,
        specification_figure(shown, theme(), axes=AXES, words=words_of(found.frame), published=band),
        title=title,
        alt=range_alt(shown, title=title, basis=basis),
        note=f"{_drawn(shown, found.frame)} {ONLY_SEEN}".strip(),
        choices=[f"clock={clock}"],
    )


def words_of(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """The names of every choice that occurs, for matrix and table."""
    endpoints = {str(key): endpoint_name(str(key)) for key in frame["endpoint"].unique()}
    return {"endpoint": {"": "Definition", **endpoints}, **CHOICES}


def endpoint_name(key: str) -> str:
    """An endpoint, or the follow-up contact, in a few words."""
    return AT_FOLLOW_UP if key == FOLLOW_UP else endpoint_words(endpoint_named(key))


def definition_words(row: dict[str, object], usual: dict[str, object] | None = None) -> str:
    """One definition in a line: event and missing rule, and the other choices where they are not the usual ones."""
    said = [endpoint_name(str(row["endpoint"])), _small(CHOICES["missing"][str(row["missing"])])]
    for axis in ("refused", "analytes", "unit"):
        if usual is None or str(row[axis]) != str(usual[axis]):
            said.append(_small(CHOICES[axis][str(row[axis])]))
    return ", ".join(said)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _drawn(shown: pd.DataFrame, frame: pd.DataFrame) -> str:
    if len(shown) == len(frame):
        return ""
    ends = percent_range(frame["value"].min(), frame["value"].max())
    return f"Drawn: the primary and the {len(shown) - 1} definitions one choice away; all {len(frame):,} run {ends}."


def _table(shown: pd.DataFrame) -> None:
    primary = shown[shown["primary"]].to_dict("records")
    usual = {str(name): value for name, value in primary[0].items()} if primary else None
    rows = []
    for row in shown.to_dict("records"):
        words = escape(definition_words({str(name): value for name, value in row.items()}, usual))
        rows.append(
            (
                f"<b>Primary: {words}</b>" if row["primary"] else words,
                f'{percent(row["value"])}<br><span class="second">{percent_range(row["low"], row["high"])}</span>',
                f"{row['n']:,}",
            )
        )
    show_table(("Definition, strictest first", "Share", "n"), rows, right=frozenset({1, 2}))
