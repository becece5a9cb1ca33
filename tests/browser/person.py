"""A person at the dashboard who counts: clicks with the mouse, or keys alone, and the seconds it took."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.browser.walk import READY

PlaywrightTimeout = pytest.importorskip(
    "playwright.sync_api", reason="playwright is in requirements-dev.txt"
).TimeoutError

PATIENCE = 60_000  # ms
FOCUSED = """() => { const at = document.activeElement;
  return [at.getAttribute('aria-label') || '', (at.innerText || '').trim(), at.tagName]; }"""
SHORT = 8_000  # ms until a person looks again
MOST_TRIES = 3
MOST_TABS = 400
MOST_TURNS = 40


def still(page: Any) -> None:
    """Wait until the script has run and nothing waits for it."""
    page.wait_for_timeout(150)
    page.locator(READY).wait_for(timeout=PATIENCE)
    page.wait_for_function('() => !document.querySelector(\'[data-stale="true"], [data-testid="stSkeleton"]\')')


class Person:
    """What a task costs: `clicks` or `keys`, letters typed apart, and `seconds`."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.clicks = self.keys = self.letters = 0
        self._began = time.monotonic()

    def holds(self, label: str, option: str) -> bool:
        """Whether a selection shows what was chosen; a page redrawn under the hand may have taken something else."""
        box = self.page.get_by_role("combobox", name=label).first
        return not box.count() or str(box.input_value()).startswith(option)

    @property
    def seconds(self) -> float:
        """Since the person began."""
        return time.monotonic() - self._began

    def told(self, task: str) -> str:
        """The cost in a line."""
        return f"{task}: {self.clicks} clicks, {self.keys} keys, {self.letters} letters, {self.seconds:.0f} s"


class WithMouse(Person):
    """Clicks only."""

    def press(self, name: str) -> None:
        """Click a button."""
        self._click(self.page.get_by_role("button", name=name, exact=True))

    def choose(self, label: str, option: str) -> None:
        """Open a selection, turn the wheel to one of its options and click it; look whether it was taken."""
        for _ in range(MOST_TRIES):
            self._choose(label, option)
            if self.holds(label, option):
                return

    def _choose(self, label: str, option: str) -> None:
        for turn in range(MOST_TRIES):
            self._click(self.page.get_by_role("combobox", name=label), wait=False)
            try:
                self.page.get_by_role("listbox").hover(timeout=SHORT if turn + 1 < MOST_TRIES else PATIENCE)
                break
            except PlaywrightTimeout:  # the page was redrawn under the mouse
                still(self.page)
        self.page.wait_for_timeout(200)
        wanted = self.page.get_by_role("option", name=option).first
        for _ in range(MOST_TURNS):
            if wanted.count():
                break
            self.page.mouse.wheel(0, 120)
            self.page.wait_for_timeout(60)
        wanted.click()
        self.clicks += 1
        still(self.page)

    def part(self, name: str) -> None:
        """Click a part of the page."""
        self._click(self.page.get_by_role("radio", name=name))

    def upload(self, files: list[Path]) -> None:
        """Click the upload button and choose files in the system's window (one click to open it, one to confirm)."""
        with self.page.expect_file_chooser() as waiting:
            self._click(self.page.locator('[data-testid="stFileUploaderDropzone"] button'), wait=False)
        waiting.value.set_files([str(file) for file in files])
        self.clicks += 1
        still(self.page)

    def _click(self, target: Any, *, wait: bool = True) -> None:
        """A list closes when the page scrolls, so the page scrolls first, as a person's does."""
        target.first.wait_for(timeout=PATIENCE)
        target.first.scroll_into_view_if_needed()
        self.page.wait_for_timeout(200)
        target.first.click()
        self.clicks += 1
        if wait:
            still(self.page)


class WithKeys(Person):
    """Tab, Enter, arrows and letters only; the mouse is never used."""

    def reach(self, name: str) -> None:
        """Tab until the focus is on what has this name (its label, or the words on it)."""
        for _ in range(MOST_TABS):
            label, words, tag = self.page.evaluate(FOCUSED)
            named = label.startswith(name) or words.endswith(name)  # an icon's name may stand before the words
            if named and tag in ("BUTTON", "INPUT", "A"):
                return
            self._key("Tab")
        raise AssertionError(f"{MOST_TABS} tabs did not reach {name}")

    def press(self, name: str) -> None:
        """Reach a button and press Enter."""
        self.reach(name)
        self._key("Enter")
        still(self.page)

    def choose(self, label: str, option: str) -> None:
        """Reach a selection, type the option's name and take it; once more when the page was redrawn meanwhile."""
        wanted = self.page.get_by_role("option", name=option).first
        for turn in range(MOST_TRIES):
            self.reach(label)
            self.page.keyboard.type(option)
            self.letters += len(option)
            try:
                wanted.wait_for(timeout=SHORT if turn + 1 < MOST_TRIES else PATIENCE)
                break
            except PlaywrightTimeout:
                self._key("Escape")
                still(self.page)
        self._key("Enter")
        still(self.page)

    def upload(self, files: list[Path]) -> None:
        """Reach the upload button, press Enter and choose files in the system's window (one key to confirm)."""
        for turn in range(MOST_TRIES):
            self.reach("Upload")
            try:
                with self.page.expect_file_chooser(timeout=SHORT if turn + 1 < MOST_TRIES else PATIENCE) as waiting:
                    self._key("Enter")
                break
            except PlaywrightTimeout:  # the button was redrawn under the key
                still(self.page)
        waiting.value.set_files([str(file) for file in files])
        self.keys += 1
        still(self.page)

    def _key(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1
