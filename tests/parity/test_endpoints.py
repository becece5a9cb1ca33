"""All 62 published result columns, computed on the published words, equal the published results for every patient."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from analytics.outcomes.catalogue import Endpoint, pattern_endpoints
from analytics.outcomes.interpreter import evaluate
from analytics.records.pattern_files import as_matrix, read_patterns

TOLERANCE = 1e-9
PATIENTS = 1780
COLUMNS = 62
NAMED = {"true": "1", "false": "0"}


@pytest.fixture(scope="module")
def reference(ctn0094: Path) -> pd.DataFrame:
    """The published results, as computed by their authors."""
    return pd.read_csv(ctn0094 / "reference" / "endpoints.csv")


@pytest.fixture(scope="module")
def values(ctn0094: Path) -> pd.DataFrame:
    """Ours, on the same words."""
    file = read_patterns(ctn0094 / "reference" / "endpoints.csv", patient_column="who", pattern_column="usePatternUDS")
    return evaluate(file.words, file.lengths, pattern_endpoints(), face="as_published").values


def test_the_reference_has_the_patients_and_columns_it_promises(reference: pd.DataFrame) -> None:
    assert reference.shape == (PATIENTS, COLUMNS + 2)
    assert {name for endpoint in pattern_endpoints() for name in endpoint.reference_columns} == set(
        reference.columns[2:]
    )


@pytest.mark.parametrize("endpoint", pattern_endpoints(), ids=lambda endpoint: endpoint.key)
def test_every_patient_has_the_published_value(
    endpoint: Endpoint, reference: pd.DataFrame, values: pd.DataFrame
) -> None:
    for ours, theirs in zip(endpoint.columns, endpoint.reference_columns, strict=True):
        computed, published = values[ours], reference[theirs]
        exact = endpoint.result_type in ("boolean", "integer", "time_to_event")
        largest = np.max(np.abs(computed.astype(float).to_numpy() - published.astype(float).to_numpy()))
        assert len(computed) == PATIENTS
        assert largest <= (0 if exact else TOLERANCE), f"{ours}: the largest difference is {largest}"


def test_five_made_up_words_have_the_exact_values_of_the_specification(ctn0094: Path) -> None:
    examples = pd.read_csv(ctn0094 / "reference" / "endpoint_examples.csv", dtype=str).set_index("key")
    words, lengths = as_matrix(pa.chunked_array([list(examples.columns)]))
    values = evaluate(words, lengths, pattern_endpoints(), face="as_published").values
    differing = [
        (endpoint.key, word)
        for endpoint in pattern_endpoints()
        for place, word in enumerate(examples.columns)
        if not _equal(str(examples.loc[endpoint.key, word]), [values[column][place] for column in endpoint.columns])
    ]
    assert len(examples) == len(pattern_endpoints())
    assert not differing


def _equal(written: str, computed: list[float]) -> bool:
    expected = [Fraction(NAMED.get(part.strip(), part.strip())) for part in written.split(",")]
    return [Fraction(float(value)).limit_denominator(2000) for value in computed] == expected
