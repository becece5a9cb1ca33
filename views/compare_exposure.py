"""Compare, exposure: something that begins during follow-up, counted from the day it begins."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts.forest import forest_alt, forest_figure, forest_title
from analytics.charts.survival import survival_figure
from analytics.charts.survival_axis import Axis, axis_for
from analytics.charts.survival_picture import Caption, survival_svg
from analytics.charts.titles import survival_reading
from analytics.charts.wording import people, plural
from analytics.errors import CannotContinue
from analytics.evaluation.exposure import EXPOSURES, LANDMARK_DAYS, Exposure
from analytics.evaluation.exposure_comparison import (
    EXPOSURE_WORDS,
    ExposureComparison,
    ExposureModel,
    LandmarkModel,
    compare_exposure,
)
from analytics.evaluation.parts import NotTold
from analytics.evaluation.sentence_parts import EVENTS, OTHER_EVENT
from analytics.evaluation.sentences_elsewhere import exposure_sentences
from analytics.outcomes.question import Question
from views.compare_choices import ask_question, command_of
from views.compare_shown import sentences, show, told, worked_out
from views.filters import Choice
from views.page_frame import say, source_line, theme
from views.store import Store
from views.words import state_words


def show_exposure(store: Store, choice: Choice) -> None:
    """Time-varying ratio first, then landmarks; the naive comparison refused, or on request shown as biased."""
    exposure = st.segmented_control(
        "Exposure",
        list(EXPOSURES),
        default=EXPOSURES[0],
        required=True,
        format_func=lambda code: EXPOSURE_WORDS[code],
        key="compare_exposure",
        bind="query-params",
    )
    question = ask_question(store, choice, key="any", clocks=("admission", "first_negative"))
    biased = st.toggle("Show the refused comparison, labelled biased", key="compare_biased")
    found = _found(store, choice, question, exposure or EXPOSURES[0], biased)
    if found is None or not worked_out(len(found.subjects), key="exposure", words="the models"):
        return
    with st.spinner("Fitting the models …"):
        said = exposure_sentences(found)
    sentences(said)
    options = f"--exposure {found.exposure}" + (" --show-biased" if biased else "")
    command = command_of(store, choice, options, question)
    noun = EVENTS.get(question.definition.group, OTHER_EVENT)[0]
    model = told(found.time_varying)
    if model is not None:
        _forest(store, model, "exposure", f"Counted from the day it begins: {found.words}.", noun, command)
    _landmarks(store, found, command)
    if biased and isinstance(found.naive, ExposureModel):
        words = f"Ever against never from day zero: {found.words}. Not for comparison."
        _forest(store, found.naive, "naive", words, noun, command, biased=True)


def _found(
    store: Store, choice: Choice, question: Question, exposure: Exposure, biased: bool
) -> ExposureComparison | None:
    def compute() -> ExposureComparison:
        return compare_exposure(
            store.derivation, question, exposure, episode_rows=store.chosen(choice.conditions), show_biased=biased
        )

    try:
        found: ExposureComparison = store.kept(
            "exposure", compute, choice, question=question, exposure=exposure, biased=biased
        )
    except CannotContinue as problem:
        say(problem)
        return None
    return found


def _forest(
    store: Store, model: ExposureModel, name: str, what: str, noun: str, command: str, *, biased: bool = False
) -> None:
    title = forest_title(model.forest, noun=noun, biased=biased)
    show(
        store,
        forest_figure(model.forest, theme(), noun=noun, biased=biased),
        name=name,
        title=title,
        measure=(
            f"{what} Hazard ratios with 95% interval, adjusted for all rows shown; {people(model.n)}, "
            f"{model.exposed:,} with it, {plural(model.events, 'event')}. An association, not an effect."
        ),
        alt=forest_alt(model.forest, title=title, n=model.n, events=model.events),
        frame=model.forest,
        note="Grey and dotted: biased." if biased else "Filled: the interval leaves out 1. In bold, the exposure.",
        command=command,
    )


def _landmarks(store: Store, found: ExposureComparison, command: str) -> None:
    day = st.segmented_control(
        "Landmark day",
        list(LANDMARK_DAYS),
        default=LANDMARK_DAYS[0],
        required=True,
        format_func=lambda value: f"day {value}",
        key="compare_landmark",
        bind="query-params",
    )
    place = found.days.index(int(day or LANDMARK_DAYS[0]))
    landmark = found.landmarks[place]
    if isinstance(landmark, NotTold):
        st.info(f"Landmark at day {found.days[place]}: {landmark.reason} {landmark.fix}".strip())
        return
    curves = [curve for curve in landmark.curves if curve.n and curve.last_time]
    if not curves:
        st.info(f"Nobody was seen after day {landmark.day}.")
        return
    unit = found.subjects.unit
    axis = axis_for(curves, unit=unit, clock_words=f"day {landmark.day}")
    _curves(store, found, landmark, axis, command)


def _curves(store: Store, found: ExposureComparison, landmark: LandmarkModel, axis: Axis, command: str) -> None:
    curves = [curve for curve in landmark.curves if curve.n and curve.last_time]
    time = axis.guide if axis.guide is not None else axis.columns[-1]
    words = f"{time:.0f} {axis.unit} after day {landmark.day}"
    state = state_words(found.subjects.question.definition)
    reading = survival_reading(curves, state=state, time=time, time_words=words, p_value=landmark.model.p)
    measure = (
        f"{reading.difference} Landmark: only people still followed after day {landmark.day}, by whether they had "
        f"{found.words} by then; {people(landmark.model.n)}, {landmark.left_before:,} had left or had the event "
        "before. Kaplan–Meier with 95% interval, unadjusted."
    ).strip()
    caption = Caption(reading.title, measure, "", source_line(store))
    show(
        store,
        survival_figure(curves, theme(), axis=axis, published=None),
        name="landmark",
        title=reading.title,
        measure=measure,
        alt=(
            f"Survival curves from day {landmark.day} on, with and without the exposure. {reading.title}. "
            f"{people(landmark.model.n)}."
        ),
        frame=pd.concat([curve.table.assign(group=curve.name) for curve in curves], ignore_index=True),
        note="Dotted: few at risk. | marks people whose follow-up ends.",
        command=command,
        picture=lambda: survival_svg(curves, axis=axis, published=None, caption=caption),
    )
