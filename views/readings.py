"""How a measure reads by its control chart: steady, better or worse since when, and the sentence over the tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.charts.control_words import BETTER, NOT_SHOWN, WORSE, measure_reading
from analytics.charts.wording import count, percent
from analytics.evaluation.control_charts import FEWEST_MONTHS, ControlChart
from analytics.evaluation.measure_charts import measure_chart
from analytics.outcomes.measures import Measure
from analytics.records.policy import Settings

NUMBERS = ("none", "one", "two", "three", "four", "five", "six")
COHORT = "Over all days of the records, with 95% intervals."


@dataclass(frozen=True, eq=False)
class Read:
    """A measure with the control chart of its months and the chart's reading in two words."""

    measure: Measure
    chart: ControlChart
    words: str


def read_measures(measures: Sequence[Measure], settings: Settings) -> tuple[Read, ...]:
    """Every measure with its chart and reading."""
    return tuple(_read(measure, settings) for measure in measures)


def _read(measure: Measure, settings: Settings) -> Read:
    chart = measure_chart(measure, settings)
    return Read(measure, chart, measure_reading(measure, chart))


def is_share(measure: Measure) -> bool:
    """Whether the measure is a share of 0–1 (else a number of people)."""
    return measure.key != "census"


def written(measure: Measure, value: float | None) -> str:
    """A value of the measure as the page writes it."""
    return percent(value) if is_share(measure) else count(value)


def reading_class(words: str) -> str:
    """The style of a reading: only news is coloured."""
    if words.startswith(BETTER):
        return "better"
    return "worse" if words.startswith(WORSE) else ""


def summary(reads: Sequence[Read]) -> tuple[str, str]:
    """Title and subtitle over the tiles."""
    if all(read.measure.previous is None for read in reads):
        return "How the cohort attended and was tested", COHORT
    better = sum(read.words.startswith(BETTER) for read in reads)
    worse = sum(read.words.startswith(WORSE) for read in reads)
    judged = sum(read.measure.good_direction != "none" and read.words != NOT_SHOWN for read in reads)
    steady = judged - better - worse
    parts = [f"{NUMBERS[n]} {_noun(n)} {word}" for n, word in ((worse, "worsened"), (better, "improved")) if n]
    if not judged:
        return f"No measure has the {FEWEST_MONTHS} months that limits need", subtitle(reads)
    without = sum(read.words == NOT_SHOWN for read in reads)
    rest = [f"{NUMBERS[steady]} {'is' if steady == 1 else 'are'} steady"] if steady and parts else []
    rest += [f"{NUMBERS[without]} {'has' if without == 1 else 'have'} no limits yet"] if without else []
    title = "; ".join([", ".join(parts) or "month by month no measure shows a signal", *rest])
    return title[:1].upper() + title[1:], subtitle(reads)


def _noun(number: int) -> str:
    return "measure has" if number == 1 else "measures have"


def subtitle(reads: Sequence[Read]) -> str:
    """What the tiles show: the period, and the marks of the trend."""
    periods = {read.measure.period.label for read in reads if read.measure.good_direction != "none"}
    when = f"{periods.pop()} against the period before" if len(periods) == 1 else "Now against the period before"
    return (
        f"{when}, with 95% intervals. By month, grey band: limits of chance, set on the first {FEWEST_MONTHS} months. "
        "Dotted: target. ▲ ▼ signal; plain dots, chance."
    )
