"""The sentence over several measures, from their readings."""

import pytest

from analytics.charts.readings import readings_title

MIXED = "One measure has worsened, one measure has improved; one is steady"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("Steady", "Steady, off target"), "Month by month no measure shows a signal"),
        (
            ("▼ Worse in Mar", "Steady", "▲ Better in Jun"),
            MIXED,
        ),
        (("▲ Better in Jun", "▲ Better in Jul", "No limits yet"), "Two measures have improved; one has no limits yet"),
        (("No limits yet", "No limits yet"), "No measure has the 12 months that limits need"),
    ],
)
def test_the_sentence_counts_what_is_news(words: tuple[str, ...], title: str) -> None:
    assert readings_title(words) == title
