"""Reached against not reached: the people of the headline, groups that add up, differences told only where both are."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.evaluation.case_mix import Covariate, standardised_difference
from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.periods import period_named
from analytics.records.settings import Settings
from analytics.reports.draft import DraftSection
from analytics.reports.frozen import Table
from analytics.reports.measures import benchmark_of
from analytics.reports.sections import reached
from analytics.reports.setting import Setting, setting_of
from tests.made_up import Row, made_up_records
from tests.unit.reports.settings_of import of_demo, released

QUARTER = "2026Q3"
REACHED, NOT_REACHED = 1, 2
"""Columns of the shares of the two."""


def table(setting: Setting | None = None) -> Table:
    """The released table, of the demonstration without a setting."""
    return released(setting or of_demo(QUARTER), "reached").tables()["reached"]


def test_the_two_are_the_people_of_the_headline() -> None:
    figure = benchmark_of(of_demo(QUARTER))
    for row in table().rows:
        assert row[REACHED].n == figure.reached
        assert row[NOT_REACHED].n == figure.n - figure.reached


@pytest.mark.parametrize("column", ["sex", "track"])
def test_groups_are_those_of_the_figure_by_group(column: str) -> None:
    setting = of_demo(QUARTER)
    found = exhibit(
        setting.derivation, "relapse.by_group", by=column, basis="discharged", period=benchmark_of(setting).period
    )
    assert len(found.frame) == 2
    for _, line in found.frame.iterrows():
        row = table().row(f"{column.capitalize()}: {line['group']}")
        assert row is not None
        assert (row[REACHED].events, row[NOT_REACHED].events) == (line["reached"], line["n"] - line["reached"])


@pytest.mark.parametrize("column", ["Age", "Payer", "Primary substance", "Race or ethnicity", "Sex", "Track"])
def test_groups_of_a_column_add_up_to_everyone(column: str) -> None:
    rows = [row for row in table().rows if row[0].text.startswith(f"{column}: ")]
    assert len(rows) > 1
    for place in (REACHED, NOT_REACHED):
        assert sum(row[place].events or 0 for row in rows) == rows[0][place].n
        assert sum(row[place].value or 0 for row in rows) == pytest.approx(1)


def test_no_group_is_small_on_either_side() -> None:
    for quarter in (QUARTER, "2025Q4"):
        for row in table(of_demo(quarter)).rows:
            assert all(row[place].hidden or (row[place].events or 0) >= 11 for place in (REACHED, NOT_REACHED))


def test_the_difference_is_that_of_the_groups_told() -> None:
    rows = [row for row in table().rows if row[0].text.startswith("Payer: ")]
    people = pd.DataFrame(
        [(code, side) for code, row in enumerate(rows) for side in (1, 2) for _ in range(row[side].events or 0)],
        columns=["code", "side"],
    )
    covariate = Covariate("payer", None, people["code"].to_numpy(), tuple("abcdef"[: len(rows)]))
    one, other = ((people["side"] == side).to_numpy() for side in (1, 2))
    assert rows[0][-1].value == pytest.approx(standardised_difference(covariate, one, other, one * 1.0 + other))


def followed(people: dict[str, int], contacted: dict[str, int]) -> Setting:
    """So many women and men, all discharged on one day, so many of them reached."""
    episodes: list[Row] = [
        {"patient_id": f"{sex}{k:02d}", "sex": sex, "discharged_on": date(2026, 2, 14), "discharge_reason": "completed"}
        for sex, number in people.items()
        for k in range(number)
    ]
    contacts: list[Row] = [
        {"patient_id": f"{sex}{k:02d}", "due_on": date(2026, 5, 15), "contacted_on": date(2026, 5, 15),
         "outcome": "completed", "days_used_past_30": 0}
        for sex, number in contacted.items()
        for k in range(number)
    ]  # fmt: skip
    records = made_up_records(episodes=episodes, follow_ups=contacts, settings=Settings(), as_of=date(2026, 12, 31))
    return setting_of(records, quarter=period_named("2026Q4"), source="SOURCE")


def test_a_difference_by_hand() -> None:
    # of 40 reached 28 are women, 70%; of 40 not reached 12 are, 30%
    # 0.40 ÷ √((0.7·0.3 + 0.3·0.7) / 2) = 0.40 ÷ √0.21 = 0.873
    found = table(followed({"female": 40, "male": 40}, {"female": 28, "male": 12}))
    row = found.row("Sex: female")
    assert row is not None
    assert (row[REACHED].value, row[NOT_REACHED].value) == (0.7, 0.3)
    assert row[-1].value == pytest.approx(0.4 / 0.21**0.5)


def missing(setting: Setting) -> str:
    """The sentence in place of the section."""
    found: DraftSection = reached.section(setting)
    return found.missing


def test_too_few_on_one_side_nothing_is_compared() -> None:
    # four men are not reached: fewer than 11
    assert missing(followed({"female": 30, "male": 30}, {"female": 30, "male": 26})) == reached.TOO_FEW


def test_too_few_in_every_group_but_one_nothing_is_compared() -> None:
    # 20 women and 4 men are reached, 20 women and 4 men are not: the men go with the women, one group is none
    assert missing(followed({"female": 40, "male": 8}, {"female": 20, "male": 4})) == reached.TOO_FEW


def test_nobody_due_and_day_numbers_have_a_sentence() -> None:
    records = made_up_records(episodes=[{"patient_id": "A"}], as_of=date(2026, 12, 31))
    numbers = made_up_records(settings=Settings(calendar="relative"))
    for setting in (
        setting_of(records, quarter=period_named("2026Q4"), source="S"),
        setting_of(numbers, quarter=None, source="S"),
    ):
        assert missing(setting)
        assert not reached.section(setting).blocks
