"""The frames of the sentences: numbers in, one sentence out.

A direction is said only where the whole interval lies on one side of no difference and `claims` allows it (of several
groups, where the test adjusted by Holm agrees).
"""

from __future__ import annotations

from analytics.evaluation.curve_differences import Pair
from analytics.evaluation.group_differences import RiskOnDay
from analytics.evaluation.sentence_parts import (
    CHANCE,
    Setting,
    decimals_for,
    excludes,
    interval_of_difference,
    interval_of_ratio,
    name_of,
    p_value,
    percent,
    ratio,
    signed,
    whole,
)
from analytics.outcomes.intervals import Estimate


def overall_sentence(setting: Setting, p: float | None, n: int) -> str:
    """The log-rank test of all groups together."""
    if p is None or p >= CHANCE:
        return setting.said(
            f"no {setting.word} can be shown between the curves (log-rank test, {p_value(p)}; {setting.among(n)})."
        )
    return setting.said(f"the curves differ (log-rank test, {p_value(p)}; {setting.among(n)}).")


def pair_sentences(setting: Setting, pairs: tuple[Pair, ...], by: str | None) -> list[str]:
    """Which pairs of more than two groups differ, adjusted for their number."""
    if not pairs:
        return []
    apart = [pair for pair in pairs if pair.p_adjusted is not None and pair.p_adjusted < CHANCE]
    many = f"{len(pairs)} pairs were compared, p adjusted for their number by Holm"
    if not apart:
        return [setting.said(f"{many}: no difference can be shown between any two groups.")]
    named = "; ".join(f"{name_of(p.first, by)} and {name_of(p.second, by)} ({p_value(p.p_adjusted)})" for p in apart)
    return [setting.said(f"{many}; the curves differ between {named}.")]


def average_sentence(
    setting: Setting, group: str, reference: str, mean: Estimate, tau: float | None, *, claims: bool = True
) -> str:
    """The difference of the average time without the event up to τ."""
    what = f"average time without {setting.noun}"
    if mean.value is None or mean.low is None:
        between = setting.between(group, reference)
        return setting.said(
            f"the {setting.word} in the {what}{between} cannot be told: {mean.reason or 'no interval'}."
        )
    within = f"within {tau:g} {setting.unit}" if tau is not None else ""
    facts = f"{interval_of_difference(mean, unit=f' {setting.unit}', usual=1)}; {setting.among(mean.n)}; unadjusted"
    if not (claims and excludes(mean, 0)):
        between = setting.between(group, reference)
        return setting.said(f"no {setting.word} can be shown{between} in the {what} {within} ({facts}).")
    size = whole(abs(mean.value), decimals_for([mean.value], 1))
    if setting.changed:
        return setting.said(
            f"{group}, the {what} {within} changed by {signed(mean.value, 1)} {setting.unit} ({facts})."
        )
    way = "longer" if mean.value > 0 else "shorter"
    size = f"{size} {setting.unit} {way} on average without {setting.noun}"
    return setting.said(f"{group} against {reference}: {size} {within} ({facts}).")


def day_sentence(setting: Setting, group: str, reference: str, risk: RiskOnDay, *, claims: bool = True) -> str:
    """The shares with the event by one day and how far they lie apart."""
    difference = risk.difference
    if difference.value is None or difference.low is None:
        between, why = setting.between(group, reference), difference.reason or "no interval"
        return setting.said(f"the {setting.word} by day {risk.day}{between} cannot be told: {why}.")
    of = "" if setting.changed else "of "
    shares = (
        f"{percent(risk.group.value)} {of}{group} and {percent(risk.reference.value)} {of}{reference} {setting.verb}"
    )
    points = 100 * difference.value
    facts = f"{interval_of_difference(difference, scale=100, unit=' points')}"
    if risk.ratio.value is not None and risk.ratio.low is not None:
        facts += f"; ratio {ratio(risk.ratio.value)}, {interval_of_ratio(risk.ratio)}"
    facts += f"; {setting.among(difference.n)}; unadjusted"
    if not (claims and excludes(difference, 0)):
        return setting.said(f"no {setting.word} can be shown by day {risk.day}: {shares} ({facts}).")
    digits = decimals_for([points])
    if setting.changed:
        return setting.said(
            f"by day {risk.day}, {shares}: the share changed by {signed(points, digits)} points ({facts})."
        )
    way = "more" if points > 0 else "fewer"
    return setting.said(f"by day {risk.day}, {shares}: {whole(abs(points), digits)} points {way} ({facts}).")


def ratio_sentence(
    setting: Setting, group: str, reference: str, estimate: Estimate, *, held: str, n: int, claims: bool = True
) -> str:
    """A hazard ratio in words; `held` says what it is adjusted for."""
    if estimate.value is None or estimate.low is None:
        return setting.said(f"no ratio can be given for {group}, {held}: {estimate.reason or 'no interval'}.")
    facts = f"hazard ratio {ratio(estimate.value)}, {interval_of_ratio(estimate)}; {estimate.n:,} events"
    facts += f"; {setting.among(n)}; {held}"
    if not (claims and excludes(estimate, 1)):
        between = setting.between(group, reference)
        return setting.said(f"no {setting.word} can be shown{between} in how fast {setting.noun} came ({facts}).")
    way = "lower" if estimate.value < 1 else "higher"
    if setting.changed:
        return setting.said(f"{group}, the rate of {setting.noun} changed: it was {way} ({facts}).")
    return setting.said(f"{setting.noun} came at a {way} rate in {group} than in {reference} ({facts}).")
