"""Abstinence: curves by group, clock and endpoint, the range with its badge, and the figures under them."""

from __future__ import annotations

from tests.views.pages import alts, figures, run, words


def abstinence() -> None:
    from tests.views import fakes
    from views import abstinence
    from views.filters import Choice

    abstinence.page(fakes.store(), Choice())


def by_site() -> None:
    from tests.views import fakes
    from views import abstinence
    from views.filters import Choice

    abstinence.page(fakes.store(), Choice(by="site"))


def one_site() -> None:
    from analytics.records.filters import Condition
    from tests.views import fakes
    from views import abstinence
    from views.filters import Choice

    abstinence.page(fakes.store(), Choice((Condition("site", "Main"),)))


def nobody() -> None:
    from analytics.records.filters import Condition
    from tests.views import fakes
    from views import abstinence
    from views.filters import Choice

    abstinence.page(fakes.store(), Choice((Condition("site", "Main"), Condition("site", "main", equal=False))))


def own_rule() -> None:
    from dataclasses import replace

    from tests.views import fakes
    from views import abstinence
    from views.filters import Choice

    made = fakes.program(fingerprint="own missing rule")
    made = replace(made, settings=replace(made.settings, missing_rule="positive"))
    abstinence.page(fakes.store(made), Choice())


def unseen() -> None:
    from dataclasses import replace

    from tests.views import fakes
    from views import abstinence
    from views.filters import Choice

    made = fakes.program(fingerprint="unseen")
    few = made.drug_tests[made.drug_tests["patient_id"].cat.codes < 20]
    abstinence.page(fakes.store(replace(made, drug_tests=few)), Choice())


def five_tracks() -> None:
    from dataclasses import replace

    from tests.views import fakes
    from views import abstinence
    from views.filters import Choice

    made = fakes.program(fingerprint="five tracks")
    five = (made.episodes["patient_id"].cat.codes % 5).map("track {}".format).astype("category")
    abstinence.page(fakes.store(replace(made, episodes=made.episodes.assign(track=five))), Choice(by="track"))


def test_one_curve_with_title_method_n_and_missing_rule() -> None:
    page = run(abstinence, clock="admission")
    told = words(page)
    assert "are without a positive test" in told
    assert "Kaplan–Meier with 95% interval" in told
    assert "n = 96" in told
    assert "Missing tests: people are followed to their last conclusive test" in told
    names = [trace["name"] for trace in figures(page)[0]["data"]]
    assert names[:2] == ["all interval", "all interval"]  # uncertainty before the estimate
    assert "all" in names


def test_groups_are_drawn_and_compared() -> None:
    page = run(by_site, clock="admission")
    names = {trace["name"] for trace in figures(page)[0]["data"]}
    assert {"Main", "River"} <= names
    assert "Difference" in words(page) and "an association, not an effect" in words(page)
    assert "by group: Main, River" in alts(page)[0] or "by group: River, Main" in alts(page)[0]


def test_the_title_speaks_of_every_group_though_four_are_drawn() -> None:
    page = run(five_tracks, clock="admission")
    assert "5 groups" in page.subheader[0].value
    assert "Drawn: the 4 largest groups" in words(page)


def test_filters_narrow_the_people() -> None:
    assert "n = 48" in words(run(one_site))


def test_address_chooses_clock_and_rule() -> None:
    page = run(abstinence, clock="discharge", missing="Leaving = return to use")
    told = words(page)
    assert "after discharge" in told or "since discharge" in told
    assert "leaving = return to use" in told


def test_range_is_off_and_badged_on_the_admission_clock() -> None:
    page = run(abstinence, clock="admission")
    assert page.toggle[0].value is False
    assert "not the same measure" in page.toggle[0].label
    assert "Published" not in str(figures(page)[0]["layout"])
    page.toggle[0].set_value(True).run()
    assert "Published 50–70%" in str(figures(page)[0]["layout"])
    assert "not the same measure; it was taken after the program" in words(page)


def test_range_is_on_and_partly_comparable_after_discharge() -> None:
    page = run(abstinence, clock="discharge")
    assert page.toggle[0].value is True
    assert "partly comparable: continuous, by test" in page.toggle[0].label
    assert "share reached" in words(page)


def test_rates_medians_and_the_command() -> None:
    page = run(abstinence, clock="admission")
    told = words(page)
    for day in ("30 days", "90 days", "180 days", "365 days"):
        assert day in told
    assert "never observed after zero" in told and "Due tests given in treatment" in told
    code = " ".join(block.value for block in page.code)
    assert code.startswith("python -m analytics outcomes --data SOURCE --endpoint first_positive --clock admission")
    assert "--today 20" in code  # the day is part of the question


def test_the_programs_own_missing_rule_is_asked_first() -> None:
    page = run(own_rule, clock="admission")
    assert page.selectbox(key="missing").value == "positive"
    assert "--missing positive" in page.code[0].value


def test_says_when_most_people_were_never_seen() -> None:
    words_of_few = "the curve speaks of the few who were tested"
    assert words_of_few in words(run(unseen, clock="admission"))
    assert words_of_few not in words(run(abstinence, clock="admission"))


def test_weekly_endpoints_count_weeks() -> None:
    page = run(abstinence, clock="admission", endpoint_admission="Lee 2016: relapse")
    assert figures(page)[0]["layout"]["xaxis"]["title"]["text"] == "Weeks since admission"


def test_nobody_matches() -> None:
    page = run(nobody)
    assert "No episodes match these filters" in words(page)
    assert figures(page) == []


def test_the_episodes_that_had_the_event_are_found_behind_the_curves() -> None:
    from streamlit.testing.v1 import AppTest

    from tests.views.pages import SECONDS

    page = AppTest.from_function(by_site, default_timeout=SECONDS)
    page.session_state["behind_the_curves"] = True
    page.run()
    assert not page.exception
    assert "Who had the event by each day" in words(page) and "Choose a row" in words(page)
    rows = next(table.value for table in page.dataframe if "at_risk" in table.value and "day" in table.value)
    assert list(rows.columns) == ["group", "day", "events", "at_risk", "n"]
    assert (rows.groupby("group")["events"].diff().dropna() >= 0).all()  # events are counted up to each day


def test_closed_the_list_behind_the_curves_costs_nothing() -> None:
    page = run(by_site)
    assert "Choose a row" not in words(page)
