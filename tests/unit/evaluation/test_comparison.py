"""A comparison: its parts by hand, what is refused, and what degenerate groups say."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.adjustment import Adjusted
from analytics.evaluation.comparison import Comparison, compare
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.exposure import NAIVE_REASON
from analytics.evaluation.group_differences import group_differences
from analytics.evaluation.parts import NotTold
from analytics.evaluation.sentences import sentences_of
from analytics.evaluation.weighting import Weighted
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.question import Question
from tests.made_up import Row, day, made_up_records, test_row
from tests.unit.evaluation.compared import FIRST_POSITIVE, Person, followed, two_tracks

BY_TRACK = Contrast(by="track", values=("day", "evening"))
AGES = [20.0 + k % 40 for k in range(60)]
SEXES = ["female" if k % 3 else "male" for k in range(60)]


def compared(people: list[Person], at: tuple[int, ...] = (50,), **columns: Sequence[object]) -> Comparison:
    return compare(followed(people, **columns), FIRST_POSITIVE, BY_TRACK, at=at)


def test_the_reference_comes_first_and_differences_are_group_less_reference() -> None:
    found = compared(two_tracks())
    (difference,) = found.differences
    assert (difference.reference, difference.group) == ("day", "evening")
    risk = difference.risks[0]
    # 12 of 30 against 4 of 30 by day 50, nobody lost before it: 4/30 − 12/30, and 4/12
    assert risk.reference.value == pytest.approx(0.4) and risk.group.value == pytest.approx(4 / 30)
    assert risk.difference.value == pytest.approx(-8 / 30) and risk.difference.method == "Newcombe"
    assert risk.ratio.value == pytest.approx(1 / 3)
    # average days up to 100: evening (11+12+13+14 + 26·100)/30, day (11+…+22 + 18·100)/30
    assert difference.restricted_mean.value == pytest.approx((50 + 2600 - 198 - 1800) / 30)
    assert difference.p == difference.p_adjusted  # one difference is not adjusted


def test_three_groups_are_compared_in_pairs() -> None:
    people = [*two_tracks(), *[("weekend", 100 - k, int(k < 6)) for k in range(30)]]
    found = compare(followed(people), FIRST_POSITIVE, Contrast(by="track"), at=(50,))
    assert [(pair.first, pair.second) for pair in found.pairs] == [
        ("day", "evening"),
        ("day", "weekend"),
        ("evening", "weekend"),
    ]
    assert found.logrank.df == 2 and len(found.differences) == 2
    assert isinstance(found.weighted, NotTold) and "two groups" in found.weighted.reason
    assert all(d.p_adjusted >= d.p for d in found.differences if d.p is not None and d.p_adjusted is not None)


def test_adjusted_and_weighted_rest_on_the_same_people() -> None:
    made = followed(two_tracks(), age=[*AGES[:59], float("nan")], sex=SEXES)
    found = compare(made, FIRST_POSITIVE, BY_TRACK, covariates=("age", "sex"))
    adjusted, weighted = found.adjusted, found.weighted
    assert isinstance(adjusted, Adjusted) and isinstance(weighted, Weighted)
    assert adjusted.n == weighted.n == 59 and adjusted.design.left_out == 1
    assert adjusted.forest.loc[adjusted.forest["compared"], "level"].tolist() == ["day", "evening"]
    assert any("1 of 60 people have no number recorded" in note for note in adjusted.notes)
    assert (weighted.balance["after"] <= weighted.balance["before"] + 0.05).all()


def test_groups_known_at_leaving_are_refused_unless_asked_for_and_then_labelled() -> None:
    people = two_tracks()
    reasons = ["completed" if k % 2 else "dropped_out" for k in range(60)]
    made, by_reason = followed(people, discharge_reason=reasons), Contrast(by="discharge_reason")
    with pytest.raises(NotEstimable, match="immortal time") as refused:
        compare(made, FIRST_POSITIVE, by_reason)
    assert refused.value.problem == NAIVE_REASON
    shown = compare(made, FIRST_POSITIVE, by_reason, at=(50,), show_biased=True)
    assert all(sentence.startswith("Biased") for sentence in sentences_of(shown))


def test_episodes_take_patients_together() -> None:
    question = Question(endpoint="first_positive", unit="episodes")
    found = compare(followed(two_tracks(), age=AGES), question, BY_TRACK, at=(50,))
    assert found.logrank.method == "log-rank test, patient-clustered variance"
    assert isinstance(found.adjusted, Adjusted) and found.adjusted.clustered
    risk = found.differences[0].risks[0]
    assert risk.difference.method == "square and add" and risk.ratio.reason.startswith("ratios are given for people")
    assert found.pairs == ()


def test_a_patient_on_both_sides_of_a_change_is_counted_and_taken_together() -> None:
    """Forty people, each with an episode before 24 July and, but for six, one from it on."""
    episodes: list[Row] = []
    tests: list[Row] = []
    for k in range(40):
        for start in (0, 200)[: 1 if k < 6 else 2]:
            patient, on = f"P{k:03}", start + 11 + (k * 7 + start // 40) % 60
            episodes.append({"patient_id": patient, "admitted_on": day(start), "discharged_on": day(start + 90)})
            tests.append(test_row(on, "positive" if k % 3 else "negative", patient=patient))
            tests.append(test_row(start + 80, "negative", patient=patient))
    made = Derivation(made_up_records(episodes=episodes, tests=tests))
    change = Contrast(change_on=day(200))
    found = compare(made, Question(endpoint="first_positive", unit="episodes"), change, at=(40,))
    assert found.subjects.sizes == (40, 34) and found.subjects.in_several_groups == 34
    assert any(
        caution.startswith("34 people have episodes in more than one of the groups") for caution in found.cautions
    )
    said = sentences_of(found)
    assert any("34 people" in sentence for sentence in said)
    assert any(sentence.startswith("So many episodes, taken as independent, would have shown") for sentence in said)
    # the same people before and after go together, so their differences have shorter limits than strangers' have
    bare = group_differences(found.curves, (40,))[0]
    (together,) = found.differences
    assert width(together.restricted_mean) < width(bare.restricted_mean)
    assert together.risks[0].difference.value == pytest.approx(bare.risks[0].difference.value)
    assert width(together.risks[0].difference) < width(bare.risks[0].difference)
    with pytest.raises(NotEstimable, match="Fewer than two groups"):  # of people only the first episode counts
        compare(made, FIRST_POSITIVE, change, at=(40,))


def width(estimate: Estimate) -> float:
    assert estimate.low is not None and estimate.high is not None
    return estimate.high - estimate.low


def test_parts_are_told_while_they_are_worked_out() -> None:
    said: list[str] = []
    found = compare(followed(two_tracks(), age=AGES), FIRST_POSITIVE, BY_TRACK, progress=said.append)
    assert said == []
    sentences_of(found)
    assert said == ["adjusted model", "test of proportional hazards", "weights", "competing events"]


def test_small_groups_carry_a_caution() -> None:
    found = compared(two_tracks(day_events=8, evening_events=8, each=12))
    assert "Small groups: day (12 people), evening (12 people)" in " ".join(found.cautions)
    assert "Few events" in " ".join(found.cautions)


def test_groups_that_tests_could_see_unequally_carry_a_caution() -> None:
    made = followed([*two_tracks(each=30)], primary_substance=["cocaine"] * 60)
    episodes = made.records.episodes
    assert not any("detection window" in caution for caution in compare(made, FIRST_POSITIVE, BY_TRACK).cautions)
    told = [test_row(k, "negative", patient=str(p)) for p in episodes["patient_id"][:30] for k in range(1, 190, 3)]
    rows = [{n: v for n, v in row.items() if n != "source_row"} for row in episodes.to_dict("records")]
    tested = Derivation(made_up_records(episodes=rows, tests=told))  # type: ignore[arg-type]
    cautions = " ".join(compare(tested, FIRST_POSITIVE, BY_TRACK).cautions)
    assert "What tests could have seen differs between the groups" in cautions


ALL_CENSORED = [(track, 50 + k, 0) for track in ("day", "evening") for k in range(30)]
SEPARATED = [("day", k + 11, 1) for k in range(30)] + [("evening", 100 + k, 0) for k in range(30)]


def everything(found: Comparison) -> str:
    """Every part and sentence, with warnings as errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for part in ("curves", "pairs", "case_mix", "adjusted", "holds", "weighted", "states", "bands", "power"):
            getattr(found, part)
        return "\n".join(sentences_of(found))


