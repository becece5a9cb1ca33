"""What every part of the page Compare shows: sentences, figures with their table, reasons in place of figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from re import compile as compile_pattern
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from analytics.charts.picture import figure_svg
from analytics.charts.survival import MOST_GROUPS
from analytics.charts.theme import CONFIG
from analytics.charts.wording import COLUMNS, NO_BREAK
from analytics.errors import CannotContinue
from analytics.evaluation.comparison import Comparison, compare
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.parts import NotTold
from analytics.outcomes.patterns import Clock
from analytics.outcomes.question import Question
from analytics.records.stays import KNOWN_AT_LEAVING
from views.compare_choices import Sides, ask_question, ask_sides, command_of
from views.filters import Choice
from views.page_frame import heading, say, small, source_line
from views.store import Store
from views.style import house
from views.tables import downloads

MOST_SENTENCES = 8
"""More sentences than these under the lead are folded: on a phone they would be longer than the figures."""

STATED = compile_pattern(r"\b[np] [=<] [\d.,]+")
PLAIN = compile_pattern("|".join(rf"\b{name.replace('_', ' ')}\b" for name in COLUMNS))

LARGE = 20_000
"""Above so many people models and weights take longer than a second: they are computed when asked for."""

Told = TypeVar("Told")
Group = TypeVar("Group")


@dataclass(frozen=True)
class Asked:
    """A comparison as it was asked for: the sides, the question, and what came of them."""

    sides: Sides
    question: Question
    found: Comparison

    def command(self, store: Store, choice: Choice, options: str = "") -> str:
        """The command that gives the same figures; `options` of the part beside the sides."""
        return command_of(store, choice, f"{self.sides.command} {options}".strip(), self.question)


def ask_comparison(
    store: Store, choice: Choice, *, key: str = "any", clocks: tuple[Clock, ...] = (), refusable: bool = False
) -> Asked | None:
    """Draw sides, event, clock and rule and compare; None after saying why there is nothing to compare.

    `refusable`: groups known only at leaving are shown, labelled, where the reader insists.
    """
    sides = ask_sides(store, choice)
    question = ask_question(store, choice, key=key, clocks=clocks)
    if sides.contrast is None:
        st.info(sides.reason)
        return None
    biased = refusable and _asked_biased(sides.contrast, question.clock)
    found = comparison_of(store, choice, question, sides.contrast, show_biased=biased)
    if biased:
        sides = replace(sides, command=f"{sides.command} --show-biased")
    return None if found is None else Asked(sides, question, found)


def _asked_biased(contrast: Contrast, clock: str) -> bool:
    """Groups that are known only at leaving are refused from an earlier day, unless the reader insists."""
    if contrast.by not in KNOWN_AT_LEAVING or clock == "discharge":
        return False
    return st.toggle("Show the refused comparison, labelled biased", key="compare_biased_groups")


def comparison_of(
    store: Store,
    choice: Choice,
    question: Question,
    contrast: Contrast,
    *,
    covariates: tuple[str, ...] | None = None,
    show_biased: bool = False,
) -> Comparison | None:
    """The comparison, or None after saying why there is none."""

    def compute() -> Comparison:
        rows = store.chosen(choice.conditions)
        return compare(
            store.derivation,
            question,
            contrast,
            covariates=covariates,
            episode_rows=rows,
            show_biased=show_biased,
        )

    try:
        asked = {"question": question, "contrast": contrast, "covariates": covariates, "biased": show_biased}
        found: Comparison = store.kept("comparison", compute, choice, **asked)
    except CannotContinue as problem:
        say(problem)
        return None
    return found


def drawn_groups(groups: Sequence[Group], *, size: Callable[[Group], int]) -> list[Group]:
    """The groups one figure can hold, in their own order: the reference, which comes first, and the largest others."""
    largest = sorted(range(1, len(groups)), key=lambda place: -size(groups[place]))[: MOST_GROUPS - 1]
    return [groups[place] for place in sorted([0, *largest])]


def not_drawn(drawn: int, groups: int) -> str:
    """What a figure leaves to its table."""
    if drawn == groups:
        return ""
    return f"Drawn: the reference and the {drawn - 1} largest of {groups - 1} other groups; the table has them all."


def told(found: Told | NotTold) -> Told | None:
    """A part of a comparison, or None after saying why it cannot be given."""
    if isinstance(found, NotTold):
        st.info(f"{found.reason} {found.fix}".strip())
        return None
    return found


def worked_out(people: int, *, key: str, words: str, large: int = LARGE) -> bool:
    """Whether to go on: at once, or for many people when a button asks for it."""
    if people <= large or st.session_state.get(f"wanted_{key}"):
        return True
    if st.button(f"Work out {words} for {people:,} people (takes some seconds)", key=f"button_{key}"):
        st.session_state[f"wanted_{key}"] = True
        return True
    return False


def p_cell(value: float | None) -> str:
    """A p-value in the cell of a table."""
    if value is None or value != value:
        return "–"
    return "&lt; 0.001" if value < 0.001 else f"{value:.3f}"


def sentences(found: Sequence[str], *, lead: int = 1) -> None:
    """The generated sentences, the first ones as text, the others small below; very many others folded."""
    lines = [unbroken(line) for line in found]
    if lines[:lead]:
        house("".join(f"<p>{escape(line)}</p>" for line in lines[:lead]))
    if lines[lead:]:
        items = "".join(f"<li>{escape(line)}</li>" for line in lines[lead:])
        if len(lines[lead:]) > MOST_SENTENCES:
            with st.expander(f"Every difference in words ({len(lines[lead:])})"):
                house(f'<ul class="second">{items}</ul>')
        else:
            house(f'<ul class="second">{items}</ul>')


def unbroken(sentence: str) -> str:
    """A generated sentence whose `n = 312` and `p < 0.001` stay on one line, columns in plain words."""
    held = STATED.sub(lambda found: found.group().replace(" ", NO_BREAK), sentence)
    return PLAIN.sub(lambda found: COLUMNS[found.group().replace(" ", "_")], held)


def show(
    store: Store,
    figure: Any,
    *,
    name: str,
    title: str,
    measure: str,
    alt: str,
    frame: pd.DataFrame,
    note: str = "",
    command: str = "",
    picture: Callable[[], bytes] | None = None,
) -> None:
    """One figure with finding, measure, note, and an expander with table, downloads and command."""
    heading(title, measure)
    st.plotly_chart(figure, theme=None, config=CONFIG, key=f"figure_compare_{name}", alt=alt)
    small(note)

    def drawn() -> bytes:
        return figure_svg(figure, title=title, subtitle=measure, note=note, source=source_line(store))

    behind(frame, name=name, words=f"{title}. {measure}", command=command, picture=picture or drawn)


def behind(
    frame: pd.DataFrame, *, name: str, words: str, command: str, picture: Callable[[], bytes] | None = None
) -> None:
    """The expander with table, downloads and command."""
    with st.expander("Table, download, how it was computed", key=f"table_compare_{name}", on_change="rerun") as box:
        if not box.open:
            return
        st.caption(words)
        downloads(frame, name=f"compare_{name}", picture=picture)
        st.dataframe(frame, hide_index=True, alt=words)
        if command:
            st.code(command, language=None, wrap_lines=True)
