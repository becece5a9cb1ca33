"""Every source that is refused: what is made, what is said, and the source after doing what the fix says."""

# fmt: off
from __future__ import annotations

import codecs

from tests.spec.bad_input import (
    ATTENDANCE,
    EPISODES,
    GOOD,
    LAST,
    NAME,
    TESTS,
    Files,
    Refusal,
    parquet,
    table_of,
    with_row,
    workbook,
)

NOTHING: Files = dict.fromkeys(GOOD)
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
ENCRYPTED = OLD_EXCEL + "EncryptedPackage".encode("utf-16-le")

RENAMED = ATTENDANCE.replace("session_on", "When")
NO_TEST_DAY = TESTS.replace("collected_on", "When")
UNREADABLE = with_row(ATTENDANCE, f"{LAST},2026-01-20,attended,90").encode() + b"\x81\x8d,2026-01-21,attended,90\n"
SLASHED = table_of("patient_id,session_on,status", [f"A7,0{d}/02/2026,attended" for d in range(3, 8)])
DAY_FIRST = table_of("patient_id,session_on,status", [f"A7,{d}/01/2026,attended" for d in range(13, 20)])
MONTH_FIRST = table_of(
    "patient_id,collected_on,analyte,result", [f"A7,01/{d}/2026,thc,negative" for d in range(13, 20)]
)
SEEN = ATTENDANCE.replace("attended,90", "turned up,90")
LOST = with_row(ATTENDANCE, *(f"{NAME},2026-01-20,attended,{minutes}" for minutes in range(60)))
KEYED = EPISODES.replace("patient_id,", "Key,")

