"""The skip link and the list of a page's figures."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from views.jump import figures_listed, skip_link
    from views.page_frame import heading

    skip_link()
    heading("Outside", "Not of the page.")
    with figures_listed():
        heading("61% <of> sessions", "Sessions attended.")
        st.write("a figure")
        heading("No-shows are highest on Monday", "By weekday.")


def told() -> list[str]:
    ran = AppTest.from_function(page).run()
    assert not ran.exception
    return [str(element.proto.body) for element in ran.get("html")]


def test_the_skip_link_leads_to_the_list_of_figures() -> None:
    html = told()
    assert any('href="#figures">Skip to the figures' in said for said in html)
    assert sum('<nav id="figures"' in said for said in html) == 1


def test_every_heading_of_the_page_has_its_link_and_its_place() -> None:
    html = told()
    listed = next(said for said in html if "<nav" in said)
    assert '<a class="jump" href="#figures-1">61% &lt;of&gt; sessions</a>' in listed
    assert '<a class="jump" href="#figures-2">No-shows are highest on Monday</a>' in listed
    assert "Outside" not in listed
    places = [said for said in html if 'class="target"' in said]
    assert len(places) == 2 and 'id="figures-1"' in places[0]
