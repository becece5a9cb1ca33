"""Relapse: groups add up to the headline, a verdict only where both figures are told, site rates stay away."""

from __future__ import annotations

from analytics.reports.measures import benchmark_of
from analytics.reports.sections.benchmark_groups import EVERYBODY
from analytics.reports.sections.relapse import OF_SITE
from tests.unit.reports.sections.figures import QUARTER, draft_tables, nothing_small_is_told, sentences_without, shares
from tests.unit.reports.settings_of import drafted, of_demo, released


def test_everybody_is_the_headline_and_groups_add_up() -> None:
    figure, found = benchmark_of(of_demo(QUARTER)), shares(draft_tables("relapse")["benchmark_groups"])
    assert found[EVERYBODY][1:] == (figure.abstinent, figure.n)
    for column in ("Site: ", "Track: "):
        own = [numbers for name, numbers in found.items() if name.startswith(column)]
        assert (sum(events or 0 for _, events, _ in own), sum(n for _, _, n in own)) == (figure.abstinent, figure.n)


def test_a_verdict_stands_only_beside_told_figures() -> None:
    table = released(of_demo(QUARTER), "relapse").tables()["benchmark_groups"]
    told = [row[0].text for row in table.rows if row[1].value is not None and row[2].value is not None]
    silent = [row[0].text for row in table.rows if row[0].text not in told]
    assert told and all(f"{name}: " in table.notes[0] for name in told)
    assert not [name for name in silent if f"{name}: " in table.notes[0]]


def test_rates_rise_with_the_days() -> None:
    table = released(of_demo(QUARTER), "relapse").tables()["relapse_rates"]
    rates = [row[1].value for row in table.rows if row[1].value is not None]
    followed = [row[2].value for row in table.rows if row[2].value is not None]
    assert rates == sorted(rates) and followed == sorted(followed, reverse=True)
    assert all(number >= 11 for number in followed)


def test_a_site_tells_no_rates_by_day() -> None:
    (section,) = drafted(of_demo(QUARTER, "Main"), "relapse")
    assert OF_SITE in [getattr(block, "text", "") for block in section.blocks]


def test_nothing_small_is_told() -> None:
    nothing_small_is_told("relapse")


def test_one_episode_alone_gives_sentences() -> None:
    assert any(sentences_without("relapse"))
