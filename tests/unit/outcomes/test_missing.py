"""What a missed test is taken to mean."""

from __future__ import annotations

from typing import cast

import pytest

from analytics.errors import WrongUsage
from analytics.outcomes.missing import MissingRule, recode_missing
from tests.unit.outcomes.words_of import text_of, words_of

# rule | word | recoded, in brackets if the rule leaves the episode out
TABLE = """
as_published          | -o_+*oo  | -o_+*oo
positive              | -o_+*oo  | -+_+*++
negative              | -o_+*oo  | --_+*--
drop_out_is_event     | -o_+*oo  | -o_+*++
drop_out_is_event     | -o_+*o   | -o_+*o    one missed week at the end is no drop-out
drop_out_is_event     | -oo-     | -oo-      the person came back
drop_out_is_event     | -o_o     | -+_+      two missed weeks, one not due between them
drop_out_is_event     | ooo      | +++       never tested
censored_at_last_test | -o_+*oo  | -o_+*
censored_at_last_test | -o__oo   | -         a week not due is no test
censored_at_last_test | ooo      |
responders            | --o-     | ----      3 of 4 due weeks tested
responders            | --o+o    | (---++)   3 of 5
responders            | o--+     | ---+      nothing before the first week, so the one after
responders            | -_o-+    | -_--+     a week not due stays not due and carries nothing
responders            | ____     | (____)    nothing was due
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_each_rule_recodes_as_the_table_says(line: str) -> None:
    rule, word, rest = (part.strip() for part in line.split("|"))
    expected = rest.split("   ")[0].strip()
    recoded = recode_missing(*words_of(word), cast(MissingRule, rule))
    left_out = expected.startswith("(")
    assert text_of(recoded.words, recoded.lengths) == [expected.strip("()")]
    assert recoded.keep.tolist() == [not left_out]


def test_the_gap_that_counts_as_having_left_can_be_longer() -> None:
    recoded = recode_missing(*words_of("-oo", "-ooo"), "drop_out_is_event", drop_out_gap_weeks=3)
    assert text_of(recoded.words, recoded.lengths) == ["-oo", "-+++"]


def test_the_words_given_are_left_as_they_are() -> None:
    words, lengths = words_of("-oo")
    recode_missing(words, lengths, "positive")
    assert text_of(words, lengths) == ["-oo"]


def test_an_unknown_rule_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(WrongUsage, match=r"no missing rule 'guess'.*drop_out_is_event"):
        recode_missing(*words_of("-"), cast(MissingRule, "guess"))
