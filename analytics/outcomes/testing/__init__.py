"""Drug testing: are we testing as we say, and what do we see?"""

from __future__ import annotations

from analytics.outcomes.exhibit import ExhibitKind
from analytics.outcomes.session_kinds import CONTACT_WORDS
from analytics.outcomes.testing import coverage, ledger, positivity
from analytics.outcomes.testing.action import days_to_action, within_days
from analytics.outcomes.testing.confirmation import confirmation
from analytics.outcomes.testing.discordance import discordance
from analytics.outcomes.testing.prescribed import prescribed
from analytics.outcomes.testing.weekdays import predictability, weekdays

TESTS = "drug_tests"
ANALYTES = {"analytes": ("all", "without_thc")}
WHICH_TESTS = {"tests": ("all", "random")}
CONTACT = {"contact": ("any", "one_to_one")}
IN_CARE = "Tests in care only; wash-out and prescriptions applied; a refusal is no specimen."
DAYS_IN_CARE = (
    "Days in care here are those on which tests can fall due: from the day after admission to the recorded discharge, "
    "also past a last contact, because use in that time went unseen."
)


EXHIBITS: dict[str, ExhibitKind] = {
    "ledger": ExhibitKind(
        "Every test the policy called for by week of treatment: given, refused, unable, missed or excused. The share "
        "is that of the week's tests, excused ones included; a window counts in the week in which it ends.",
        ledger.by_week, "active", "year", needs=(TESTS,),
    ),
    "ledger_by_month": ExhibitKind(
        "Every test the policy called for by the calendar month in which its due window ended: given, refused, unable, "
        "missed or excused. Complete months, at most 24.",
        ledger.by_month, "active", "all", needs=(TESTS, "calendar"),
    ),
    "compliance": ExhibitKind(
        "Tests given ÷ tests due by the testing policy while in treatment; due windows that ended in the period. "
        "95% interval with patients as clusters. Excused tests are not due.",
        ledger.compliance, "active", "quarter", needs=(TESTS,),
    ),
    "positivity": ExhibitKind(
        "People: of those with a conclusive result, the share with at least one positive (Wilson). Samples: of the "
        f"conclusive specimens, the share positive (patients as clusters). {IN_CARE}",
        positivity.positivity, "active", "quarter", needs=(TESTS,), choices=ANALYTES | WHICH_TESTS,
    ),
    "positivity_by_group": ExhibitKind(
        f"People with at least one positive for any counted analyte (Wilson), and samples positive (patients as "
        f"clusters), by group. {IN_CARE}",
        positivity.by_group, "active", "quarter", needs=(TESTS,), choices=ANALYTES | WHICH_TESTS,
    ),
    "positivity_by_month": ExhibitKind(
        f"People with at least one positive of those tested in the month, and samples positive of those conclusive. "
        f"{IN_CARE} Complete months, at most 24.",
        positivity.by_month, "active", "all", needs=(TESTS, "calendar"), choices=ANALYTES | WHICH_TESTS,
    ),
    "weekdays": ExhibitKind(
        "Patient-days with a specimen after admission, by weekday, against an even spread over the days of treatment.",
        weekdays, "active", "year", needs=(TESTS, "calendar"),
    ),
    "predictability": ExhibitKind(
        "Usual weekday: tests on the weekday on which the patient is tested most, ÷ all tests. Regular gaps: gaps of "
        "the policy's length ± 1 day ÷ all gaps between tests. Patients as clusters. Lower is harder to predict.",
        predictability, "active", "year", needs=(TESTS,),
    ),
    "confirmation": ExhibitKind(
        "Of the presumptive positives, the share with a definitive result of the same specimen (or day) and analyte, "
        "and of those the share confirmed. Patients as clusters.",
        confirmation, "active", "year", needs=(TESTS, "drug_tests.method"),
    ),
    "days_to_action": ExhibitKind(
        f"Share of positive specimens followed by a clinical contact ({CONTACT_WORDS}) on a later day, or by discharge "
        "to a higher level of care, by days since the result (1 − Kaplan–Meier, patients as clusters).",
        days_to_action, "active", "year", needs=(TESTS, "attendance"), choices=ANALYTES | CONTACT,
    ),
    "action_within": ExhibitKind(
        "Share of positive specimens followed within 3, 7 and 14 days of the result by a clinical contact "
        f"({CONTACT_WORDS}) on a later day, or by discharge to a higher level of care (1 − Kaplan–Meier, patients as "
        "clusters).",
        within_days, "active", "year", needs=(TESTS, "attendance"), choices=ANALYTES | CONTACT,
    ),
    "coverage": ExhibitKind(
        "Days in care inside the shortest published detection window of a conclusive test ÷ days in care, of patients "
        "tested for it (the primary substance: of all whose substance tests can show). Upright mark: by the longest "
        f"window. Patients as clusters. {DAYS_IN_CARE}",
        coverage.coverage, "active", "year", needs=(TESTS,),
    ),
    "coverage_by_group": ExhibitKind(
        "Days in care inside the shortest published detection window of a conclusive test for the patient's own "
        "primary substance ÷ days in care, by group. Upright mark: by the longest window. Patients as clusters. "
        f"{DAYS_IN_CARE}",
        coverage.by_group, "active", "year", needs=(TESTS, "episodes.primary_substance"),
    ),
    "discordance": ExhibitKind(
        "Reports of use (follow-up contacts, days used, BAM) at least 30 days after admission against the counted "
        "tests of the 30 days before: each cell's share of the reports with a conclusive test. Patients as clusters.",
        discordance, "discharged", "matured year", bases=("discharged", "admitted"), needs=(TESTS,), choices=ANALYTES,
    ),
    "prescribed": ExhibitKind(
        "Specimens of patients who are prescribed the medicine: the share in which it was found. Patients as clusters. "
        "These results are neither positive nor negative.",
        prescribed, "active", "year", needs=(TESTS,),
    ),
}  # fmt: skip
