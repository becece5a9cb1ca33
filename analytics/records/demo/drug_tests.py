"""The `drug_tests` table: weekly tests in care, more often missed in weeks of use, and a few after discharge."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.records.demo import plan
from analytics.records.demo.stays import LAST, NEVER
from analytics.records.demo.weeks import due_weeks, weeks_in_care

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
SECOND_ANALYTE_SHARE = 0.25
THC_LEAVES_AFTER_DAYS = (12, 30)
BASELINE_SHARE = 0.6
DEFINITIVE_SHARE = 0.12
NOT_IN_TIME_DAYS = 3


def make_tests(
    rng: np.random.Generator, patients: pd.DataFrame, stays: pd.DataFrame, used: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table (one row a specimen and analyte) and the hidden ledger (one row a due week: used, given)."""
    ledger = weekly_ledger(rng, stays, used)
    given = ledger[ledger["status"] == "given"]
    specimens = pd.concat(
        [given[["stay", "day", "used"]].assign(in_care=True), baselines(rng, stays, used), aftercare(rng, stays)],
        ignore_index=True,
    )
    specimens = specimens.sort_values(["day", "stay"], kind="stable", ignore_index=True)
    rows = [specimen_rows(rng, patients, stays, specimens), missed_rows(patients, stays, ledger)]
    table = pd.concat(rows, ignore_index=True)
    table["on"] = table["collected_on"].where(table["collected_on"] != NEVER, table["scheduled_on"])
    return table.sort_values("on", kind="stable", ignore_index=True).drop(columns="on"), ledger


def weekly_ledger(rng: np.random.Generator, stays: pd.DataFrame, used: np.ndarray) -> pd.DataFrame:
    """One row a week begun in care: its test day, whether due, use, and given, missed or excused.

    Nothing is given after the last contact. Missing is informative: given less often in a week of use.
    """
    begun = np.arange(used.shape[1]) < weeks_in_care(stays)[:, None]
    stay, week = np.nonzero(begun)
    rows = stays.iloc[stay].reset_index(drop=True)
    day = rows["admitted"].to_numpy() + 7 * week + rng.integers(1, 8, len(stay))
    use = used[stay, week]
    away = (day >= rows["away_from"].to_numpy()) & (day <= rows["away_to"].to_numpy())
    there = (day <= np.minimum(rows["last_contact"].to_numpy(), LAST)) & ~away
    given = there & (rng.random(len(stay)) < np.where(use, plan.TEST_GIVEN_USED, plan.TEST_GIVEN_NOT_USED))
    excused = (there & (rng.random(len(stay)) < plan.TEST_EXCUSED)) | (away & (rng.random(len(stay)) < 0.4))
    status = np.select([excused, given, there], ["excused", "given", what_was_written(rng, use)], "no_row")
    first = rows["admitted"].to_numpy() + 7 * week + 1
    touched = ((rows["away_from"] <= first + 6) & (rows["away_to"] >= first)).to_numpy()
    waived = touched & (status == "no_row")
    ledger = pd.DataFrame(
        {
            "stay": stay,
            "week": week + 1,
            "day": day,
            "used": use,
            "status": status,
            "due": due_weeks(stays, used.shape[1])[stay, week] & ~waived & (status != "excused"),
            "in_records": day <= LAST,
        }
    )
    return ledger[ledger["in_records"]].reset_index(drop=True)


def what_was_written(rng: np.random.Generator, use: np.ndarray) -> np.ndarray:
    """For tests not given: the row they leave, mostly none; refusals mostly in weeks of use."""
    chance = rng.random(len(use))
    written = np.full(len(use), "no_row", dtype=object)
    edge = np.zeros(len(use))
    for kind, (without_use, with_use) in plan.LEFT_A_ROW.items():
        upper = edge + np.where(use, with_use, without_use)
        written[(chance >= edge) & (chance < upper)] = kind
        edge = upper
    return written


def baselines(rng: np.random.Generator, stays: pd.DataFrame, used: np.ndarray) -> pd.DataFrame:
    """The test on the day of admission or just before, for most; many come in having used."""
    chosen = np.flatnonzero(rng.random(len(stays)) < BASELINE_SHARE)
    before = rng.choice([0, 1, 3], size=len(chosen), p=[0.92, 0.05, 0.03])
    return pd.DataFrame(
        {
            "stay": chosen,
            "day": stays["admitted"].to_numpy()[chosen] - before,
            "used": used[chosen, 0] | (rng.random(len(chosen)) < 0.3),
            "in_care": True,
        }
    )


def aftercare(rng: np.random.Generator, stays: pd.DataFrame) -> pd.DataFrame:
    """Monthly tests after discharge for a part of those who completed or stepped down, while they are in aftercare.

    Nobody is tested after death or readmission; use shows from the first day of use after discharge on.
    """
    left = stays["left"].to_numpy()
    offered = (
        np.isin(stays["reason"], ["completed", "transferred"])
        & ~stays["active"].to_numpy()
        & (stays["number"] == 1).to_numpy()
    )
    chosen = np.flatnonzero(offered & (rng.random(len(stays)) < plan.AFTERCARE_SHARE / 0.55))
    parts = []
    for month in range(1, 7):
        day = left[chosen] + 28 * month + rng.integers(-6, 7, len(chosen))
        relapsed, stopped = stays["relapsed"].to_numpy()[chosen], stays["contact"].to_numpy()[chosen] - 35
        using = (day >= relapsed) & (~stays["abstinent"].to_numpy()[chosen] | (day < stopped))
        comes = rng.random(len(chosen)) < np.where(using, 0.35, 0.75)
        allowed = (
            (day <= LAST) & (day < stays["died"].to_numpy()[chosen]) & (day < stays["readmitted"].to_numpy()[chosen])
        )
        keep = comes & allowed
        seen_use = using & (rng.random(len(chosen)) < 0.75)
        parts.append(pd.DataFrame({"stay": chosen[keep], "day": day[keep], "used": seen_use[keep], "in_care": False}))
    return pd.concat(parts, ignore_index=True)


