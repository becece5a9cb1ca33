"""What an upload probably is: tables, columns and codes, with how sure it is; two claims leave it to the person."""

from __future__ import annotations

from analytics.records.mapping import SourceMapping
from analytics.records.proposals import (
    LocalCode,
    Proposed,
    local_codes,
    missing_columns,
    proposed_columns,
    proposed_tables,
)
from analytics.records.uploads import UploadedSheet, uploaded_sheets


def sheet(text: str, name: str = "x.csv") -> UploadedSheet:
    return uploaded_sheets(name, text.encode())[0]


ADMISSIONS = sheet("Adm Dt,Client #,Clinic,sex\n01/13/2026,A,north,f\n01/14/2026,B,south,m\n", "list.csv")
SESSIONS = sheet("Visit Dt,Client #,What happened\n01/20/2026,A,present\n01/21/2026,B,DNA\n", "log.csv")
PANEL = sheet("Client #,Coll Date,THC Result,Cocaine\nA,01/20/2026,NEG,POS\nB,01/21/2026,NEG,see lab\n", "ua.csv")


def test_files_are_told_apart_by_their_columns() -> None:
    assert proposed_tables([SESSIONS, PANEL, ADMISSIONS]) == {"episodes": 2, "attendance": 0, "drug_tests": 1}


def test_a_name_of_a_table_decides() -> None:
    assert proposed_tables([sheet("a,b\nx,y\n", "Admissions.csv")]) == {"episodes": 0}
    assert proposed_tables([sheet("a,b\nx,y\n", "whatever.csv")]) == {}


def test_how_sure_each_column_is() -> None:
    assert proposed_columns("episodes", ADMISSIONS) == {
        "Adm Dt": Proposed("admitted_on", "alike"),
        "Client #": Proposed("patient_id", "known"),
        "Clinic": Proposed("site", "known"),
        "sex": Proposed("sex", "same"),
    }


def test_a_required_column_is_found_by_its_contents() -> None:
    assert proposed_columns("attendance", SESSIONS)["What happened"] == Proposed("status", "content")


def test_contents_do_not_speak_for_one_of_two() -> None:
    two = sheet("Client #,first,second,status\nA,2026-01-05,2026-01-06,present\n")

    found = proposed_columns("attendance", two)

    assert found["first"] == found["second"] == Proposed("", "")
    assert missing_columns("attendance", [one.meaning for one in found.values()]) == [("session_on",)]


def test_two_columns_with_one_meaning_are_left_to_the_person() -> None:
    found = proposed_columns("episodes", sheet("Client ID,MRN,admitted_on\nA,1,2026-01-05\n"))

    assert found["Client ID"] == found["MRN"] == Proposed("", "")


def test_a_similar_name_whose_cells_are_no_dates_is_not_proposed() -> None:
    found = proposed_columns("episodes", sheet("Client #,Adm Dt\nA,north\nB,south\n"))

    assert found["Adm Dt"] == Proposed("", "")


def test_a_wide_panel_has_a_result_a_column() -> None:
    found = proposed_columns("drug_tests", PANEL)

    assert found["THC Result"] == Proposed("result of thc", "known")
    assert found["Cocaine"] == Proposed("result of cocaine", "known")
    assert missing_columns("drug_tests", [one.meaning for one in found.values()]) == []


def test_the_import_before_speaks_first() -> None:
    last = SourceMapping(
        columns={"attendance": {"what_happened": "reason", "Visit Dt": "-"}},
        codes={"attendance": {"status": {"seen": "attended"}}},
    )

    found = proposed_columns("attendance", SESSIONS, last)

    assert found["What happened"] == Proposed("reason", "last")
    assert found["Visit Dt"] == Proposed("", "last")
    seen = sheet("Client #,status\nA,SEEN\n")
    assert local_codes("attendance", seen, {"status": "status"}, last) == [LocalCode("status", "SEEN", 1, "attended")]


def test_codes_of_ours_and_empty_words_need_no_translation() -> None:
    log = sheet("Client #,status,telehealth\nA,DNA,J\nB,Walked,N\nC,Walked,J\nD,n/a,\n")

    found = local_codes("attendance", log, {"status": "status", "telehealth": "telehealth"})

    assert found == [LocalCode("status", "Walked", 2, ""), LocalCode("telehealth", "J", 2, "")]


def test_the_codes_of_a_panel_are_those_of_all_its_columns() -> None:
    meanings = {name: one.meaning for name, one in proposed_columns("drug_tests", PANEL).items()}

    assert local_codes("drug_tests", PANEL, meanings) == [LocalCode("result", "see lab", 1, "")]


def test_one_of_two_columns_is_enough_where_either_will_do() -> None:
    assert missing_columns("drug_tests", ["patient_id", "analyte", "result"]) == [("collected_on", "scheduled_on")]
    assert missing_columns("drug_tests", ["patient_id", "analyte", "result", "scheduled_on"]) == []
