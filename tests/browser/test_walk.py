"""Every page in a real browser: light, dark, on a phone; nothing broken, nothing an accessibility check objects to."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.browser.walker import PATIENCE, PHONE, TITLES, WCAG, WIDE, View, Walker, views, walking

axe_module = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is in requirements-dev.txt"
)

pytestmark = pytest.mark.browser

FIGURES_OF_THE_OVERVIEW = 7


@pytest.fixture(scope="module")
def walker(project: Path) -> Generator[Walker]:
    """Server and browser, shared by the module (a fresh context per test would take minutes)."""
    with walking(project) as found:
        yield found


@pytest.mark.parametrize("view", views(), ids=str)
@pytest.mark.parametrize(
    ("scheme", "size"), [("light", WIDE), ("dark", WIDE), ("light", PHONE)], ids=["light", "dark", "phone"]
)
def test_part_is_sound_and_accessible(walker: Walker, view: View, scheme: str, size: dict[str, int]) -> None:
    walker.see(view, scheme=scheme, size=size)
    walker.sound()
    found = axe_module.Axe().run(walker.page, options={"runOnly": {"type": "tag", "values": WCAG}})
    told = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found.response["violations"]]
    assert told == []


@pytest.mark.parametrize("view", views(), ids=str)
def test_part_is_sound_by_group_and_quarter(walker: Walker, view: View) -> None:
    walker.see(view, "by=Track&period=2026+Q2&site=Main")
    walker.sound()


def test_figures_follow_the_scheme(walker: Walker) -> None:
    page = walker.open("abstinence", scheme="dark")
    background = page.locator(".js-plotly-plot .main-svg").first.evaluate("figure => figure.style.background")
    assert background == "rgb(15, 21, 28)"


def test_a_change_of_scheme_in_mid_session_stays_readable(walker: Walker) -> None:
    page = walker.open("abstinence", scheme="light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => getComputedStyle(document.querySelector('.stApp')).colorScheme.includes('dark')")
    background = page.locator(".js-plotly-plot .main-svg").first.evaluate("figure => figure.style.background")
    assert background == "rgb(255, 255, 255)"  # opaque: a light card on the dark page, its dark text readable


def test_address_carries_filter_and_grouping_over_a_reload(walker: Walker) -> None:
    page = walker.open("abstinence", "?site=Main&by=Track")
    assert page.get_by_text("Only site Main").count() == 1
    page.reload()
    walker.settle("Abstinence")
    assert page.get_by_text("Only site Main").count() == 1
    assert "site=Main" in page.url
    assert page.locator(".js-plotly-plot").first.get_by_text("evening", exact=True).count() >= 1


def test_navigation_by_keyboard_reaches_every_page(walker: Walker) -> None:
    page = walker.open("overview")
    for title in [*list(TITLES.values())[1:], "Overview"]:
        link = page.get_by_role("link", name=title, exact=True)
        link.focus()
        page.keyboard.press("Enter")
        walker.settle(title)
    assert walker.errors == []


def test_download_is_named_internal(walker: Walker) -> None:
    page = walker.open("abstinence")
    page.get_by_text("Table", exact=True).click()
    with page.expect_download(timeout=PATIENCE) as waiting:
        page.get_by_role("button", name="Download CSV").click()
    assert waiting.value.suggested_filename == "internal_abstinence_curves.csv"
    first_line = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()[0]
    assert first_line.startswith("group,n,time,at_risk,events,censored,estimate,low,high,thin")


def test_figures_carry_alternative_texts(walker: Walker) -> None:
    page = walker.open("overview")
    told = page.locator('[data-testid="stPlotlyChart"] [aria-label], [data-testid="stPlotlyChart"][aria-label]')
    assert told.count() >= FIGURES_OF_THE_OVERVIEW


def test_no_request_leaves_this_computer(walker: Walker) -> None:
    asked: list[str] = []
    walker.page.on("request", lambda request: asked.append(request.url))
    walker.open("overview")
    outside = [url for url in asked if not url.startswith((walker.address, "data:", "blob:"))]
    assert outside == []


def test_the_server_prints_no_traceback(walker: Walker) -> None:
    """The last test of the module: by now every page was opened several times."""
    printed = walker.log.read_text(encoding="utf-8")
    assert "Traceback" not in printed and "Error" not in printed
