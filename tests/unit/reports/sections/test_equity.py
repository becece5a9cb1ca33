"""Equity: everybody is the first page's figure, groups add up to it, none is small, none is ranked or judged."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.intervals import wilson
from analytics.outcomes.periods import period_named
from analytics.outcomes.scope import CohortBasis
from analytics.records.settings import Settings
from analytics.reports.draft import DraftTable, ShareOf, Words
from analytics.reports.frozen import Table
from analytics.reports.measures import measures_of
from analytics.reports.sections import equity
from analytics.reports.setting import Setting, setting_of
from tests.made_up import Row, made_up_records
from tests.unit.reports.settings_of import drafted, of_demo, released

QUARTER = "2026Q3"
MEASURES: dict[str, tuple[str, str, CohortBasis]] = {
    "equity_abstinent": ("abstinence", "relapse.by_group", "discharged"),
    "equity_retained": ("retention", "engagement.retention", "admitted"),
    "equity_completed": ("completed", "pathways.completed", "discharged"),
}
"""Table → measure of the first page, figure of the command line, whose people."""


def drafts(setting: Setting) -> dict[str, DraftTable]:
    """The true tables by key."""
    (section,) = drafted(setting, "equity")
    return {block.key: block for block in section.blocks if isinstance(block, DraftTable)}


def numbers(table: DraftTable) -> dict[str, tuple[int, int]]:
    """Row → people with the event and all people, true."""
    found = {}
    for name, share in table.rows:
        assert isinstance(name, Words) and isinstance(share, ShareOf) and share.events is not None
        found[name.text] = (share.events.number, share.of.number)
    return found


def tables() -> dict[str, Table]:
    """The demonstration's released tables."""
    found = released(of_demo(QUARTER), "equity").tables()
    return {key: table for key, table in found.items() if key.startswith("equity_")}


@pytest.mark.parametrize("key", MEASURES)
def test_everybody_is_the_measure_of_the_first_page(key: str) -> None:
    measures = {measure.key: measure for measure in measures_of(of_demo(QUARTER))}
    estimate = measures[MEASURES[key][0]].now.estimate
    assert numbers(drafts(of_demo(QUARTER))[key])[equity.EVERYBODY] == (estimate.events, estimate.n)


@pytest.mark.parametrize("key", MEASURES)
def test_groups_of_every_column_add_up_to_everybody(key: str) -> None:
    found = numbers(drafts(of_demo(QUARTER))[key])
    everybody = found.pop(equity.EVERYBODY)
    columns = {name.split(": ")[0] for name in found}
    assert columns
    for column in columns:
        own = [counts for name, counts in found.items() if name.startswith(f"{column}: ")]
        assert len(own) > 1
        assert (sum(events for events, _ in own), sum(n for _, n in own)) == everybody


@pytest.mark.parametrize(
    ("key", "by", "row", "level"),
    [
        ("equity_abstinent", "race_ethnicity", "Race or ethnicity: black", "black"),
        ("equity_retained", "primary_substance", "Primary substance: opioids", "opioids"),
        ("equity_completed", "sex", "Sex: female", "female"),
    ],
)
def test_a_group_is_the_figure_of_the_command(key: str, by: str, row: str, level: str) -> None:
    setting = of_demo(QUARTER)
    measure, figure, basis = MEASURES[key]
    period = next(one.now.period for one in measures_of(setting) if one.key == measure)
    frame = exhibit(setting.derivation, figure, by=by, basis=basis, period=period).frame
    if "day" in frame:
        frame = frame[frame["day"] == 90]
    if "outcome" in frame:
        frame = frame[frame["outcome"] == "completed or transferred"]
    line = frame[frame["group"] == level].iloc[0]
    found = tables()[key].row(row)
    assert found is not None
    assert (found[1].events, found[1].n) == (line["events"], line["n"])
    assert (found[1].value, found[1].low, found[1].high) == pytest.approx((line["value"], line["low"], line["high"]))


def test_no_group_is_small_and_every_told_share_has_its_interval() -> None:
    for draft in drafts(of_demo(QUARTER)).values():
        assert all(min(events, n - events) >= 11 for events, n in numbers(draft).values())
    for table in tables().values():
        for _, share in table.rows:
            assert (share.value is None) == share.hidden
            assert share.hidden or (share.low is not None and share.high is not None)


def test_nobody_is_ranked_or_judged() -> None:
    for table in tables().values():
        for column in {row[0].text.split(": ")[0] for row in table.rows[1:]}:
            names = [row[0].text for row in table.rows if row[0].text.startswith(f"{column}: ")]
            named = [name for name in names if not name.endswith("pooled")]
            assert named == sorted(named)
            assert names == [*named, *(name for name in names if name.endswith("pooled"))]
        assert equity.CAUTION in table.notes
        assert not any(word in table.title for word in ("best", "worst", "lowest", "highest", "better", "worse"))


def followed(races: dict[str, int]) -> Setting:
    """So many people of each race, all discharged on one day, every second of a race abstinent at follow-up."""
    people = [(race, k) for race, number in races.items() for k in range(number)]
    episodes: list[Row] = [
        {"patient_id": f"{race}{k:03d}", "race_ethnicity": race, "discharged_on": date(2026, 2, 14),
         "discharge_reason": "completed"}
        for race, k in people
    ]  # fmt: skip
    contacts: list[Row] = [
        {"patient_id": f"{race}{k:03d}", "due_on": date(2026, 5, 15), "contacted_on": date(2026, 5, 15),
         "outcome": "completed", "days_used_past_30": k % 2}
        for race, k in people
    ]  # fmt: skip
    records = made_up_records(episodes=episodes, follow_ups=contacts, settings=Settings(), as_of=date(2026, 12, 31))
    return setting_of(records, quarter=period_named("2026Q4"), source="SOURCE")


def test_small_levels_are_pooled_and_the_smallest_other_joins_a_small_pool() -> None:
    # asian 2 of 4 and native 4 of 8 abstinent: 6 are fewer than 11, so multiple (12 of 24) joins: 18 of 36
    table = drafts(followed({"white": 60, "black": 40, "multiple": 24, "native": 8, "asian": 4}))["equity_abstinent"]
    assert numbers(table) == {
        equity.EVERYBODY: (68, 136),
        "Race or ethnicity: black": (20, 40),
        "Race or ethnicity: white": (30, 60),
        "Race or ethnicity: other, pooled": (18, 36),
    }
    (pool,) = [share for _, share in table.rows if isinstance(share, ShareOf) and share.of.number == 36]
    assert pool.of.who.group == "race_ethnicity = asian + multiple + native"
    assert pool.estimate == wilson(18, 36)


def test_one_group_left_tells_nothing() -> None:
    assert equity.section(followed({"white": 60, "asian": 4})).missing == equity.NOTHING


def test_day_numbers_have_a_sentence() -> None:
    numbers_only = made_up_records(settings=Settings(calendar="relative"))
    section = equity.section(setting_of(numbers_only, quarter=None, source="S"))
    assert section.missing and not section.blocks


def test_a_site_tells_no_groups() -> None:
    assert equity.section(of_demo(QUARTER, "Main")).missing == equity.OF_SITE
