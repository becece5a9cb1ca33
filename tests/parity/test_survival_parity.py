"""Curves, medians, restricted means and log-rank tests equal R's survfit, quantile.survfit and survdiff to 1e-9.

The values come from survival.R (small data, written into its JSON) and survival_ctn0094.R (real patients, aggregates
only).
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from analytics.outcomes.catalogue import pattern_endpoints
from analytics.outcomes.interpreter import evaluate
from analytics.outcomes.logrank import logrank
from analytics.outcomes.survival import SurvivalCurve, survival_curve
from analytics.records.pattern_files import as_matrix
from tests.parity.compare_with_r import r_values, same_as_r, same_curve

SMALL = r_values("survival.json")
REAL = r_values("survival_ctn0094.json")
PUBLISHED_COLUMNS = {
    "ctn0094_relapse": ("RsT_ctnNinetyFour_2023", "RsE_ctnNinetyFour_2023"),
    "lee_2016_relapse": ("RsT_lee_2016", "RsE_lee_2016"),
    "mokri_2016_first_positive": ("AbT_mokri_2016", "AbE_mokri_2016"),
    "ctn0094_dropout": ("DrT_ctnNinetyFour_2023", "DrE_ctnNinetyFour_2023"),
}


def as_json(curve: SurvivalCurve) -> dict[str, Any]:
    """A curve in the shape of the command line's JSON."""
    fields = ("n", "events", "median", "median_low", "median_high", "restricted_mean", "restricted_mean_se", "tau")
    return {field: getattr(curve, field) for field in fields} | {"curve": curve.table.to_dict("records")}


def same_answer(name: str, frame: pd.DataFrame, theirs: dict[str, Any], *, level: float = 0.95) -> float:
    """Compare every group's curve and the log-rank test of one set of durations."""
    largest = 0.0
    for group, expected in theirs["groups"].items():
        rows = frame[frame["group"] == group]
        curve = survival_curve(rows["time"], rows["event"], tau=expected["tau"], level=level)
        largest = max(largest, same_curve(f"{name}.{group}", as_json(curve), expected))
    if theirs["logrank"]:
        test = logrank(frame["time"], frame["event"], frame["group"])
        largest = max(largest, same_as_r(f"{name}.logrank", vars(test), theirs["logrank"]))
    return largest


@pytest.mark.parametrize("name", list(SMALL["cases"]))
def test_small_data_equal_r(name: str) -> None:
    case = SMALL["cases"][name]
    frame = pd.DataFrame({key: case[key] for key in ("time", "event", "group")})
    assert same_answer(name, frame, case["answer"], level=case["level"]) <= 1e-12


def test_the_small_data_hold_the_cases_that_go_wrong() -> None:
    # a median in the middle of a flat stretch: S = 0.5 from 3 to 7; and one whose stretch nothing ends: (3 + 9) / 2
    assert SMALL["cases"]["exactly_half_then_lower"]["answer"]["groups"]["all"]["median"] == 5
    assert SMALL["cases"]["exactly_half_to_the_end"]["answer"]["groups"]["all"]["median"] == 6
    # a group that left before any event has no expected events and no degree of freedom
    assert SMALL["cases"]["group_gone_before_any_event"]["answer"]["logrank"]["df"] == 1


def test_a_restricted_mean_beyond_the_last_observed_time_is_not_estimable_where_r_carries_the_curve_on() -> None:
    case = SMALL["cases"]["group_gone_before_any_event"]
    assert (
        case["answer"]["groups"]["early"]["restricted_mean"] == 6
    )  # R: two people censored at 1, "6 weeks on average"
    assert survival_curve([1, 1], [0, 0], tau=6).restricted_mean is None


@pytest.mark.parametrize("key", list(PUBLISHED_COLUMNS))
def test_real_patients_equal_r(ctn0094: Path, key: str) -> None:
    results = pd.read_csv(ctn0094 / "reference" / "endpoints.csv")
    time, event = PUBLISHED_COLUMNS[key]
    group = results["who"].map(project_of(ctn0094))
    frame = pd.DataFrame({"time": results[time], "event": results[event].astype(bool), "group": group})
    assert same_answer(key, frame, REAL["published"][key]) <= 1e-9


def project_of(ctn0094: Path) -> pd.Series:
    rdata = pytest.importorskip("rdata", reason="rdata (requirements.txt) reads the R files")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a tibble is read as the data frame it is
        everybody = rdata.read_rda(ctn0094 / "records" / "everybody.rda")["everybody"]
    return "CTN-00" + everybody.set_index(everybody["who"].astype(int))["project"].astype(str)


def test_the_real_values_cover_the_published_trials() -> None:
    everyone = [sum(g["n"] for g in REAL["published"][key]["groups"].values()) for key in PUBLISHED_COLUMNS]
    randomised = [sum(g["n"] for g in REAL["words"][key]["groups"].values()) for key in PUBLISHED_COLUMNS]
    assert everyone == [1780] * 4
    assert randomised == [1273] * 4


@pytest.mark.parametrize("key", list(PUBLISHED_COLUMNS))
def test_published_words_of_the_randomised_equal_r(ctn0094: Path, key: str) -> None:
    weeks = pd.read_csv(ctn0094 / "reference" / "weekly_opioid_pattern.csv", dtype=str, keep_default_na=False)
    weeks = weeks[weeks["randWeek1"] != ""]
    words, lengths = as_matrix(pa.chunked_array([(weeks["Phase_1"] + weeks["Phase_2"]).tolist()]))
    endpoint = [endpoint for endpoint in pattern_endpoints() if endpoint.key == key]
    values = evaluate(words, lengths, endpoint, face="as_published").values
    group = weeks["who"].astype(int).map(project_of(ctn0094)).to_numpy()
    frame = pd.DataFrame({"time": values[f"{key}.time"], "event": values[f"{key}.event"], "group": group})
    assert len(frame) == 1273
    assert same_answer(key, frame, REAL["words"][key]) <= 1e-9
