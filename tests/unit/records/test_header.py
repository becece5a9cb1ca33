"""Column names: mapping.toml first, then ours, then the names other systems use; nothing is guessed."""

from __future__ import annotations

import pytest

from analytics.errors import Refused
from analytics.records.header import COLUMN_NAMES, aliases, analyte_named, column_names, our_columns, plain
from analytics.records.schema import TABLES


def names(*columns: str, table: str = "episodes", **mapped: str) -> tuple[str, ...]:
    return column_names(table, columns, mapped, file="episodes.csv")


@pytest.mark.parametrize(
    ("came", "becomes"),
    [
        ("patient_id", "patient_id"),
        ("Patient ID", "patient_id"),
        (" PatientId ", "patient_id"),
        ("Client ID", "patient_id"),
        ("MRN", "patient_id"),
        ("Admission Date", "admitted_on"),
        ("Favourite colour", "Favourite colour"),
        ("", "unnamed_1"),
    ],
)
def test_what_a_column_is_called_here(came: str, becomes: str) -> None:
    assert names(came) == (becomes,)


def test_our_own_name_wins_over_a_name_of_another_system() -> None:
    assert names("MRN", "patient_id") == ("MRN", "patient_id")


def test_the_mapping_wins_over_a_name_of_another_system() -> None:
    assert names("MRN", "Key", Key="patient_id") == ("MRN", "patient_id")


def test_the_mapping_wins_over_what_a_name_seems_to_mean() -> None:
    assert names("age", "prior", age="prior_episodes") == ("prior_episodes", "prior")


@pytest.mark.parametrize(
    ("columns", "mapped", "problem"),
    [
        (("patient_id", "patient_id"), {}, "two columns are called 'patient_id'"),
        (("patient_id", "Patient ID"), {}, "the columns 'patient_id' and 'Patient ID' would both become patient_id"),
        (("Client ID", "MRN"), {}, "the columns 'Client ID' and 'MRN' would both become patient_id"),
        (
            ("patient_id", "Key"),
            {"Key": "patient_id"},
            "the columns 'Key' and 'patient_id' would both become patient_id",
        ),
        (("Client No.", "site"), {"Clinet No": "patient_id"}, "does not have. The nearest is 'Client No.'"),
        (("Key", "key"), {"KEY": "patient_id"}, "has 2 columns whose names differ only in case"),
    ],
)
def test_names_that_cannot_be_told_apart_are_refused(
    columns: tuple[str, ...], mapped: dict[str, str], problem: str
) -> None:
    with pytest.raises(Refused) as refused:
        names(*columns, **mapped)

    assert problem in refused.value.problem
    assert "mapping.toml" in refused.value.fix or "Rename" in refused.value.fix or "exactly" in refused.value.fix


def test_the_mapping_may_name_one_of_two_columns_exactly() -> None:
    assert names("Key", "key", key="patient_id") == ("Key", "patient_id")


@pytest.mark.parametrize(
    ("column", "analyte"),
    [
        ("THC Result", "thc"),
        ("Cocaine", "cocaine"),
        ("uds_benzos", "benzodiazepines"),
        ("6-MAM", "heroin"),
        ("Panel", None),
        ("Result", None),
        ("collected_on", None),
    ],
)
def test_columns_named_after_analytes(column: str, analyte: str | None) -> None:
    assert analyte_named(column) == analyte


@pytest.mark.parametrize("table", TABLES)
def test_the_file_of_names_only_speaks_of_our_columns(table: str) -> None:
    assert set(aliases(table).values()) <= set(TABLES[table].by_name)
    assert not set(aliases(table)) & set(our_columns(table))


def test_no_name_means_two_columns_of_one_table() -> None:
    import tomllib

    written = tomllib.loads(COLUMN_NAMES.read_text(encoding="utf-8"))
    for table in TABLES:
        others = [plain(other) for names in (written["shared"] | written[table]).values() for other in names]
        assert len(others) == len(set(others)), table
