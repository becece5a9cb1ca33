"""What a tipping point says: both sides, none, against a target, and never more than the figure allows."""

from __future__ import annotations

from dataclasses import replace

from analytics.charts.tipping_words import (
    tipping_alt,
    tipping_measure,
    tipping_note,
    tipping_sentence,
    tipping_title,
)
from analytics.charts.titles import LONGEST
from analytics.evaluation.tipping import Conclusion, Tipping, TippingPoint
from tests.unit.charts.tipped import against_target, tipped

SEEN = "under what was observed of tests given it would be 34%"


def point(share: float, becomes: Conclusion = "chance") -> TippingPoint:
    return TippingPoint(share, 0.0, becomes)


def test_more_missed_tests_positive_take_the_difference_away() -> None:
    found = tipped(more=point(0.71))
    assert tipping_sentence(found) == (
        "Missed tests would have to be positive at least 71% of the time for the difference between day and evening to "
        f"be within chance; {SEEN}."
    )
    assert tipping_title(found) == "The difference holds unless at least 71% of the missed tests were positive"


def test_tipping_points_on_both_sides() -> None:
    found = tipped(fewer=point(0.05), more=point(0.71))
    assert tipping_sentence(found).startswith(
        "Missed tests would have to be positive at most 5% of the time, or at least 71% of the time, for the difference"
    )
    turned = tipped(fewer=point(0.05), more=point(0.71, "lower"))
    assert " and at least 71% of the time for the difference to turn round (more of day without" in tipping_sentence(
        turned
    )
    assert "at most 5% or at least 71%" in tipping_title(found)


def test_chance_until_a_difference_shows() -> None:
    found = tipped("chance", fewer=point(0.1, "higher"))
    assert tipping_title(found) == "A difference would show only with at most 10% of the missed tests positive"
    assert "for a difference between day and evening to be shown (more of evening without the event)" in (
        tipping_sentence(found)
    )


def test_no_tipping_point_says_so_and_how_far() -> None:
    everywhere, partly = tipped(), replace(tipped(), range_told=(0.0, 0.64))
    assert tipping_sentence(everywhere) == (
        "Whatever share of the missed tests is taken as positive, from none to all, the difference between day and "
        f"evening stays beyond chance; {SEEN}."
    )
    assert "from 0% to 64% (no figure exists outside)" in tipping_sentence(partly)
    assert tipping_title(partly).endswith("missed tests, where told")
    assert tipping_title(tipped("chance")).startswith("The difference is within chance whatever is assumed")


def test_one_group_against_a_target() -> None:
    found = against_target(more=point(0.62, "below"))
    assert tipping_title(found) == "The share is above 50% unless at least 62% of the missed tests were positive"
    assert "for the share without the event on day 84 to be below 50%; under what" in tipping_sentence(found)
    assert tipping_sentence(against_target()).endswith(f"on day 84 stays above 50%; {SEEN}.")


def test_titles_are_short_and_the_rest_states_how_it_was_made() -> None:
    cases: list[Tipping] = [
        tipped(fewer=point(0.05), more=point(0.71)),
        tipped("chance", fewer=point(0.05, "lower"), more=point(0.71, "higher")),
        replace(tipped("chance"), range_told=(0.0, 0.64)),
        replace(against_target(fewer=point(0.05, "above"), more=point(0.71, "below")), target=(0.5, 0.7)),
    ]
    for found in cases:
        assert len(tipping_title(found)) <= LONGEST, tipping_title(found)
    measure = tipping_measure(tipped(), "first positive test").replace("\u00a0", " ")
    assert "120 missed tests (40% of missed and given) imputed 40 times, seed 94" in measure and "n = 400" in measure
    assert measure.startswith("Missed tests like given ones: +10 points (95% +4 to +16).")
    assert "never imputed" in tipping_note(tipped()) and "an association, not an effect" in tipping_note(tipped())
    assert "A line ends where its figure does: fewer than 10 at risk." in tipping_note(tipped())


def test_the_figure_can_be_read_aloud() -> None:
    said = tipping_alt(tipped(more=point(0.71)))
    assert "With 34% positive: day 50%, 95% interval 44 to 56%; evening 60%" in said and "on day 84" in said
