"""The two faces of the endpoints: as published, and only where the value means something."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from analytics.errors import Refused, WrongUsage
from analytics.outcomes import interpreter
from analytics.outcomes.catalogue import endpoint_named, pattern_endpoints
from analytics.outcomes.interpreter import Face, NotDue, evaluate
from tests.unit.outcomes.words_of import words_of


def value(key: str, word: str, *, face: Face = "product", not_due: NotDue = "carry_forward") -> list[Any]:
    """The values of one word, and the reason if there is none."""
    endpoint = endpoint_named(key)
    came = evaluate(*words_of(word), [endpoint], face=face, not_due=not_due)
    values = [None if pd.isna(came.values[column][0]) else came.values[column][0] for column in endpoint.columns]
    reason = [came.reasons[key][0]] if came.reasons is not None and came.reasons[key][0] else []
    return values + reason


def test_a_word_shorter_than_the_endpoint_needs_is_not_applicable() -> None:
    # weeks 5 to 15 of a three-week word are no weeks, and nothing in them is positive
    assert value("krupitsky_2011_total_abstinence", "+++", face="as_published") == [True]
    assert value("krupitsky_2011_total_abstinence", "+++") == [None, "not_applicable"]
    assert value("krupitsky_2011_total_abstinence", "-" * 15) == [True]


def test_nobody_tested_is_not_observed() -> None:
    assert value("soyka_2008_nonpositive_share", "o" * 15, face="as_published") == [1.0]
    assert value("soyka_2008_nonpositive_share", "o" * 15) == [None, "not_observed"]


def test_leaving_is_observed_without_any_test() -> None:
    assert value("ctn0094_dropout", "o" * 15) == [1, 1]


def test_a_word_too_short_for_one_window_has_no_time() -> None:
    assert value("ctn0094_relapse", "+++", face="as_published") == [None, None]
    assert value("ctn0094_relapse", "+++") == [None, None, "not_applicable"]


@pytest.mark.parametrize(
    ("word", "not_due", "expected"),
    [
        ("-_+-", "carry_forward", 3 / 4),  # - - + -
        ("-_+-", "drop", 2 / 3),  # - + -
        ("__+-", "carry_forward", 1 / 4),  # + + + -
        ("-+__", "carry_forward", 1 / 2),  # the word ends at the last week due
        ("-+__", "drop", 1 / 2),
        ("-o_-", "carry_forward", 1 / 2),  # a missed week is carried as well
    ],
)
def test_weeks_not_due_are_decided_before_any_rule(word: str, not_due: NotDue, expected: float) -> None:
    assert value("fiellin_2006_negative_share", word, not_due=not_due) == [expected]
    # as published they are in the denominator and never in the numerator
    assert value("fiellin_2006_negative_share", word, face="as_published") == [word.count("-") / len(word)]


def test_a_week_not_due_is_no_contact_in_the_product() -> None:
    # the last test is in week 1 of 5; as published the week not due counts as a contact and week 4 is the last
    assert value("mattick_2003_share_while_retained", "-oo_o") == [1.0]
    assert value("mattick_2003_share_while_retained", "-oo_o", face="as_published") == [1 / 4]


def test_counts_are_returned_beside_the_values() -> None:
    came = evaluate(*words_of("-" * 15, "-" * 3, "o" * 15), pattern_endpoints(), face="product")
    assert came.not_applicable["haight_2019_negative_share"] == 1
    assert came.not_observed["haight_2019_negative_share"] == 1
    assert came.not_applicable["fudala_2003_negative_share"] == 0


def test_blocks_give_what_one_pass_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = np.array(list("+-*o"))
    words = ["".join(letters[np.arange(length) % 4]) for length in range(40)]
    whole = evaluate(*words_of(*words), pattern_endpoints(), face="product").values
    monkeypatch.setattr(interpreter, "BLOCK_EPISODES", 7)
    pd.testing.assert_frame_equal(evaluate(*words_of(*words), pattern_endpoints(), face="product").values, whole)


def test_no_words_give_an_empty_table() -> None:
    came = evaluate(np.zeros((0, 0), np.uint8), np.zeros(0, np.int32), pattern_endpoints(), face="as_published")
    assert came.values.shape == (0, 62)


def test_words_of_five_years_do_not_overflow() -> None:
    assert value("fiellin_2006_abstinent_weeks", "-" * 300) == [300]
    assert value("schottenfeld_2008_longest_abstinence", "-" * 300) == [300]
    assert value("ctn0094_relapse", "-" * 296 + "++++") == [297, 1]


def test_an_unknown_symbol_is_refused_with_its_place() -> None:
    with pytest.raises(Refused, match=r"Word 2 has the symbol 'x' in week 3.*\+ - \* o _"):
        evaluate(*words_of("---", "--x"), pattern_endpoints(), face="as_published")


def test_a_word_that_does_not_fill_its_length_is_refused() -> None:
    words, _ = words_of("--")
    with pytest.raises(Refused, match="as many symbols as its length"):
        evaluate(words, np.array([1]), pattern_endpoints(), face="as_published")


def test_a_dated_endpoint_is_not_read_off_words() -> None:
    with pytest.raises(WrongUsage, match="dated records"):
        evaluate(*words_of("--"), [endpoint_named("first_positive")], face="product")


def test_an_unknown_face_is_refused() -> None:
    with pytest.raises(WrongUsage, match="no face 'side'"):
        evaluate(*words_of("--"), pattern_endpoints(), face=cast(Face, "side"))
