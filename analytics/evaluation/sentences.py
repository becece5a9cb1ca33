"""A comparison in sentences, the same on page, report and command line.

A direction is said only where the whole interval lies on one side of no difference (of several groups also where the
test adjusted by Holm agrees); else "No difference can be shown".
"""

from __future__ import annotations

import math
from datetime import date, timedelta

from analytics.evaluation.comparison import Comparison
from analytics.evaluation.curve_differences import holm
from analytics.evaluation.group_differences import GroupDifference
from analytics.evaluation.parts import NotTold
from analytics.evaluation.sentence_frames import (
    average_sentence,
    day_sentence,
    overall_sentence,
    pair_sentences,
    ratio_sentence,
)
from analytics.evaluation.sentence_parts import (
    ASSOCIATION,
    BEFORE_AFTER,
    CHANCE,
    EVENTS,
    OTHER_EVENT,
    Setting,
    listed,
    name_of,
    p_value,
    percent,
    whole,
)
from analytics.outcomes.monthly import month_end
from analytics.outcomes.periods import month_span


def setting_of(comparison: Comparison) -> Setting:
    """What the sentences of a comparison share."""
    question = comparison.question
    noun, verb = EVENTS.get(question.definition.group, OTHER_EVENT)
    return Setting(
        noun=noun,
        verb=verb,
        unit=comparison.subjects.unit,
        counted=question.unit,
        period=_period(comparison),
        changed=comparison.subjects.contrast.change_on is not None,
        biased=comparison.biased,
    )


def sentences_of(comparison: Comparison) -> list[str]:
    """Every sentence of a comparison: groups, averages, days, adjusted and weighted ratios, power, cautions."""
    return [
        *curve_sentences(comparison),
        *adjusted_sentences(comparison),
        *weighted_sentences(comparison),
        *state_sentences(comparison),
        *power_sentences(comparison),
        *caution_sentences(comparison),
    ]


def curve_sentences(comparison: Comparison) -> list[str]:
    """Do the curves differ, by how much time on average, and by what share on each day?"""
    setting, several = setting_of(comparison), len(comparison.names) > 2
    found = [overall_sentence(setting, comparison.logrank.p, len(comparison.subjects))]
    found += pair_sentences(setting, comparison.pairs, comparison.subjects.contrast.by)
    for difference in comparison.differences:
        named = _named(comparison, difference)
        claims = not several or (difference.p_adjusted is not None and difference.p_adjusted < CHANCE)
        found.append(average_sentence(setting, *named, difference.restricted_mean, comparison.tau, claims=claims))
        found += [day_sentence(setting, *named, risk, claims=claims) for risk in difference.risks]
    return found


def adjusted_sentences(comparison: Comparison) -> list[str]:
    """The adjusted ratios, whether they hold over the whole time, and what was left out."""
    setting, adjusted = setting_of(comparison), comparison.adjusted
    if isinstance(adjusted, NotTold):
        return [setting.said(f"no adjusted comparison: {adjusted.reason}")]
    held = f"adjusted for {listed(adjusted.entered)}" if adjusted.entered else "unadjusted, for want of covariates"
    told = zip(comparison.differences, adjusted.ratios, holm(adjusted.p), strict=True)
    found = [
        ratio_sentence(
            setting,
            *_named(comparison, difference),
            estimate,
            held=held,
            n=adjusted.n,
            claims=p is not None and p < CHANCE,
        )
        for difference, estimate, p in told
    ]
    holds = comparison.holds
    told_ratio = any(ratio.value is not None for ratio in adjusted.ratios)
    if not isinstance(holds, NotTold) and told_ratio and not holds.group_holds:
        own = float(holds.tests.loc[holds.tests["covariate"] == "group", "p"].min())
        found.append(
            setting.said(f"the ratio is not the same over the whole time ({p_value(own)}): read it as an average.")
        )
    return setting.labelled([*found, *adjusted.notes])


