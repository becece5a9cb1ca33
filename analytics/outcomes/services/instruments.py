"""What is measured at admission, discharge and follow-up: which way is better, and which change is worth a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analytics.records.codes import HOUSING, ValueSet, canonical_by_spelling

Better = Literal["up", "down", ""]
"""Which way is better; empty where neither is."""

EMPLOYMENT: ValueSet = {
    "full": ("full time", "full-time", "employed full time"),
    "part": ("part time", "part-time", "employed part time"),
    "student": ("in school", "training", "studying"),
    "unemployed": ("looking for work", "not employed"),
    "not_in_labour_force": ("not in labor force", "retired", "disabled", "homemaker"),
}


@dataclass(frozen=True)
class ShareMeasure:
    """A share of people, read off one instrument: answers (`states`), or a score of `at_least`.

    `apart`: people with this answer at either time are set apart from it (a controlled environment is neither a home
    won nor a home lost).
    """

    label: str
    instrument: str
    better: Better
    states: tuple[str, ...] = ()
    at_least: float | None = None
    apart: str = ""


@dataclass(frozen=True)
class MeanMeasure:
    """A mean of scores or counts. `minimal`: the smallest change that counts as better or worse, with its `source`;

    None where none is published that we could cite: any change counts.
    """

    label: str
    instrument: str
    better: Better
    minimal: float | None = None
    source: str = ""


CONTROLLED = "controlled"
RECOVERY_CAPITAL_CUT = 47.0
"""BARC-10 of 47 or more goes with lasting remission (Vilsaint et al. 2017, Drug Alcohol Depend 177:71)."""

ANSWERS: Mapping[str, Mapping[str, str]] = {
    "housing": canonical_by_spelling(HOUSING),
    "employment": canonical_by_spelling(EMPLOYMENT),
}
"""Every spelling of an answer, by instrument."""

HOUSING_MEASURES = (
    ShareMeasure("stable housing", "housing", "up", ("stable",), apart=CONTROLLED),
    ShareMeasure("homelessness", "housing", "down", ("homeless",), apart=CONTROLLED),
    ShareMeasure("controlled environment", "housing", "", (CONTROLLED,)),
)
EMPLOYMENT_MEASURES = (
    ShareMeasure("work or study", "employment", "up", ("full", "part", "student")),
    ShareMeasure("full-time work", "employment", "up", ("full",)),
    ShareMeasure("unemployment", "employment", "down", ("unemployed",)),
    ShareMeasure("outside the labour force", "employment", "", ("not_in_labour_force",)),
)
COUNT_MEASURES = (
    ShareMeasure("any arrest", "arrests_30d", "down", at_least=1),
    ShareMeasure("any mutual-help meeting", "mutual_help_30d", "up", at_least=1),
    MeanMeasure("arrests in 30 days", "arrests_30d", "down"),
    MeanMeasure("mutual-help meetings in 30 days", "mutual_help_30d", "up"),
)
SCORE_MEASURES = (
    MeanMeasure("PHQ-9 depression", "phq9", "down", 5, "Löwe et al. 2004, Med Care 42:1194"),
    MeanMeasure("GAD-7 anxiety", "gad7", "down", 4, "Toussaint et al. 2020, J Affect Disord 265:395"),
    MeanMeasure("BAM use", "bam_use", "down"),
    MeanMeasure("BAM risk", "bam_risk", "down"),
    MeanMeasure("BAM protective", "bam_protective", "up"),
    MeanMeasure("BARC-10 recovery capital", "barc10", "up"),
    ShareMeasure(f"BARC-10 of {RECOVERY_CAPITAL_CUT:.0f} or more", "barc10", "up", at_least=RECOVERY_CAPITAL_CUT),
)