FILES = [
    Refusal(
        "no such folder", {}, "There is no folder or workbook 'nowhere'.", "Check the path and its spelling.", {},
        source="nowhere",
    ),
    Refusal(
        "a file of the folder instead of the folder", {}, "episodes.csv is neither a folder nor a workbook.",
        "Name the folder that holds episodes.csv", {}, source="episodes.csv",
    ),
    Refusal("an empty folder", NOTHING, "has no table episodes.", "Name a file, sheet or view episodes", GOOD),
    Refusal(
        "the file is missing (it is called otherwise)", {"episodes.csv": None, "new 2026.csv": EPISODES},
        "has no table episodes.", 'say in mapping.toml which one it is: [tables] episodes = "…".',
        {"mapping.toml": '[tables]\nepisodes = "new 2026.csv"\n'},
    ),
    Refusal(
        "an empty file", {"attendance.csv": ""}, "attendance.csv is empty.",
        "remove it when the program has no such records", {"attendance.csv": None},
    ),
    Refusal(
        "column names and no record", {"episodes.csv": EPISODES.partition("\n")[0] + "\n"},
        "episodes.csv has column names but no record.", "Export it again with its rows.", {"episodes.csv": EPISODES},
    ),
    Refusal(
        "no column names", {"episodes.csv": EPISODES.partition("\n")[2]},
        "none of the first 20 rows holds a column name", "Give the file a first row with its column names",
        {"episodes.csv": EPISODES},
    ),
    Refusal(
        "a missing column", {"attendance.csv": RENAMED}, "attendance.csv has no column session_on",
        "Say in mapping.toml which column is which", {"mapping.toml": '[columns.attendance]\nWhen = "session_on"\n'},
    ),
    Refusal(
        "neither of two columns", {"drug_tests.csv": NO_TEST_DAY},
        "drug_tests.csv has no column collected_on or scheduled_on", "Say in mapping.toml which column is which",
        {"mapping.toml": '[columns.drug_tests]\nWhen = "collected_on"\n'},
    ),
    Refusal(
        "two columns of one name", {"episodes.csv": EPISODES.replace(",age", ",site")},
        "episodes.csv: two columns are called 'site'.", "Rename or remove one of them", {"episodes.csv": EPISODES},
    ),
    Refusal(
        "an unreadable encoding", {"attendance.csv": UNREADABLE},
        "attendance.csv is neither UTF-8 nor Windows-1252 text.",
        'name its encoding in mapping.toml: [files."attendance.csv"] encoding = "latin-1".',
        {"mapping.toml": '[files."attendance.csv"]\nencoding = "latin-1"\n'},
    ),
    Refusal(
        "NUL bytes", {"attendance.csv": ATTENDANCE.encode() + b"\0\0"}, "attendance.csv holds NUL bytes",
        "Save it again as CSV UTF-8", {"attendance.csv": codecs.BOM_UTF8 + ATTENDANCE.encode()},
    ),
    Refusal(
        "two delimiters fit", {"episodes.csv": "patient_id,note;admitted_on\nA7,b;2026-01-05\n"},
        "separated by comma and semicolon; both fit the header.", "Say which in mapping.toml",
        {"episodes.csv": EPISODES, "mapping.toml": '[files."episodes.csv"]\ndelimiter = ","\n'},
    ),
    Refusal(
        "a quotation mark never closed",
        {"attendance.csv": with_row(ATTENDANCE, f'"{NAME},2026-01-20,attended,90', f"{LAST},2026-01-21,attended,90")},
        "attendance.csv: a quotation mark opened near row 82 takes in the rows after it.",
        "Close or remove the quotation mark in that row", {"attendance.csv": ATTENDANCE},
    ),
    Refusal(
        "0-byte Parquet", {"drug_tests.csv": None, "drug_tests.parquet": b""},
        "drug_tests.parquet is empty (0 bytes).", "Export it again", {"drug_tests.parquet": parquet(TESTS)},
    ),
    Refusal(
        "a cut Parquet file", {"drug_tests.csv": None, "drug_tests.parquet": parquet(TESTS)[:-9]},
        "drug_tests.parquet is not a Parquet file, or a damaged one.", "Export it again.",
        {"drug_tests.parquet": parquet(TESTS)},
    ),
    Refusal(
        "a workbook with a password", {"episodes.csv": None, "episodes.xlsx": ENCRYPTED},
        "episodes.xlsx is protected by a password.", "remove the password",
        {"episodes.xlsx": workbook({"episodes": EPISODES})},
    ),
    Refusal(
        "one workbook with a password", {"export.xlsx": ENCRYPTED}, "export.xlsx is protected by a password.",
        "remove the password", {"export.xlsx": workbook({"episodes": EPISODES})},
        source="export.xlsx", mended_source="export.xlsx",
    ),
    Refusal(
        "a fake workbook", {"episodes.csv": None, "episodes.xlsx": EPISODES},
        "episodes.xlsx has an Excel name but is not a workbook inside.", "rename it to .csv if it is text.",
        {"episodes.xlsx": None, "episodes.csv": EPISODES},
    ),
    Refusal(
        "a web page named .xls", {"episodes.csv": None, "episodes.xls": f"<html><td>{NAME}</td></html>"},
        "episodes.xls has an Excel name but is a web page inside.", "save it as an Excel workbook",
        {"episodes.xls": None, "episodes.xlsx": workbook({"episodes": EPISODES})},
    ),
    Refusal(
        "both CSV and Parquet of one table", {"drug_tests.parquet": parquet(TESTS)},
        "drug_tests.csv and drug_tests.parquet both hold the table drug_tests.",
        'say which in mapping.toml: [tables] drug_tests = "drug_tests.csv".',
        {"mapping.toml": '[tables]\ndrug_tests = "drug_tests.csv"\n'},
    ),
]

CELLS = [
    Refusal(
        "ambiguous dates", {"attendance.csv": SLASHED},
        "The dates of attendance.csv (session_on) are ambiguous: every one could be day/month or month/day.",
        'Write date_order = "dmy"', {"program.toml": 'date_order = "dmy"'},
    ),
    Refusal(
        "ambiguous dates, said in mapping.toml", {"attendance.csv": SLASHED},
        "every one could be day/month or month/day.", "or mapping.toml.", {"mapping.toml": 'date_order = "dmy"'},
    ),
    Refusal(
        "two date orders in one source", {"attendance.csv": DAY_FIRST, "drug_tests.csv": MONTH_FIRST},
        "some of attendance.csv (session_on) only fit day/month, some of drug_tests.csv (collected_on) only month/day.",
        "Export them again in one order",
        {"attendance.csv": ATTENDANCE, "drug_tests.csv": TESTS},
    ),
    Refusal(
        "two date orders, one a table", {"attendance.csv": DAY_FIRST, "drug_tests.csv": MONTH_FIRST},
        "The dates of this source are in two orders", '[date_order] attendance = "dmy"',
        {"mapping.toml": '[date_order]\nattendance = "dmy"\ndrug_tests = "mdy"\n'},
    ),
    Refusal(
        "100 % dirty", {"attendance.csv": SEEN}, "no row of attendance.csv can be used (unknown_code 80)",
        "say in mapping.toml what their columns and codes mean.",
        {"mapping.toml": '[codes.attendance.status]\n"turned up" = "attended"\n'},
    ),
    Refusal(
        "too much set aside", {"attendance.csv": LOST},
        "60 of 140 rows of attendance.csv (43%) cannot be used, more than the 20% that max_quarantined allows",
        "raise max_quarantined in program.toml.", {"program.toml": "max_quarantined = 0.5"},
    ),
]

