"""Relapse: how many return to use, and against what?"""

from __future__ import annotations

from analytics.outcomes.exhibit import ExhibitKind
from analytics.outcomes.missing import MISSING_RULES
from analytics.outcomes.patterns import CLOCKS
from analytics.outcomes.relapse.by_group import by_group
from analytics.outcomes.relapse.by_quarter import by_quarter
from analytics.outcomes.relapse.rates import ENDPOINTS, THE_PROGRAMS, rates
from analytics.outcomes.relapse.samples import samples_and_people
from analytics.outcomes.relapse.spread import spread
from analytics.outcomes.relapse.why_differ import CHOICES, differ

AT_FOLLOW_UP = (
    "Abstinent for 30 days at the first follow-up after discharge; everyone counts, not reached = not abstinent. "
    "Wilson 95% interval."
)

EXHIBITS: dict[str, ExhibitKind] = {
    "rates": ExhibitKind(
        definition="Share who returned to use by each day (1 − Kaplan–Meier).",
        compute=rates,
        basis="admitted",
        span="all",
        bases=("admitted", "discharged"),
        needs=("drug_tests",),
        choices={
            "clock": CLOCKS,
            "endpoint": (THE_PROGRAMS, *ENDPOINTS),
            "missing": (THE_PROGRAMS, *MISSING_RULES),
        },
    ),
    "by_quarter": ExhibitKind(
        definition=AT_FOLLOW_UP,
        compute=by_quarter,
        basis="discharged",
        span="all",
        bases=("discharged",),
        needs=("calendar",),
    ),
    "by_group": ExhibitKind(
        definition=AT_FOLLOW_UP,
        compute=by_group,
        basis="discharged",
        span="matured year",
        bases=("discharged",),
    ),
    "samples_and_people": ExhibitKind(
        definition="Weekly drug tests that were negative, beside people without a positive week; first stays, from "
        "admission to the planned end.",
        compute=samples_and_people,
        basis="admitted",
        span="year",
        bases=("admitted", "discharged"),
        needs=("drug_tests",),
    ),
    "range": ExhibitKind(
        definition="Share abstinent under every combination of definition, rule for missing tests, refusals, analytes "
        "and unit.",
        compute=spread,
        basis="admitted",
        span="all",
        bases=("admitted", "discharged"),
        needs=("drug_tests",),
        choices={"clock": ("discharge", "admission", "first_negative")},
    ),
    "why_differ": ExhibitKind(
        definition="The difference of two figures of abstinence, taken apart one change of definition at a time.",
        compute=differ,
        basis="admitted",
        span="all",
        bases=("admitted", "discharged"),
        choices=CHOICES,
    ),
}
