"""Compare, missed tests: what would they have to show for the conclusion to change?"""

from __future__ import annotations

import streamlit as st

from analytics.charts.picture import figure_svg
from analytics.charts.theme import CONFIG
from analytics.charts.tipping import tipping_figure
from analytics.charts.tipping_words import (
    tipping_alt,
    tipping_measure,
    tipping_note,
    tipping_sentence,
    tipping_title,
)
from analytics.errors import CannotContinue
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.imputation import Imputation
from analytics.evaluation.missed_tests import imputation_of, subjects_with_missed_tests
from analytics.evaluation.tipping import Tipping, days_told, tipping_point, usual_day
from analytics.outcomes.question import Question
from views.filters import Choice
from views.page_frame import computed_by, heading, say, small, source_line, theme
from views.store import Store, cache_key
from views.tables import download_picture, take_away
from views.words import event_words

KEPT = "tipping points kept"
MOST_KEPT = 8
NAME = "compare_missing"


def show(store: Store, choice: Choice, question: Question, contrast: Contrast, *, command: str = "") -> None:
    """The tipping point of a comparison: switches for day and group, figure, sentence, frame.

    The missing rule of the question plays no part. `command` prints the same on the command line.
    """
    try:
        found = _tipping(store, choice, question, contrast)
    except CannotContinue as problem:
        say(problem)
        return
    _figure(store, question, found)
    if command:
        computed_by(f"{command} --missed-tests {found.day:.0f}", "The same figures on the command line.")


def _tipping(store: Store, choice: Choice, question: Question, contrast: Contrast) -> Tipping:
    """What was asked, worked out once a session, with a bar that shows how far it is."""
    rows = store.chosen(choice.conditions)
    subjects = subjects_with_missed_tests(store.derivation, question, contrast, episode_rows=rows)
    pair = (0, _other_group(subjects.names))
    imputation = imputation_of(store.derivation, subjects, pair=pair)
    missed = len(imputation.weeks.person)
    day = _day(imputation)
    asked = (subjects.question, contrast, pair, day)
    key = cache_key(store.records(), what="tipping", question=asked, filters=choice.conditions)
    kept: dict[str, Tipping] = st.session_state.setdefault(KEPT, {})
    if key not in kept:
        bar = st.progress(0.0, text=f"Imputing {missed:,} missed tests …")
        try:
            found = tipping_point(imputation, day=day, progress=bar.progress)
        finally:
            bar.empty()
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = found
    return kept[key]


def _other_group(names: tuple[str, ...]) -> int:
    """Which group is held against the first; asked only where there are several."""
    if len(names) == 2:
        return 1
    return st.selectbox(
        f"Compared with {names[0]}", range(1, len(names)), format_func=lambda code: names[code], key="missing_group"
    )


def _day(imputation: Imputation) -> float:
    """The day of the shares: of those asked for, one on which both groups have a figure."""
    days = days_told(imputation)
    usual = usual_day(days)
    if len(days) < 2 or not len(imputation.weeks.person):
        return usual
    picked = st.segmented_control(
        "Day",
        days,
        default=usual,
        format_func=lambda day: f"day {day:.0f}",
        key="missing_day_" + "_".join(f"{day:.0f}" for day in days),
        required=True,
    )
    return usual if picked is None else picked


def _figure(store: Store, question: Question, found: Tipping) -> None:
    title, measure = tipping_title(found), tipping_measure(found, event_words(question.definition))
    sentence, note = tipping_sentence(found), tipping_note(found)
    heading(title, measure)
    figure = tipping_figure(found, theme())
    st.plotly_chart(figure, theme=None, config=CONFIG, key="figure_tipping", alt=tipping_alt(found))
    st.write(sentence)
    small(note)

    def picture() -> bytes:
        return figure_svg(figure, title=title, subtitle=measure, note=f"{sentence} {note}", source=source_line(store))

    download_picture(picture, name=NAME)
    take_away(found.frame, name=NAME, words=f"{title}. One row a group and shift of the odds of missed tests.")
