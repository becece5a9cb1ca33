"""Sentences: situations and what is said of them, and what must never be said."""

from __future__ import annotations

import itertools
import re

import pytest

from analytics.evaluation.change_over_time import SEASONS
from analytics.evaluation.curve_differences import Pair
from analytics.evaluation.exposure import NAIVE_REASON
from analytics.evaluation.group_differences import RiskOnDay
from analytics.evaluation.sentence_frames import (
    average_sentence,
    day_sentence,
    overall_sentence,
    pair_sentences,
    ratio_sentence,
)
from analytics.evaluation.sentence_parts import (
    ASSOCIATION,
    BEFORE_AFTER,
    Setting,
    interval_of_difference,
    interval_of_ratio,
    name_of,
    p_value,
    signed,
    whole,
)
from analytics.evaluation.sentences_elsewhere import change_sentence, exposure_sentence
from analytics.outcomes.intervals import Estimate, not_estimable

PLAIN = Setting(noun="relapse", verb="had relapsed", unit="weeks", period="admitted Jan – Mar 2026")
CHANGED = Setting(noun="relapse", verb="had relapsed", unit="weeks", changed=True)
BIASED = Setting(noun="relapse", verb="had relapsed", unit="weeks", biased=True)
FORBIDDEN = r"\b(effect\w*|cause[sd]?|causing|because of|due to|significan\w*|prove[sdn]?|impact\w*|led to|works)\b"
DIRECTION = r"\b(longer|shorter|fewer|more|lower|higher|less)\b"


def estimate(value: float, low: float, high: float, n: int = 200) -> Estimate:
    return Estimate(value, low, high, n, None, "made up")


def risk(value: float, low: float, high: float) -> RiskOnDay:
    ratio = not_estimable("ratio", "ratios are given for people")
    return RiskOnDay(90, estimate(0.6, 0.5, 0.7), estimate(0.6 + value, 0.5, 0.7), estimate(value, low, high), ratio)


SITUATIONS = [
    (
        average_sentence(PLAIN, "evening", "day", estimate(2.04, 0.5, 3.6), 24),
        "Evening against day: 2.0 weeks longer on average without relapse within 24 weeks (95% interval +0.5 to +3.6 "
        "weeks; n = 200 people, admitted Jan – Mar 2026; unadjusted).",
    ),
    (
        average_sentence(PLAIN, "evening", "day", estimate(2.0, -0.5, 4.5), 24),
        "No difference can be shown between evening and day in the average time without relapse within 24 weeks (95% "
        "interval −0.5 to +4.5 weeks; n = 200 people, admitted Jan – Mar 2026; unadjusted).",
    ),
    (
        average_sentence(PLAIN, "evening", "day", estimate(2.0, 0.5, 3.5), 24, claims=False),  # Holm's p is not small
        "No difference can be shown between evening and day in the average time without relapse within 24 weeks (95% "
        "interval +0.5 to +3.5 weeks; n = 200 people, admitted Jan – Mar 2026; unadjusted).",
    ),
    (
        average_sentence(PLAIN, "evening", "day", not_estimable("x", "a group was not followed as far as τ"), 24),
        "The difference in the average time without relapse between evening and day cannot be told: a group was not "
        "followed as far as τ.",
    ),
    (
        average_sentence(CHANGED, "from the change on", "before the change", estimate(-1.2, -2.0, -0.4), 24),
        "From the change on, the average time without relapse within 24 weeks changed by −1.2 weeks (95% interval −2.0 "
        "to −0.4 weeks; n = 200 people; unadjusted).",
    ),
    (
        day_sentence(PLAIN, "evening", "day", risk(-0.1, -0.17, -0.03)),
        "By day 90, 50% of evening and 60% of day had relapsed: 10 points fewer (95% interval −17 to −3 points; "
        "n = 200 people, admitted Jan – Mar 2026; unadjusted).",
    ),
    (
        day_sentence(CHANGED, "from the change on", "before the change", risk(-0.1, -0.17, 0.0)),  # a limit at zero
        "No change can be shown by day 90: 50% from the change on and 60% before the change had relapsed (95% interval "
        "−17 to 0 points; n = 200 people; unadjusted).",
    ),
    (
        ratio_sentence(PLAIN, "evening", "day", estimate(0.84, 0.74, 0.996, 90), held="adjusted for age", n=180),
        "Relapse came at a lower rate in evening than in day (hazard ratio 0.84, 95% interval 0.740 to 0.996; 90 "
        "events; n = 180 people, admitted Jan – Mar 2026; adjusted for age).",
    ),
    (
        ratio_sentence(BIASED, "completed", "dropped out", estimate(0.5, 0.4, 0.6, 90), held="unadjusted", n=180),
        "Biased, not for comparison: relapse came at a lower rate in completed than in dropped out (hazard ratio 0.50, "
        "95% interval 0.40 to 0.60; 90 events; n = 180 people; unadjusted).",
    ),
    (overall_sentence(PLAIN, 0.2, 300), "No difference can be shown between the curves (log-rank test, p = 0.200; "
     "n = 300 people, admitted Jan – Mar 2026)."),
    (
        pair_sentences(PLAIN, (Pair("a", "b", 9.0, 0.001, 0.003), Pair("a", "c", 1.0, 0.3, 0.6)), "site")[0],
        "2 pairs were compared, p adjusted for their number by Holm; the curves differ between a and b (p = 0.003).",
    ),
    (
        change_sentence("the level of attendance", estimate(0.052, 0.01, 0.09), "points", 0.01),
        "The level of attendance changed by +5 points (95% interval +1 to +9 points; p = 0.010).",
    ),
    (
        change_sentence("the level of attendance", estimate(0.052, -0.01, 0.11), "points", 0.1),
        "No change can be shown in the level of attendance (95% interval −1 to +11 points; p = 0.100).",
    ),
    (
        exposure_sentence(PLAIN, "from the day it began, completing", estimate(0.9, 0.6, 1.2, 50), held="unadjusted",
                          n=100, exposed=40),
        "from the day it began, completing: no difference can be shown in how fast relapse came (hazard ratio 0.90, "
        "95% interval 0.60 to 1.20; 40 with it of n = 100 people, admitted Jan – Mar 2026; 50 events; unadjusted).",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), SITUATIONS)
