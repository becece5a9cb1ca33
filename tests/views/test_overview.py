"""Overview: the headline with its verdict, six tiles, what changed, and what happens without data for them."""

from __future__ import annotations

from tests.views.pages import alts, figures, run, words


def overview() -> None:
    from tests.views import fakes
    from views import overview
    from views.filters import Choice

    overview.page(fakes.store(), Choice())


def nobody() -> None:
    from analytics.records.filters import Condition
    from tests.views import fakes
    from views import overview
    from views.filters import Choice

    overview.page(fakes.store(), Choice((Condition("site", "Main"), Condition("site", "main", equal=False))))


def without_follow_ups() -> None:
    from tests.views import fakes
    from views import overview
    from views.filters import Choice

    overview.page(fakes.store(fakes.program(seen_later=False, fingerprint="no follow-ups")), Choice())


def day_numbers() -> None:
    from tests.views import fakes
    from views import overview
    from views.filters import Choice

    overview.page(fakes.store(fakes.program(calendar="relative", fingerprint="relative")), Choice())


def with_targets() -> None:
    from dataclasses import replace

    from tests.views import fakes
    from views import overview
    from views.filters import Choice

    made = fakes.program(fingerprint="with targets")
    targets = {"census": 30.0, "attendance": 0.75}
    overview.page(fakes.store(replace(made, settings=replace(made.settings, targets=targets))), Choice())


def test_a_target_is_a_floor_but_the_places_of_the_census_are_not() -> None:
    told = words(run(with_targets))
    assert "target ≥ 75%" in told
    assert "target 30" in told


def test_headline_says_number_verdict_rule_interval_and_period() -> None:
    told = words(run(overview))
    assert "Data through 30 Sep 2026 · 7,789 rows used · 1 quarantined · read 1 Oct 2026, 06:10" in told
    assert "of patients abstinent at the first follow-up after discharge" in told
    assert "Everyone counts, not reached = not abstinent" in told
    assert "only those reached" in told
    assert "95% interval" in told
    assert "discharged Apr 2025 – Mar 2026" in told


def test_headline_bar_draws_what_the_words_say() -> None:
    page = run(overview)
    bar = figures(page)[0]
    point = next(trace for trace in bar["data"] if trace.get("marker", {}).get("size") == 17)
    assert f"{round(100 * point['x'][0])}%" in words(page)
    assert alts(page)[0].startswith("Bar of patients abstinent")


def test_six_measures_with_periods_and_changes() -> None:
    page = run(overview)
    told = words(page)
    for name in ("Abstinent at follow-up", "Retained 90 days", "Sessions attended", "Due tests given", "In treatment"):
        assert told.count(name) >= 2, name  # the tile and the table of changes
    assert "In bold, a change whose 95% interval excludes zero" in told
    assert len(figures(page)) == len(alts(page)) and all(alts(page))


def test_no_figure_is_transparent_or_has_a_legend() -> None:
    for figure in figures(run(overview)):
        assert figure["layout"]["paper_bgcolor"] == figure["layout"]["plot_bgcolor"] == "#FFFFFF"
        assert figure["layout"]["showlegend"] is False


def test_quality_flag_names_the_kind_of_row_that_was_lost() -> None:
    assert "More than 5% of one kind lost: drug_tests, refused: 10%" in words(run(overview))


def test_nobody_matches() -> None:
    page = run(nobody)
    assert "No episodes match these filters" in words(page)
    assert figures(page) == []


def test_without_follow_ups_the_range_is_not_applied() -> None:
    page = run(without_follow_ups)
    told = words(page)
    assert "The 50–70% range cannot be applied" in told
    assert "of patients are without a positive test 90 days after admission" in told
    assert "Published range" not in str(figures(page)[0]["layout"])


def test_day_numbers_switch_off_what_needs_the_calendar() -> None:
    told = words(run(day_numbers))
    assert "Day numbers instead of dates" in told
    assert "nothing that needs the calendar is shown" in told
    assert "What changed" not in told and "no-shows by day and hour" not in told


