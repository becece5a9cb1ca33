"""The page Drug testing: every figure with its finding, and in its place why the records cannot show it."""

from __future__ import annotations

from collections.abc import Callable

from tests.views.pages import alts, figures, run, words
from views.drug_testing import PARTS

LEDGER, SEEN, FORESEEN, FOLLOWED, COVERED = PARTS.values()


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


def day_numbers_by_site() -> None:
    from tests.views import fakes
    from views import drug_testing
    from views.filters import Choice

    made = fakes.program(calendar="relative", fingerprint="drug testing, day numbers by site")
    drug_testing.page(fakes.store(made), Choice(by="site"))


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


def told_by(script: Callable[[], None], **query: str) -> dict[str, str]:
    """What each part says."""
    return {part: words(run(script, testing=part, **query)) for part in PARTS.values()}


def drawn_by(script: Callable[[], None]) -> list[int]:
    """How many figures each part draws; every one has its alternative text."""
    drawn = []
    for part in PARTS.values():
        page = run(script, testing=part)
        assert len(alts(page)) == len(figures(page)) and all(alts(page))
        drawn.append(len(figures(page)))
    return drawn


def test_every_figure_has_its_finding() -> None:
    told = told_by(drug_testing)
    assert "A ledger writes down every test that was due" in told[LEDGER]
    assert "of due tests were given, least in week" in told[LEDGER]
    assert "of people tested had a positive" in told[SEEN] and "Samples are not people" in told[SEEN]
    assert "tests are spread evenly over the days of treatment" in told[FORESEEN]
    assert "of positives are followed by a clinical contact within 7 days" in told[FOLLOWED]
    assert "Tests could have seen use on at least" in told[COVERED]
    assert "Report and test disagree" in told[COVERED]
    assert "Self-report of use overrides a negative test" in told[COVERED]
    assert drawn_by(drug_testing) == [2, 2, 2, 1, 2]


def test_what_the_records_lack_is_said_in_its_place() -> None:
    told = told_by(drug_testing)
    assert "This needs the column method of drug_tests" in told[FOLLOWED]
    assert "the records lack drug_tests.random" in told[SEEN]


def test_the_ledger_by_month() -> None:
    page = run(drug_testing, ledger_by="Calendar month")
    assert "by the calendar month in which its due window ended" in words(page)
    assert "by calendar month" in alts(page)[0]


def test_groups_are_compared_where_they_can_be() -> None:
    page = run(by_site)
    assert "by site" in words(page)
    compliance = next(figure for figure in figures(page) if "Main" in str(figure["layout"]))
    assert "River" in str(compliance["layout"])
    assert "of positives followed within 7 days" in words(run(by_site, testing=FOLLOWED))


def test_without_thc_is_an_address() -> None:
    told = words(run(drug_testing, testing=SEEN, analytes="Without THC"))
    assert "of people tested had a positive" in told


def test_nobody_is_said_once() -> None:
    page = run(nobody, testing=SEEN)
    assert words(page).count("No episodes match these filters") == 1
    assert not figures(page)


def test_day_numbers_say_what_they_cannot_show() -> None:
    told = told_by(day_numbers)
    assert "By calendar month: these records hold day numbers instead of dates" in told[LEDGER]
    assert "Weekdays are not shown" in told[FORESEEN] and "Months are not shown" in told[SEEN]
    assert "of due tests were given" in told[LEDGER]
    assert drawn_by(day_numbers) == [2, 1, 1, 1, 2]


def test_day_numbers_name_the_groups_of_regular_gaps_alone() -> None:
    rows = figures(run(day_numbers_by_site, testing=FORESEEN))[0]["layout"]["annotations"][::2]
    assert [row["text"] for row in rows] == ["Main", "River"]


def test_no_tests_at_all() -> None:
    page = run(no_tests)
    assert "These records hold no drug tests" in words(page)
    assert not figures(page)


def test_no_sessions() -> None:
    told = told_by(no_sessions)
    assert "This needs the table attendance" in told[FOLLOWED]
    assert "of due tests were given" in told[LEDGER]
