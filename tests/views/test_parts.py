"""The parts of long pages: the address opens each, codes lead to them, links from other pages open the right one."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.views.pages import run, words
from views.pages import PAGES, address_of, parts_of


def three_parts() -> None:
    import streamlit as st

    from views.parts import address_with, part_of

    st.write(f"shown {part_of('which', {'one': 'First?', 'two': 'Second, so', 'three': 'Third'})}")
    st.write(address_with("other-page", "which", "What now?"))
    st.write(address_with("plain"))


def asked_elsewhere() -> None:
    import streamlit as st

    from views.parts import part_of

    st.session_state["which"] = "two"
    st.write(f"shown {part_of('which', {'one': 'First?', 'two': 'Second, so'}, asked_elsewhere=True)}")


def overview() -> None:
    from tests.views import fakes
    from views import overview

    overview.page(fakes.store(), overview.Choice())


def test_the_first_part_is_shown_unless_the_address_says_another() -> None:
    assert "shown one" in words(run(three_parts))
    assert "shown two" in words(run(three_parts, which="Second, so"))


def test_a_part_nobody_knows_is_the_first() -> None:
    assert "shown one" in words(run(three_parts, which="Fourth"))


def test_what_the_session_asks_for_is_shown() -> None:
    assert "shown two" in words(run(asked_elsewhere))


def test_an_address_of_a_part_keeps_the_filters_and_replaces_the_part() -> None:
    told = words(run(three_parts, site=["Main", "River"], which="Third"))
    assert "other-page?site=Main&site=River&which=What+now%3F" in told
    assert "plain?site=Main&site=River&which=Third" in told
    assert "plain" in words(run(three_parts)).split()


def test_every_divided_page_names_a_few_parts_in_few_words() -> None:
    divided = {title: found for title in PAGES if (found := parts_of(title))}
    assert set(divided) == {
        "Relapse and benchmark", "Engagement", "Drug testing", "Services and goals", "Pathways", "Compare",
        "Patients", "Data",
    }  # fmt: skip
    for title, (_, parts) in divided.items():
        assert 2 <= len(parts) <= (9 if title == "Compare" else 5)  # a comparison has nine sides
        assert max(map(len, parts)) <= 30 and len(set(parts)) == len(parts)


def test_no_two_pages_share_the_key_of_their_parts() -> None:
    keys = [found[0] for title in PAGES if (found := parts_of(title))]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("query", [{}, {"site": "Main", "by": "Track"}])
def test_links_of_the_overview_open_parts_that_exist(query: dict[str, str]) -> None:
    page: AppTest = run(overview, **query)
    told = " ".join(element.proto.body for element in page.get("html"))
    links = [urlsplit(unescape(found)) for found in re.findall(r'href="([^"]+)"', told)]
    known = {address_of(title): parts_of(title) for title in PAGES}
    opened = set()
    for link in links:
        asked = parse_qs(link.query)
        found = known[link.path]
        if found is None or found[0] not in asked:
            continue
        assert asked[found[0]][0] in found[1]
        assert all(asked[name] == [value] for name, value in query.items())
        opened.add((link.path, asked[found[0]][0]))
    assert opened == {
        ("relapse-and-benchmark", "Why do these differ?"),
        ("relapse-and-benchmark", "Against the published range"),
        ("engagement", "Long enough?"),
        ("engagement", "Are they here?"),
        ("drug-testing", "Are we testing?"),
        ("pathways", "Census and groups"),
    }
