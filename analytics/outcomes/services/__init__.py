"""Services and goals: what did they get, and did life change?"""

from __future__ import annotations

from analytics.outcomes.benchmark import LEAST_REACHED_FOR_VERDICT
from analytics.outcomes.exhibit import Compute, ExhibitKind
from analytics.outcomes.services.change import (
    UNTIL,
    count_changes,
    employment_change,
    housing_change,
    score_changes,
)
from analytics.outcomes.services.contacts import PER_WEEKS, crisis_contacts, family_involvement
from analytics.outcomes.services.cost import LEAST_ABSTINENT, cost_by_payer, cost_per_abstinent
from analytics.outcomes.services.hours import hours_by_service, hours_by_therapy

HOURS = (
    "Hours attended in care ÷ weeks in care (minutes attended, else scheduled ones of sessions come to), every kind of "
    "session, every day from admission to discharge or the last contact before an office closure (after it nobody was "
    "treated; tests are asked about to the discharge); and the share of patients who had any. Interval: patients as "
    "clusters."
)
BOTH_TIMES = (
    "First measurement at admission against the last at discharge or the first at follow-up, of people with both; each "
    "person compared with themselves. 95% intervals: shares by Newcombe's paired method, means by paired t."
)
COST = (
    "Cost of all episodes of the cohort ÷ people abstinent for 30 days at the first follow-up after discharge "
    f"(not reached = not abstinent). Not estimable with fewer than {LEAST_ABSTINENT} abstinent or under "
    f"{LEAST_REACHED_FOR_VERDICT:.0%} reached."
)


def _change(what: str, compute: Compute) -> ExhibitKind:
    return ExhibitKind(
        definition=f"{what} {BOTH_TIMES}",
        compute=compute,
        basis="discharged",
        span="matured year",
        bases=("discharged", "admitted"),
        needs=("measures",),
        choices={"until": UNTIL},
    )


EXHIBITS: dict[str, ExhibitKind] = {
    "hours": ExhibitKind(HOURS, hours_by_service, "active", "year", needs=("attendance.service",)),
    "therapies": ExhibitKind(HOURS, hours_by_therapy, "active", "year", needs=("attendance.therapy",)),
    "family": ExhibitKind(
        "Share of patients in care with at least one family session held. Wilson 95% interval.",
        family_involvement,
        "active",
        "year",
        needs=("attendance.service",),
    ),
    "crisis": ExhibitKind(
        f"Crisis contacts per {PER_WEEKS} patient-weeks in care, with 95% interval: patients as clusters.",
        crisis_contacts,
        "active",
        "year",
        needs=("attendance.service",),
    ),
    "housing": _change(
        "Share in stable housing and share homeless, of people in a controlled environment (jail, residential, sober "
        "living) neither time; controlled environments apart.",
        housing_change,
    ),
    "employment": _change(
        "Shares in work or study, in full-time work and unemployed, of everyone asked.", employment_change
    ),
    "counts": _change("Arrests and mutual-help meetings in the 30 days before.", count_changes),
    "scores": _change("Mean scores of PHQ-9, GAD-7, BAM and BARC-10.", score_changes),
    "cost": ExhibitKind(
        COST,
        cost_per_abstinent,
        "discharged",
        "matured year",
        bases=("discharged",),
        needs=("episodes.cost", "episodes.discharged_on"),
    ),
    "cost_by_payer": ExhibitKind(
        COST,
        cost_by_payer,
        "discharged",
        "matured year",
        bases=("discharged",),
        needs=("episodes.cost", "episodes.payer", "episodes.discharged_on"),
    ),
}
