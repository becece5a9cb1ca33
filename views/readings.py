"""How a measure reads by its control chart: steady, better or worse since when, and the sentence over the tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.charts.control_words import BETTER, WORSE, measure_reading
from analytics.charts.readings import readings_title
from analytics.charts.wording import count, percent
from analytics.evaluation.control_charts import FEWEST_MONTHS, ControlChart
from analytics.evaluation.measure_charts import measure_chart
from analytics.outcomes.measures import Measure
from analytics.records.policy import Settings

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
    judged = [read.words for read in reads if read.measure.good_direction != "none"]
    return readings_title(judged), subtitle(reads)


def subtitle(reads: Sequence[Read]) -> str:
    """What the tiles show: the period, and the marks of the trend."""
    periods = {read.measure.period.label for read in reads if read.measure.good_direction != "none"}
    when = f"{periods.pop()} against the period before" if len(periods) == 1 else "Now against the period before"
    return (
        f"{when}, with 95% intervals. By month, grey band: limits of chance, set on the first {FEWEST_MONTHS} months. "
        "Dotted: target. ▲ ▼ signal; plain dots, chance."
    )
