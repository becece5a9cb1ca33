"""Which exhibits may be told outside, and what their columns are; what is not declared here is not told."""

from __future__ import annotations

from dataclasses import dataclass

SHARE = ("value", "low", "high")

AMOUNTS = ("median", "lower_quartile", "upper_quartile")
"""Statistics of the `n` of a row: told with at least the threshold of them."""


@dataclass(frozen=True)
class Roles:
    """What the columns of an exhibit are; others are dropped.

    `labels`: what names a row, beside its group. `parts`: labels whose rows share one `n` between them. `nested`: the
    label along which `events` or `n` only grow, so that neighbours differ by a count. `within`: the label whose first
    level holds everybody of the others. `extra`: further counts of a row. `adds`: a count of a row with those that add
    up to it. `curve`: the rows are a product-limit curve.
    """

    labels: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    nested: str = ""
    within: str = ""
    extra: tuple[str, ...] = ()
    adds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    curve: bool = False


TOLD: dict[str, Roles] = {
    "relapse.rates": Roles(("day",), nested="day"),
    "relapse.by_quarter": Roles(("quarter", "starts"), extra=("reached",), adds=(("reached", ("events",)),)),
    "relapse.by_group": Roles(extra=("reached",), adds=(("reached", ("events",)),)),
    "engagement.attendance": Roles(),
    "engagement.attendance_by_month": Roles(("month",)),
    "engagement.no_shows_by_quarter": Roles(("quarter", "start")),
    "engagement.no_shows_by_hour": Roles(("weekday", "hour")),
    "engagement.hours": Roles(),
    "engagement.hours_by_week": Roles(("week",)),
    "engagement.continuation": Roles(("treatment_day", "step"), nested="treatment_day"),
    "engagement.access": Roles(("measure", "step"), nested="measure"),
    "engagement.waiting": Roles(("step",), nested="step"),
    "engagement.retention": Roles(("day",), nested="day"),
    "engagement.retention_curve": Roles(curve=True),
    "engagement.planned_sessions": Roles(("band",), parts=("band",)),
    "testing.ledger": Roles(("week", "status"), parts=("status",)),
    "testing.ledger_by_month": Roles(("month", "status"), parts=("status",)),
    "testing.compliance": Roles(),
    "testing.positivity": Roles(("analyte", "unit"), within="analyte"),
    "testing.positivity_by_group": Roles(("analyte", "unit"), within="analyte"),
    "testing.weekdays": Roles(("weekday",), parts=("weekday",)),
    "testing.action_within": Roles(("within",), nested="within"),
    "testing.discordance": Roles(("reported", "tested"), parts=("reported", "tested")),
    "services.family": Roles(),
    "pathways.reasons": Roles(("discharge_reason",), parts=("discharge_reason",)),
    "pathways.completed": Roles(("outcome",), within="outcome"),
    "pathways.completed_by_quarter": Roles(("month",)),
    "pathways.readmission": Roles(),
}

ONE_BY_ONE = {
    "patients.caseload": "It lists patients.",
    "patients.weeks": "It lists patients.",
    "engagement.authorised_hours": "It lists patients and their clinicians.",
    "engagement.unrecorded": "It names clinicians.",
    "pathways.deaths": "It counts deaths, which are few and known to others.",
    "pathways.readmission_curve": "Its steps are single readmissions; pathways.readmission tells the share.",
}
"""Why an exhibit never leaves."""

UNDECLARED = "No rule says which of its columns are counts of people, so nothing of it is told outside."
