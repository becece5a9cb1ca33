"""A confirmed import: its mapping reads the files as the person said, and the kept names are ours."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from analytics.records.import_files import ConfirmedTable, files_to_keep, kept_names, mapping_of, order_to_ask
from analytics.records.load import load_records
from analytics.records.mapping import mapping_from, mapping_text
from analytics.records.uploads import uploaded_sheets
from tests.unit.records.files import workbook_of

CONTENTS = {
    "Zebulon Q.csv": b"Adm Dt;Client #;MRN;Clinic\n01/05/2026;A;9;north\n02/13/2026;B;8;south\n",
    "ua.csv": b"Client #,Coll,THC,Note\nA,01/20/2026,CLEAN?,x\nB,02/20/2026,POS,y\n",
}


def confirmed() -> list[ConfirmedTable]:
    admissions, tests = (uploaded_sheets(name, content)[0] for name, content in CONTENTS.items())
    return [
        ConfirmedTable("episodes", admissions, {"Adm Dt": "admitted_on", "Client #": "patient_id", "MRN": ""}),
        ConfirmedTable(
            "drug_tests",
            tests,
            {"Client #": "patient_id", "Coll": "collected_on", "THC": "result of thc", "Note": ""},
            {"result": {"CLEAN?": "negative"}},
        ),
    ]


def test_the_kept_folder_loads_as_it_was_confirmed(tmp_path: Path) -> None:
    for name, content in files_to_keep(confirmed(), CONTENTS).items():
        (tmp_path / name).write_bytes(content)

    records = load_records(str(tmp_path), today=date(2026, 3, 1))

    assert records.episodes["admitted_on"].dt.strftime("%Y-%m-%d").tolist() == ["2026-01-05", "2026-02-13"]
    assert records.drug_tests["result"].tolist() == ["negative", "positive"]
    assert "MRN_in_source" in records.episodes.columns  # its name would have made it a second patient_id
    assert records.episodes["site"].tolist() == ["north", "south"]  # a column nobody was asked about keeps its meaning


def test_uploaded_names_are_not_kept() -> None:
    kept = files_to_keep(confirmed(), CONTENTS)

    assert sorted(kept) == ["drug_tests.csv", "episodes.csv", "mapping.toml"]
    assert b"Zebulon" not in b"".join(kept.values())


def test_the_mapping_to_download_names_the_persons_own_files() -> None:
    written = mapping_text(mapping_of(confirmed(), order="mdy"))

    mapping = mapping_from(tomllib.loads(written))
    assert mapping.tables == {"episodes": "Zebulon Q.csv", "drug_tests": "ua.csv"}
    assert mapping.columns["episodes"] == {"Adm Dt": "admitted_on", "Client #": "patient_id", "MRN": "-"}
    assert mapping.panels["drug_tests"] == {"THC": "thc"}
    assert mapping.files["Zebulon Q.csv"].delimiter == ";"
    assert mapping.date_order("episodes") == "mdy"


def test_a_workbook_of_two_tables_is_kept_once(tmp_path: Path) -> None:
    path = workbook_of(
        tmp_path / "all.xlsx",
        {"Adm": [["Key", "Day"], ["A", "2026-01-05"]], "UA": [["Key", "Day", "THC"], ["A", "2026-01-20", "neg"]]},
    )
    adm, ua = uploaded_sheets("all.xlsx", path.read_bytes())
    tables = [
        ConfirmedTable("episodes", adm, {"Key": "patient_id", "Day": "admitted_on"}),
        ConfirmedTable("drug_tests", ua, {"Key": "patient_id", "Day": "collected_on", "THC": "result of thc"}),
    ]

    assert kept_names(tables) == {"all.xlsx": "workbook_1.xlsx"}
    folder = tmp_path / "kept"
    folder.mkdir()
    for name, content in files_to_keep(tables, {"all.xlsx": path.read_bytes()}).items():
        (folder / name).write_bytes(content)
    assert len(load_records(str(folder), today=date(2026, 3, 1)).drug_tests) == 1


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        (["01/05/2026", "02/06/2026"], True),  # every one could be either
        (["01/05/2026", "02/13/2026"], False),  # 13 is no month
        (["2026-01-05", "2026-02-06"], False),
        (["13/01/2026", "01/13/2026"], True),  # both orders: a person decides
    ],
)
def test_the_order_is_asked_when_no_date_tells_it(days: list[str], asked: bool) -> None:
    text = "Client #,Day\n" + "".join(f"{place},{day}\n" for place, day in enumerate(days))
    (found,) = uploaded_sheets("x.csv", text.encode())

    assert order_to_ask([ConfirmedTable("episodes", found, {"Day": "admitted_on"})]) is asked
