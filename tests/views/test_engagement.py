"""The page Engagement: every part on made-up records, by group, without anybody, tables or dates."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.views.pages import alts, figures, run, words


def engagement() -> None:
    from tests.views import fakes_engagement
    from views import engagement
    from views.filters import Choice

    engagement.page(fakes_engagement.store(), Choice())


def by_site() -> None:
    from tests.views import fakes_engagement
    from views import engagement
    from views.filters import Choice

    engagement.page(fakes_engagement.store(), Choice(by="site"))


def nobody() -> None:
    from analytics.records.filters import Condition
    from tests.views import fakes_engagement
    from views import engagement
    from views.filters import Choice

    conditions = (Condition("site", "Main"), Condition("site", "main", equal=False))
    engagement.page(fakes_engagement.store(), Choice(conditions))


def bare() -> None:
    from tests.views import fakes_engagement
    from views import engagement
    from views.filters import Choice

    engagement.page(fakes_engagement.store(rich=False), Choice())


def no_sessions() -> None:
    from dataclasses import replace

    from tests.views import fakes, fakes_engagement
    from views import engagement
    from views.filters import Choice

    made = fakes_engagement.program(fingerprint="no sessions")
    made = replace(made, attendance=made.attendance.head(0), present=made.present - {"attendance"})
    engagement.page(fakes.store(made), Choice())


def day_numbers() -> None:
    from tests.views import fakes_engagement
    from views import engagement
    from views.filters import Choice

    engagement.page(fakes_engagement.store(calendar="relative"), Choice())


def part(page: AppTest, name: str) -> AppTest:
    """The page with another of its parts opened."""
    page.segmented_control(key="engagement").set_value(name).run()
    assert not page.exception
    return page


def test_attendance_with_what_is_outside_it() -> None:
    page = run(engagement)
    told = words(page)
    assert "of sessions were attended" in told and "above the target" not in told
    assert "Excused, unrecorded and cancelled by the program are outside" in told
    assert "Without a status" in told and "Cancelled by the program" in told
    assert "n = " in told
    assert alts(page)[0].startswith("Rows of the share of sessions attended: All ")


def test_no_shows_by_quarter_and_hour_can_be_picked_and_switched() -> None:
    page = run(engagement)
    told = words(page)
    assert "No-shows are highest in 202" in told and "chance" in told
    heat = figures(page)[3]
    assert heat["data"][0]["customdata"][0] == [0]
    assert heat["layout"]["xaxis"]["side"] == "top"
    page.segmented_control(key="missed").set_value("any").run()
    assert "No-shows and cancellations by patients are highest" in words(page)


def test_hours_against_the_hours_required() -> None:
    page = part(run(engagement), "hours")
    told = words(page)
    assert "of patient-weeks reach the required 9 h" in told
    assert "by week of treatment" in told and "Median hours" in told
    assert "9 h required" in str(figures(page)[1]["layout"]["annotations"])


def test_the_way_in_is_never_called_the_hedis_rate() -> None:
    told = words(part(run(engagement), "starting"))
    assert "had a first service within 14 days of referral or first contact" in told
    assert "from program records, not the HEDIS rate" in told
    assert "referred and never admitted are not in these records" in told
    assert "days or less for admission" in told
    assert "reach a fourth treatment day within 30 days" in told
    assert "NIATx" in told and "context and not a target" in told


def test_retention_plan_and_drop_out() -> None:
    page = part(run(engagement), "staying")
    told = words(page)
    assert "are still in treatment" in told and "every way of leaving ends it" in told
    assert "of their planned sessions" in told
    assert "stopped coming before they were discharged" in told
    assert "The gap rule beside the recorded discharge reason" in told
    assert "all" in [trace["name"] for trace in figures(page)[0]["data"] if "name" in trace]


def test_to_do_lists_sessions_hours_and_how_to_set_the_places() -> None:
    told = words(part(run(engagement), "to_do"))
    assert "without a status" in told and "Oldest" in told
    assert "authorised hours left" in told
    assert "census = 120" in told


def test_by_group_everybody_comes_first() -> None:
    page = run(by_site)
    names = [note["text"] for note in figures(page)[0]["layout"]["annotations"]]
    assert [name for name in names if name in ("All", "Main", "River")] == ["All", "Main", "River"]
    for name in ("hours", "starting", "staying", "to_do"):
        part(page, name)
        assert "nan" not in words(page)
    assert "an association, not an effect" in words(part(page, "staying"))


def test_nobody_matches() -> None:
    page = run(nobody)
    assert "No episodes match these filters" in words(page)
    assert figures(page) == []


def test_missing_columns_switch_off_exactly_their_figures() -> None:
    page = run(bare)
    told = words(page)
    assert "of sessions were attended" in told
    assert "This needs the column starts_at of attendance" in told
    assert "length of the sessions" in words(part(page, "hours"))
    told = words(part(page, "starting"))
    assert "referred_on or first_contact_on" in told and "fourth treatment day" in told
    assert "sessions_per_week" in words(part(page, "staying"))
    told = words(part(page, "to_do"))
    assert "clinician of attendance" in told and "authorised_hours of episodes" in told
    assert told.count("Not shown:") == len(page.info[0].value.split("\n\n")) and len(page.info) == 1


def test_without_sessions_retention_is_still_there() -> None:
    page = run(no_sessions)
    assert "This needs the table attendance" in words(page)
    assert "are still in treatment" in words(part(page, "staying"))


def test_day_numbers_have_no_months_quarters_or_weekdays() -> None:
    page = run(day_numbers)
    told = words(page)
    assert told.count("nothing that needs the calendar can be shown here") == 1  # one box for three figures
    assert "Not shown: **Attendance by month, No-shows by quarter, No-shows by weekday and hour**." in told
    assert "of sessions were attended" in told
    assert "of patient-weeks reach the required" in words(part(page, "hours"))
    assert "are still in treatment" in words(part(page, "staying"))