def test_everything_drawn_can_be_taken_away() -> None:
    page = run(overview)
    assert not page.get("download_button")  # tables are filled when they are opened
    for table in ("range_over_definitions", "overview_measures", "overview_months"):
        page.session_state[f"table_{table}"] = True
    names = {button.proto.id.split("-")[-1] for button in page.run().get("download_button")}
    assert names == {"csv_range_over_definitions", "csv_overview_measures", "csv_overview_months"}


def test_the_frames_hold_numerator_and_n_of_every_measure() -> None:
    from tests.views import fakes
    from views.measure_frames import measures_frame, trend_frame
    from views.readings import read_measures

    measures = fakes.store().overview()
    reads = read_measures(measures, fakes.program().settings)
    frame = measures_frame(reads)
    assert frame["reading"].tolist() == [read.words for read in reads]  # the one reading a measure has
    assert frame["measure"].tolist() == [measure.name for measure in measures]
    shares = frame[frame["low"].notna()]
    assert (shares["value"] >= shares["low"]).all() and (shares["n"] > 0).all()
    assert len(trend_frame(measures)) == sum(len(measure.trend) for measure in measures)


def one_quarter() -> None:
    from datetime import date

    from analytics.outcomes.periods import quarter
    from tests.views import fakes
    from views import overview
    from views.filters import Choice

    overview.page(fakes.store(), Choice(period=quarter(date(2026, 5, 1))))


def test_a_chosen_quarter_stands_against_the_one_before() -> None:
    told = words(run(one_quarter))
    assert "2026 Q2 against the period before" in told
    assert "the people of 2026 Q2 are followed until 27 Dec 2026" in told  # abstinence is not ripe: 180 days


def test_every_tile_leads_on_and_keeps_the_filters() -> None:
    links = [element.proto.body for element in run(overview, site="Main").get("html") if "Next:" in element.proto.body]
    assert len(links) == 6
    assert any('href="engagement?site=Main&amp;engagement=Long+enough%3F"' in link for link in links)


def test_tile_and_table_of_changes_give_a_measure_the_same_reading() -> None:
    from tests.views import fakes
    from views.readings import read_measures

    page = run(overview)
    bodies = [element.proto.body for element in page.get("html")]
    changes = next(body for body in bodies if "house changes" in body)
    for read in read_measures(fakes.store().overview(), fakes.program().settings):
        tile = next(body for body in bodies if f'"name">{read.measure.name}<' in body)
        row = next(row for row in changes.split("<tr>") if f"{read.measure.name}<" in row)
        assert f">{read.words}</span>" in tile and read.words in row, read.measure.key


def test_control_charts_stand_side_by_side_before_the_large_one() -> None:
    page = run(overview)
    page.session_state["control_charts"] = True
    told = [alt for alt in alts(page.run()) if alt.startswith("Control chart of")]
    assert len(told) == 7  # six small, one large
    assert told[-1].startswith("Control chart of Abstinent at follow-up")  # none has a signal: the first
    drawn = figures(page)[-7:-1]
    spans = [round(high - low, 6) for low, high in (figure["layout"]["yaxis"]["range"] for figure in drawn[:5])]
    assert len(set(spans)) == 1  # shares: a point is equally tall in all


def test_the_large_chart_is_the_first_measure_with_a_signal() -> None:
    from dataclasses import replace

    import pandas as pd

    from tests.views import fakes
    from views.control_block import first_signal
    from views.readings import read_measures

    measures = list(fakes.store().overview())
    values = [0.80, 0.82] * 6 + [0.40]
    months = pd.date_range("2025-09-01", periods=len(values), freq="MS")
    raised = replace(measures[2], trend=pd.DataFrame({"month": months, "value": values, "n": 90}))
    reads = read_measures([*measures[:2], raised, *measures[3:]], fakes.program().settings)
    assert first_signal(reads, {read.measure.key: read for read in reads}) == "attendance"


def test_the_control_chart_opens_with_table_downloads_and_command() -> None:
    page = run(overview)
    page.session_state["control_charts"] = True
    page.run()
    told = words(page)
    assert "Abstinent at follow-up" in told and "outside a limit" in told
    assert "of simulated years" in told
    names = {button.proto.id.split("-")[-1] for button in page.get("download_button")}
    assert names == {"csv_control_abstinence", "svg_control_abstinence"}
    assert any(alt.startswith("Control chart of") for alt in alts(page))
