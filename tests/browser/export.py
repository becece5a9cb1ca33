"""The demonstration program as another system would export it: other names, other order, codes of its own."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

ADMISSIONS, SESSIONS, TESTS, CALLS = "Client Admits 2026.csv", "GroupLog.csv", "UA export.csv", "Post DC calls.csv"

REASONS = {
    "completed": "Grad", "transferred": "Xfer", "dropped_out": "Walked", "terminated": "Admin DC",
    "incarcerated": "Jail", "death": "Dec", "other": "Oth", "unknown": "Unk",
}  # fmt: skip
STATUSES = {
    "attended": "Seen", "partial": "Left early", "late": "Tardy", "no_show": "DNA", "cancelled_by_patient": "CX-P",
    "cancelled_by_program": "CX-C", "excused": "Exc", "unrecorded": "Booked",
}  # fmt: skip
RESULTS = {"negative": "NEG", "positive": "POS"}

TO_SAY = {"What happened": "status", "M/F": "sex", "Clinic Location": "site", "Day/Eve": "track"}
"""What the proposal cannot know and the person says: column of the export → ours."""

CODES_TO_SAY = {
    "Walked": "dropped_out", "Xfer": "transferred", "Admin DC": "terminated", "Seen": "attended",
    "CX-P": "cancelled_by_patient", "CX-C": "cancelled_by_program", "Exc": "excused",
}  # fmt: skip


def write_export(demo: Path, out: Path) -> list[Path]:
    """Four files with renamed and reordered columns, American dates, a semicolon in one of them, and local codes."""
    out.mkdir(parents=True, exist_ok=True)
    admissions = pd.read_csv(demo / "episodes.csv", dtype=str).rename(
        columns={
            "patient_id": "Client #", "admitted_on": "Adm Dt", "discharged_on": "DC Date",
            "discharge_reason": "Disch Reason", "site": "Clinic Location", "track": "Day/Eve", "sex": "M/F",
        }
    )  # fmt: skip
    admissions["Disch Reason"] = admissions["Disch Reason"].replace(REASONS)
    sessions = pd.read_csv(demo / "attendance.csv", dtype=str).rename(
        columns={"patient_id": "Client #", "session_on": "Visit Dt", "status": "What happened"}
    )
    sessions["What happened"] = sessions["What happened"].replace(STATUSES)
    tests = pd.read_parquet(demo / "drug_tests.parquet").rename(
        columns={"patient_id": "Client #", "collected_on": "Coll Date", "analyte": "Drug", "result": "Lab Result"}
    )
    tests["Lab Result"] = tests["Lab Result"].astype(str).replace(RESULTS)
    calls = pd.read_csv(demo / "follow_ups.csv", dtype=str).rename(
        columns={"patient_id": "Client #", "due_on": "FU Due", "outcome": "FU Outcome"}
    )
    return [
        _written(admissions, out / ADMISSIONS, ["Adm Dt", "DC Date"]),
        _written(sessions, out / SESSIONS, ["Visit Dt"], sep=";"),
        _written(tests, out / TESTS, ["Coll Date", "scheduled_on", "resulted_on"]),
        _written(calls, out / CALLS, ["FU Due", "contacted_on"]),
    ]


def _written(frame: pd.DataFrame, path: Path, days: list[str], sep: str = ",") -> Path:
    """The columns from last to first, dates as month/day/year."""
    for day in days:
        frame[day] = pd.to_datetime(frame[day]).dt.strftime("%m/%d/%Y")
    frame[frame.columns[::-1]].to_csv(path, index=False, sep=sep)
    return path