def weighted_sentences(comparison: Comparison) -> list[str]:
    """The ratio with both groups weighted to be alike, and how far the weights can be trusted."""
    weighted = comparison.weighted
    if isinstance(weighted, NotTold):
        return []
    setting, difference = setting_of(comparison), comparison.differences[0]
    held = "both groups weighted to be alike in " + listed(list(weighted.balance["covariate"]))
    told = ratio_sentence(setting, *_named(comparison, difference), weighted.ratio, held=held, n=weighted.n)
    first, second = weighted.weights.effective
    size = (
        f"After weighting the groups hold as much information as {whole(first)} and {whole(second)} {setting.counted}"
    )
    largest = float(weighted.balance["after"].max())
    apart = "some covariates tell the groups apart for certain"
    if math.isfinite(largest):
        apart = f"the largest standardised difference is {whole(largest, 2)}"
    return setting.labelled([told, f"{size}; {apart}.", *weighted.notes])


def state_sentences(comparison: Comparison) -> list[str]:
    """Gray's test of every way out of abstinence in treatment."""
    states, setting = comparison.states, setting_of(comparison)
    if isinstance(states, NotTold):
        return []
    found, tests = [], [test.p if test.p is not None and not math.isnan(test.p) else None for _, test in states.tests]
    for (state, test), p in zip(states.tests, holm(tests), strict=True):
        if p is None:
            found.append(setting.said(f"the share that {state} is not compared: {test.reason or 'no one could'}."))
            continue
        told = f"Gray's test, {p_value(p)} adjusted for {len(tests)} tests by Holm"
        if p < CHANCE:
            found.append(setting.said(f"the share that {state} differs between the groups ({told})."))
        else:
            found.append(setting.said(f"no {setting.word} can be shown in the share that {state} ({told})."))
    return found


def power_sentences(comparison: Comparison) -> list[str]:
    """What difference so many people would have shown."""
    power, setting, by = comparison.power, setting_of(comparison), comparison.subjects.contrast.by
    if isinstance(power, NotTold):
        return []
    found, alone = [], ", taken as independent," if comparison.episodes else ""
    for one in power:
        ends = [percent(end) for end in (one.shown.below, one.shown.above) if end is not None]
        group, reference = setting.where(name_of(one.group, by)), setting.where(name_of(one.reference, by))
        shown = f"a share of {' or '.join(ends)} {group}" if ends else f"no share at all {group}"
        needed = f"; to show {percent(one.worth)[:-1]} points less, {one.needed:,} a group" if one.needed else ""
        found.append(
            f"So many {setting.counted}{alone} would have shown, 8 times in 10, {shown} against "
            f"{percent(one.shown.reference)} {reference} by day {one.day}{needed}."
        )
    return setting.labelled(found)


def caution_sentences(comparison: Comparison) -> list[str]:
    """Without which nothing may be read: bias, unequal testing, small groups, many comparisons, association."""
    days = len(comparison.at)
    many = [f"{days} days were looked at, each with an interval of its own: some may differ by chance."]
    design = BEFORE_AFTER if comparison.subjects.contrast.change_on else ASSOCIATION
    return setting_of(comparison).labelled([*comparison.cautions, *(many if days > 1 else []), design])


def _named(comparison: Comparison, difference: GroupDifference) -> tuple[str, str]:
    by = comparison.subjects.contrast.by
    return name_of(difference.group, by), name_of(difference.reference, by)


def _period(comparison: Comparison) -> str:
    question, records = comparison.question, comparison.derivation.records
    if question.period is not None:
        return f"{question.basis_used} {question.period.label}"
    if records.settings.calendar == "relative":
        return "the whole cohort"
    stays = comparison.derivation.timeline().stays
    day = (stays.admitted if question.basis_used == "admitted" else stays.discharged)[comparison.subjects.stay]
    first, last = (date(1970, 1, 1) + timedelta(days=int(d)) for d in (day.min(), day.max()))
    return f"{question.basis_used} {month_span(first.replace(day=1), month_end(last))}"
