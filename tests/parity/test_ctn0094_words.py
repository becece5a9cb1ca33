"""The converted CTN-0094 records give the published weekly words, computed here a second, naive way.

The naive way reads the Parquet files row by row into sets and knows neither the converter nor the pipeline; the
pipeline's own words (`python -m analytics patterns`) are held against the published ones and against the naive ones.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from analytics.__main__ import main
from analytics.records.ctn0094.convert import convert_ctn0094

OPIOIDS = {"opiates", "methadone", "buprenorphine"}
ODD_RANDOMISED = 1_273
RANDOMISED, WEEKS = 2_492, 58_426
CHANGES_WITHOUT_INFERRED = {  # project, symbol before and after: weeks
    ("CTN-0027", "-o"): 497,
    ("CTN-0027", "*+"): 183,
    ("CTN-0030", "-o"): 3_368,
    ("CTN-0030", "*+"): 83,
    ("CTN-0051", "-o"): 130,
    ("CTN-0051", "*+"): 23,
}

Day = tuple[str, int]  # patient, days after the first randomisation


@dataclass(frozen=True)
class Stay:
    project: str
    days: int  # from the first randomisation to the last protocol day


@dataclass(frozen=True)
class Urine:
    """Patient-days after admission by what the rows of counted opioids say."""

    positive: set[Day]
    negative: set[Day]
    pending: set[Day]
    inferred: set[Day]


@pytest.fixture(scope="module")
def converted(ctn0094: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ctn") / "converted"
    convert_ctn0094(ctn0094 / "records").write(folder)
    return folder


@pytest.fixture(scope="module")
def stays(converted: Path) -> dict[str, Stay]:
    rows = pq.read_table(converted / "episodes.parquet").to_pylist()
    return {
        row["patient_id"]: Stay(row["project"], (row["planned_end_on"] - row["admitted_on"]).days)
        for row in rows
        if row["randomised"] == "true"
    }


@pytest.fixture(scope="module")
def urine(converted: Path) -> Urine:
    admitted: dict[str, date] = {
        row["patient_id"]: row["admitted_on"] for row in pq.read_table(converted / "episodes.parquet").to_pylist()
    }
    days = defaultdict(set)
    for row in pq.read_table(converted / "drug_tests.parquet").to_pylist():
        if row["analyte"] in OPIOIDS:
            day = (row["patient_id"], (row["collected_on"] - admitted[row["patient_id"]]).days)
            days[row["result"]].add(day)
            if row["method"] == "inferred":
                days["inferred"].add(day)
    return Urine(days["positive"], days["negative"] - days["positive"], days["pending"], days["inferred"])


@pytest.fixture(scope="module")
def words(stays: Mapping[str, Stay], urine: Urine) -> dict[str, str]:
    return naive_words(stays, positive=urine.positive, negative=urine.negative)


def naive_words(stays: Mapping[str, Stay], *, positive: set[Day], negative: set[Day]) -> dict[str, str]:
    """Week k is days 7(k-1)+1 to 7k; the last week ends on the last protocol day."""
    seen = defaultdict(set)
    for symbol, days in (("+", positive), ("-", negative)):
        for patient, day in days:
            if patient in stays and 1 <= day <= stays[patient].days:
                seen[patient, (day - 1) // 7].add(symbol)
    return {
        patient: "".join(symbol_of(seen[patient, week]) for week in range(-(-stay.days // 7)))
        for patient, stay in stays.items()
    }


def symbol_of(seen: set[str]) -> str:
    return "*" if len(seen) == 2 else next(iter(seen), "o")


def published(ctn0094: Path) -> dict[str, str]:
    with open(ctn0094 / "reference" / "weekly_opioid_pattern.csv", encoding="utf-8") as file:
        return {row["who"]: row["Phase_1"] + row["Phase_2"] for row in csv.DictReader(file)}


def test_every_published_word_of_the_randomised_is_reproduced(words: dict[str, str], ctn0094: Path) -> None:
    expected = published(ctn0094)
    odd = {patient: word for patient, word in words.items() if int(patient) % 2}
    assert len(odd) == ODD_RANDOMISED
    different = sum(expected[patient] != word for patient, word in odd.items())
    assert different == 0, f"{different} of {len(odd)} words differ"


def test_the_weeks_of_all_randomised_patients(words: dict[str, str]) -> None:
    counted = Counter("".join(words.values()))
    assert len(words) == RANDOMISED
    assert counted.total() == WEEKS
    assert counted["-"] == 21_106


def test_without_inferred_negatives_most_change_is_in_one_trial(
    words: dict[str, str], stays: Mapping[str, Stay], urine: Urine, capsys: pytest.CaptureFixture[str]
) -> None:
    """`method != inferred`: a negative week that rested on visits alone becomes a missed one, a mixed one positive."""
    without = naive_words(stays, positive=urine.positive, negative=urine.negative - urine.inferred)
    changes = changed_weeks(words, without, stays)
    with capsys.disabled():
        print("\nweeks that change without inferred negatives:", dict(sorted(changes.items())))
    assert changes == CHANGES_WITHOUT_INFERRED


def test_the_pipeline_gives_the_published_words(words: dict[str, str], converted: Path, ctn0094: Path) -> None:
    """For the patients with an odd number; the others are held against the naive words."""
    found = pipeline_words(converted)
    expected = published(ctn0094)
    assert len(found) == RANDOMISED
    odd = [patient for patient in found if int(patient) % 2]
    assert len(odd) == ODD_RANDOMISED
    different = sum(found[patient] != expected[patient] for patient in odd)
    assert different == 0, f"{different} of {len(odd)} words differ"
    assert sum(found[patient] != word for patient, word in words.items()) == 0


def test_the_pipeline_without_inferred_negatives(
    words: dict[str, str], stays: Mapping[str, Stay], converted: Path
) -> None:
    found = pipeline_words(converted, "--where", "method!=inferred")
    assert changed_weeks(words, found, stays) == CHANGES_WITHOUT_INFERRED


def test_negative_weeks_that_rest_on_inferred_days_alone(
    words: dict[str, str], stays: Mapping[str, Stay], urine: Urine
) -> None:
    """No specimen and no finding in the whole calendar week, also not past the last protocol day: 3,827 of 21,106."""
    known = weeks_of((urine.positive | urine.negative | urine.pending) - urine.inferred)
    alone = Counter(
        stays[patient].project
        for patient, word in words.items()
        for week, symbol in enumerate(word)
        if symbol == "-" and (patient, week) not in known
    )
    assert alone.total() == 3_827
    assert alone["CTN-0030"] == 3_352


def test_pending_days_would_otherwise_fill_missed_weeks(words: dict[str, str], urine: Urine) -> None:
    """69 weeks of 66 patients are missed in the published words although a specimen without a visit lies in them."""
    missed = {(patient, week) for patient, word in words.items() for week, symbol in enumerate(word) if symbol == "o"}
    touched = missed & weeks_of(urine.pending)
    assert len(touched) == 69
    assert len({patient for patient, _ in touched}) == 66


def weeks_of(days: set[Day]) -> set[tuple[str, int]]:
    return {(patient, (day - 1) // 7) for patient, day in days if day >= 1}


def changed_weeks(
    words: Mapping[str, str], others: Mapping[str, str], stays: Mapping[str, Stay]
) -> Counter[tuple[str, str]]:
    return Counter(
        (stays[patient].project, before + after)
        for patient, word in words.items()
        for before, after in zip(word, others[patient], strict=True)
        if before != after
    )


def pipeline_words(converted: Path, *more: str) -> dict[str, str]:
    """What `python -m analytics patterns --where randomised=true` writes."""
    out = converted.parent / "words.csv"
    asked = ["patterns", "--data", str(converted), "--where", "randomised=true", *more, "--out", str(out)]
    assert main(asked) == 0
    with open(out, encoding="utf-8-sig") as file:
        return {row["patient_id"]: row["pattern"] for row in csv.DictReader(file)}