def test_all_censored_says_that_nothing_can_be_told() -> None:
    said = everything(compared(ALL_CENSORED, age=AGES))
    assert "No difference can be shown between the curves (log-rank test, p not estimable" in said
    assert "No adjusted comparison: Only 0 people had the event, too few for a model." in said
    assert "Few events: day (0), evening (0)" in said
    assert "between evening and day cannot be told: nobody had the event." in said


def test_perfect_separation_says_that_the_ratio_has_no_limit() -> None:
    said = everything(compared(SEPARATED, age=AGES))
    assert "perfect separation" in said and "hazard ratio" not in said and "read it as an average" not in said
    assert "The difference by day 50 between evening and day cannot be told" in said
    assert "The curves differ (log-rank test, p < 0.001" in said


def test_a_constant_covariate_is_left_out_with_a_word() -> None:
    made = followed(two_tracks(), age=[40.0] * 60, sex=["female"] * 60)
    found = compare(made, FIRST_POSITIVE, BY_TRACK, covariates=("age", "sex"), at=(50,))
    said = everything(found)
    assert "Left out, the same in everyone at risk, or told by the other covariates: age: per 10." in said
    assert isinstance(found.weighted, NotTold) and "No covariate that varies" in found.weighted.reason
    assert "unadjusted, for want of covariates" in said and "adjusted for age" not in said


