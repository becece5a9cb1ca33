"""A person's tasks at the dashboard, by mouse and by keyboard alone: what they cost, and that the answer is right.

1. the quarter with the worst no-show rate and the patients behind it; 2. the evening against the day track at 90 days;
3. both of these as CSV; 4. importing an export with names and codes of its own (test_import.py); 5. why two figures of
abstinence differ. Every task begins on the Overview. The right answer is what the command line prints.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Generator
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.charts.wording import percent, percent_range, signed_points
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import exhibit
from analytics.records.load import load_records
from tests.browser.person import PATIENCE, still
from tests.browser.tasks import KeysAtTasks, MouseAtTasks, arrived
from tests.browser.walk import BROWSER_OPTIONS, browser_path, served

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is in requirements-dev.txt")

pytestmark = pytest.mark.browser

TODAY = "2026-10-01"
WIDE = {"width": 1400, "height": 1000}
NO_SHOWS = "engagement_no_shows_by_quarter"
CURVES = "abstinence_curves"
BEHIND = "behind this mark"
DAY = 90
MOST_KEYS = 75  # to export both by keyboard: with the skip link 67, without it and with tables first 104

Person = MouseAtTasks | KeysAtTasks


@pytest.fixture(scope="module")
def overview(project: Path) -> Generator[Callable[[], Any]]:
    """Opens the Overview anew: one server and one browser window for all tasks, every visit a session of its own."""
    path = browser_path()
    with served(project, "--today", TODAY) as (address, _), playwright_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=BROWSER_OPTIONS)
        page = browser.new_context(viewport=WIDE).new_page()

        def opened() -> Any:
            page.goto(address)
            arrived(page, "Overview")
            return page

        opened()  # the first visitor waits for the records
        yield opened
        browser.close()


@pytest.fixture(params=[MouseAtTasks, KeysAtTasks], ids=["mouse", "keyboard"])
def person(overview: Callable[[], Any], request: pytest.FixtureRequest) -> Person:
    found: Person = request.param(overview())
    return found


@pytest.fixture
def cost(person: Person, record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Prints what a task cost, when it is done."""

    def told(task: str) -> None:
        how = "by mouse" if isinstance(person, MouseAtTasks) else "by keyboard"
        print(person.told(f"{task}, {how}"))
        record_property(task, person.told(how))

    return told


@pytest.fixture(scope="module")
def command(demo_source: str) -> Callable[..., dict[str, Any]]:
    """What `python -m analytics … --json` prints."""

    def told(*words: str) -> dict[str, Any]:
        out = io.StringIO()
        with redirect_stdout(out):
            assert main([words[0], "--data", demo_source, "--today", TODAY, *words[1:], "--json"]) == 0
        found: dict[str, Any] = json.loads(out.getvalue())
        return found

    return told


@pytest.fixture(scope="module")
def quarters(command: Callable[..., dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(command("figures", "--figure", "engagement.no_shows_by_quarter")["rows"])


@pytest.fixture(scope="module")
def tracks(command: Callable[..., dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Of each track the estimate on day 90 after admission."""
    told = command("outcomes", "--by", "track", "--at", str(DAY), "--no-range")
    return {group["name"]: group["estimates"][0] for group in told["groups"]}


def heading(page: Any, words: str) -> str:
    """The heading that begins so, once it is there."""
    found = page.get_by_role("heading").filter(has_text=words).first
    found.wait_for(timeout=PATIENCE)
    text: str = found.inner_text()
    return text.replace("\u00a0", " ")


def test_the_worst_quarter_and_the_patients_behind_it(
    person: Person, cost: Callable[[str], None], quarters: pd.DataFrame, demo_source: str
) -> None:
    person.turn_to("Engagement")
    title = heading(person.page, "No-shows are highest in")
    worst = int(quarters.loc[quarters["complete"], "value"].idxmax())
    quarter, share = quarters["quarter"].tolist()[worst], quarters["value"].tolist()[worst]
    assert f"{quarter}, {percent(share)}" in title
    person.list_behind(NO_SHOWS, worst, BEHIND)
    listed = person.page.get_by_text(BEHIND).first
    cost("worst quarter of no-shows and its patients")

    derivation = Derivation(load_records(demo_source, today=date.fromisoformat(TODAY)))
    members = exhibit(derivation, "engagement.no_shows_by_quarter").members
    assert members is not None
    assert listed.inner_text().startswith(f"{len(members[worst]):,} episodes behind this mark, {quarter}")


def test_evening_against_day_at_ninety_days(
    person: Person, cost: Callable[[str], None], tracks: dict[str, dict[str, Any]]
) -> None:
    person.turn_to("Abstinence")
    person.choose("Compare by", "Track")
    title = heading(person.page, "90 days after admission")
    cost("evening against day track at 90 days")

    for name, estimate in tracks.items():
        assert name in title and percent(estimate["estimate"]) in title
    row = person.page.get_by_role("row").filter(has_text="evening").first.inner_text()
    assert percent_range(tracks["evening"]["low"], tracks["evening"]["high"]) in row
    assert f"{tracks['evening']['at_risk']} at risk" in row


def test_both_as_csv(
    person: Person, cost: Callable[[str], None], quarters: pd.DataFrame, tracks: dict[str, dict[str, Any]]
) -> None:
    person.turn_to("Engagement")
    heading(person.page, "No-shows are highest in")
    taken = pd.read_csv(person.take_csv(NO_SHOWS))
    person.turn_to("Abstinence")
    person.choose("Compare by", "Track")
    heading(person.page, "90 days after admission")
    curves = pd.read_csv(person.take_csv(CURVES))
    cost("both as CSV")
    assert person.keys <= MOST_KEYS

    assert taken[["quarter", "events", "n"]].to_dict("records") == quarters[["quarter", "events", "n"]].to_dict(
        "records"
    )
    assert taken["value"].tolist() == pytest.approx(quarters["value"].tolist())
    for name, estimate in tracks.items():
        steps = curves[(curves["group"] == name) & (curves["time"] <= DAY)]
        assert steps["estimate"].iloc[-1] == pytest.approx(estimate["estimate"])


def test_why_two_figures_of_abstinence_differ(
    person: Person, cost: Callable[[str], None], command: Callable[..., dict[str, Any]]
) -> None:
    person.follow("See why they differ", "Relapse and benchmark")
    title = heading(person.page, "differ by")
    still(person.page)
    steps = person.page.get_by_role("row").all_inner_texts()
    cost("why two figures of abstinence differ")

    chosen = ("--choose", "first=headline", "--choose", "second=only_reached")
    first, *_, last = rows = command("figures", "--figure", "relapse.why_differ", *chosen)["rows"]
    assert f"{percent(first['value'])} and {percent(last['value'])} differ by" in title
    said = " ".join(steps).replace("\u00a0", " ")
    for row in rows[1:]:
        assert signed_points(row["change"]) in said and percent(row["value"]) in said
    assert sum(row["change"] for row in rows[1:]) == pytest.approx(last["value"] - first["value"])
    assert "not abstinent → Only those seen" in said
