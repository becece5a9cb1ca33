"""Exposures, changes over time and funnels in sentences, by the same rules as sentences.py."""

from __future__ import annotations

from analytics.evaluation.change_over_time import ChangeOverTime
from analytics.evaluation.exposure import NAIVE_REASON
from analytics.evaluation.exposure_comparison import ExposureComparison, ExposureModel, LandmarkModel
from analytics.evaluation.parts import NotTold
from analytics.evaluation.sentence_parts import (
    ASSOCIATION,
    EVENTS,
    OTHER_EVENT,
    Setting,
    excludes,
    interval_of_difference,
    interval_of_ratio,
    listed,
    p_value,
    percent,
    ratio,
    signed,
    whole,
)
from analytics.evaluation.unit_funnel import UnitFunnel
from analytics.outcomes.intervals import Estimate


def exposure_sentences(comparison: ExposureComparison) -> list[str]:
    """The time-varying ratio, one sentence a landmark, and the biased comparison or why it is refused."""
    question = comparison.subjects.question
    noun, verb = EVENTS.get(question.definition.group, OTHER_EVENT)
    setting = Setting(noun=noun, verb=verb, unit=comparison.subjects.unit, counted=question.unit)
    held = listed([c.name for c in comparison.design.covariates])
    held = f"adjusted for {held}" if held else "unadjusted"
    since = f"from the day it began, {comparison.words}"
    found = [_exposure(setting, since, comparison.time_varying, held)]
    for day, landmark in zip(comparison.days, comparison.landmarks, strict=True):
        found.append(_landmark(setting, comparison.words, day, landmark, held))
    found += _naive(setting, comparison, held)
    notes = comparison.time_varying.notes if isinstance(comparison.time_varying, ExposureModel) else ()
    return [
        *found,
        *notes,
        *comparison.subjects.cautions,
        ASSOCIATION.replace("the groups", "people with and without it"),
    ]


def _exposure(setting: Setting, what: str, model: ExposureModel | NotTold, held: str) -> str:
    if isinstance(model, NotTold):
        return setting.said(f"{what}: not estimable. {model.reason}")
    return setting.said(exposure_sentence(setting, what, model.ratio, held=held, n=model.n, exposed=model.exposed))


def exposure_sentence(setting: Setting, what: str, estimate: Estimate, *, held: str, n: int, exposed: int) -> str:
    """What goes with an exposure; "went with", never "brought about"."""
    if estimate.value is None or estimate.low is None:
        return f"{what}: no ratio can be given: {estimate.reason or 'no interval'}."
    facts = f"hazard ratio {ratio(estimate.value)}, {interval_of_ratio(estimate)}; {exposed:,} with it of "
    facts += f"{setting.among(n)}; {estimate.n:,} events; {held}"
    if not excludes(estimate, 1):
        return f"{what}: no difference can be shown in how fast {setting.noun} came ({facts})."
    way = "lower" if estimate.value < 1 else "higher"
    return f"{what} went with a {way} rate of {setting.noun} ({facts})."


def _landmark(setting: Setting, words: str, day: int, landmark: LandmarkModel | NotTold, held: str) -> str:
    if isinstance(landmark, NotTold):
        return f"Landmark at day {day}: not estimable. {landmark.reason}"
    what = f"among those still followed after day {day}, {words} by then"
    left = f" {landmark.left_before:,} had left or had the event before."
    return _exposure(setting, what, landmark.model, held) + left


def _naive(setting: Setting, comparison: ExposureComparison, held: str) -> list[str]:
    naive = comparison.naive
    if isinstance(naive, NotTold):
        return [naive.reason]
    biased = Setting(noun=setting.noun, verb=setting.verb, unit=setting.unit, counted=setting.counted, biased=True)
    reason = NAIVE_REASON.removeprefix("Refused: ")
    return [_exposure(biased, f"{comparison.words} at any time", naive, held), f"Biased: {reason}"]


def series_sentences(change: ChangeOverTime) -> list[str]:
    """Did the level change, did the trend change, and what was it before?"""
    level_before, trend_before, level, trend = change.regression.estimates
    day = f"{change.change_on.day} {change.change_on:%b %Y}"
    months = (
        f"{change.regression.months_before} months before and {change.regression.months_after} after, {change.month_is}"
    )
    p_level, p_trend = change.regression.p[2], change.regression.p[3]
    start = f"{change.words[0].upper()}{change.words[1:]} began at {percent(level_before.value)}"
    before = (
        f"{start} and moved by {signed(100 * (trend_before.value or 0), 1)} points a month before {day} ({months})."
    )
    return [
        before,
        change_sentence(f"the level of “{change.words}” from {day} on", level, "points", p_level),
        change_sentence(f"the trend of “{change.words}” from {day} on", trend, "points a month", p_trend),
        *change.notes,
    ]


def change_sentence(what: str, estimate: Estimate, unit: str, p: float | None) -> str:
    """A change of level or of trend; "changed", never what changed it."""
    assert estimate.value is not None
    digits = 1 if "month" in unit else 0
    facts = f"{interval_of_difference(estimate, scale=100, unit=f' {unit}', usual=digits)}; {p_value(p)}"
    if not excludes(estimate, 0):
        return f"No change can be shown in {what} ({facts})."
    return f"{what[0].upper()}{what[1:]} changed by {signed(100 * estimate.value, digits)} {unit} ({facts})."


def funnel_sentences(asked: UnitFunnel) -> list[str]:
    """Which units lie outside the outer limits, and whether all scatter more than chance; no order among them."""
    found, units = asked.found, asked.found.units
    outer = units[units["beyond"] == "outer"]
    whole_share = f"{percent(found.target)} of {asked.people:,} people {asked.words}"
    sentences = [f"{whole_share}, in {len(units)} units of {asked.column.replace('_', ' ')} with 11 people or more."]
    if outer.empty:
        sentences.append("No unit can be shown to differ from the whole: all lie within the 99.8% limits.")
    for name, n, events, expected in zip(outer["unit"], outer["n"], outer["events"], outer["expected"], strict=True):
        way = "above" if events > expected else "below"
        sentences.append(
            f"{asked.column.replace('_', ' ').capitalize()} {name} lies {way} the 99.8% limits: {events:,} of {n:,} "
            f"({percent(events / n)}), {whole(expected)} expected."
        )
    inner = int((units["beyond"] == "inner").sum())
    chance = max(round(0.05 * len(units)), 1)
    sentences.append(
        f"{inner + len(outer)} of {len(units)} lie outside the 95% limits, where about {chance} would by chance."
    )
    if found.widened and found.phi is not None:
        sentences.append(
            f"The units scatter more than chance (φ = {whole(found.phi, 1)}), so the limits are widened for it."
        )
    if found.hidden:
        sentences.append(
            f"Units of fewer than 11 people are hidden: {found.hidden}, {found.hidden_people:,} people in all."
        )
    return [*sentences, *asked.notes]
