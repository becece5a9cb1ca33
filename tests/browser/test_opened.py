"""What opens below a figure – table, downloads, command – is as readable as the page: axe looks at it opened."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.browser.walker import PATIENCE, PHONE, WCAG, WIDE, Walker, walking

axe_module = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is in requirements-dev.txt"
)

pytestmark = pytest.mark.browser

BELOW_A_FIGURE = "Table, download, how it was computed"
UNTIL_IT_STANDS = """command => new Promise(done => {
  let last = '';
  const look = () => {
    const now = JSON.stringify(command.getBoundingClientRect());
    if (now === last) { done(); } else { last = now; setTimeout(look, 200); }
  };
  look();
})"""
"""A box opens slowly: halfway its buttons are too small for a finger."""
COMMAND = "python -m analytics figures"


@pytest.fixture(scope="module")
def walker(project: Path) -> Generator[Walker]:
    """Server and browser, shared by the module."""
    with walking(project) as found:
        yield found


def look_at_the_command(walker: Walker, words: str) -> None:
    """Wait for the command and bring it into view: what is out of sight is not checked for contrast."""
    command = walker.page.locator('[data-testid="stCode"]:visible').filter(has_text=words).first
    command.wait_for(timeout=PATIENCE)
    walker.still()
    command.scroll_into_view_if_needed()
    command.evaluate(UNTIL_IT_STANDS)


@pytest.mark.parametrize("page", ["engagement", "drug-testing", "pathways"])
@pytest.mark.parametrize(
    ("scheme", "size"), [("light", WIDE), ("dark", WIDE), ("light", PHONE)], ids=["light", "dark", "phone"]
)
def test_table_downloads_and_command_are_accessible(
    walker: Walker, page: str, scheme: str, size: dict[str, int]
) -> None:
    shown = walker.open(page, scheme=scheme, size=size)
    shown.get_by_text(BELOW_A_FIGURE, exact=True).first.click()
    look_at_the_command(walker, COMMAND)
    walker.sound()
    found = axe_module.Axe().run(walker.page, options={"runOnly": {"type": "tag", "values": WCAG}})
    told = [f"{v['id']}: {node['html'][:200]}" for v in found.response["violations"] for node in v["nodes"]]
    assert told == []


def test_how_the_abstinence_curves_were_computed_is_accessible(walker: Walker) -> None:
    shown = walker.open("abstinence")
    shown.get_by_text("How was this computed?", exact=True).first.click()
    look_at_the_command(walker, "python -m analytics outcomes")
    found = axe_module.Axe().run(walker.page, options={"runOnly": {"type": "tag", "values": WCAG}})
    told = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found.response["violations"]]
    assert told == []
