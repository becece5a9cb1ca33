"""Words of the methods appendix and the register: what is missing, intervals, hiding, how measures are taken."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.charts.endpoint_words import missing_words
from analytics.outcomes.benchmark import LEAST_REACHED_FOR_VERDICT
from analytics.outcomes.follow_up import POINT_PREVALENCE_DAYS
from analytics.outcomes.periods import VERDICT_QUARTERS
from analytics.outcomes.retention import RETENTION_DAYS
from analytics.records.policy import Settings

REFUSED = {"positive": "A refused test counts as positive", "missed": "A refused test counts as missed"}

MISSING_OF_MEASURE = {
    "abstinence": "Not reached = not abstinent; in jail or in residential care = not reached; those who died are left "
    "out and told beside it.",
    "retention": f"Admitted less than {RETENTION_DAYS} days before the end: left out.",
    "attendance": "Sessions without a status, excused, or cancelled by the program: left out.",
    "due_tests": "A due test without a specimen is not given; an excused one is not due.",
    "completed": "A reason not recorded is neither completed nor transferred.",
    "reached": "No answer at a contact and no counted test in the window = not reached.",
    "readmission": "Died without a readmission = not readmitted; admissions elsewhere are not in these records.",
}

INTERVALS = (
    ("Wilson", "Shares of people", "Wilson 1927, J Am Stat Assoc 22:209"),
    (
        "Patients as clusters",
        "Shares of sessions, tests and episodes: those of one patient resemble each other",
        "Ratio estimator, t interval on the logit scale, as R's survey::svyciprop",
    ),
    ("Kaplan–Meier, log-log", "Curves", "As R's survfit; the exact bound where nobody or everybody had the event"),
    ("Newcombe", "Differences of shares of separate people", "Newcombe 1998, Stat Med 17:873"),
    ("Limits squared and added", "Differences of other figures", "Zou and Donner 2008, Stat Med 27:1693"),
    (
        "Laney p′, exact binomial, XmR",
        "Control charts: limits of chance from the first months of a phase",
        "Laney 2002, Qual Eng 14:531; Shewhart",
    ),
)

HIDING = (
    "Hidden: numbers of 1 to {0} people, sessions, tests or rows, and every rate, difference, interval and curve from "
    "which one could be worked out, also together with other tables, sites, quarters and earlier reports. Small "
    "numbers and those hidden beside them look alike. None at all is told as 0. Where several sites or quarters are "
    "reported together, one decision is taken over all of them.",
    "Curves are told at a few days only, chosen so that between two of them nobody, or more than {0} people, had the "
    "event or left observation, and end where {0} or fewer are left.",
)


@dataclass(frozen=True)
class Indicator:
    """How a measure stands in the register: CARF's domain, whom it is applied to, how it is collected."""

    domain: str
    applied_to: str
    collected: str


AFTER_DISCHARGE = "Everyone discharged in the period and due for follow-up; the deceased left out"
INDICATORS = {
    "abstinence": Indicator(
        "Effectiveness",
        AFTER_DISCHARGE,
        "Follow-up contact {low}–{high} days after discharge, else a counted drug test in that window",
    ),
    "retention": Indicator(
        "Effectiveness", "Everyone admitted in the period", "Dates of admission, discharge and last contact"
    ),
    "attendance": Indicator(
        "Efficiency", "Every session of the period that the patient could have come to", "Status of each session"
    ),
    "due_tests": Indicator(
        "Efficiency",
        "Every drug test that the testing policy called for in the period",
        "Specimens given, against the policy in the program's settings",
    ),
    "completed": Indicator("Effectiveness", "Everyone discharged in the period", "Reason for discharge (TEDS)"),
    "reached": Indicator("Efficiency", AFTER_DISCHARGE, "Outcome of each follow-up contact, and drug tests"),
    "readmission": Indicator("Effectiveness", AFTER_DISCHARGE, "Dates of admission to this program"),
}


def headline_words(settings: Settings) -> tuple[str, ...]:
    """What the headline is, in three paragraphs."""
    low, high = settings.follow_up_window_days
    return (
        f"The headline: of people discharged in the period whose follow-up window ({low} to {high} days after "
        f"discharge) has closed, the share abstinent in the {POINT_PREVALENCE_DAYS} days before the contact. A "
        "completed follow-up contact decides; without one a counted drug test in the window does, labelled “by test”. "
        "A positive test beats a report of abstinence.",
        "Everyone counts (intent-to-treat): people not reached count as not abstinent; this is the primary figure. "
        "Only those reached (responders) leaves them out. The bounds count all of them as using, or all as abstinent. "
        f"The verdict compares the 95% interval over {VERDICT_QUARTERS} quarters with the published range; there is "
        f"none with fewer than {LEAST_REACHED_FOR_VERDICT:.0%} reached.",
        f"{REFUSED[settings.refused]}. Missing tests of the curves: {_small(missing_words(settings.missing_rule))}. "
        "Changes and differences are associations: the records cannot tell what caused them.",
    )


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