SETTINGS = [
    Refusal(
        "an unknown setting", {"program.toml": "join_gap_dais = 3"},
        'unknown setting "join_gap_dais" (did you mean "join_gap_days"?)', "Correct the file",
        {"program.toml": "join_gap_days = 3"},
    ),
    Refusal(
        "a setting out of its range", {"program.toml": "max_quarantined = 20"},
        '"max_quarantined" must be a number from 0 to 1', "Correct the file", {"program.toml": "max_quarantined = 0.2"},
    ),
    Refusal(
        "an endpoint that does not exist", {"program.toml": 'primary_endpoint = "first_positiv"'},
        'the nearest is "first_positive"', "Correct the file", {"program.toml": 'primary_endpoint = "first_positive"'},
    ),
    Refusal(
        "a group that is no column", {"program.toml": 'group_by = ["sitee"]'},
        "program.toml groups by 'sitee', which is no column of episodes. The nearest is 'site'.",
        "Correct the name in group_by", {"program.toml": 'group_by = ["site"]'},
    ),
    Refusal(
        "conflicting settings",
        {"program.toml": "[defaults]\nplanned_days = 60\nplanned_sessions = 30\nsessions_per_week = 3"},
        '[defaults] sets both "planned_days" and "planned_sessions"; keep one', "Correct the file",
        {"program.toml": "[defaults]\nplanned_sessions = 30\nsessions_per_week = 3"},
    ),
    Refusal(
        "a setting in the wrong section", {"program.toml": "[defaults]\nlag_days = 2"},
        'setting "defaults.lag_days" belongs at the top of the file', "Correct the file",
        {"program.toml": "lag_days = 2"},
    ),
    Refusal(
        "a day in the future", {"program.toml": "as_of = 2026-04-02"},
        "program.toml says as_of = 2026-04-02, which lies after today (2026-04-01).", "leave as_of out.",
        {"program.toml": ""},
    ),
    Refusal(
        "benchmarks with an unknown key", {"benchmarks.toml": "[benchmarks]\nlow = 0.5\n"},
        'benchmarks.toml has the unknown key "benchmarks".', "Begin every entry with [[benchmark]]",
        {"benchmarks.toml": None},
    ),
    Refusal(
        "settings that are no TOML", {"program.toml": "lag_days = \n"}, "program.toml cannot be read",
        "Correct the file or remove it.", {"program.toml": None},
    ),
    Refusal(
        "a mapping of two columns to one",
        {"episodes.csv": KEYED, "mapping.toml": '[columns.episodes]\nKey = "patient_id"\nsite = "patient_id"\n'},
        "the columns 'Key' and 'site' would both become patient_id.",
        "Keep the one that holds it and remove the other line.",
        {"mapping.toml": '[columns.episodes]\nKey = "patient_id"\n'},
    ),
    Refusal(
        "a mapping of an absent column", {"mapping.toml": '[columns.episodes]\n"Pat Nr" = "patient_id"\n'},
        "mapping.toml names the column 'Pat Nr', which episodes.csv does not have.", "or remove the line.",
        {"mapping.toml": None},
    ),
    Refusal(
        "a mapping to an unknown code", {"mapping.toml": '[codes.attendance.status]\nSeen = "attendet"\n'},
        "'attendet' is not a code of status. The nearest is 'attended'.", "Allowed are attended",
        {"mapping.toml": '[codes.attendance.status]\nSeen = "attended"\n'},
    ),
    Refusal(
        "a mapping with an unknown key", {"mapping.toml": "[colunms.episodes]\n"},
        "mapping.toml has the unknown key 'colunms'. The nearest is 'columns'.", "Correct the line in mapping.toml",
        {"mapping.toml": "[columns.episodes]\n"},
    ),
    Refusal(
        "a mapping that is no TOML", {"mapping.toml": "[columns.episodes\n"}, "mapping.toml is not valid TOML",
        "or remove the file", {"mapping.toml": None},
    ),
]

REFUSALS = (*FILES, *CELLS, *SETTINGS)
