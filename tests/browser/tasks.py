"""What a person does at the dashboard to answer a question, by mouse or by keyboard alone: the same verbs for both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.person import MOST_TABS, PATIENCE, WithKeys, WithMouse, still
from views.jump import FIGURES

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is in requirements-dev.txt")

LINK = "() => document.activeElement.getAttribute('href') || ''"
HEADING_OVER = """selector => [...document.querySelectorAll('.target')].filter(target =>
  target.compareDocumentPosition(document.querySelector(selector)) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1).id"""
INSIDE = "selector => !!document.activeElement.closest(selector)"
GRID = 'canvas[data-testid="data-grid-canvas"]'
LOOKS = 5_000  # ms a person looks for the answer before clicking again
MOST_TRIES = 4


def figure_named(key: str) -> str:
    """Where a figure is, by the key of its exhibit."""
    return f".st-key-figure_{key}"


def table_named(key: str) -> str:
    """Where the expander with a figure's table, download and command is."""
    return f".st-key-table_{key}"


class MouseAtTasks(WithMouse):
    """Clicks only."""

    def turn_to(self, title: str) -> None:
        """Click a page in the navigation."""
        self._click(self.page.get_by_role("link", name=title, exact=True), wait=False)
        arrived(self.page, title)

    def follow(self, words: str, title: str) -> None:
        """Click a link in the text that leads to another page."""
        self._click(self.page.get_by_role("link", name=words), wait=False)
        arrived(self.page, title)

    def list_behind(self, key: str, row: int, answer: str) -> None:
        """Click the mark of a row in the figure, which reads the mouse itself; once more if no answer comes."""
        mark = self.page.locator(f"{figure_named(key)} path.point").nth(row)
        mark.wait_for(timeout=PATIENCE)
        for _ in range(MOST_TRIES):
            mark.scroll_into_view_if_needed()
            self.page.wait_for_timeout(200)
            box = mark.bounding_box()
            self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
            self.page.wait_for_timeout(400)  # until the mark shows its words
            self.page.mouse.down()
            self.page.mouse.up()
            self.clicks += 1
            if comes(self.page, answer):
                return
        raise AssertionError(f"{MOST_TRIES} clicks on the mark listed nothing")

    def take_csv(self, key: str) -> Path:
        """Open the table under a figure and click its download."""
        box = self.page.locator(table_named(key))
        self._click(box.locator("summary"))
        with self.page.expect_download(timeout=PATIENCE) as waiting:
            self._click(box.get_by_role("button", name="Download CSV"), wait=False)
        return Path(waiting.value.path())


class KeysAtTasks(WithKeys):
    """Keys only."""

    def turn_to(self, title: str) -> None:
        """Reach a page in the navigation and press Enter."""
        self.follow(title, title)

    def follow(self, words: str, title: str) -> None:
        """Reach a link and press Enter."""
        self.reach(words)
        self._key("Enter")
        arrived(self.page, title)

    def list_behind(self, key: str, row: int, answer: str) -> None:
        """Open the table under the figure, go down to a row and choose it: the figure itself needs a mouse."""
        self._open(key)
        self._reach_inside(f"{table_named(key)} {GRID}")
        for _ in range(row):
            self._key("ArrowDown")
        self._key("Shift+Space")
        assert comes(self.page, answer), "the chosen row listed nothing"

    def take_csv(self, key: str) -> Path:
        """Open the table under a figure, reach its download and press Enter."""
        self._open(key)
        self._reach_inside(f"{table_named(key)} .st-key-csv_{key}")
        with self.page.expect_download(timeout=PATIENCE) as waiting:
            self._key("Enter")
        return Path(waiting.value.path())

    def _open(self, key: str) -> None:
        self._jump_to_heading_over(table_named(key))
        self._reach_inside(f"{table_named(key)} summary")
        self._key("Enter")
        still(self.page)

    def _jump_to_heading_over(self, selector: str) -> None:
        """Take the skip link where it comes by, then the heading's own link in the list of figures."""
        self.page.locator(selector).wait_for(timeout=PATIENCE)
        wanted = self.page.evaluate(HEADING_OVER, selector)
        for _ in range(MOST_TABS):
            link = self.page.evaluate(LINK)
            if link == f"#{wanted}":
                self._key("Enter")
                return
            if link == f"#{FIGURES}":
                self._key("Enter")
            self._key("Tab")
        raise AssertionError(f"{MOST_TABS} tabs did not reach the link to {wanted}")

    def _reach_inside(self, selector: str) -> None:
        for _ in range(MOST_TABS):
            if self.page.evaluate(INSIDE, selector):
                return
            self._key("Tab")
        raise AssertionError(f"{MOST_TABS} tabs did not reach {selector}")


def arrived(page: Any, title: str) -> None:
    """Wait for the page of this title."""
    page.get_by_role("heading", name=title, level=1, exact=True).wait_for(timeout=PATIENCE)
    still(page)


def comes(page: Any, words: str) -> bool:
    """Whether these words appear before a person would try again."""
    try:
        page.get_by_text(words).first.wait_for(timeout=LOOKS)
    except playwright_api.TimeoutError:
        return False
    still(page)
    return True
