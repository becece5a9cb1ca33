"""How the control charts decide: limits, rules with their constants, and what they say when nothing has changed."""

from __future__ import annotations

from html import escape

from analytics.charts.wording import percent
from analytics.evaluation.control_charts import CURRENT_MONTHS, FEWEST_MONTHS
from analytics.evaluation.control_limits import METHOD_WORDS, MOVING_RANGE, OVERDISPERSED, SIGMAS, WARNING_SIGMAS
from analytics.evaluation.control_rules import RULE_WORDS
from analytics.evaluation.false_alarms import PEOPLE_A_MONTH, SHARE, SIMULATED, YEARS
from views.definition_entries import Entry, Section

RULES_FROM = "Shewhart; NHS England, Making data count (2019), with seven points; Western Electric (1956)"


def control_section() -> Section:
    """Every rule, kind of limits and constant of the control charts."""
    told = [
        *((f"Rule: {name}", f"Signal when {words}.") for name, words in RULE_WORDS.items()),
        *_limits(),
        *_constants(),
        ("False alarms", _false_alarms()),
    ]
    return Section(
        "Control charts: signal or chance",
        f"The readings of the tiles: steady, better or worse by these rules. Rules: {RULES_FROM}.",
        tuple(Entry((escape(name), escape(words))) for name, words in told),
        head=("What", "How it is decided"),
    )


def _limits() -> list[tuple[str, str]]:
    xmr = f"{SIGMAS:g} × mean moving range ÷ {MOVING_RANGE}"
    return [
        (
            "Limits for shares of people",
            f"{METHOD_WORDS['binomial']}, {SIGMAS:g} sigma (0.135% on each side), stepping with n. "
            f"{METHOD_WORDS['laney']} where the baseline's months differ more than chance gives "
            f"(Pearson's χ², p < {OVERDISPERSED:g}), never narrower than binomial.",
        ),
        ("Limits for sessions and tests", f"They cluster in patients: {METHOD_WORDS['xmr']}, mean ± {xmr}."),
        ("In treatment (census)", "No limits: neighbouring months share their people."),
    ]


def _constants() -> list[tuple[str, str]]:
    return [
        (
            "Baseline",
            f"The first {FEWEST_MONTHS} months of a phase; the limits then stay. Only a change declared in "
            f"program.toml ([[change]]) begins a new phase. Under {FEWEST_MONTHS} months: no limits yet.",
        ),
        ("Two-sigma lines", f"{WARNING_SIGMAS:g} sigma around the mean, for the rule near limit."),
        (
            "Reading of a tile",
            f"The newest signal, while it touches one of the last {CURRENT_MONTHS} months. Off target: the whole 95% "
            "interval lies on the wrong side of the target.",
        ),
    ]


def _false_alarms() -> str:
    people, clusters = percent(SIMULATED["people"]), percent(SIMULATED["clusters"])
    return (
        f"Of {YEARS:,} simulated years in which nothing changed, {people} (shares of people, {PEOPLE_A_MONTH} a month, "
        f"{percent(SHARE)}) and {clusters} (sessions or tests) hold at least one signal: one signal is a reason to "
        "look, not a proof."
    )
