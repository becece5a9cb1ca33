"""Patients: who needs attention now, and what happened to this person?"""

from __future__ import annotations

from analytics.outcomes.exhibit import ExhibitKind
from analytics.outcomes.patients.backtest import OUTCOMES, flag_backtest
from analytics.outcomes.patients.caseload import SWITCHES, caseload
from analytics.outcomes.patients.snapshots import HORIZON_DAYS
from analytics.outcomes.patients.weeks import WEEK_CHOICES, weeks_of_everyone

EXHIBITS: dict[str, ExhibitKind] = {
    "caseload": ExhibitKind(
        "Everybody in care at the end of the day, with the flags raised by then; known from rows up to that day only.",
        caseload,
        basis="active",
        span="all",
        bases=("active",),
        choices=SWITCHES,
    ),
    "flags": ExhibitKind(
        f"Of the weeks in care on which a rule raised its flag, the share followed within {HORIZON_DAYS} days by "
        "drop-out (against advice, by the facility, or no contact for the program's gap) or a positive test; 95% "
        "interval, patients as clusters.",
        flag_backtest,
        basis="active",
        span="all",
        bases=("active", "admitted", "discharged"),
        choices={"outcome": OUTCOMES},
    ),
    "weeks": ExhibitKind(
        "One row a stay, one symbol a week: what the tests of the week said. Counted analytes after wash-out.",
        weeks_of_everyone,
        basis="admitted",
        span="all",
        needs=("drug_tests",),
        choices=WEEK_CHOICES,
    ),
}
