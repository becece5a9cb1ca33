"""What survival curves of a report say: the finding as title, the notes, the picture; from the released steps."""

from __future__ import annotations

from analytics.charts.titles import ALPHA, fitting
from analytics.charts.wording import count, percent
from analytics.outcomes.benchmarks import ABSTINENCE, published_ranges
from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import Estimate
from analytics.reports.curves import Followed
from analytics.reports.draft import DraftChart
from analytics.reports.frozen import Table
from analytics.reports.pictures.survival import Behind, Step, curves_of, shared_day, survival_alt, survival_svg
from analytics.reports.setting import Setting

PARTLY = "partly comparable: continuous, by test"
NOT_THE_SAME = "not the same measure"
FIRST_FOLLOW_UP_DAY = 90
"""The review's follow-ups began three months after the program."""


def curve_title(table: Table, found: Followed) -> str:
    """The finding at the last day all curves tell; a difference only when its interval excludes zero."""
    curves = {name: steps for name, steps in curves_of(table).items() if len(steps) > 1}
    after = f"after {found.clock_words}"
    if not curves:
        return f"Too few people were followed to draw who stays {found.state}"
    day = shared_day(curves)
    if day is None:
        return f"Who stays {found.state} {after}: the groups share no day that can be told"
    at = {name: next(step for step in steps if step.time == day) for name, steps in curves.items()}
    when = f"{count(day)} {found.unit} {after}"
    if len(at) == 1:
        step = next(iter(at.values()))
        return _of_whom(found, f"{percent(step.value)} are {found.state} {when}", f"{percent(step.value)}, {when}")
    return _groups(at, found, when)


def _groups(at: dict[str, Step], found: Followed, when: str) -> str:
    order = sorted(at.items(), key=lambda item: -item[1].value)
    (upper, high), (lower, low) = order[0], order[-1]
    figures = f"{percent(high.value)} against {percent(low.value)}"
    change = difference_of_shares(_estimate(high), _estimate(low))
    if change.low is not None and change.low > 0 and len(order) == 2 and found.answer.comparable:
        said = f"{upper} patients stay {found.state} longer than {_small(lower)}: {figures}"
        return fitting(f"{said}, {when}", f"{upper} {figures} {_small(lower)}, {when}", f"{figures}, {when}")
    names = f"{_small(upper)} and {_small(lower)}" if len(order) == 2 else f"{len(order)} groups"
    test = found.answer.logrank
    if len(order) > 2 and test is not None and test.p is not None and test.p < ALPHA and found.answer.comparable:
        spread = f"{percent(low.value)} to {percent(high.value)}"
        return fitting(f"The {len(order)} groups differ: {spread} are {found.state} {when}", f"{spread}, {when}")
    none = "No difference can be shown"
    unit, day = found.unit[:-1], when.partition(" ")[0]
    told = (f"{names}: {figures}, {when}", f"{names}: {figures} at {unit} {day}")
    return fitting(*(f"{none} between {said}" for said in told), f"{none}: {figures}, {when}", none)


def _of_whom(found: Followed, long: str, short: str) -> str:
    """Where most were never seen the title says of how few it speaks."""
    answer = found.answer
    if 2 * answer.never_observed <= answer.n:
        return long
    return fitting(f"Of the few who were tested, {long}", f"Of the few tested: {short}", long)


def curve_notes(setting: Setting, found: Followed) -> tuple[str, ...]:
    """How to read the curves, and how far the published range is the same measure."""
    notes = [
        "Steps are merged so that each is of nobody or of many, and a curve ends where few are left: no step is a "
        f"person. Follow-up ends {found.answer.censoring}."
    ]
    if 2 * found.answer.never_observed > found.answer.n:
        notes.append("Most people were never tested after the start and leave the curve there.")
    if len(found.answer.curves) > 1:
        notes += [*found.answer.cautions, "A difference between groups is an association, not an effect."]
    notes.append(badge_words(setting, found))
    return tuple(notes)


def badge_words(setting: Setting, found: Followed) -> str:
    """How far the published range measures the same as the curve."""
    published = published_ranges(setting.records.settings)[ABSTINENCE]
    if found.after_discharge:
        return (
            f"Published range {published.words}: {PARTLY}; it counts abstinence at a contact {published.follow_up}, a "
            "curve the time without the event."
        )
    return (
        f"The published range {published.words} is not drawn: {NOT_THE_SAME}; it was taken after the program, and "
        "these curves begin before it."
    )


def curve_chart(setting: Setting, found: Followed, *, key: str) -> DraftChart:
    """The picture of the released curves, with the published range behind those that begin at discharge."""
    published = published_ranges(setting.records.settings)[ABSTINENCE]
    behind = Behind(published.low, published.high, FIRST_FOLLOW_UP_DAY) if found.after_discharge else None
    since = f"{found.unit.capitalize()} since {found.clock_words}"
    badge = f" Published range: {PARTLY}." if found.after_discharge else ""
    what = f"time to {found.event} since {found.clock_words}"
    return DraftChart(
        key=key,
        table=key,
        title=lambda table: curve_title(table, found),
        subtitle=f"Share {found.state}, Kaplan–Meier, 95% interval; {found.answer.period}.{badge}",
        draw=lambda table: survival_svg(table, since=since, behind=behind, key=key),
        alt=lambda table: survival_alt(table, measure=what, title=curve_title(table, found)),
        native="steps",
    )


def _estimate(step: Step) -> Estimate:
    return Estimate(step.value, step.low, step.high, step.at_risk, None, "Kaplan–Meier")


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
