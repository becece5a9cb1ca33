"""A person at a browser: opens pages of the real dashboard, waits until they are still, sees what is wrong."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.browser.walk import BROWSER_OPTIONS, READY, browser_path, served
from views.pages import PAGES, address_of, parts_of

TITLES = {address_of(title): title for title in PAGES}
"""Address → title of every page."""

FIRST = "overview"


@dataclass(frozen=True)
class View:
    """A page, or one part of a page that is divided."""

    page: str
    key: str = ""
    part: str = ""

    def query(self, more: str = "") -> str:
        """What the address asks for; `more` are further parameters."""
        asked = [urlencode({self.key: self.part})] if self.part else []
        asked += [more] if more else []
        return f"?{'&'.join(asked)}" if asked else ""

    def __str__(self) -> str:
        return f"{self.page}: {self.part}" if self.part else self.page


def views() -> list[View]:
    """Every part of every page, as the pages themselves name them."""
    found = []
    for address, title in TITLES.items():
        key, parts = parts_of(title) or ("", ("",))
        found += [View(address, key, part) for part in parts]
    return found


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
EMPTY_FIGURES = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
  .filter(figure => !figure.querySelector('.main-svg')).length"""


@dataclass
class Walker:
    """One browser page over the server, with what it complained about."""

    page: Any
    address: str
    log: Path
    errors: list[str] = field(default_factory=list)

    def open(self, name: str, query: str = "", *, scheme: str = "light", size: dict[str, int] | None = None) -> Any:
        """Go to a page and wait until it is still."""
        self.errors.clear()
        self.page.set_viewport_size(size or WIDE)
        self.page.emulate_media(color_scheme=scheme)
        path = "" if name == FIRST else name  # the first page lives at the root
        self.page.goto(f"{self.address}/{path}{query}")
        self.settle(TITLES[name])
        return self.page

    def see(self, view: View, more: str = "", **seen: Any) -> None:
        """Open a view, in the scheme and size of `open`; it is the part that was asked for."""
        self.open(view.page, view.query(more), **seen)
        if view.part:
            shown = self.page.get_by_role("radio", name=view.part, exact=True)
            assert shown.get_attribute("aria-checked") == "true"

    def settle(self, title: str) -> None:
        """Wait for the title and for the script to have run."""
        self.page.get_by_role("heading", name=title, level=1, exact=True).wait_for(timeout=PATIENCE)
        self.still()

    def still(self) -> None:
        """Wait until the script has run and nothing is half drawn."""
        self.page.locator(READY).wait_for(timeout=PATIENCE)
        self.page.wait_for_function(
            '() => !document.querySelector(\'[data-stale="true"], [data-testid="stSkeleton"]\')'
        )

    def sound(self) -> None:
        """No traceback, no console error, nothing wider than the window, no empty figure, no label outside its own."""
        self.page.wait_for_function(f"() => ({EMPTY_FIGURES})() === 0", timeout=PATIENCE)
        assert self.page.locator('[data-testid="stException"]').count() == 0
        assert self.page.get_by_text("This is a fault of the program").count() == 0
        assert self.page.evaluate(WIDER_THAN_ITS_WINDOW) <= 2
        assert self.page.evaluate(CUT_LABELS) == []
        assert self.errors == []


@contextmanager
def walking(project: Path, *options: str) -> Generator[Walker]:
    """A server over `options` and a browser page on it."""
    playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is in requirements-dev.txt")
    path = browser_path()
    with served(project, *options) as (address, log), playwright_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=BROWSER_OPTIONS)
        yield another_walker(browser, address, log)
        browser.close()


def another_walker(browser: Any, address: str, log: Path) -> Walker:
    """A person of their own: another context of the browser, with its own session."""
    walker = Walker(browser.new_context(viewport=WIDE).new_page(), address, log)
    walker.page.on("console", lambda said: walker.errors.append(said.text) if _is_news(said) else None)
    walker.page.on("pageerror", lambda error: walker.errors.append(str(error)))
    return walker


def _is_news(said: Any) -> bool:
    """An error of ours; Streamlit looks for its server below every page's address first, and reports it missing."""
    return said.type == "error" and "/_stcore/" not in str(said.location.get("url", ""))
