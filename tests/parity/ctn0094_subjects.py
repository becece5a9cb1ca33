"""Writes the subjects of a comparison on the converted CTN-0094 records, for the R scripts here (never committed).

    python -m tests.parity.ctn0094_subjects CONVERTED OUT.csv

One row a randomised patient: time and event of relapse, drop-out and first positive, the drug (buprenorphine or
methadone), project, site and what was known at admission.
"""

from __future__ import annotations

import sys
from datetime import date

import pandas as pd

from analytics.evaluation.case_mix import covariates_of
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.subjects import Subjects, subjects_of
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import Question
from analytics.records.filters import parse_conditions, selected
from analytics.records.load import load_records

ENDPOINTS = {"relapse": "ctn0094_relapse", "dropout": "ctn0094_dropout", "positive": "first_positive"}
RANDOMISED = ("randomised=true",)


def subjects(derivation: Derivation, endpoint: str, contrast: Contrast, *where: str) -> Subjects:
    """The subjects of one endpoint, as published where it is a published one."""
    rows = selected(derivation.records, parse_conditions(where or RANDOMISED))[1]
    published = endpoint.startswith("ctn")
    return subjects_of(derivation, Question(endpoint=endpoint, as_published=published), contrast, episode_rows=rows)


def frame(derivation: Derivation) -> pd.DataFrame:
    """One row a randomised patient, in the order of stays."""
    found = {name: subjects(derivation, key, Contrast(by="project")) for name, key in ENDPOINTS.items()}
    first = found["relapse"]
    data: dict[str, object] = {}
    for name, one in found.items():
        assert (one.stay == first.stay).all()
        data |= {f"{name}_time": one.time, f"{name}_event": one.event}
    stays = derivation.timeline().stays
    episodes = derivation.records.episodes.iloc[stays.row[first.stay]].reset_index(drop=True)
    data |= {"project": episodes["project"].astype(str), "arm": episodes["arm"].astype(str)}
    for covariate in covariates_of(derivation.records, stays, first):
        if covariate.numbers is not None:
            data[covariate.name] = covariate.numbers
        elif covariate.codes is not None and covariate.name not in data:
            labels = [*covariate.levels, None]
            data[covariate.name] = [labels[code] for code in covariate.codes]
    return pd.DataFrame(data)


if __name__ == "__main__":
    records = load_records(sys.argv[1], today=date(2026, 10, 1))
    frame(Derivation(records)).to_csv(sys.argv[2], index=False)