def test_a_situation_and_its_sentence(said: str, expected: str) -> None:
    assert said == expected


LIMITS = [-3.0, -0.4, -0.001, 0.0, 0.001, 0.4, 3.0]


def every_sentence(setting: Setting, low: float, high: float, *, claims: bool) -> list[str]:
    """One of every frame for an interval of differences (ratios on the log scale, shares as a tenth)."""
    middle = (low + high) / 2
    around = estimate(2**middle, 2**low, 2**high)
    return [
        average_sentence(setting, "B", "A", estimate(middle, low, high), 24, claims=claims),
        day_sentence(setting, "B", "A", risk(middle / 10, low / 10, high / 10), claims=claims),
        ratio_sentence(setting, "B", "A", around, held="adjusted for age", n=100, claims=claims),
        exposure_sentence(setting, "completing", around, held="unadjusted", n=100, exposed=20),
        change_sentence("the level", estimate(middle, low, high), "points", 0.5),
    ]


@pytest.mark.parametrize("setting", [PLAIN, CHANGED, BIASED])
def test_no_sentence_claims_more_than_its_interval(setting: Setting) -> None:
    seen = 0
    for low, high in itertools.product(LIMITS, LIMITS):
        if low > high:
            continue
        shown = low > 0 or high < 0
        for sentence in every_sentence(setting, low, high, claims=True):
            assert not re.search(FORBIDDEN, sentence), sentence
            assert bool(re.search(r"[Nn]o (difference|change) can be shown", sentence)) != shown, sentence
            if not shown:
                assert not re.search(DIRECTION, sentence), sentence
            if setting.biased and not sentence.startswith(("The level", "No change", "completing")):
                assert sentence.startswith("Biased"), sentence
            seen += 1
    assert seen == 28 * 5


def test_without_the_adjusted_test_no_direction_is_said() -> None:
    for sentence in every_sentence(PLAIN, 0.4, 3.0, claims=False)[:3]:
        assert sentence.startswith("No difference can be shown") and not re.search(DIRECTION, sentence)


def test_a_limit_is_never_rounded_onto_zero_where_a_direction_is_said() -> None:
    assert interval_of_difference(estimate(0.05, 0.002, 0.1), scale=100, unit=" points") == (
        "95% interval +0.2 to +10.0 points"
    )
    assert interval_of_ratio(estimate(1.2, 1.002, 1.4)) == "95% interval 1.002 to 1.400"


def test_fixed_words_claim_nothing() -> None:
    for words in (ASSOCIATION, BEFORE_AFTER, SEASONS, NAIVE_REASON):
        assert not re.search(FORBIDDEN, words)


def test_numbers_and_names() -> None:
    assert [whole(2.5), whole(-0.2), whole(-1.26, 1), signed(0.0), signed(3.2)] == ["3", "0", "−1.3", "0", "+3"]
    assert [p_value(None), p_value(0.0004), p_value(0.0456)] == ["p not estimable", "p < 0.001", "p = 0.046"]
    assert [name_of("yes", "co_occurring"), name_of("15", "site"), name_of("dropped_out", "discharge_reason")] == [
        "co occurring yes",
        "site 15",
        "dropped out",
    ]
