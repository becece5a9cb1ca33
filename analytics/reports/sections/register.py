"""The indicator register in the form accreditors ask for, and where the report answers the standard on outcomes."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.charts.wording import NOTHING, day, percent
from analytics.outcomes.services.instruments import SCORE_MEASURES
from analytics.reports.draft import Block, DraftCell, DraftSection, DraftTable, Words
from analytics.reports.frozen import Column
from analytics.reports.measures import ReportMeasure, measures_of
from analytics.reports.method_words import INDICATORS
from analytics.reports.setting import Setting

TITLE = "Indicator register"
QUESTION = "What is measured, of whom, how, and with what goal?"
TO_FILL_IN = "\u2026"
"""Stands where the program writes itself."""

STANDARD = "Joint Commission CTS.03.01.09: outcomes of care, treatment or services"
REQUIREMENTS = (
    (
        "EP 1",
        "A standardized tool or instrument monitors each person's progress towards the goals of care",
        "Instruments in these records: {instruments}. Drug tests by the testing policy and follow-up contacts.",
    ),
    (
        "EP 2",
        "The data of the monitoring are gathered and analyzed, and inform each person's plan as needed",
        "Each person's course is on the page Patients, for the treatment team; it is no part of this report. How plans "
        "were changed by it: " + TO_FILL_IN,
    ),
    (
        "EP 3",
        "Outcomes of the population served are evaluated by aggregating and analyzing the data of the monitoring",
        "This report: {sections}. What the program does about them: " + TO_FILL_IN,
    ),
)
EVIDENCE = "At a glance; Abstinence; Relapse; Services and goals; What changed; Methods"
NO_INSTRUMENTS = "none (no table measures)"


def section(setting: Setting) -> DraftSection:
    """CARF's table of indicators, then the elements of performance."""
    blocks: tuple[Block, ...] = (_indicators(setting), _requirements(setting))
    return DraftSection("register", TITLE, QUESTION, blocks)


def _indicators(setting: Setting) -> DraftTable:
    return DraftTable(
        key="register",
        title="Indicators: applied to whom, how collected, with what goal",
        subtitle=f"As CARF asks for them. Results: {setting.label}, or the newest quarters followed long enough.",
        columns=(
            Column("Indicator"),
            Column("Domain"),
            Column("Applied to", wide=True),
            Column("How collected", wide=True),
            Column("Goal"),
            Column("Result", "share", brief=True),
            Column("Extenuating factors", wide=True),
            Column("Responsible"),
        ),
        rows=tuple(_indicator(setting, measure) for measure in measures_of(setting)),
        notes=(
            f"{TO_FILL_IN} is for the program to fill in. Goals and the person responsible come from the program's "
            "settings (targets, responsible).",
            "Service access is in the section Engagement. What patients say of the program (experience, satisfaction) "
            "is not in these records; CARF asks for it beside these.",
        ),
    )


def _indicator(setting: Setting, measure: ReportMeasure) -> tuple[DraftCell, ...]:
    indicator, settings = INDICATORS[measure.key], setting.records.settings
    low, high = settings.follow_up_window_days
    return (
        Words(measure.name, strong=True),
        Words(indicator.domain),
        Words(indicator.applied_to),
        Words(indicator.collected.format(low=low, high=high)),
        Words(_goal(measure)),
        measure.share(setting, measure.now),
        Words(_factors(setting, measure)),
        Words(settings.responsible or TO_FILL_IN),
    )


def _goal(measure: ReportMeasure) -> str:
    if measure.target is None:
        return TO_FILL_IN
    return f"{'≤' if measure.good == 'down' else '≥'} {percent(measure.target)}"


def _factors(setting: Setting, measure: ReportMeasure) -> str:
    """The changes that the program declared in the period; the rest is the program's to say."""
    period = measure.now.period
    declared = [
        f"{name} ({day(began)})"
        for began, name in setting.records.settings.change
        if period is not None and period.holds(began)
    ]
    return "; ".join([*declared, TO_FILL_IN])


def _requirements(setting: Setting) -> DraftTable:
    told: Mapping[str, str] = {"instruments": _instruments(setting), "sections": EVIDENCE}
    return DraftTable(
        key="requirements",
        title="Where this report answers the standard on outcomes",
        subtitle=f"{STANDARD}; elements of performance 1 to 3 in short words, to be read beside the standard itself.",
        columns=(Column("Element"), Column("Asks for", wide=True), Column("Evidence", wide=True)),
        rows=tuple((Words(name), Words(asks), Words(shown.format(**told))) for name, asks, shown in REQUIREMENTS),
    )


def _instruments(setting: Setting) -> str:
    """The scored instruments that enough people have answered, by name."""
    rows = setting.records.measures
    least = setting.records.settings.suppression_threshold
    if not len(rows):
        return NO_INSTRUMENTS
    people = rows.groupby("instrument", observed=True)["patient_id"].nunique()
    named = {one.instrument: one.label for one in reversed(SCORE_MEASURES) if people.get(one.instrument, 0) >= least}
    return ", ".join(reversed(named.values())) or NOTHING
