"""Compare, missed tests: the figure and the sentence, the switches, and what stands in place of a missing figure."""

from __future__ import annotations

import json
import shlex

import pytest

from analytics.__main__ import run_command
from tests.views.pages import alts, figures, run, words

SEED = 94


def two_sites() -> None:
    from analytics.evaluation.contrast import Contrast
    from analytics.outcomes.question import Question
    from tests.views import fakes
    from views import compare_missing
    from views.filters import Choice

    question = Question(endpoint="first_positive", missing="responders", at=(30, 60, 90, 365))
    compare_missing.show(fakes.store(), Choice(), question, Contrast(by="site"), command="python -m analytics compare")


def three_tracks() -> None:
    from analytics.evaluation.contrast import Contrast
    from analytics.outcomes.question import Question
    from tests.views import fakes
    from views import compare_missing
    from views.filters import Choice

    question = Question(endpoint="lee_2016_relapse", at=(84,))
    compare_missing.show(fakes.store(), Choice(), question, Contrast(by="track"))


def day_numbers() -> None:
    from analytics.evaluation.contrast import Contrast
    from analytics.outcomes.question import Question
    from tests.views import fakes
    from views import compare_missing
    from views.filters import Choice

    made = fakes.program(calendar="relative", fingerprint="missing relative")
    compare_missing.show(fakes.store(made), Choice(), Question(at=(30,)), Contrast(by="site"))


def demonstration() -> None:
    from datetime import date, datetime
    from pathlib import Path

    from analytics.outcomes.derivation import Derivation
    from analytics.records.load import load_records
    from views import compare
    from views.filters import Choice
    from views.store import Loaded, Store

    folder = Path(compare.__file__).resolve().parents[1] / "data" / "demo"
    records = load_records(str(folder), today=date(2026, 10, 1))
    compare.page(Store(Loaded(Derivation(records), datetime(2026, 10, 1))), Choice())


def nobody() -> None:
    from analytics.evaluation.contrast import Contrast
    from analytics.outcomes.question import Question
    from analytics.records.filters import Condition
    from tests.views import fakes
    from views import compare_missing
    from views.filters import Choice

    conditions = (Condition("track", "day"), Condition("track", "day", equal=False))
    compare_missing.show(fakes.store(), Choice(conditions), Question(), Contrast(by="site"))


def nothing_missed() -> None:
    from analytics.evaluation.contrast import Contrast
    from analytics.outcomes.question import Question
    from tests.views import fakes
    from views import compare_missing
    from views.filters import Choice

    question = Question(endpoint="first_use_after_discharge", clock="discharge", at=(90,))
    compare_missing.show(fakes.store(), Choice(), question, Contrast(by="site"))


def too_late() -> None:
    from analytics.evaluation.contrast import Contrast
    from analytics.outcomes.question import Question
    from tests.views import fakes
    from views import compare_missing
    from views.filters import Choice

    compare_missing.show(fakes.store(), Choice(), Question(endpoint="first_positive", at=(3000,)), Contrast(by="site"))


def test_the_figure_the_sentence_and_how_it_was_made() -> None:
    page = run(two_sites)
    said = words(page)
    assert "missed tests" in page.subheader[0].value
    assert "under what was observed of tests given it would be" in said
    assert f"seed {SEED}" in said and "Weeks after death, transfer or jail are never imputed." in said
    names = [trace.get("name") for trace in figures(page)[0]["data"]]
    assert {"Main", "River", "difference", "Main plain rules"} <= set(names)
    assert "taken as positive, from 0 to 100%" in alts(page)[0]
    assert "python -m analytics compare --missed-tests 90" in [code.value for code in page.code]


def test_only_days_with_a_figure_are_offered_and_another_day_is_drawn() -> None:
    page = run(two_sites)
    switch = page.button_group[0]
    assert list(switch.options) == ["day 30", "day 60", "day 90"]
    assert "on day 90" in words(page)
    switch.set_value(30).run()
    assert "on day 30" in words(page) and not page.exception


def test_of_three_groups_one_is_chosen() -> None:
    page = run(three_tracks)
    assert page.selectbox[0].label == "Compared with day" and page.selectbox[0].options == ["evening", "weekend"]
    assert "of all groups" in words(page)
    page.selectbox[0].set_value(2).run()
    assert any(trace.get("name") == "weekend" for trace in figures(page)[0]["data"])


def test_records_with_day_numbers_are_no_obstacle() -> None:
    assert len(figures(run(day_numbers))) == 1


def test_what_cannot_be_shown_says_why() -> None:
    for script, reason in (
        (nobody, "Fewer than two groups have anyone in them."),
        (nothing_missed, "No test was missed"),
        (too_late, "On none of the days enough people of both groups are followed."),
    ):
        page = run(script)
        assert not figures(page) and reason in words(page)


def test_page_and_command_say_the_same(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = run(demonstration, compare="Missing tests", compare_by="track")
    page.button(key="button_missed").click().run()
    (printed,) = [code.value for code in page.code]
    asked = shlex.split(printed.removeprefix("python -m analytics ").replace("SOURCE", shlex.quote(demo_source)))
    assert run_command(asked) == 0
    (tipping,) = json.loads(capsys.readouterr().out)["missed_tests"]["tipping"]
    said = words(page)
    assert f"on day {tipping['day']:.0f}" in said and f"seed {tipping['seed']}" in said
    assert len(tipping["sentences"]) == 3 and all(sentence in said for sentence in tipping["sentences"])
