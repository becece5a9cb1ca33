"""The report's page in a real browser: accessible in both schemes, on a phone and on paper, and it fetches nothing."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from analytics.reports.page import page
from tests.browser.walk import BROWSER_OPTIONS, browser_path
from tests.browser.walker import PHONE, WCAG, WIDE
from tests.unit.reports.a_report import a_report

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is in requirements-dev.txt")
axe_module = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is in requirements-dev.txt"
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Generator[Any]:
    """One browser for the module."""
    with playwright_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=browser_path(), args=BROWSER_OPTIONS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The made-up report as a file."""
    file: Path = tmp_path_factory.mktemp("report") / "report.html"
    file.write_bytes(page(a_report()))
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_page_is_sound_and_accessible(browser: Any, address: str, scheme: str, size: dict[str, int]) -> None:
    said: list[str] = []
    asked: list[str] = []
    opened = browser.new_page(color_scheme=scheme, viewport=size)
    opened.on("console", lambda message: said.append(message.text))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    found = axe_module.Axe().run(opened, options={"runOnly": {"type": "tag", "values": WCAG}})
    told = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found.response["violations"]]
    wide, window = opened.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    opened.close()
    assert (told, said, asked) == ([], [], [address])
    assert wide <= window


def test_the_first_tab_skips_to_the_report(browser: Any, address: str) -> None:
    opened = browser.new_page(viewport=WIDE)
    opened.goto(address)
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.innerText") == "Skip to the report"
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "report"
    opened.close()


def test_dark_is_dark_and_paper_is_light(browser: Any, address: str) -> None:
    opened = browser.new_page(color_scheme="dark", viewport=WIDE)
    opened.goto(address)
    background = "getComputedStyle(document.body).backgroundColor"
    assert opened.evaluate(background) == "rgb(15, 21, 28)"
    opened.emulate_media(media="print")
    assert opened.evaluate(background) == "rgb(255, 255, 255)"
    opened.close()
