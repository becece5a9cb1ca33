"""What every clause of the rule vocabulary means: each line is a rule, a word and what comes of it.

A preparation gives the working word, `retention` a week, a result its value: a fraction is exact, "undefined" no value.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from analytics.outcomes.interpreter import Started, working_words
from analytics.outcomes.rules.measure import TimeAndEvent, Values
from analytics.outcomes.rules.parse import parse_preparations, parse_rule
from analytics.outcomes.rules.words import Words, retention, week_by_week

SHORT = {
    "LING 1976 INDEX": "keep weeks 1 to 15; result = 120 - penalty score with weights '+' 1, '*' 0.5, 'o' 0.22, '-' 0 "
    "and multipliers 1 1 1 2 2 2 3 3 3 4 4 4 5 5 5",
    "LING 1976 VARIANT": "keep weeks 1 to 15; result = 120 - penalty score with weights '+' 0.8, '*' 0.4, 'o' 1, '-' 0 "
    "and multipliers rising evenly from 1 to 5",
    "FIRST WINDOW": "result = time to first window",
    "LAST AND BEFORE": "result = number of '-' in weeks -1 to -1 = 1 and number of '+' in weeks -4 to -2 <= 1",
}

RANGES_OF_WEEKS = """
keep weeks 2 to 4 | +-*o- | -*o
keep weeks 4 to 9 | +-*o- | o-
keep weeks -3 to -1 | +-*o- | *o-
keep weeks -4 to -2 | +- | +
keep weeks 6 to 9 | +-*o- | (empty)
drop 'o'; keep weeks 1 to 3 | -oo-o+- | --+
result = number of '-' in weeks -1 to -1 | +-*o- | 1
"""

RECODE = """
read 'o' as '+' | -o*o | -+*+
read 'o' as '+'; read '*' as '+' | -o*o | -+++
read 'o' as '-' | -o*o | --*-
"""

DROP = """
drop 'o' | -oo-+o* | --+*
drop 'o' | ooo | (empty)
"""

KEEP_WEEKS_AND_RETENTION = """
retention | -o+oo | 3
retention | oo*o- | 5
retention | oooo | 0
keep weeks 1 to retention | o-oo*oo | o-oo*
keep weeks 1 to retention | ooo | (empty)
"""

PROTOCOL_LATTICE = """
view through lattice 'oo_o_o' | -+-*o-++ | -+_*_-
view through lattice 'oo_o_o' | -+- | -+_o_o
view through lattice '___o___o___o'; drop '_' | ---+---*---o+++ | +*o
"""

CARRY_FORWARD = """
carry forward over '_' | -_*_o_+ | --**oo+
carry forward over '_' | _-_ | _--
carry forward over 'o' | oo-oo+*o | oo---+**
carry forward over 'o' up to the last test | o-oo+oo | o---+oo
"""

NEAREST_NEIGHBOURS = """
fill 'o' from nearest neighbours | -o-o+o*oo- | ---*++*oo-
fill 'o' from nearest neighbours | -o*o- | -***-
fill 'o' from nearest neighbours | o-o | o-o
fill 'o' from nearest neighbours | +o+o* | ++++*
"""

THE_MODE = """
fill 'o' with the mode | --o+oo | ---+--
fill 'o' with the mode | -o+o | -+++
fill 'o' with the mode | --o* | ---*
fill 'o' with the mode | -o* | -+*
fill 'o' with the mode | ooo | ooo
"""

GUARDS = """
if retention < 8 then result = 0; result = share of '-' | -------oooo | 0
if retention < 8 then result = 0; result = share of '-' | -------o- | 8/9
if retention <= 3 then result = 0; result = number of '-' | --- | 0
"""

NUMBERS_AND_SHARES = """
result = number of '-' | -*o+- | 2
result = number of '-' counting '*' as 0.5 | -*o+- | 5/2
result = share of '-' counting '*' as 0.5 | -*o+- | 1/2
drop 'o'; result = share of '-' counting '*' as 0.5 | -*o+- | 5/8
result = share of '-' counting '*' as 0.5 in weeks 1 to 8 | -*o+- | 1/2
result = 1 - share of '+' counting '*' as 0.5 | -*o+- | 7/10
read 'o' as '+'; result = 1 - share of '+' counting '*' as 0.5 | -*o+- | 1/2
drop 'o'; result = length - number of '+' counting '*' as 0.5 | -*o+- | 5/2
drop 'o'; result = share of '-' | ooo | 0
drop 'o'; result = 1 - share of '+' counting '*' as 0.5 | ooo | 1
"""

CONDITIONS = """
result = contains '---' | --o-*--- | true
result = contains '---' | --o-*-- | false
result = contains '++' in weeks 4 to -1 | -+++- | false
result = contains '++' in weeks 4 to -1 | -++++ | true
result = contains '---o' or '--o-' in weeks 2 to 5 | +--o- | true
result = contains '---o' or '--o-' in weeks 2 to 5 | +-oo- | false
LAST AND BEFORE | ++-+-- | true
LAST AND BEFORE | ++-++- | false
"""

LONGEST_RUN = """
result = longest run without '+' | --+---+ | 3
drop 'o'; read '*' as '+'; result = longest run without '+' | --oo-*- | 3
read 'o' as '+'; read '*' as '+'; result = longest run without '+' | --oo-*- | 2
result = longest run without '+' | +++ | 0
drop 'o'; result = longest run without '+' | ooo | 0
"""

TIME_TO_THE_FIRST_WINDOW = """
FIRST WINDOW of 1 weeks with at least 1 '+' from week 1 | --+-+ | time 3 event 1
FIRST WINDOW of 1 weeks with at least 1 '+' from week 1 | ----- | time 5 event 0
FIRST WINDOW of 4 weeks with at least 4 '+' from week 1 | -++-++++ | time 5 event 1
FIRST WINDOW of 4 weeks with at least 4 '+' from week 1 | -+++---- | time 5 event 0
FIRST WINDOW of 4 weeks with at least 4 '+' from week 3 | +++++++ | time 3 event 1
FIRST WINDOW of 4 weeks with at least 4 '+' from week 3 | ++++--- | time 4 event 0
FIRST WINDOW of 4 weeks with at least 2 '+' from week 1 | ++---- | time 3 event 1
FIRST WINDOW of 4 weeks with at least 2 '+' from week 1 | -+-+-- | time 3 event 1
FIRST WINDOW of 4 weeks with at least 2 '+' from week 1 | ---+--+ | time 6 event 1
FIRST WINDOW of 4 weeks with at least 2 '+' from week 1 | +---+- | time 5 event 0
FIRST WINDOW of 4 weeks with at least 4 'o' from week 1 | -oooo- | time 2 event 1
FIRST WINDOW of 4 weeks with at least 4 'o' from week 1 | --ooo | time 2 event 0
FIRST WINDOW of 4 weeks with at least 4 '+' from week 1 | +++ | undefined
"""

PENALTY_SCORE = """
LING 1976 INDEX | +*-o-+ooo*--++o | 75.733333
LING 1976 VARIANT | +*-o-+ooo*--++o | 63.646409
LING 1976 INDEX | +++++++++++++++ | 0
LING 1976 INDEX | -----ooooooooooooo | 114.133333
"""

EDGES = """
drop 'o'; result = share of '-' counting '*' as 0.5 in tests 1 to 15 >= 7/10 | ooooooooooooooo | false
read 'o' as '+'; read '*' as '+'; result = share of '+' in weeks 5 to 15 = 0 | +++ | true
result = share of '-' in weeks -12 to -1 | --+ | 2/3
result = longest run without '+' | -__-+ | 4
result = share of '-' | -_-_ | 1/2
retention | -o__oo | 4
"""

TABLES = {
    "ranges of weeks": RANGES_OF_WEEKS,
    "recode": RECODE,
    "drop": DROP,
    "keep weeks and retention": KEEP_WEEKS_AND_RETENTION,
    "protocol lattice": PROTOCOL_LATTICE,
    "carry forward": CARRY_FORWARD,
    "nearest neighbours": NEAREST_NEIGHBOURS,
    "the mode": THE_MODE,
    "guards": GUARDS,
    "numbers and shares": NUMBERS_AND_SHARES,
    "conditions": CONDITIONS,
    "longest run": LONGEST_RUN,
    "time to the first window": TIME_TO_THE_FIRST_WINDOW,
    "penalty score": PENALTY_SCORE,
    "edges": EDGES,
}
EXAMPLES = [
    pytest.param(*(part.strip() for part in line.split(" | ")), id=f"{name}: {line}")
    for name, table in TABLES.items()
    for line in table.strip().splitlines()
]


@pytest.mark.parametrize(("rule", "word", "expected"), EXAMPLES)
def test_each_worked_example_of_the_vocabulary(rule: str, word: str, expected: str) -> None:
    assert came(rule, word, decimals="." in expected) == expected


def came(rule: str, word: str, *, decimals: bool) -> str:
    """What comes of a rule on one word, written as the tables write it."""
    words = as_words(word)
    for short, long in SHORT.items():
        rule = rule.replace(short, long)
    if rule == "retention":
        return str(retention(words, not_due_is_contact=True)[0])
    if "result = " not in rule.rpartition("; ")[2]:
        return as_text(working_words(parse_preparations(rule), words))
    started = Started(words, retention(words, not_due_is_contact=True))
    return written(started.value(parse_rule(rule)), decimals)


def as_words(word: str) -> Words:
    """One word as the interpreter takes it."""
    return week_by_week(np.frombuffer(word.encode(), np.uint8)[None, :], np.array([len(word)]))


def as_text(words: Words) -> str:
    """A working word as symbols; an empty one is written "(empty)"."""
    return words.symbols[: words.lengths[0], 0].tobytes().decode() or "(empty)"


def written(value: Values, decimals: bool) -> str:
    """A value as in the tables: true, 5/8, 75.733333, time 3 event 1, undefined."""
    if isinstance(value, TimeAndEvent):
        return f"time {value.time[0]} event {int(value.event[0])}" if value.defined[0] else "undefined"
    if value.dtype == bool:
        return str(bool(value[0])).lower()
    if decimals:
        return f"{value[0]:.6f}"
    return str(Fraction(float(value[0])).limit_denominator(1000))
