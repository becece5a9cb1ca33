"""A made-up program of any size, with everything the derivation has to deal with.

Five analytes, prescriptions, wash-out, refusals, missed and excused tests, inconclusive results, second stays,
transfers and deaths.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
from numpy.typing import NDArray

SEED = 94
ANALYTES = ("opiates", "methadone", "buprenorphine", "cocaine", "thc")
MEDICATIONS = ("none", "methadone", "buprenorphine", "naltrexone")
PRESCRIBED = ("methadone", "buprenorphine")  # each explains a positive for itself
SITES = ("north", "south", "east", "west")
REASONS = ("completed", "dropped_out", "transferred", "terminated", "death")
FILTERS = {"site": SITES, "medication": MEDICATIONS, "discharge_reason": REASONS}
TESTS_A_STAY = 30
SESSIONS_A_STAY = 6
GIVEN = 0.9  # share of visits with a specimen
PLANNED_DAYS = 90
WASHOUT_DAYS = {"thc": 30, "opiates": 3, "cocaine": 3}
FIRST_DAY = np.datetime64("2023-01-02")
ADMITTED_OVER_DAYS = 500
TODAY = date(2026, 1, 5)
AS_OF = date(2024, 9, 30)  # some stays are not over

PROGRAM = f"""\
group_by = {list(FILTERS)}
as_of = {AS_OF.isoformat()}

[defaults]
planned_days = {{planned_days}}
washout_days = {{{{ {", ".join(f"{name} = {WASHOUT_DAYS.get(name, 0)}" for name in ANALYTES)} }}}}

[prescribed]
{chr(10).join(f'{name} = ["{name}"]' for name in PRESCRIBED)}
"""


def write_program(
    folder: Path,
    *,
    tests: int,
    stays: int | None = None,
    planned_days: int = PLANNED_DAYS,
    every_table: bool = False,
) -> dict[str, int]:
    """Write episodes.csv, drug_tests.csv (about `tests` rows) and program.toml; the same every time.

    Returns the rows of each table. Without `stays` there is one for every thirty tests. `every_table` adds attendance
    (six sessions a stay) and follow_ups (one a stay), so that every figure of the pages has something to count.
    """
    chance = np.random.default_rng(SEED)
    episodes = _episodes(chance, stays or max(tests // TESTS_A_STAY, 1))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "program.toml").write_text(PROGRAM.format(planned_days=planned_days), encoding="utf-8")
    tables = {"drug_tests": _tests(chance, episodes, tests), "episodes": episodes.drop(columns="patient")}
    if every_table:
        tables |= {"attendance": _attendance(chance, episodes), "follow_ups": _follow_ups(chance, episodes)}
    for name, table in tables.items():
        _write(table, folder / f"{name}.csv")
    return {name: len(table) for name, table in tables.items()}


def _write(frame: pd.DataFrame, path: Path) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    for place, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type):
            table = table.set_column(place, field.name, table.column(place).cast(pa.date32()))
    options = pyarrow.csv.WriteOptions(quoting_style="none", quoting_header="none")
    pyarrow.csv.write_csv(table, path, options)


def _episodes(chance: np.random.Generator, stays: int) -> pd.DataFrame:
    """A quarter of the people come back 30 to 200 days after their first stay."""
    people = max(int(stays / 1.25), 1)
    again = stays - people
    patient = np.concatenate([np.arange(people), chance.choice(people, again, replace=False)])
    stayed = np.clip(chance.gamma(6, 13, stays).astype(int), 7, 181)
    admitted = chance.integers(0, ADMITTED_OVER_DAYS, stays)
    first = patient[people:]
    admitted[people:] = admitted[first] + stayed[first] + chance.integers(30, 200, again)
    reason = chance.choice(REASONS, stays, p=[0.45, 0.38, 0.08, 0.08, 0.01])
    reason[first[reason[first] == "death"]] = "completed"  # nobody comes back after death
    return pd.DataFrame(
        {
            "patient": patient,
            "patient_id": _identifiers(patient),
            "admitted_on": _dates(admitted),
            "discharged_on": _dates(admitted + stayed),
            "discharge_reason": reason,
            "site": chance.choice(SITES, stays),
            "medication": chance.choice(MEDICATIONS, stays, p=[0.5, 0.15, 0.3, 0.05]),
        }
    )


def _tests(chance: np.random.Generator, episodes: pd.DataFrame, tests: int) -> pd.DataFrame:
    """Visits with five analytes each, and one row for every visit that was refused, missed or excused."""
    visits = round(tests / (len(ANALYTES) * GIVEN + 1 - GIVEN))
    stay, day = _visits(chance, episodes, visits)
    given = chance.random(visits) < GIVEN
    panels = _panels(chance, episodes, stay[given], day[given])
    absences = _absences(chance, episodes, stay[~given], day[~given])
    place = np.concatenate([np.repeat(np.flatnonzero(given), len(ANALYTES)), np.flatnonzero(~given)])
    return pd.concat([panels, absences]).iloc[np.argsort(place, kind="stable")].reset_index(drop=True)


def _visits(
    chance: np.random.Generator, episodes: pd.DataFrame, visits: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Stays and days of visits, by day, one a patient's day; a few lie just before admission or after discharge."""
    spare = visits + visits // 4
    stay = chance.integers(0, len(episodes), spare)
    admitted = _days(episodes["admitted_on"])[stay]
    stayed = _days(episodes["discharged_on"])[stay] - admitted
    day = admitted + (chance.random(spare) * (stayed + 4)).astype(int) - 1
    key = episodes["patient"].to_numpy()[stay] * 10_000 + day
    once = np.sort(chance.permutation(np.unique(key, return_index=True)[1])[:visits])
    order = np.argsort(day[once], kind="stable")
    return stay[once][order], day[once][order]


