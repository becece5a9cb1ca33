"""The `drug_tests` table: weekly tests in care, more often missed in weeks of use, and a few after discharge."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.records.demo import plan
from analytics.records.demo.specimens import make_specimens
from analytics.records.demo.stays import LAST, NEVER

PANELS = {
    "opioids": ("opiates", "fentanyl", "cocaine", "benzodiazepines", "thc"),
    "alcohol": ("etg", "cocaine", "opiates", "benzodiazepines", "thc"),
    "methamphetamine": ("methamphetamine", "cocaine", "fentanyl", "opiates", "thc"),
    "cocaine": ("cocaine", "fentanyl", "methamphetamine", "benzodiazepines", "thc"),
    "cannabis": ("thc", "cocaine", "opiates", "methamphetamine", "benzodiazepines"),
    "benzodiazepines": ("benzodiazepines", "opiates", "cocaine", "etg", "thc"),
}
MAIN_ANALYTE = {
    "opioids": "fentanyl",
    "alcohol": "etg",
    "methamphetamine": "methamphetamine",
    "cocaine": "cocaine",
    "cannabis": "thc",
    "benzodiazepines": "benzodiazepines",
}
SECOND_ANALYTE_SHARE = 0.12
THC_LEAVES_AFTER_DAYS = (12, 30)
DEFINITIVE_SHARE = 0.12
RANDOM_SHARE = 0.62
ADMITTED_SHARE = 0.02
MEDICATION_TAKEN_SHARE = 0.93
QUALITY = {"good": 0.982, "dilute": 0.010, "invalid": 0.008}
NOT_IN_TIME_DAYS = 3


def make_tests(
    rng: np.random.Generator, patients: pd.DataFrame, stays: pd.DataFrame, used: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table (one row a specimen and analyte) and the hidden ledger (one row a week in care: used, given)."""
    specimens, ledger = make_specimens(rng, stays, used)
    people = patients.iloc[stays["who"].to_numpy()[specimens["stay"]]].reset_index(drop=True)
    specimens = described(rng, people, specimens)
    rows = [specimen_rows(rng, people, stays, specimens), missed_rows(patients, stays, ledger)]
    table = pd.concat(rows, ignore_index=True)
    table["on"] = table["collected_on"].where(table["collected_on"] != NEVER, table["scheduled_on"])
    return table.sort_values("on", kind="stable", ignore_index=True).drop(columns="on"), ledger


def described(rng: np.random.Generator, people: pd.DataFrame, specimens: pd.DataFrame) -> pd.DataFrame:
    """Each specimen with its kind, method, day of the result, quality, and whether use shows in it."""
    size, day = len(specimens), specimens["day"].to_numpy()
    breath = ((people["primary_substance"] == "alcohol") & (people["site"] == plan.BREATH_ONLY_SITE)).to_numpy()
    definitive = ~breath & (rng.random(size) < DEFINITIVE_SHARE)
    random = ~specimens["suspicion"].to_numpy() & (rng.random(size) < RANDOM_SHARE)
    by_plan = ~random & (specimens["in_care"] & ~specimens["suspicion"]).to_numpy()
    resulted = day + np.where(definitive, rng.integers(2, 7, size), 0)
    late = (resulted > LAST) | ((day > LAST - NOT_IN_TIME_DAYS) & (rng.random(size) < 0.5))
    sees = np.where(breath, plan.BREATH_SEES_USE, plan.TEST_SEES_USE)
    return specimens.assign(
        specimen_id=[f"S{k + 1:06d}" for k in range(size)],
        breath=breath,
        specimen=np.where(breath, "breath", np.where(rng.random(size) < 0.1, "oral_fluid", "urine")),
        method=np.where(definitive, "definitive", "presumptive"),
        random=np.where(random, "yes", "no"),
        observed=np.where(rng.random(size) < 0.55, "yes", "no"),
        scheduled_on=np.where(by_plan, day - (rng.random(size) < 0.2), NEVER),
        pending=late & ~breath,
        resulted_on=np.where(late & ~breath, NEVER, resulted),
        quality=rng.choice(list(QUALITY), size=size, p=list(QUALITY.values())),
        shows=specimens["used"].to_numpy() & (rng.random(size) < sees),
    )


