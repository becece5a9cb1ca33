"""Rules that cannot be read are refused by the clause that is wrong."""

from __future__ import annotations

import pytest

from analytics.errors import Refused
from analytics.outcomes.rules.clauses import Amount, Guard, Recode, Rule, Weeks
from analytics.outcomes.rules.parse import parse_rule


def test_a_rule_becomes_its_clauses() -> None:
    rule = parse_rule("if retention <= 3 then result = 0; read 'o' as '+'; result = share of '-' in weeks 5 to -1")
    assert rule == Rule((Recode("o", "+"),), Guard(below=4), Amount("share", "-", weeks=Weeks(5, -1)))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("drop 'o'", "has no result"),
        ("drop 'x'; result = share of '-'", "The clause 'drop 'x''"),
        ("result = share of 'x'", "The clause 'share of 'x''"),
        ("result = 1 - number of '-'", "The clause '1 - number of '-''"),
        ("result = length - share of '-'", "The clause 'length - share of '-''"),
        ("result = share of '-' in weeks 0 to 4", "at week 0"),
        ("result = contains '--' and cleverness", "The clause 'cleverness'"),
        ("if retention > 3 then result = 0; result = number of '-'", "The clause 'if retention > 3"),
        ("if retention < 3 then result = 0; if retention < 4 then result = 0; result = number of '-'", "has 2 guards"),
        ("result = 120 - penalty score with weights '+' 1 and multipliers 1 2", "does not weigh each"),
        ("result = 120 - penalty score", "The clause '120 - penalty score'"),
    ],
)
def test_what_is_not_in_the_vocabulary_is_refused(text: str, problem: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_rule(text)
    assert problem in refusal.value.problem
