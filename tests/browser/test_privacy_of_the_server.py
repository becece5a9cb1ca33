"""The real server over records with a name planted in every column: the name is in no log line and no address."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.walk import BROWSER_OPTIONS, READY, browser_path, served
from tests.browser.walker import FIRST, TITLES
from tests.spec.bad_input import NAME
from tests.spec.dirty_source import TODAY, write_dirty

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is in requirements-dev.txt")

pytestmark = pytest.mark.browser

PAGES = {"" if name == FIRST else name: title for name, title in TITLES.items()}
PATIENCE = 30_000  # ms
PARTS = [part.casefold() for part in NAME.split()]


def walk(project: Path, source: Path, titles: dict[str, str]) -> tuple[str, list[str]]:
    """Open pages one after the other; what the server printed, and every address that was asked for."""
    path, addresses = browser_path(), []
    with served(project, "--data", str(source), "--today", TODAY) as (address, log):
        with playwright_api.sync_playwright() as play:
            browser = play.chromium.launch(executable_path=path, args=BROWSER_OPTIONS)
            page = browser.new_page()
            page.on("request", lambda request: addresses.append(request.url))
            for name, title in titles.items():
                page.goto(f"{address}/{name}")
                page.get_by_role("heading", name=title, level=1).wait_for(timeout=PATIENCE)
                page.locator(READY).wait_for(timeout=PATIENCE)
                addresses.append(page.url)
            browser.close()
        return log.read_text(encoding="utf-8"), addresses


def names_in(text: str) -> list[str]:
    """The parts of the name that a text holds."""
    return [part for part in PARTS if part in text.casefold()]


def test_no_page_writes_it_into_a_log_or_an_address(project: Path, tmp_path: Path) -> None:
    printed, addresses = walk(project, write_dirty(tmp_path), PAGES)
    assert len(addresses) > len(PAGES)
    assert names_in(printed + " ".join(addresses)) == []
    assert "Traceback" not in printed


def test_a_source_that_cannot_be_shown_is_a_sentence_and_no_log(project: Path, tmp_path: Path) -> None:
    source = write_dirty(tmp_path, only=True)
    printed, addresses = walk(project, source, {"": "The records cannot be shown"})
    assert names_in(printed + " ".join(addresses)) == []
    assert "Traceback" not in printed