def test_a_covariate_that_tells_the_groups_for_certain_is_said() -> None:
    made = followed(two_tracks(), payer=["medicaid"] * 30 + ["grant"] * 30)
    said = everything(compare(made, FIRST_POSITIVE, BY_TRACK, covariates=("payer",), at=(50,)))
    assert "the groups cannot be made alike" in said and "tell the groups apart for certain" in said


def test_a_covariate_that_one_group_lacks_is_compared_all_the_same() -> None:
    made = followed(two_tracks(), payer=[None] * 30 + ["grant", "medicaid"] * 15)
    found = compare(made, FIRST_POSITIVE, BY_TRACK, covariates=("payer",), at=(50,))
    assert "hazard ratio" in everything(found) or "no ratio" in everything(found)
    payer = found.case_mix.query("covariate == 'payer'")
    assert payer["missing"].tolist() == [30, 30] and payer["difference"].isna().all()


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (
            [("day", 5, 1), ("day", 9, 0), ("evening", 7, 1)],
            "Fewer than 11 people are in the first and second",
        ),  # 3 patients
        ([("day", 5, 1)] * 30, "Fewer than two groups have anyone in them"),  # one group empty
    ],
)
def test_too_few_people_are_refused(people: list[Person], said: str) -> None:
    with pytest.raises(NotEstimable, match=said):
        compare(followed(people), FIRST_POSITIVE, Contrast(by="track"))


def test_a_group_that_the_filter_empties_is_refused() -> None:
    made = followed(two_tracks())
    only_day = (made.records.episodes["track"] == "day").to_numpy(bool)
    with pytest.raises(NotEstimable, match="Fewer than two groups"):
        compare(made, FIRST_POSITIVE, BY_TRACK, episode_rows=only_day)


def test_the_order_of_people_changes_nothing() -> None:
    people, order = two_tracks(), np.random.default_rng(3).permutation(60)
    one = compared(people, age=AGES)
    other = compared([people[k] for k in order], age=[AGES[k] for k in order])
    assert sentences_of(one) == sentences_of(other)
