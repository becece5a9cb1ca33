"""Patients: caseload on a day, flags and their back-test, one patient, everybody's weeks; nobody, day numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.views.pages import alts, figures, run, words


def patients() -> None:
    from tests.views import fakes
    from views import patients
    from views.filters import Choice

    patients.page(fakes.store(), Choice())


def by_site() -> None:
    from tests.views import fakes
    from views import patients
    from views.filters import Choice

    patients.page(fakes.store(), Choice(by="site"))


def nobody() -> None:
    from analytics.records.filters import Condition
    from tests.views import fakes
    from views import patients
    from views.filters import Choice

    patients.page(fakes.store(), Choice((Condition("site", "Main"), Condition("site", "main", equal=False))))


def day_numbers() -> None:
    from tests.views import fakes
    from views import patients
    from views.filters import Choice

    made = fakes.program(calendar="relative", fingerprint="patients by day numbers")
    patients.page(fakes.store(made), Choice())


def without_tests_and_sessions() -> None:
    from dataclasses import replace

    from tests.views import fakes
    from views import patients
    from views.filters import Choice

    made = fakes.program(fingerprint="patients without tests and sessions")
    bare = replace(
        made,
        drug_tests=made.drug_tests.iloc[:0],
        attendance=made.attendance.iloc[:0],
        present=frozenset({"episodes"}),
    )
    patients.page(fakes.store(bare), Choice())


def one_patient() -> None:
    import streamlit as st

    from tests.views import fakes
    from views import patients
    from views.drill_down import ask_for
    from views.filters import Choice

    if "part" not in st.session_state:
        ask_for("P004")
    patients.page(fakes.store(), Choice())


def on_day(page: AppTest, day: date) -> AppTest:
    page.selectbox(key="on_day").set_value(day).run()
    assert not page.exception, page.exception
    return page


def caseload(page: AppTest) -> Any:
    return page.dataframe[0].value


def test_nobody_in_care_at_the_end_of_the_records_is_said_with_a_day_to_choose() -> None:
    told = words(run(patients))
    assert "was in care on the last day of these records" in told
    assert "Choose an earlier day" in told
    assert "The last day with anybody in care in these records is" in told


def test_caseload_of_a_past_monday() -> None:
    page = on_day(run(patients), date(2026, 3, 2))
    told = words(page)
    # 98 days in care, one admission every 5 days: 19 or 20 people at a time
    assert "patients in care on 2 Mar 2026" in told
    shown = caseload(page)
    assert 19 <= len(shown) <= 20
    assert shown["flags_raised"].is_monotonic_decreasing
    assert {"patient_id", "why", "days_in_program", "next_test_due_on", "last_seen_on", "clinician"} <= set(shown)
    assert "hours_last_week" not in shown  # these records hold no minutes


def test_a_past_monday_has_a_link() -> None:
    page = run(patients, on_day="Mon 2 Mar 2026")
    assert "patients in care on 2 Mar 2026" in words(page)


def test_days_offered_are_as_of_and_the_mondays_before_it() -> None:
    from views.patients_caseload import mondays_before

    offered = run(patients).selectbox(key="on_day").options
    assert offered[:3] == ["Wed 30 Sep 2026", "Mon 28 Sep 2026", "Mon 21 Sep 2026"]
    assert offered[-1] == "Mon 6 Jan 2025"  # the first admission
    assert mondays_before(date(2026, 9, 28), date(2026, 9, 14)) == [date(2026, 9, 21), date(2026, 9, 14)]


def test_rules_are_switched_by_hand() -> None:
    page = on_day(run(patients), date(2026, 3, 2))
    page.button_group(key="rules").set_value(["missed_test"]).run()
    shown = caseload(page)
    assert int(shown["flags_raised"].sum()) > 0
    assert (shown["flags_raised"] > 0).tolist() == shown["why"].str.contains("not given").tolist()
    assert f"{int((shown['flags_raised'] > 0).sum())} of {len(shown)} patients in care" in words(page)
    page.button_group(key="rules").set_value([]).run()
    assert (caseload(page)["flags_raised"] == 0).all()
    assert f"None of {len(shown)} patients in care on 2 Mar 2026 has a flag" in words(page)


def test_one_clinicians_patients() -> None:
    page = on_day(run(patients), date(2026, 3, 2))
    who = caseload(page)["clinician"].iloc[0]
    page.selectbox(key="patients_clinician").set_value(who).run()
    assert set(caseload(page)["clinician"]) == {who}
    assert "patients_clinician" not in page.query_params


def test_back_test_of_every_rule_with_intervals_and_what_is_off() -> None:
    told = words(run(patients))
    for name in ("Missed sessions", "Missed test", "Falling hours", "New positive"):
        assert name in told
    assert "base rate" in told and "95% " in told
    assert "these records hold no minutes of sessions" in told
    assert "sensitivity" in told and "positive predictive value" in told
    assert "every Monday" in told


def test_sent_by_a_drill_down_the_patient_stands_there() -> None:
    page = run(one_patient)
    told = words(page)
    assert "Patient P004:" in told
    assert "Weekly pattern" in alts(page)[0]
    names = {trace.get("name") for trace in figures(page)[0]["data"]}
    assert {"attended", "missed", "positive", "negative", "not given", "week pattern", "discharge"} <= names
    assert "P004" not in str(dict(page.query_params))


def test_a_patient_is_found_by_typing_and_never_stands_in_the_address() -> None:
    page = run(patients, part="One patient")
    assert "Choose a patient here" in words(page)
    page.selectbox[0].set_value("P010").run()
    assert "Patient P010:" in words(page)
    assert "P010" not in str(dict(page.query_params))


def test_everybodys_weeks_with_the_key_and_a_close_up() -> None:
    page = run(patients, part="All weeks")
    told = words(page)
    assert "weeks with a test due were negative" in told
    for meaning in ("negative", "positive", "both, or inconclusive", "due, not given", "not due"):
        assert meaning in told
    assert len(figures(page)[0]["data"]) == 1  # 96 rows: no symbols, no numbers of patients
    assert "P0" not in str(figures(page)[0]["layout"])
    page.button_group(key="weeks_rows").set_value("close").run()
    close = figures(page)[0]
    assert [trace["name"] for trace in close["data"]] == ["weeks", "symbols"]
    assert len(close["layout"]["yaxis"]["ticktext"]) == 40
    assert "Rows 1–40 of 96" in words(page)
    page.number_input(key="weeks_page").set_value(3).run()
    assert "Rows 81–96 of 96" in words(page)


def test_weeks_by_group_and_on_another_clock() -> None:
    page = run(by_site, part="All weeks", weeks_order="Group, then longest")
    assert "by site, then longest in treatment first" in words(page)
    assert [name["text"] for name in figures(page)[0]["layout"]["annotations"]] == ["Main", "River"]
    page.selectbox(key="weeks_clock").set_value("discharge").run()
    assert figures(page)[0]["layout"]["xaxis"]["title"]["text"] == "Week since discharge"


def test_day_numbers_instead_of_dates() -> None:
    page = run(day_numbers)
    assert "10 patients in care on day 527 of the records" in words(page)  # at most 20 were, on any day
    day = page.number_input(key="on_day")
    day.set_value(day.max).run()
    assert "on the last day of these records" in words(page)
    page.number_input(key="on_day").set_value(400).run()
    assert "patients in care on day 400 of the records" in words(page)
    assert str(caseload(page)["last_seen_on"].dtype) == "Int64"
    assert "every seventh day of their stay" in words(page)


def test_missing_tables_are_said_in_their_place() -> None:
    page = run(without_tests_and_sessions)
    assert "these records hold no dated sessions" in words(page)
    weeks = run(without_tests_and_sessions, part="All weeks")
    assert "needs the table drug_tests" in words(weeks)


def test_nobody_matches() -> None:
    page = run(nobody)
    assert "No episodes match these filters" in words(page)
    assert figures(page) == []
