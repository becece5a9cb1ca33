"""The titles of all figures: short enough to be read at once, no full stop, something in each."""

from __future__ import annotations

import pytest

from analytics.charts.titles import LONGEST
from tests.views.every_page import CHOICES, PROGRAMS
from tests.views.pages import run
from views.pages import PAGES, parts_of

SHOWN = [("demo", choice) for choice in CHOICES] + [("plain", "quarter")]
SHOWN += [(program, "all") for program in PROGRAMS if program != "demo"]


def any_page() -> None:
    from tests.views import every_page

    every_page.draw()


def titles_of(page: str, *, program: str, choice: str) -> list[str]:
    """The titles on every part of a page."""
    key, parts = parts_of(page) or ("part", ("",))
    drawn = [run(any_page, title=page, program=program, choice=choice, **{key: part}) for part in parts]
    return [heading.value for part in drawn for heading in part.subheader]


def wrong(title: str) -> bool:
    """Whether a reader would stumble over it."""
    return not title.strip() or len(title) > LONGEST or title.rstrip().endswith((".", ":", ",", ";"))


@pytest.mark.parametrize("title", ["", " ", "It fell.", "A" * (LONGEST + 1), "By site:", "None,"])
def test_a_wrong_title_is_seen(title: str) -> None:
    assert wrong(title)


@pytest.mark.parametrize("title", ["A" * LONGEST, "Why do these differ?", "3.5 days fewer"])
def test_a_good_title_is_let_through(title: str) -> None:
    assert not wrong(title)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("program", "choice"), SHOWN)
def test_titles_are_short_and_without_full_stop(page: str, program: str, choice: str) -> None:
    assert [title for title in titles_of(page, program=program, choice=choice) if wrong(title)] == []


def test_there_are_titles_to_look_at() -> None:
    assert len(titles_of("Relapse and benchmark", program="demo", choice="all")) >= 8
