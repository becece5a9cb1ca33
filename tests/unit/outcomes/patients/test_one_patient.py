"""One patient's stay: hours against the requirement, lanes of sessions and tests, levels, medication, several stays."""

from __future__ import annotations

from analytics.outcomes.engagement.patient_weeks import patient_weeks
from analytics.outcomes.patients.one_patient import PatientStay, patient_stay, stays_of
from analytics.outcomes.patients.weeks import weeks_in_treatment
from analytics.records.settings import Settings, settings_from
from tests.made_up import Row, test_row
from tests.unit.outcomes.patients.scopes import at, scope, session


def stay(at_position: int = 0, *, as_of: int = 100, **tables: object) -> PatientStay:
    over = scope(as_of=as_of, **tables)
    word = weeks_in_treatment(over, "admission").words[at_position]
    return patient_stay(over, at_position, word[word > 0].tobytes().decode())


LEFT: Row = {"patient_id": "A", "discharged_on": at(21), "discharge_reason": "dropped_out", "level_of_care": "2.1"}


def test_hours_by_week_and_under_the_requirement_in_whole_weeks_only() -> None:
    attendance = [session(day) for day in (0, 2, 4, 7)] + [session(9)] + [session(20)]
    found = stay(episodes=[LEFT], attendance=attendance).hours
    # day 0 is before week 1 (days 1 … 7): 9 h; week 2: 3 h; week 3 (days 15 … 21) ends with the discharge of day 21
    assert found["hours"].tolist() == [9.0, 3.0, 3.0]
    assert patient_weeks(scope(episodes=[LEFT], attendance=attendance)).hours.tolist() == found["hours"].tolist()
    assert found["full"].tolist() == [True, True, True]
    assert found["under"].tolist() == [False, True, True]
    # a session without a status: nobody can say how many hours week 2 had
    waiting = stay(episodes=[LEFT], attendance=[*attendance, session(10, "unrecorded")]).hours
    assert waiting["full"].tolist() == [True, True, True]
    assert waiting["under"].tolist() == [False, False, True]
    # a closure by the office ends care with the last contact, on day 20: week 3 is no full one
    closed = stay(episodes=[LEFT | {"last_contact_on": at(20)}], attendance=attendance).hours
    assert closed["full"].tolist() == [True, True, False]


def test_required_hours_by_level_and_age() -> None:
    required = {None: 9, "2.5": 20, 17.0: 6, 18.0: 9}
    for more, hours in required.items():
        column = "level_of_care" if isinstance(more, str) else "age"
        episode = LEFT if more is None else LEFT | {column: more}
        assert stay(episodes=[episode], attendance=[session(2)]).hours["required"].tolist() == [hours] * 3


def test_a_program_that_asks_for_other_hours_is_asked_for_those_on_every_page() -> None:
    own = settings_from({"defaults": {"hours_per_week": 12.0}})
    episode = LEFT | {"level_of_care": "2.5"}
    found = stay(episodes=[episode], attendance=[session(2)], settings=own).hours
    assert found["required"].tolist() == [12.0] * 3


def test_clinical_hours_are_those_of_the_page_engagement() -> None:
    services = ("group", "family", "case_management", "crisis", "testing", "support_group", None)
    attendance = [session(day, "attended") | {"service": service} for day, service in enumerate(services, start=1)]
    over = scope(episodes=[LEFT], attendance=attendance)
    # group, family and the session without a service: 3 × 3 h in week 1; the others are no clinical hours
    assert stay(episodes=[LEFT], attendance=attendance).hours["hours"].tolist() == [9.0, 0.0, 0.0]
    assert patient_weeks(over).hours.tolist() == [9.0, 0.0, 0.0]


def test_lanes_of_tests() -> None:
    tests = [
        test_row(5, "negative"), test_row(5, "positive", analyte="opiates"), test_row(12, "negative"),
        test_row(13, "dilute"), test_row(16, "refused"),
    ]  # fmt: skip
    found = stay(episodes=[LEFT], tests=tests).tests
    assert list(zip(found["day"], found["lane"], strict=True)) == [
        (5, "positive"),
        (12, "negative"),
        (13, "other"),
        (16, "not given"),  # the refusal itself; its week's window is not marked a second time
    ]


def test_a_due_window_without_a_test_stands_on_its_last_day() -> None:
    found = stay(episodes=[LEFT], tests=[test_row(5, "negative"), test_row(19, "negative")]).tests
    assert (14, "not given") in list(zip(found["day"], found["lane"], strict=True))


def test_sessions_missed_and_attended() -> None:
    attendance = [session(1), session(3, "no_show"), session(5, "cancelled_by_program"), session(6, "late")]
    found = stay(episodes=[LEFT], attendance=attendance).sessions
    assert list(zip(found["day"], found["lane"], strict=True)) == [(1, "attended"), (3, "missed"), (6, "attended")]


def test_levels_and_what_is_shown_after_discharge() -> None:
    alone = stay(episodes=[LEFT | {"next_level_of_care": "1"}])
    assert (alone.until, alone.discharged, alone.reason) == (21, 21, "dropped_out")
    later = stay(
        episodes=[LEFT | {"next_level_of_care": "1"}], tests=[test_row(40, "negative"), test_row(95, "negative")]
    )
    assert later.until == 77  # eight weeks after day 21; the test of day 95 lies beyond
    assert later.levels.values.tolist() == [[0, 21, "2.1"], [21, 77, "1"]]
    assert later.tests["day"].max() <= 77


def test_medication_from_its_first_to_its_last_day() -> None:
    taken = {"medication": "buprenorphine", "medication_from": at(-5), "medication_to": at(12)}
    assert stay(episodes=[LEFT | taken]).medication.values.tolist() == [[0, 12, "buprenorphine"]]
    assert not len(stay(episodes=[LEFT | {"medication": "none"}]).medication)


def test_several_stays_of_one_patient() -> None:
    again = {"patient_id": "A", "admitted_on": at(40), "discharged_on": None}
    tests = [test_row(30, "negative"), test_row(45, "positive")]
    over = scope(as_of=60, episodes=[LEFT, again], tests=tests)
    assert stays_of(over, "A").tolist() == [0, 1]
    assert stays_of(over, "nobody").tolist() == []
    first, second = (stay(n, as_of=60, episodes=[LEFT, again], tests=tests) for n in (0, 1))
    assert first.until < 40 and (30, "negative") in list(zip(first.tests["day"], first.tests["lane"], strict=True))
    assert (5, "positive") in list(zip(second.tests["day"], second.tests["lane"], strict=True))
    assert second.in_care and not first.in_care and second.until == 20


def test_day_number_records_without_discharges() -> None:
    settings = Settings(calendar="relative")
    found = stay(episodes=[{"patient_id": "A", "planned_end_on": at(28)}], settings=settings, attendance=[session(3)])
    assert (found.until, found.discharged, found.in_care, found.has_calendar) == (28, None, False, False)
    assert "date" not in found.by_day()


def test_the_table_by_day_has_every_mark() -> None:
    found = stay(episodes=[LEFT], attendance=[session(1)], tests=[test_row(5, "negative")])
    table = found.by_day()
    assert table["date"].tolist()[0] == at(1)
    assert len(table) == len(found.sessions) + len(found.tests)
