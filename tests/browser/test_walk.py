"""Every page in a real browser: light, dark, on a phone; nothing broken, nothing an accessibility check objects to."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.walk import BROWSER_OPTIONS, READY, browser_path, served

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is in requirements-dev.txt")
axe_module = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is in requirements-dev.txt"
)

pytestmark = pytest.mark.browser

PAGES = {"overview": "Overview", "abstinence": "Abstinence", "data": "Data", "definitions": "Definitions"}
FIGURES = {"overview": 7, "abstinence": 1, "data": 0, "definitions": 0}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE, PHONE = {"width": 1400, "height": 1000}, {"width": 390, "height": 844}
PATIENCE = 30_000  # ms
WIDER_THAN_ITS_WINDOW = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollWidth - main.clientWidth;
}"""
CUT_LABELS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(figure => {
  const frame = figure.getBoundingClientRect();
  return [...figure.querySelectorAll('.annotation-text')]
    .filter(text => { const box = text.getBoundingClientRect();
      const across = box.left < frame.left - 1 || box.right > frame.right + 1;
      return across || box.top < frame.top - 1 || box.bottom > frame.bottom + 1; })
    .map(text => text.textContent);
})"""


@dataclass
class Walker:
    """One browser page over the server, with what it complained about."""

    page: Any
    address: str
    errors: list[str]
    log: Path

    def open(self, name: str, query: str = "", *, scheme: str = "light", size: dict[str, int] | None = None) -> Any:
        """Go to a page and wait until it is still."""
        self.errors.clear()
        self.page.set_viewport_size(size or WIDE)
        self.page.emulate_media(color_scheme=scheme)
        path = "" if name == "overview" else name  # the first page lives at the root
        self.page.goto(f"{self.address}/{path}{query}")
        self.settle(PAGES[name])
        return self.page

    def settle(self, title: str) -> None:
        """Wait for the title and for the script to have run."""
        self.page.get_by_role("heading", name=title, level=1).wait_for(timeout=PATIENCE)
        self.page.locator(READY).wait_for(timeout=PATIENCE)
        self.page.wait_for_function(
            '() => !document.querySelector(\'[data-stale="true"], [data-testid="stSkeleton"]\')'
        )


@pytest.fixture(scope="module")
def walker(project: Path) -> Generator[Walker]:
    """Server and browser, shared by the module (a fresh context per test would take minutes)."""
    path = browser_path()
    with served(project) as (address, log), playwright_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=BROWSER_OPTIONS)
        page = browser.new_context(viewport=WIDE).new_page()
        errors: list[str] = []
        page.on("console", lambda said: errors.append(said.text) if _is_news(said) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield Walker(page, address, errors, log)
        browser.close()


def _is_news(said: Any) -> bool:
    """An error of ours; Streamlit looks for its server below every page's address first, and reports it missing."""
    return said.type == "error" and "/_stcore/" not in str(said.location.get("url", ""))


def sound(walker: Walker, name: str) -> None:
    """No traceback, no console error, nothing wider than the window, no label outside its figure."""
    page = walker.page
    page.wait_for_function(
        "count => document.querySelectorAll('.js-plotly-plot .main-svg').length >= count", arg=FIGURES[name]
    )
    assert page.locator('[data-testid="stException"]').count() == 0
    assert page.evaluate(WIDER_THAN_ITS_WINDOW) <= 2
    assert page.evaluate(CUT_LABELS) == []
    assert walker.errors == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("scheme", "size"), [("light", WIDE), ("dark", WIDE), ("light", PHONE)], ids=["light", "dark", "phone"]
)
def test_page_is_sound_and_accessible(walker: Walker, name: str, scheme: str, size: dict[str, int]) -> None:
    walker.open(name, scheme=scheme, size=size)
    sound(walker, name)
    found = axe_module.Axe().run(walker.page, options={"runOnly": {"type": "tag", "values": WCAG}})
    told = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found.response["violations"]]
    assert told == []


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
    for title in ("Abstinence", "Data", "Definitions", "Overview"):
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
    assert told.count() >= FIGURES["overview"]


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
