"""How a measure reads: steady, better or worse, and the sentence over the tiles."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.charts.wording import count, percent
from analytics.outcomes.measures import Measure

BETTER, WORSE = "▲", "▼"
NUMBERS = ("none", "one", "two", "three", "four", "five", "six")


def is_share(measure: Measure) -> bool:
    """Whether the measure is a share of 0–1 (else a number of people)."""
    return measure.key != "census"


def written(measure: Measure, value: float | None) -> str:
    """A value of the measure as the page writes it."""
    return percent(value) if is_share(measure) else count(value)


def reading_class(measure: Measure) -> str:
    """The style of a reading: only news is coloured."""
    if measure.reading.startswith(BETTER):
        return "better"
    return "worse" if measure.reading.startswith(WORSE) else ""


def summary(measures: Sequence[Measure]) -> tuple[str, str]:
    """Title and subtitle over the tiles."""
    if all(m.previous is None for m in measures):
        return "How the cohort attended and was tested", "Over all days of the records, with 95% intervals."
    better = sum(m.reading.startswith(BETTER) for m in measures)
    worse = sum(m.reading.startswith(WORSE) for m in measures)
    compared = sum(m.change is not None and m.change.low is not None for m in measures)
    steady = compared - better - worse
    parts = []
    if worse:
        parts.append(f"{NUMBERS[worse]} {_noun(worse)} worsened")
    if better:
        parts.append(f"{NUMBERS[better]} {_noun(better)} improved")
    if not parts:
        return "No measure has moved beyond chance", _subtitle()
    title = ", ".join(parts) + (f"; {NUMBERS[steady]} {'is' if steady == 1 else 'are'} within chance" if steady else "")
    return title[:1].upper() + title[1:], _subtitle()


def _noun(number: int) -> str:
    return "measure has" if number == 1 else "measures have"


def _subtitle() -> str:
    return "Now against the period before, with 95% intervals. Grey line: month by month. Dotted: target."
