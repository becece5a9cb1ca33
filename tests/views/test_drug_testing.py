"""The page Drug testing: every figure with its finding, and in its place why the records cannot show it."""

from __future__ import annotations

from tests.views.pages import alts, figures, run, words


def drug_testing() -> None:
    from tests.views import fakes
    from views import drug_testing
    from views.filters import Choice

    drug_testing.page(fakes.store(), Choice())


def by_site() -> None:
    from tests.views import fakes
    from views import drug_testing
    from views.filters import Choice

    drug_testing.page(fakes.store(), Choice(by="site"))


def nobody() -> None:
    from analytics.records.filters import Condition
    from tests.views import fakes
    from views import drug_testing
    from views.filters import Choice

    drug_testing.page(fakes.store(), Choice((Condition("site", "Main"), Condition("site", "main", equal=False))))


def day_numbers() -> None:
    from tests.views import fakes
    from views import drug_testing
    from views.filters import Choice

    made = fakes.program(calendar="relative", fingerprint="drug testing, day numbers")
    drug_testing.page(fakes.store(made), Choice())


def no_tests() -> None:
    from dataclasses import replace

    from tests.views import fakes
    from views import drug_testing
    from views.filters import Choice

    made = fakes.program(fingerprint="no tests")
    made = replace(made, drug_tests=made.drug_tests.head(0), present=frozenset({"episodes", "attendance"}))
    drug_testing.page(fakes.store(made), Choice())


def no_sessions() -> None:
    from dataclasses import replace

    from tests.views import fakes
    from views import drug_testing
    from views.filters import Choice

    made = fakes.program(fingerprint="no sessions")
    made = replace(made, attendance=made.attendance.head(0), present=frozenset({"episodes", "drug_tests"}))
    drug_testing.page(fakes.store(made), Choice())


def test_every_figure_has_its_finding() -> None:
    page = run(drug_testing)
    told = words(page)
    assert "A ledger writes down every test that was due" in told
    assert "of due tests were given, least in week" in told
    assert "of people tested had a positive" in told and "Samples are not people" in told
    assert "tests are spread evenly over the days of treatment" in told
    assert "of positives are followed by a clinical contact within 7 days" in told
    assert "Tests could have seen use on at least" in told
    assert "Report and test disagree" in told and "Self-report of use overrides a negative test" in told
    assert len(figures(page)) == len(alts(page)) == 9
    assert all(alts(page))


def test_what_the_records_lack_is_said_in_its_place() -> None:
    told = words(run(drug_testing))
    assert "This needs the column method of drug_tests" in told
    assert "the records lack drug_tests.random" in told


def test_the_ledger_by_month() -> None:
    page = run(drug_testing, ledger_by="Calendar month")
    assert "by the calendar month in which its due window ended" in words(page)
    assert "by calendar month" in alts(page)[0]


def test_groups_are_compared_where_they_can_be() -> None:
    page = run(by_site)
    told = words(page)
    assert "by site" in told
    compliance = next(figure for figure in figures(page) if "Main" in str(figure["layout"]))
    assert "River" in str(compliance["layout"])
    assert "of positives followed within 7 days" in told


def test_without_thc_is_an_address() -> None:
    assert "of people tested had a positive" in words(run(drug_testing, analytes="Without THC"))


def test_nobody_is_said_once() -> None:
    page = run(nobody)
    assert "No episodes match these filters" in words(page)
    assert not figures(page)


def test_day_numbers_say_what_they_cannot_show() -> None:
    page = run(day_numbers)
    told = words(page)
    assert "By calendar month: these records hold day numbers instead of dates" in told
    assert "Weekdays are not shown" in told and "Months are not shown" in told
    assert "of due tests were given" in told
    assert len(figures(page)) == 7


def test_no_tests_at_all() -> None:
    page = run(no_tests)
    assert "These records hold no drug tests" in words(page)
    assert not figures(page)


def test_no_sessions() -> None:
    told = words(run(no_sessions))
    assert "This needs the table attendance" in told
    assert "of due tests were given" in told


def test_no_title_is_longer_than_ninety_characters() -> None:
    for script in (drug_testing, by_site, day_numbers):
        assert [title.value for title in run(script).subheader if len(title.value) > 90] == []
