"""Relapse and benchmark: rates with their badge, quarters, groups, samples, the range, and records that lack things."""

from __future__ import annotations

from tests.views.pages import alts, figures, run, words
from views import relapse_and_benchmark

RANGE, DEFINITIONS = "Against the published range", "Every definition"


def relapse() -> None:
    from tests.views import fakes
    from views import relapse_and_benchmark
    from views.filters import Choice

    relapse_and_benchmark.page(fakes.store(), Choice())


def by_site() -> None:
    from tests.views import fakes
    from views import relapse_and_benchmark
    from views.filters import Choice

    relapse_and_benchmark.page(fakes.store(), Choice(by="site"))


def one_quarter() -> None:
    from analytics.outcomes.periods import period_named
    from tests.views import fakes
    from views import relapse_and_benchmark
    from views.filters import Choice

    relapse_and_benchmark.page(fakes.store(), Choice(period=period_named("2025Q3"), basis="discharged"))


def nobody() -> None:
    from analytics.records.filters import Condition
    from tests.views import fakes
    from views import relapse_and_benchmark
    from views.filters import Choice

    gone = Choice((Condition("site", "Main"), Condition("site", "main", equal=False)))
    relapse_and_benchmark.page(fakes.store(), gone)


def day_numbers() -> None:
    from tests.views import fakes
    from views import relapse_and_benchmark
    from views.filters import Choice

    relapse_and_benchmark.page(fakes.store(fakes.program(calendar="relative", fingerprint="relative")), Choice())


def without_follow_ups() -> None:
    from tests.views import fakes
    from views import relapse_and_benchmark
    from views.filters import Choice

    made = fakes.program(seen_later=False, fingerprint="no follow-ups")
    relapse_and_benchmark.page(fakes.store(made), Choice())


def without_tests() -> None:
    from dataclasses import replace

    from tests.views import fakes
    from views import relapse_and_benchmark
    from views.filters import Choice

    made = fakes.program(fingerprint="no tests")
    made = replace(made, drug_tests=made.drug_tests.iloc[:0], present=made.present - {"drug_tests"})
    relapse_and_benchmark.page(fakes.store(made), Choice())


def nobody_due() -> None:
    from dataclasses import replace

    from tests.views import fakes
    from views import relapse_and_benchmark
    from views.filters import Choice

    made = fakes.program(fingerprint="nobody due")
    few = made.episodes["patient_id"].isin(["P092", "P095"])  # discharged so lately that no contact is due yet
    relapse_and_benchmark.page(fakes.store(replace(made, episodes=made.episodes[few])), Choice())


def test_rates_with_number_at_risk_and_why_no_verdict() -> None:
    told = words(run(relapse, clock="admission"))
    assert "had a positive test by day 90 after admission" in told
    assert "1 − Kaplan–Meier with log-log interval" in told
    assert "At risk" in told and "n = 96 people" in told
    assert "No verdict on these rates: not the same measure: it was taken after the program" in told


def test_the_range_is_off_on_the_admission_clock_and_on_after_discharge() -> None:
    page = run(relapse, clock="admission")
    toggle = page.toggle(key="rates_range_admission")
    assert toggle.value is False and "not the same measure" in toggle.label
    assert "Published 30–50%" not in str(figures(page)[0]["layout"])
    toggle.set_value(True).run()
    assert "Published 30–50%" in str(figures(page)[0]["layout"])
    after = run(relapse, clock="discharge")
    toggle = after.toggle(key="rates_range_discharge")
    assert toggle.value is True and "partly comparable: continuous, by test" in toggle.label
    assert "Published 30–50%" in str(figures(after)[0]["layout"])
    assert "the range · no verdict: partly comparable" in words(after)


def test_the_benchmark_by_quarter_and_for_everybody() -> None:
    page = run(relapse, relapse=RANGE)
    told = words(page)
    assert "Against the published 50–70%:" in told
    assert "No verdict for a single quarter: the verdict is given over 4 quarters together." in told
    assert "Drawn:" in told or "Quarters after" in told
    names = [{trace.get("name") for trace in figure["data"]} for figure in figures(page)]
    assert {"everyone counts", "95% interval", "bounds", "only those reached"} <= names[0]
    assert {"bounds", "only those reached"} <= names[1]
    assert "Dots with intervals and bounds by quarter of discharge" in alts(page)[0]


def test_groups_have_a_row_each_and_a_verdict_or_why_none() -> None:
    rates = run(by_site, clock="admission")
    named = {note["text"] for note in figures(rates)[0]["layout"]["annotations"]}
    assert {"<b>● Main</b>", "<b>■ River</b>"} <= named
    assert "an association, not an effect" in words(rates)
    told = words(run(by_site, relapse=RANGE))
    assert "No difference can be shown between" in told or "More of" in told
    assert "No verdict. Main: The interval crosses an edge of the range" in told


def test_samples_are_set_beside_people_with_the_sentence() -> None:
    told = words(run(relapse, relapse=RANGE))
    assert "of weekly tests were negative, but" in told
    assert "A share of negative tests is no abstinence rate" in told


def test_the_range_leads_with_the_primary_and_says_what_it_is() -> None:
    page = run(relapse, clock="admission", relapse=DEFINITIONS)
    told = words(page)
    assert "A range of definitions, not a confidence interval." in told
    assert "lie above" in told and "one choice away" in told
    assert any("Primary" in str(figure["layout"].get("annotations")) for figure in figures(page))
    page.toggle(key="range_all_admission").set_value(True).run()
    assert "one choice away; all" not in words(page)


def test_a_chosen_quarter_is_the_only_one() -> None:
    page = run(one_quarter, relapse=RANGE)
    assert "2025 Q3: " in words(page)
    assert not page.exception


def test_day_numbers_have_no_quarters_and_the_page_says_so() -> None:
    told = words(run(day_numbers, relapse=RANGE))
    assert "day numbers instead of dates, so nothing that needs the calendar can be shown here" in told
    assert "abstinent at the first follow-up" in told  # everybody's figure is still there


def test_without_follow_ups_the_range_is_not_applied_and_why() -> None:
    told = words(run(without_follow_ups, relapse=RANGE))
    assert "The 50–70% range cannot be applied: only 0 of" in told
    assert "had a positive test by day 90" in words(run(without_follow_ups, clock="admission"))


def test_with_nobody_due_the_parts_that_speak_about_treatment_are_named() -> None:
    page = run(nobody_due, relapse=RANGE)
    told = words(page)
    assert "The benchmark figure needs people seen after discharge" in told
    for part in ("How many relapse?", DEFINITIONS):
        assert f"“{part}”" in told and part in relapse_and_benchmark.PARTS.values()


def test_without_tests_each_place_says_what_it_needs() -> None:
    for part in ("How many relapse?", RANGE, DEFINITIONS):
        told = words(run(without_tests, clock="admission", relapse=part))
        assert told.count("This needs the table drug_tests, which these records do not have.") == 1


def test_nobody_matches() -> None:
    for part in relapse_and_benchmark.PARTS.values():
        page = run(nobody, relapse=part)
        assert "No episodes match these filters" in words(page)
        assert figures(page) == []


def test_the_clock_stays_when_another_part_asks_for_it_too() -> None:
    page = run(relapse, clock="discharge")
    page.segmented_control(key="relapse").set_value(DEFINITIONS).run()
    assert page.selectbox(key="clock").value == "discharge"
    assert not page.exception
