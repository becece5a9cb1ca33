"""What a control chart says: its reading, title, phases and alternative text, all from the chart itself."""

from __future__ import annotations

from datetime import date
from typing import Literal

from analytics.charts.wording import EN_DASH, count, months, people, percent, percent_range, plural
from analytics.evaluation.control_charts import FEWEST_MONTHS, ControlChart, Phase, Signal, method_of
from analytics.evaluation.control_limits import METHOD_WORDS, OVERDISPERSED
from analytics.evaluation.control_rules import RULE_WORDS
from analytics.evaluation.false_alarms import SIMULATED
from analytics.outcomes.measures import Measure

Direction = Literal["up", "down", "none"]

STEADY, OFF_TARGET, NOT_SHOWN, A_COUNT = "Steady", "Steady, off target", "No limits yet", "A count"
BETTER, WORSE = "▲ Better", "▼ Worse"
MONTHS_WITHOUT_YEAR = 11
"""So many months before the newest a month needs no year: its name is not yet told twice."""


def is_better(side: int, good: Direction) -> bool:
    """Whether a signal to that side is the good one."""
    return (side > 0) == (good != "down")


def measure_reading(measure: Measure, chart: ControlChart) -> str:
    """The one reading of a measure, on its tile, in tables and in JSON; empty over a whole cohort without months."""
    if measure.good_direction == "none":
        return A_COUNT
    if measure.previous is None:
        return ""
    return reading(chart, good=measure.good_direction, off_target=is_off_target(measure))


def is_off_target(measure: Measure) -> bool:
    """Whether the whole interval lies on the wrong side of the target."""
    now = measure.estimate
    if measure.target is None or now.low is None or now.high is None:
        return False
    return now.low > measure.target if measure.good_direction == "down" else now.high < measure.target


def reading(chart: ControlChart, *, good: Direction, off_target: bool = False) -> str:
    """The chart in two words: "▼ Worse since Mar", "Steady", "Steady, off target", "No limits yet".

    The year is written only for a month more than a year before the newest one.
    """
    if not chart.phases or chart.phases[-1].limits is None:
        return NOT_SHOWN
    signal = chart.signal()
    if signal is None:
        return OFF_TARGET if off_target else STEADY
    word = BETTER if is_better(signal.side, good) else WORSE
    newest = chart.phases[-1].last
    if signal.until == newest:
        return f"{word} {'in' if signal.since == newest else 'since'} {_short(signal.since, newest)}"
    last = _short(signal.until, newest)
    if signal.since == signal.until:
        return f"{word} in {last}"
    first = _short(signal.since, newest)
    return f"{word} {first}{EN_DASH}{last}" if " " not in first + last else f"{word} {first} {EN_DASH} {last}"


def _short(month: date, newest: date) -> str:
    """A month without its year when it lies within a year of the newest."""
    over_a_year = 12 * (newest.year - month.year) + newest.month - month.month > MONTHS_WITHOUT_YEAR
    return f"{month:%b %Y}" if over_a_year else f"{month:%b}"


def _when(chart: ControlChart, signal: Signal) -> str:
    """Since when, for a stretch that goes on; else in which month or months."""
    if signal.until != chart.phases[-1].last:
        return f"in {months(signal.since, signal.until)}"
    return f"{'since' if signal.since != signal.until else 'in'} {signal.since:%b %Y}"


def control_title(chart: ControlChart, name: str, *, good: Direction, share: bool = True) -> str:
    """The finding by rule, at most 90 characters."""
    newest = chart.phases[-1] if chart.phases else None
    if newest is None or newest.limits is None:
        number = newest.months if newest else 0
        return f"{name}: {plural(number, 'month')}, too few to tell signal from chance"
    signal = chart.signal()
    write = percent if share else count
    if signal is None:
        return f"{name}: steady around {write(newest.limits.mean)}, no rule tells a change"
    word = "better" if is_better(signal.side, good) else "worse"
    return f"{name}: {word} than the usual {write(newest.limits.mean)} {_when(chart, signal)}"


def control_subtitle(chart: ControlChart, definition: str) -> str:
    """Measure, kind of chart, baseline."""
    method = method_of(chart)
    if method is None:
        return f"{definition} By month; a run chart without limits, which need {FEWEST_MONTHS} months."
    newest = next(phase for phase in reversed(chart.phases) if phase.limits is not None)
    phi = newest.limits.phi if newest.limits else None
    spread = "" if phi is None else f", dispersion φ {phi:.1f}"
    return (
        f"{definition} By month, {METHOD_WORDS[method]}, 3-sigma limits from the first {FEWEST_MONTHS} months of each "
        f"phase{spread}; they stay until a declared change."
    )


def control_note() -> str:
    """The marks and rules in words."""
    return f"▲ better, ▼ worse: {'; '.join(RULE_WORDS.values())}. A signal tells that something changed, not what."


def how_decided() -> str:
    """How limits are chosen and how often they speak without cause."""
    alarms = ", ".join(
        f"{percent(rate)} ({'shares of people' if counting == 'people' else 'shares of sessions or tests'})"
        for counting, rate in SIMULATED.items()
    )
    return (
        "One person, one count (abstinence, retention, reached): exact binomial limits that step with n; Laney p′ when "
        f"its months differ more than chance gives (Pearson's χ², p < {OVERDISPERSED:g}). Sessions and "
        "tests cluster in patients: XmR from moving ranges. The census, whose months share people, has no limits. "
        f"With {FEWEST_MONTHS} months of baseline the four rules together speak at least once in the following year "
        f"though nothing changed in {alarms} of simulated years: one signal is a reason to look, not a proof."
    )


def phase_words(phase: Phase, *, share: bool) -> tuple[str, str]:
    """Name and second line of a phase."""
    name = phase.name or months(phase.first, phase.last)
    if phase.limits is None:
        return name, f"{plural(phase.months, 'month')}, no limits"
    limits = phase.limits
    if not share:
        return name, f"mean {count(limits.mean)}"
    low, high = float(limits.low[-1]), float(limits.high[-1])
    return name, f"mean {percent(limits.mean)}, limits {percent_range(low, high)}"


def control_alt(chart: ControlChart, name: str, *, title: str, share: bool = True) -> str:
    """What the chart shows: kind, finding, period, newest month, number of signals."""
    if chart.frame.empty:
        return f"{name}: no months to show."
    write = percent if share else count
    last = chart.frame.iloc[-1]
    number = int((chart.frame["signal"] != 0).sum())
    span = f"{chart.phases[0].first:%B %Y} to {chart.phases[-1].last:%B %Y}"
    newest = f"{last['month']:%B %Y} {write(last['value'])}, {people(int(last['n']))}"
    finding = title.replace(EN_DASH, " to ")
    return f"Control chart of {name} by month, {span}. {finding}. {newest}. Months signalled: {number}."
