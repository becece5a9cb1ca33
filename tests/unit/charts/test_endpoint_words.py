"""The words of endpoints: our own in plain words, published ones by study and topic."""

from analytics.charts.endpoint_words import endpoint_words, event_words, missing_words, state_words
from analytics.outcomes.catalogue import endpoint_named


def test_own_endpoints_read_in_plain_words_and_begin_small_inside_a_sentence() -> None:
    first = endpoint_named("first_positive")
    assert endpoint_words(first) == "First positive test"
    assert event_words(first) == "first positive test"
    assert state_words(first) == "without a positive test"


def test_a_published_endpoint_is_named_after_its_study() -> None:
    assert endpoint_words(endpoint_named("kosten_1993_three_weeks")) == "Kosten 1993: three weeks"
    assert event_words(endpoint_named("ctn0094_relapse")) == "CTN-0094: relapse"


def test_an_unknown_rule_reads_without_underscores() -> None:
    assert missing_words("some_rule") == "some rule"
    assert missing_words("negative") == "Missed test = negative"
