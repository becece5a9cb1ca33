"""What is known of each patient at consent: site, age, sex, housing and the rest, in the columns of `episodes`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analytics.records.ctn0094.coded import EMPTY

MENTAL_DISORDERS = ("has_schizophrenia", "has_major_dep", "has_bipolar", "has_anx_pan")

SEX = {"Yes": "male", "No": "female"}
YES_NO = {"Yes": "yes", "No": "no"}
HOUSED = {"Yes": "stable", "No": "unstable"}
JOB = {"Full Time": "full", "Part Time": "part", "Unemployed": "unemployed", "Student": "student", "Other": "other"}


def background(who: np.ndarray, tables: Mapping[str, pd.DataFrame]) -> dict[str, np.ndarray]:
    """Columns by name, one element a patient of `who`; None where the trial did not ask or the answer is missing."""
    asked = {name: _by_patient(tables[name], who) for name in BACKGROUND_TABLES}
    person = asked["demographics"]
    return {
        "site": _words(asked["site_masked"]["site_masked"]),
        "age": person["age"].to_numpy(np.float64),
        "sex": _recoded(person["is_male"], SEX),
        "race_ethnicity": _race_ethnicity(person),
        "living_situation": _living_situation(person, asked["qol"]),
        "co_occurring": _co_occurring(asked["psychiatric"]),
        "employment": _recoded(person["job"], JOB),
        "education": _words(person["education"]),
        "marital": _words(person["marital"]),
        "used_iv": _recoded(asked["asi"]["used_iv"], YES_NO),
        "smoker": _recoded(asked["fagerstrom"]["is_smoker"], YES_NO),
    }


BACKGROUND_TABLES = ("site_masked", "demographics", "psychiatric", "asi", "qol", "fagerstrom")


def _by_patient(table: pd.DataFrame, who: np.ndarray) -> pd.DataFrame:
    return table.drop_duplicates("who").set_index("who").reindex(who)


def _words(column: pd.Series) -> np.ndarray:
    words = column.astype(object).to_numpy()
    return np.where(pd.isna(words) | (words == ""), EMPTY, words)


def _recoded(column: pd.Series, code: Mapping[str, str]) -> np.ndarray:
    return _words(column.astype(object).map(code))


def _race_ethnicity(person: pd.DataFrame) -> np.ndarray:
    """Race, with Hispanic of any race as a group of its own (the trials asked for both)."""
    race = _words(person["race"])
    hispanic = (person["is_hispanic"] == "Yes").to_numpy()
    return np.where(hispanic, "Hispanic", np.where(race == "Refused/missing", EMPTY, race))


def _living_situation(person: pd.DataFrame, quality_of_life: pd.DataFrame) -> np.ndarray:
    """homeless, stable or unstable as told; "not homeless" alone says neither of the other two."""
    homeless = (quality_of_life["is_homeless"] == "Yes").to_numpy()
    return np.where(homeless, "homeless", _recoded(person["is_living_stable"], HOUSED))


def _co_occurring(psychiatric: pd.DataFrame) -> np.ndarray:
    """yes if any of schizophrenia, depression, bipolar or anxiety disorder was told, no if all were denied."""
    answers = psychiatric[list(MENTAL_DISORDERS)].astype(object)
    told = (answers == "Yes").any(axis=1).to_numpy()
    denied = (answers == "No").all(axis=1).to_numpy()
    return np.where(told, "yes", np.where(denied, "no", EMPTY))
