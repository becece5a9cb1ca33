"""The forest: filled where the interval leaves out 1, hollow where it does not, grey where it is biased."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.forest import forest_alt, forest_figure, forest_title, label_of
from analytics.charts.theme import DARK, LIGHT, Theme

NONE = float("nan")
FRAME = pd.DataFrame(
    [
        ("group", "day", 1.0, NONE, NONE, "reference", True),
        ("group", "evening", 1.41, 1.08, 1.84, "", True),
        ("age", "per 10", 0.93, 0.83, 1.04, "", False),
        ("sex", "other", NONE, NONE, NONE, "no one had it", False),
    ],
    columns=["covariate", "level", "value", "low", "high", "reason", "compared"],
)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_it(theme: Theme) -> None:
    checked = go.Figure(forest_figure(FRAME, theme, noun="relapse").to_dict())
    assert checked.layout.paper_bgcolor == theme.page and checked.layout.showlegend is False


def test_marks_say_by_form_and_colour_whether_the_interval_leaves_out_1() -> None:
    squares = {t["name"]: t for t in forest_figure(FRAME, LIGHT, noun="relapse").to_dict()["data"] if "name" in t}
    assert squares["evening"]["marker"]["color"] == LIGHT.concern
    assert squares["evening"]["x"] == [pytest.approx(math.log10(1.41))]
    assert squares["age, per 10 years"]["marker"]["color"] == LIGHT.page
    assert "sex other" not in squares


def test_a_ratio_without_width_is_none() -> None:
    """Ratio, low and high of 1.00 come from people who were never at risk beside anybody."""
    empty = pd.DataFrame([("race_ethnicity", "not recorded", 1.0, 1.0, 1.0, "", False)], columns=FRAME.columns)
    drawn = forest_figure(pd.concat([FRAME, empty], ignore_index=True), LIGHT, noun="relapse").to_dict()
    written = [note["text"] for note in drawn["layout"]["annotations"]]
    assert "race or ethnicity: not recorded" in written and "1.00 (1.00–1.00)" not in written


def test_values_of_columns_are_plain_words() -> None:
    assert label_of("co_occurring", "True") == "co-occurring disorder: yes"
    assert label_of("referral_source", "criminal_justice") == "referral source: criminal justice"
    assert label_of("group", "evening") == "evening"


def test_biased_rows_are_grey_crosses() -> None:
    marks = forest_figure(FRAME, LIGHT, noun="relapse", biased=True).to_dict()["data"]
    assert LIGHT.concern not in str(marks) and "x-thin" in str(marks)


def test_a_title_claims_no_more_than_the_interval() -> None:
    assert forest_title(FRAME, noun="relapse") == "Relapse comes faster with evening"
    within = FRAME.assign(low=[NONE, 0.9, 0.83, NONE])
    assert forest_title(within, noun="relapse").startswith("No difference can be shown")
    assert forest_title(FRAME, noun="relapse", biased=True).startswith("Biased")


def test_it_is_read_aloud() -> None:
    said = forest_alt(FRAME, title="T", n=312, events=141)
    assert "evening 1.41, 95% interval 1.08 to 1.84" in said and "141 events" in said
