"""What a data source may hold: the five tables, their columns, and what each column accepts.

This is the data dictionary: the checks, the mapping page and the documentation read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analytics.records import codes, substances

Kind = Literal["identifier", "date", "coded", "text", "number", "boolean", "time"]

OLDEST_PLAUSIBLE_AGE = 120
MINUTES_A_DAY = 24 * 60
DAYS_ASKED_ABOUT = 30


@dataclass(frozen=True)
class Column:
    """One column: `kind` decides how it is read, `values` what a coded column accepts.

    `open`: a code outside `values` is kept with a warning (analytes, medications); otherwise it makes the row
    unusable (required columns) or is blanked (optional ones). `low`, `high`: a number outside is unusable.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    values: Mapping[str, tuple[str, ...]] | None = None
    open: bool = False
    low: float | None = None
    high: float | None = None
    may_be_future: bool = False


@dataclass(frozen=True)
class Table:
    """A table of the contract: its columns in the order of the documentation."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def required(self) -> tuple[str, ...]:
        """Columns the file must have; a drug test may have scheduled_on instead of collected_on."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def either(self) -> tuple[tuple[str, ...], ...]:
        """Groups of columns of which the file must have at least one."""
        return EITHER.get(self.name, ())


EITHER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "drug_tests": (("collected_on", "scheduled_on"),),
    "measures": (("score", "value"),),
}

RESULTS_WITHOUT_SPECIMEN = ("no_show", "excused", "refused", "unable")
"""Results whose test was never collected: scheduled_on dates them when collected_on is empty."""


def _id(name: str, meaning: str, required: bool = False) -> Column:
    return Column(name, "identifier", meaning, required)


def _date(name: str, meaning: str, required: bool = False, future: bool = False) -> Column:
    return Column(name, "date", meaning, required, may_be_future=future)


def _code(name: str, meaning: str, values: codes.ValueSet, required: bool = False, open: bool = False) -> Column:
    return Column(name, "coded", meaning, required, values, open)


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", meaning)


def _number(name: str, meaning: str, low: float = 0, high: float | None = None) -> Column:
    return Column(name, "number", meaning, low=low, high=high)


def _yes_no(name: str, meaning: str) -> Column:
    return Column(name, "boolean", meaning)


EPISODES = Table(
    "episodes",
    "one row an admission",
    (
        _id("patient_id", "the program's number for the patient", required=True),
        _date("admitted_on", "day of admission", required=True),
        _id("episode_id", "the program's number for the admission"),
        _date("referred_on", "day of the referral"),
        _date("first_contact_on", "day of the first contact"),
        _date("discharged_on", "day of discharge; empty while in care"),
        _code("discharge_reason", "why the episode ended (TEDS)", codes.DISCHARGE_REASONS),
        _date("last_contact_on", "last day the patient was seen"),
        _date("planned_end_on", "day the plan ends", future=True),
        _text("program", "program"),
        _text("track", "day, evening, …"),
        _text("site", "place of treatment"),
        _text("stage", "stage of treatment"),
        _code("level_of_care", "ASAM level", codes.LEVELS_OF_CARE),
        _code("previous_level_of_care", "ASAM level before", codes.LEVELS_OF_CARE),
        _code("next_level_of_care", "ASAM level after", codes.LEVELS_OF_CARE),
        _text("referral_source", "who referred"),
        _code("primary_substance", "main substance at admission", substances.SUBSTANCES, open=True),
        _text("severity", "severity at admission, in the program's words"),
        _code("medication", "medication for the use disorder", substances.MEDICATIONS, open=True),
        _date("medication_from", "first day of the medication"),
        _date("medication_to", "last day of the medication", future=True),
        _yes_no("co_occurring", "a mental disorder beside the use disorder"),
        _code("living_situation", "housing at admission", codes.HOUSING),
        _number("prior_episodes", "treatment episodes before", high=100),
        _number("age", "age in years at admission", high=OLDEST_PLAUSIBLE_AGE),
        _code("sex", "sex", codes.SEXES),
        _text("race_ethnicity", "race and ethnicity, in the program's words"),
        _text("payer", "who pays"),
        _text("clinician", "primary clinician"),
        _number("authorised_hours", "hours authorised by the payer"),
        _number("cost", "cost of the episode"),
        _date("died_on", "day of death"),
    ),
)

ATTENDANCE = Table(
    "attendance",
    "one row a patient and scheduled session",
    (
        _id("patient_id", "the program's number for the patient", required=True),
        _date("session_on", "day of the session", required=True, future=True),
        _code("status", "what happened to the session", codes.ATTENDANCE_STATUS, required=True),
        Column("starts_at", "time", "time of day the session starts"),
        _code("service", "kind of session", codes.SERVICES, open=True),
        _text("therapy", "therapy given"),
        _yes_no("telehealth", "held by video or phone"),
        _text("stage", "stage of treatment"),
        _number("minutes_scheduled", "minutes planned", high=MINUTES_A_DAY),
        _number("minutes_attended", "minutes attended", high=MINUTES_A_DAY),
        _text("clinician", "who held the session"),
        _text("reason", "reason of an absence"),
        _yes_no("date_imputed", "the date was computed, not recorded"),
    ),
)

DRUG_TESTS = Table(
    "drug_tests",
    "one row a specimen and analyte",
    (
        _id("patient_id", "the program's number for the patient", required=True),
        _code(
            "analyte",
            "what was looked for; panel = all counted analytes",
            substances.ANALYTES,
            required=True,
            open=True,
        ),
        _code("result", "what was found", substances.TEST_RESULTS, required=True),
        _date("collected_on", "day the specimen was given"),
        _date("scheduled_on", "day the test was due", future=True),
        _id("specimen_id", "the laboratory's number for the specimen"),
        _code("specimen", "urine, oral fluid, …", substances.SPECIMENS),
        _code("method", "presumptive (screen) or definitive (laboratory)", substances.METHODS),
        _date("resulted_on", "day of the result"),
        _yes_no("random", "drawn at random rather than on suspicion"),
        _yes_no("observed", "collection was observed"),
    ),
)

FOLLOW_UPS = Table(
    "follow_ups",
    "one row a planned contact after discharge",
    (
        _id("patient_id", "the program's number for the patient", required=True),
        _date("due_on", "day the contact was due", required=True, future=True),
        _code("outcome", "what came of it", codes.FOLLOW_UP_OUTCOMES, required=True),
        _date("contacted_on", "day of the contact"),
        _code("mode", "phone, in person, …", codes.FOLLOW_UP_MODES),
        _number("days_used_past_30", "days of use in the 30 days before", high=DAYS_ASKED_ABOUT),
        _yes_no("abstinent_since_discharge", "no use since discharge"),
        _text("source", "who reported"),
    ),
)

MEASURES = Table(
    "measures",
    "one row a patient, day and instrument",
    (
        _id("patient_id", "the program's number for the patient", required=True),
        _date("measured_on", "day of the measurement", required=True),
        _code("instrument", "what was measured", codes.INSTRUMENTS, required=True, open=True),
        _number("score", "the number", low=-1_000, high=100_000),
        _text("value", "the answer, when it is not a number"),
        _code("stage", "admission, discharge, follow_up", codes.MEASURE_STAGES),
        _text("item", "question of the instrument"),
    ),
)

TABLES: Mapping[str, Table] = {t.name: t for t in (EPISODES, ATTENDANCE, DRUG_TESTS, FOLLOW_UPS, MEASURES)}

REQUIRED_TABLES = ("episodes",)
"""Without admissions no figure has a person or a first day; every other table may be absent."""
