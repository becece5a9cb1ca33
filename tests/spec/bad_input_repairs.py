"""Every source that is used all the same: what is made, what is found, what is set aside, and how to be rid of it."""

# fmt: off
from __future__ import annotations

from tests.spec.bad_input import ATTENDANCE, EPISODES, GOOD, LAST, NAME, TESTS, Repair, table_of, with_row, workbook


def sessions(*rows: str) -> dict[str, str]:
    """The sessions with more rows."""
    return {"attendance.csv": with_row(ATTENDANCE, *rows)}


def admissions(*rows: str) -> dict[str, str]:
    """The admissions with more rows."""
    return {"episodes.csv": with_row(EPISODES, *rows)}


def tests_of(*rows: str) -> dict[str, str]:
    """The drug tests with more rows."""
    return {"drug_tests.csv": with_row(TESTS, *rows)}


TURNED_UP = {"mapping.toml": '[codes.attendance.status]\n"turned up" = "attended"\n'}
TITLED = "Attendance 2026\n\n" + ATTENDANCE
SERIALS = table_of("patient_id,session_on,status", [f"{LAST},{46030 + k},attended" for k in range(7)])
ZONED = table_of(
    "patient_id,session_on,status", [f"{LAST},2026-01-{k:02d}T23:30:00-05:00,attended" for k in range(7, 14)]
)
NOTED = table_of(
    "patient_id,session_on,status,reason", ["A7,2026-01-06,attended,", f"A7,2026-01-08,no_show,@SUM({NAME})"]
)
COMMAS = ATTENDANCE.replace(",", ";").replace(";90\n", ";90,5\n")
CALLED_NA = EPISODES.replace("north", "NA")
TWO_ZEROS = admissions(f"101,2026-01-05,2026-03-06,completed,north,{30}")

CODES = [
    Repair(
        "an unknown code", sessions(f"{LAST},2026-01-20,turned up,90"), "attendance", "unknown_code", "error",
        "Say in mapping.toml, under [codes.attendance.status], which of these it means.", 1, TURNED_UP,
    ),
    Repair(
        "an unknown code of an optional column", admissions("B1,2026-01-20,2026-01-25,moved away,north,30"),
        "episodes", "unknown_code", "warning", "Allowed are completed, transferred", 0,
        {"mapping.toml": '[codes.episodes.discharge_reason]\n"moved away" = "other"\n'},
    ),
    Repair(
        "exact duplicates", sessions(ATTENDANCE.splitlines()[1]), "attendance", "duplicate_exact", "error",
        "The row repeats an earlier row exactly.", 1, GOOD,
    ),
    Repair(
        "conflicting duplicates", tests_of("A7,2026-01-12,thc,positive"), "drug_tests", "duplicate_conflicting",
        "error", "Another row says something else about the same test; the less favourable result is used.", 1, GOOD,
    ),
]

IDENTIFIERS = [
    Repair(
        "an id in another case", sessions("a7,2026-01-20,attended,90"), "attendance", "id_spelling", "info",
        "the rows were joined to the patient they mean.", 0, GOOD,
    ),
    Repair(
        "an id without its leading zeros", sessions("119,2026-01-20,attended,90"), "attendance", "id_spelling", "info",
        "the rows were joined to the patient they mean.", 0, GOOD,
    ),
    Repair(
        "an id with blanks", sessions("A 7 ,2026-01-20,attended,90"), "attendance", "id_spelling", "info",
        "the rows were joined to the patient they mean.", 0, GOOD,
    ),
    Repair(
        "an id with a blank behind it", sessions("A7 ,2026-01-20,attended,90"), "attendance", "id_spelling", "info",
        "the rows were joined to the patient they mean.", 0, GOOD,
    ),
    Repair(
        "an id with an invisible mark", sessions("\u200bA7,2026-01-20,attended,90"), "attendance", "id_spelling",
        "info", "the rows were joined to the patient they mean.", 0, GOOD,
    ),
    Repair(
        "an id like 123.0", sessions("119.0,2026-01-20,attended,90"), "attendance", "id_spelling", "info",
        "the rows were joined to the patient they mean.", 0, GOOD,
    ),
    Repair(
        "two patients that differ by zeros", TWO_ZEROS, "episodes", "id_not_joined", "warning",
        "Identifiers that differ only by leading zeros are both admitted patients; they were left apart.", 0, GOOD,
    ),
    Repair(
        "an empty id", sessions(",2026-01-20,attended,90"), "attendance", "empty_id", "error",
        "The row names no patient.", 1, GOOD,
    ),
    Repair(
        "orphans", sessions(f"{NAME},2026-01-20,attended,90"), "attendance", "orphan", "error",
        "The patient has no row in episodes. Add the admission to episodes", 1,
        admissions(f"{NAME},2026-01-05,2026-03-06,completed,north,30"),
    ),
]

