"""The sentence over several measures: how many have worsened, improved, are steady, by their control charts' words."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.charts.control_words import BETTER, NOT_SHOWN, WORSE
from analytics.evaluation.control_charts import FEWEST_MONTHS

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")


def readings_title(words: Sequence[str]) -> str:
    """ "One measure has improved; three are steady"; `words` are the readings of the measures that can be judged."""
    better = sum(word.startswith(BETTER) for word in words)
    worse = sum(word.startswith(WORSE) for word in words)
    without = sum(word == NOT_SHOWN for word in words)
    judged = len(words) - without
    steady = judged - better - worse
    if not judged:
        return f"No measure has the {FEWEST_MONTHS} months that limits need"
    parts = [f"{NUMBERS[n]} {_noun(n)} {word}" for n, word in ((worse, "worsened"), (better, "improved")) if n]
    rest = [f"{NUMBERS[steady]} {'is' if steady == 1 else 'are'} steady"] if steady and parts else []
    rest += [f"{NUMBERS[without]} {'has' if without == 1 else 'have'} no limits yet"] if without else []
    title = "; ".join([", ".join(parts) or "month by month no measure shows a signal", *rest])
    return title[:1].upper() + title[1:]


def _noun(number: int) -> str:
    return "measure has" if number == 1 else "measures have"