def specimen_rows(
    rng: np.random.Generator, patients: pd.DataFrame, stays: pd.DataFrame, specimens: pd.DataFrame
) -> pd.DataFrame:
    """One row an analyte of each specimen's panel, with its result."""
    who = stays["who"].to_numpy()[specimens["stay"]]
    people = patients.iloc[who].reset_index(drop=True)
    breath = ((people["primary_substance"] == "alcohol") & (people["site"] == plan.BREATH_ONLY_SITE)).to_numpy()
    quality = rng.choice(["", "dilute", "invalid"], size=len(specimens), p=[0.982, 0.010, 0.008])
    definitive = ~breath & (rng.random(len(specimens)) < DEFINITIVE_SHARE)
    random = np.where(rng.random(len(specimens)) < 0.62, "yes", "no")
    observed = np.where(rng.random(len(specimens)) < 0.55, "yes", "no")
    specimen = np.where(breath, "breath", np.where(rng.random(len(specimens)) < 0.1, "oral_fluid", "urine"))
    shows = specimens["used"].to_numpy() & (
        rng.random(len(specimens)) < np.where(breath, plan.BREATH_SEES_USE, plan.TEST_SEES_USE)
    )
    panels = [
        panel_of(primary, medication, b)
        for primary, medication, b in zip(
            people["primary_substance"], people["medication"], breath.tolist(), strict=True
        )
    ]
    sizes = np.array([len(panel) for panel in panels])
    at = np.repeat(np.arange(len(specimens)), sizes)
    analyte = np.concatenate([np.array(panel, dtype=object) for panel in panels])
    day = specimens["day"].to_numpy()
    result = results(rng, people, stays, specimens, at=at, analyte=analyte, shows=shows, breath=breath)
    result = np.where(quality[at] != "", quality[at], result)
    late = day + np.where(definitive, rng.integers(2, 7, len(day)), 0)
    pending = (late > LAST) | ((day > LAST - NOT_IN_TIME_DAYS) & (rng.random(len(day)) < 0.5))
    result = np.where(pending[at] & ~breath[at], "pending", result)
    scheduled = np.where((random == "no") & specimens["in_care"].to_numpy(), day - (rng.random(len(day)) < 0.2), NEVER)
    return pd.DataFrame(
        {
            "patient_id": people["patient_id"].to_numpy()[at],
            "specimen_id": np.array([f"S{k + 1:06d}" for k in range(len(day))])[at],
            "collected_on": day[at],
            "scheduled_on": scheduled[at],
            "resulted_on": np.where(pending & ~breath, NEVER, late)[at],
            "specimen": specimen[at],
            "method": np.where(definitive, "definitive", "presumptive")[at],
            "analyte": analyte,
            "result": result,
            "random": random[at],
            "observed": observed[at],
        }
    )


def panel_of(primary: str, medication: str, breath: bool) -> tuple[str, ...]:
    """What is looked for: the panel of the primary substance plus the prescribed medication."""
    if breath:
        return ("alcohol",)
    prescribed = plan.MEDICATION_TO_ANALYTE.get(medication)
    return (*PANELS[primary], prescribed) if prescribed else PANELS[primary]


def results(
    rng: np.random.Generator,
    people: pd.DataFrame,
    stays: pd.DataFrame,
    specimens: pd.DataFrame,
    *,
    at: np.ndarray,
    analyte: np.ndarray,
    shows: np.ndarray,
    breath: np.ndarray,
) -> np.ndarray:
    """negative, positive, admitted or positive_prescribed for each analyte row."""
    main = np.where(breath, "alcohol", people["primary_substance"].map(MAIN_ANALYTE))[at]
    second = shows[at] & (rng.random(len(at)) < SECOND_ANALYTE_SHARE) & (analyte != "alcohol")
    positive = (shows[at] & (analyte == main)) | (second & (analyte != "thc"))
    leaving = rng.integers(*THC_LEAVES_AFTER_DAYS, len(stays))[specimens["stay"]]
    days_in = specimens["day"].to_numpy() - stays["admitted"].to_numpy()[specimens["stay"]]
    lingering = (people["cannabis_before"].to_numpy() & (days_in <= leaving))[at] & (analyte == "thc")
    result = np.where(positive | lingering, "positive", "negative").astype(object)
    result[positive & (rng.random(len(at)) < 0.02)] = "admitted"
    prescribed = np.isin(analyte, list(plan.MEDICATION_TO_ANALYTE.values()))
    taken = rng.random(len(at)) < 0.93
    marked = np.where(rng.random(len(at)) < plan.PRESCRIBED_MARKED, "positive_prescribed", "positive")
    return np.where(prescribed, np.where(taken, marked, "negative"), result)


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