DATES = [
    Repair(
        "a discharge before the admission", admissions("A7,2026-03-20,2026-03-19,completed,north,30"), "episodes",
        "discharge_before_admission", "error", "The discharge lies before the admission.", 1, GOOD,
    ),
    Repair(
        "a future date", sessions(f"{LAST},2026-04-02,attended,90"), "attendance", "future_date", "error",
        "The date lies after today.", 1, GOOD,
    ),
    Repair(
        "a date that is none", sessions(f"{LAST},2026-02-30,attended,90"), "attendance", "unreadable_date", "error",
        "The cell is not a date. Correct it in the source; dates are best written 2026-03-31.", 1, GOOD,
    ),
    Repair(
        "Excel serial numbers for dates", {"attendance.csv": SERIALS}, "attendance", "excel_serial", "info",
        "7 rows: Excel day numbers were read as dates.", 0, GOOD,
    ),
    Repair(
        "moments with zones", {"attendance.csv": ZONED}, "attendance", "zone_left_out", "info",
        "the calendar date was kept as written.", 0, GOOD,
    ),
]

NUMBERS = [
    Repair(
        "impossible minutes", sessions(f"{LAST},2026-01-20,attended,1441"), "attendance", "impossible_minutes",
        "warning", "minutes_attended lies between 0 and 1440.", 0, GOOD,
    ),
    Repair(
        "an impossible age", admissions("B1,2026-01-20,2026-01-25,completed,north,430"), "episodes", "impossible_age",
        "warning", "age lies between 0 and 120.", 0, GOOD,
    ),
    Repair(
        "decimal commas", {"attendance.csv": COMMAS}, "attendance", "decimal_comma", "info",
        "80 rows: Decimal commas were read as decimal points.", 0, GOOD,
    ),
    Repair(
        "a formula in a cell that is needed", sessions(f"{LAST},2026-01-20,=A1,90"), "attendance", "formula_in_cell",
        "error", "The cell is a formula, not a value. Replace the formula by its value in the source.", 1, GOOD,
    ),
    Repair(
        "a formula in a free text", {"attendance.csv": NOTED}, "attendance", "formula_in_cell", "warning",
        "The cell is a formula, not a value.", 0, GOOD,
    ),
    Repair(
        "a formula for an id", sessions(f"=HYPERLINK({NAME}),2026-01-20,attended,90"), "attendance",
        "formula_in_cell", "error", "The cell is a formula, not an identifier.", 1, GOOD,
    ),
]

SHAPES = [
    Repair(
        "a totals row", sessions("Total,,80,7200"), "attendance", "totals_row", "error",
        "The row is a total, not a record; it is set aside. Export the records without totals.", 1, GOOD,
    ),
    Repair(
        "the header on row 3", {"attendance.csv": TITLED}, "attendance", "header_not_first_row", "warning",
        "The column names of attendance.csv are in row 3; the 2 before it were not read.", 0, GOOD,
    ),
    Repair(
        "a row with too many cells", sessions(f"{LAST},2026-01-20,attended,90,{NAME}"), "attendance",
        "wrong_number_of_cells", "error", "The row has more or fewer cells than the header, which has 4", 1, GOOD,
    ),
    Repair(
        "Windows-1252 text", {"episodes.csv": EPISODES.replace("north", "Zürich").encode("cp1252")}, "episodes",
        "encoding_guessed", "warning", "episodes.csv is not UTF-8; it was read as Windows-1252.", 0,
        {"mapping.toml": '[files."episodes.csv"]\nencoding = "cp1252"\n'},
    ),
    Repair("a site called NA", {"episodes.csv": CALLED_NA}, "episodes", "", "", ""),
    Repair(
        "settings for a track that nobody is in",
        {"episodes.csv": EPISODES.replace("site", "track"), "program.toml": "[track.nroth]\nplanned_days = 30\n"},
        "episodes", "section_of_nobody", "warning", '[track."nroth"] applies to nobody: no episode has this track.', 0,
        {"program.toml": "[track.north]\nplanned_days = 30\n"},
    ),
    Repair(
        "a sheet that is no table",
        {"export.xlsx": workbook({"episodes": EPISODES, "attendance": ATTENDANCE, "Notes": f"about\n{NAME}\n"})},
        "", "sheet_not_read", "info", "The sheet 'Notes' was not read.", 0,
        {"export.xlsx": workbook({"episodes": EPISODES, "attendance": ATTENDANCE})}, source="export.xlsx",
    ),
    Repair(
        "a file that is no table", {"old copy.csv": EPISODES}, "", "file_not_read", "info",
        "old copy.csv was not read.", 0, {"old copy.csv": None},
    ),
]

REPAIRS = (*CODES, *IDENTIFIERS, *DATES, *NUMBERS, *SHAPES)