def specimen_rows(
    rng: np.random.Generator, people: pd.DataFrame, stays: pd.DataFrame, specimens: pd.DataFrame
) -> pd.DataFrame:
    """One row an analyte of each specimen's panel, with its result."""
    who = zip(people["primary_substance"], people["medication"], specimens["breath"], strict=True)
    panels = [panel_of(primary, medication, breath) for primary, medication, breath in who]
    at = np.repeat(np.arange(len(specimens)), [len(panel) for panel in panels])
    analyte = np.concatenate([np.array(panel, dtype=object) for panel in panels])
    rows = specimens.iloc[at].reset_index(drop=True)
    found = results(rng, people.iloc[at].reset_index(drop=True), stays, rows, analyte=analyte)
    found = np.where(rows["quality"] != "good", rows["quality"], found)
    return pd.DataFrame(
        {
            "patient_id": people["patient_id"].to_numpy()[at],
            "specimen_id": rows["specimen_id"],
            "collected_on": rows["day"],
            "scheduled_on": rows["scheduled_on"],
            "resulted_on": rows["resulted_on"],
            "specimen": rows["specimen"],
            "method": rows["method"],
            "analyte": analyte,
            "result": np.where(rows["pending"], "pending", found),
            "random": rows["random"],
            "observed": rows["observed"],
        }
    )


def panel_of(primary: str, medication: str, breath: bool) -> tuple[str, ...]:
    """What is looked for: the panel of the primary substance plus the prescribed medication."""
    if breath:
        return ("alcohol",)
    prescribed = plan.MEDICATION_TO_ANALYTE.get(medication)
    return (*PANELS[primary], prescribed) if prescribed else PANELS[primary]


def results(
    rng: np.random.Generator, people: pd.DataFrame, stays: pd.DataFrame, rows: pd.DataFrame, *, analyte: np.ndarray
) -> np.ndarray:
    """negative, positive, admitted or positive_prescribed for each analyte row."""
    size, shows = len(rows), rows["shows"].to_numpy()
    main = np.where(rows["breath"], "alcohol", people["primary_substance"].map(MAIN_ANALYTE))
    second = shows & (rng.random(size) < SECOND_ANALYTE_SHARE) & ~np.isin(analyte, ["alcohol", "thc"])
    positive = (shows & (analyte == main)) | second
    lingering = cannabis_lingers(rng, people, stays, rows) & (analyte == "thc")
    result = np.where(positive | lingering, "positive", "negative").astype(object)
    result[positive & (rng.random(size) < ADMITTED_SHARE)] = "admitted"
    prescribed = np.isin(analyte, list(plan.MEDICATION_TO_ANALYTE.values()))
    marked = np.where(rng.random(size) < plan.PRESCRIBED_MARKED, "positive_prescribed", "positive")
    taken = np.where(rng.random(size) < MEDICATION_TAKEN_SHARE, marked, "negative")
    return np.where(prescribed, taken, result)


def cannabis_lingers(
    rng: np.random.Generator, people: pd.DataFrame, stays: pd.DataFrame, rows: pd.DataFrame
) -> np.ndarray:
    """THC from before admission still shows: positive without use, until it has left the body."""
    leaves_after = rng.integers(*THC_LEAVES_AFTER_DAYS, len(stays))[rows["stay"]]
    days_in = rows["day"].to_numpy() - stays["admitted"].to_numpy()[rows["stay"]]
    return people["cannabis_before"].to_numpy() & (days_in <= leaves_after)


def missed_rows(patients: pd.DataFrame, stays: pd.DataFrame, ledger: pd.DataFrame) -> pd.DataFrame:
    """The tests not given that the records do show: one row each, analyte `panel`."""
    shown = ledger[ledger["status"].isin([*plan.LEFT_A_ROW, "excused"])]
    return pd.DataFrame(
        {
            "patient_id": patients["patient_id"].to_numpy()[stays["who"].to_numpy()[shown["stay"]]],
            "specimen_id": "",
            "collected_on": NEVER,
            "scheduled_on": shown["day"].to_numpy(),
            "resulted_on": NEVER,
            "specimen": "",
            "method": "",
            "analyte": "panel",
            "result": shown["status"].to_numpy(),
            "random": "",
            "observed": "",
        }
    )
