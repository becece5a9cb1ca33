"""Services and goals: what is said, what is drawn, and what stands in place of what the records lack."""

from __future__ import annotations

import re

from tests.views.pages import alts, figures, run, words
from views.services_and_goals import PARTS

RECEIVED, CHANGE, COST = PARTS.values()


def whole_page() -> None:
    from tests.views import fakes
    from tests.views.services_made_up import program
    from views import services_and_goals
    from views.filters import Choice

    services_and_goals.page(fakes.store(program()), Choice())


def by_track() -> None:
    from tests.views import fakes
    from tests.views.services_made_up import program
    from views import services_and_goals
    from views.filters import Choice

    services_and_goals.page(fakes.store(program()), Choice(by="track"))


def bare() -> None:
    from tests.views import fakes
    from tests.views.services_made_up import program
    from views import services_and_goals
    from views.filters import Choice

    made = program(without=("attendance", "measures"), fingerprint="services bare")
    services_and_goals.page(fakes.store(made), Choice())


def day_numbers() -> None:
    from tests.views import fakes
    from tests.views.services_made_up import program
    from views import services_and_goals
    from views.filters import Choice

    services_and_goals.page(fakes.store(program(calendar="relative", fingerprint="services relative")), Choice())


def nobody() -> None:
    from analytics.records.filters import Condition
    from tests.views import fakes
    from tests.views.services_made_up import program
    from views import services_and_goals
    from views.filters import Choice

    conditions = (Condition("track", "day"), Condition("track", "day", equal=False))
    services_and_goals.page(fakes.store(program()), Choice(conditions))


def a_later_period() -> None:
    from datetime import date

    from analytics.outcomes.periods import quarter
    from tests.views import fakes
    from tests.views.services_made_up import program
    from views import services_and_goals
    from views.filters import Choice

    services_and_goals.page(fakes.store(program()), Choice(period=quarter(date(2027, 2, 1)), basis="active"))


def test_nine_figures_with_titles_measures_and_alternative_texts() -> None:
    pages = [run(day_numbers, services=part) for part in PARTS.values()]
    assert [len(figures(page)) for page in pages] == [4, 4, 1]
    assert all(alt.strip() for page in pages for alt in alts(page))
    told = words(pages[0])
    assert "A week in care holds" in told
    assert "had a family session" in told
    assert "crisis contacts for every 100 weeks in care" in told
    assert "50% of patients in care had a family session" in told


def test_change_is_of_those_measured_both_times_and_says_what_it_is_not() -> None:
    told = words(run(day_numbers, services=CHANGE))
    assert "30 of 40" in told  # every fourth has no later value
    assert "People enter at their worst" in told and "a change, not an effect" in told
    # 13 of 40 began homeless (k divisible by 3 and not by 4: 10 of the 30 with both), nobody is later
    assert "Housing at discharge: 2 of 2 better than at admission, none worse" in told
    assert "33% → 0%" in told
    assert "5 points on PHQ-9 (Löwe et al. 2004" in told


def test_the_table_of_changes_has_a_cell_for_every_column() -> None:
    pages = [run(day_numbers, services=part) for part in (CHANGE, COST)]
    found = [[e.proto.body for e in page.get("html") if "<table" in e.proto.body] for page in pages]
    assert [len(tables) for tables in found] == [4, 2]  # four of change; cost by payer, case mix
    tables = [table for tables in found for table in tables]
    for table in tables:
        head = len(re.findall("<th scope=.col", table))
        cells = [len(re.findall("<t[dh]", line)) for line in re.findall("<tr>.*?</tr>", table)][1:]
        assert cells and set(cells) == {head}


def test_at_follow_up_by_the_address() -> None:
    told = words(run(day_numbers, services=CHANGE, until="At follow-up"))
    assert "at follow-up" in told and "Scores at follow-up" in told


def test_cost_of_all_episodes_and_payers_without_ranking() -> None:
    told = words(run(day_numbers, services=COST))
    # 40 × 2,000 + 10 × (0 + … + 39) = 87,800; abstinent: k mod 5 in 1, 2, 3: 24; 87,800 ÷ 24 = 3,658
    assert "One patient abstinent at follow-up costs 3,658" in told
    assert "seed 20140601" in told
    assert "alphabetical order and not ranked" in told
    assert told.index("commercial") < told.index("medicaid")
    assert "fewer than 11 people abstinent at follow-up" in told  # commercial


def test_groups_choose_one_service_and_one_therapy() -> None:
    page = run(by_track)
    told = words(page)
    assert [box.label for box in page.selectbox] == ["Service", "Therapy"]
    assert "association, not an effect" in told
    assert "not ranked" in words(run(by_track, services=COST))


def test_what_is_lacking_is_said_in_its_place() -> None:
    told = words(run(bare))
    assert told.count("this needs the table attendance") == 1  # said once for four figures
    assert "Hours by service, hours by therapy, family involvement, crisis contacts: this needs" in told
    told = words(run(bare, services=CHANGE))
    assert "Housing, employment, arrests and mutual help, scores: this needs the table measures" in told
    assert "At follow-up" not in told
    told = words(run(bare, services=COST))
    assert "One patient abstinent at follow-up costs" in told  # cost needs neither


def test_nobody_and_a_period_without_anybody() -> None:
    assert "No episodes match these filters" in words(run(nobody))
    assert not figures(run(nobody))
    for part in PARTS.values():
        told = words(run(a_later_period, services=part))
        assert "Nobody" in told or "nobody" in told


def test_the_usual_periods_stand_under_the_titles() -> None:
    assert "Patients in treatment" in words(run(whole_page))
    assert "Patients discharged" in words(run(whole_page, services=CHANGE))
