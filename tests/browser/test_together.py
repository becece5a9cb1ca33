"""Several people at once: links opened elsewhere, the back button, filters of one person that are nobody else's."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from tests.browser.walker import PATIENCE, Walker, another_walker, walking

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def walker(project: Path) -> Generator[Walker]:
    """Server and browser of the module."""
    with walking(project) as found:
        yield found


def colleague(walker: Walker) -> Walker:
    """Another person on the same server."""
    return another_walker(walker.page.context.browser, walker.address, walker.log)


def test_the_address_opens_the_same_view_in_a_second_browser(walker: Walker) -> None:
    page = walker.open("engagement", "?site=Main&by=Track&period=2026+Q2&basis=Admitted+in+it")
    other = colleague(walker)
    other.page.goto(page.url)
    other.settle("Engagement")
    for one in (walker, other):
        assert one.page.get_by_text("Only site Main").count() == 1
        assert one.page.get_by_text("Patients admitted 2026 Q2, by track", exact=False).count() >= 1
    captions = [one.page.locator('[data-testid="stCaptionContainer"]').all_inner_texts() for one in (walker, other)]
    assert captions[0] == captions[1]


def test_two_people_with_different_filters_see_their_own(walker: Walker) -> None:
    other = colleague(walker)
    walker.open("overview", "?site=Main")
    other.open("overview", "?site=North")
    assert walker.page.get_by_text("Only site Main").count() == 1
    assert other.page.get_by_text("Only site North").count() == 1
    walker.page.reload()
    walker.settle("Overview")
    assert walker.page.get_by_text("Only site Main").count() == 1
    assert walker.page.get_by_text("Only site North").count() == 0


def test_the_back_button_returns_to_the_page_before(walker: Walker) -> None:
    page = walker.open("overview")
    page.get_by_role("link", name="Pathways", exact=True).click()
    walker.settle("Pathways")
    page.get_by_role("link", name="Engagement", exact=True).click()
    walker.settle("Engagement")
    page.go_back()
    walker.settle("Pathways")
    page.go_back()
    walker.settle("Overview")


def test_filters_stay_on_the_way_to_another_page(walker: Walker) -> None:
    page = walker.open("overview", "?site=Main")
    page.get_by_role("link", name="Engagement", exact=True).click()
    walker.settle("Engagement")
    assert page.get_by_text("Only site Main").count() == 1
    assert "site=Main" in page.url


def test_the_link_to_copy_is_the_address_of_the_view(walker: Walker) -> None:
    page = walker.open("pathways", "?site=Main")
    page.get_by_text("Link to this view").click()
    assert "/pathways?site=Main" in page.get_by_test_id("stSidebar").locator("code").inner_text()


def test_first_content_with_a_warm_cache(walker: Walker, record_property: Callable[[str, object], None]) -> None:
    """Prints how long a reload takes to the first heading (goal: under 2 s); a clock decides nothing in a test."""
    page = walker.open("overview")
    seconds = []
    for _ in range(3):
        began = time.monotonic()
        page.reload(wait_until="commit")
        page.get_by_role("heading", name="Overview", level=1, exact=True).wait_for(timeout=PATIENCE)
        seconds.append(time.monotonic() - began)
        walker.still()
    told = ", ".join(f"{second:.2f}" for second in seconds)
    print(f"first content of the Overview after a reload: {told} s")
    record_property("first content, seconds", told)
    assert page.get_by_role("heading", level=1).count() == 1