def _panels(
    chance: np.random.Generator, episodes: pd.DataFrame, stay: NDArray[np.int64], day: NDArray[np.int64]
) -> pd.DataFrame:
    visits, width = len(stay), len(ANALYTES)
    heavy = chance.beta(0.6, 1.6, len(episodes))[stay]
    positive = chance.random((visits, width)) < heavy[:, None] * 0.4
    medication = episodes["medication"].to_numpy()[stay]
    for at, analyte in enumerate(ANALYTES):
        positive[:, at] |= (medication == analyte) & (chance.random(visits) < 0.9)
    result = np.where(positive, "positive", "negative").astype(object)
    result[chance.random((visits, width)) < 0.01] = "dilute"
    return pd.DataFrame(
        {
            "patient_id": np.repeat(episodes["patient_id"].to_numpy()[stay], width),
            "collected_on": np.repeat(_dates(day), width),
            "scheduled_on": np.full(visits * width, np.datetime64("NaT", "s"), "datetime64[s]"),
            "analyte": np.tile(np.array(ANALYTES, object), visits),
            "result": result.ravel(),
            "specimen": "urine",
        }
    )


def _absences(
    chance: np.random.Generator, episodes: pd.DataFrame, stay: NDArray[np.int64], day: NDArray[np.int64]
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "patient_id": episodes["patient_id"].to_numpy()[stay],
            "collected_on": np.full(len(stay), np.datetime64("NaT", "s"), "datetime64[s]"),
            "scheduled_on": _dates(day),
            "analyte": "panel",
            "result": chance.choice(["refused", "no_show", "excused"], len(stay), p=[0.2, 0.6, 0.2]),
            "specimen": "urine",
        }
    )


def _attendance(chance: np.random.Generator, episodes: pd.DataFrame) -> pd.DataFrame:
    stay = np.repeat(np.arange(len(episodes)), SESSIONS_A_STAY)
    admitted = _days(episodes["admitted_on"])
    stayed = _days(episodes["discharged_on"]) - admitted
    day = admitted[stay] + np.tile(np.arange(SESSIONS_A_STAY), len(episodes)) * stayed[stay] // SESSIONS_A_STAY
    return pd.DataFrame(
        {
            "patient_id": episodes["patient_id"].to_numpy()[stay],
            "session_on": _dates(day),
            "status": chance.choice(["attended", "no_show", "cancelled_by_patient"], len(stay), p=[0.75, 0.17, 0.08]),
            "service": "group",
        }
    )


def _follow_ups(chance: np.random.Generator, episodes: pd.DataFrame) -> pd.DataFrame:
    due = _days(episodes["discharged_on"]) + 90
    reached = chance.random(len(episodes)) < 0.6
    used = np.where(chance.random(len(episodes)) < 0.6, 0.0, 4.0)
    return pd.DataFrame(
        {
            "patient_id": episodes["patient_id"],
            "due_on": _dates(due),
            "outcome": np.where(reached, "completed", "unreachable"),
            "contacted_on": np.where(reached, _dates(due), np.datetime64("NaT", "s")).astype("datetime64[s]"),
            "days_used_past_30": np.where(reached, used, np.nan),
        }
    )


def _dates(days: NDArray[np.int64]) -> NDArray[np.datetime64]:
    return (FIRST_DAY + days.astype("timedelta64[D]")).astype("datetime64[s]")


def _days(dates: pd.Series) -> NDArray[np.int64]:
    return (dates.to_numpy().astype("datetime64[D]") - FIRST_DAY).astype(np.int64)


def _identifiers(patient: NDArray[np.int64]) -> NDArray[np.object_]:
    return np.array([f"IOP-{number:08d}" for number in range(int(patient.max()) + 1)], object)[patient]
