"""Read the text of a rule into its clauses, once; a clause nobody knows is refused by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from analytics.errors import Refused
from analytics.outcomes.rules.clauses import (
    SYMBOLS,
    AllOf,
    Amount,
    CarryForward,
    Compare,
    Contains,
    Drop,
    FillMode,
    FillNearest,
    FirstWindow,
    Guard,
    Keep,
    KeepToRetention,
    LongestRun,
    Penalty,
    Preparation,
    Recode,
    Result,
    Rule,
    ViewThrough,
    Weeks,
)

SYMBOL = f"'([{re.escape(SYMBOLS)}])'"
WORD = f"'([{re.escape(SYMBOLS)}]+)'"
RANGE = r"(?: in (?:weeks|tests) (-?\d+) to (-?\d+))?"
AMOUNT = rf"(1 - |length - )?(number|share) of {SYMBOL}( counting '\*' as 0\.5)?{RANGE}"
NUMBER = r"\d+(?:\.\d+)?"
VOCABULARY = "docs/definitions lists the clauses a rule may use"


@lru_cache(maxsize=512)
def parse_rule(text: str) -> Rule:
    """The clauses of a rule text; the same text always gives the same object.

    Raises Refused for a clause that is not in the vocabulary, or a rule without a result.
    """
    *before, last = [clause.strip() for clause in text.split(";")]
    if not last.startswith("result = "):
        raise Refused(f"The rule '{text}' has no result.", "End it with a clause that begins 'result = '.")
    guards = [clause for clause in before if clause.startswith("if ")]
    if len(guards) > 1:
        raise Refused(f"The rule '{text}' has {len(guards)} guards.", "Keep one 'if retention …' clause.")
    return Rule(
        preparations=tuple(_preparation(clause) for clause in before if clause not in guards),
        guard=_guard(guards[0]) if guards else None,
        result=_result(last.removeprefix("result = ")),
    )


def parse_preparations(text: str) -> tuple[Preparation, ...]:
    """The preparation clauses of a text that has no result, as in the worked examples of the vocabulary."""
    return tuple(_preparation(clause.strip()) for clause in text.split(";"))


def _preparation(clause: str) -> Preparation:
    for pattern, build in PREPARATIONS:
        if found := re.fullmatch(pattern, clause):
            return build(*found.groups())
    raise _unknown(clause)


PREPARATIONS: tuple[tuple[str, Callable[..., Preparation]], ...] = (
    (f"read {SYMBOL} as {SYMBOL}", Recode),
    (f"drop {SYMBOL}", Drop),
    ("keep weeks 1 to retention", KeepToRetention),
    (r"keep weeks (-?\d+) to (-?\d+)", lambda first, last: Keep(Weeks(int(first), int(last)))),
    ("view through lattice '([o_]+)'", ViewThrough),
    (
        rf"carry forward over {SYMBOL}( up to the last test)?",
        lambda symbol, up_to: CarryForward(symbol, up_to_last_test=up_to is not None),
    ),
    ("fill 'o' from nearest neighbours", FillNearest),
    ("fill 'o' with the mode", FillMode),
)


def _guard(clause: str) -> Guard:
    found = re.fullmatch(r"if retention (<|<=) (\d+) then result = (?:0|false)", clause)
    if not found:
        raise _unknown(clause)
    return Guard(below=int(found[2]) + (found[1] == "<="))


def _result(text: str) -> Result:
    if found := re.fullmatch(f"longest run without {SYMBOL}", text):
        return LongestRun(found[1])
    if found := re.fullmatch(
        rf"time to first window of (\d+) weeks with at least (\d+) {SYMBOL} from week (\d+)", text
    ):
        return FirstWindow(weeks=int(found[1]), at_least=int(found[2]), symbol=found[3], start=int(found[4]))
    if "penalty score" in text:
        return _penalty(text)
    if found := re.fullmatch(AMOUNT, text):
        return _amount(*found.groups())
    return AllOf(tuple(_condition(part) for part in text.split(" and ")))


def _condition(text: str) -> Compare | Contains:
    if found := re.fullmatch(rf"contains ({WORD}(?: or {WORD})*){RANGE}", text):
        return Contains(tuple(re.findall(WORD, found[1])), _weeks(*found.groups()[-2:]))
    if found := re.fullmatch(rf"{AMOUNT} (=|>=|<=) ({NUMBER}|\d+/\d+)", text):
        return Compare(_amount(*found.groups()[:-2]), sign=found.groups()[-2], limit=Fraction(found.groups()[-1]))
    raise _unknown(text)


def _amount(turned: str | None, kind: str, symbol: str, half: str | None, first: str, last: str) -> Amount:
    if (turned, kind) in (("1 - ", "number"), ("length - ", "share")):
        raise _unknown(f"{turned}{kind} of '{symbol}'")
    return Amount(kind, symbol, half is not None, _weeks(first, last), turned is not None)


def _weeks(first: str | None, last: str | None) -> Weeks:
    if first is None or last is None:
        return Weeks()
    if 0 in (int(first), int(last)):
        raise Refused("A range of weeks begins or ends at week 0.", "Weeks count from 1, or from -1 at the end.")
    return Weeks(int(first), int(last))


def _penalty(text: str) -> Penalty:
    found = re.fullmatch(
        rf"(120 - )?penalty score with weights (.+) and multipliers ((?:{NUMBER} ?)+|rising evenly from 1 to 5)", text
    )
    if not found:
        raise _unknown(text)
    weights = tuple((symbol, float(weight)) for symbol, weight in re.findall(rf"{SYMBOL} ({NUMBER})", found[2]))
    if {symbol for symbol, _ in weights} != set("+-*o"):
        raise Refused(f"The penalty score '{text}' does not weigh each of + - * o.", "Give every symbol one weight.")
    rising = found[3].startswith("rising")
    return Penalty(weights, () if rising else tuple(map(float, found[3].split())), turned=found[1] is not None)


def _unknown(clause: str) -> Refused:
    return Refused(f"The clause '{clause}' is not in the rule vocabulary.", f"Correct it; {VOCABULARY}.")
