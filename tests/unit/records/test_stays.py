"""Stays: transfers joined, which discharge counts, and how long tests can be due."""

from __future__ import annotations

import pytest

from analytics.records.days import NO_DAY, day_number
from analytics.records.settings import settings_from
from analytics.records.stays import joined_stays, leaving_rows
from tests.made_up import Row, day, made_up_records


def episode(admitted: int, discharged: int | None, reason: str | None = None, **more: object) -> Row:
    return {
        "patient_id": "A",
        "admitted_on": day(admitted),
        "discharged_on": None if discharged is None else day(discharged),
        "discharge_reason": reason,
        **more,
    }


def spans(episodes: list[Row], **settings: object) -> list[tuple[int, int | None]]:
    """First and last day of every stay, counted from day 0."""
    stays = joined_stays(made_up_records(episodes=episodes, settings=settings_from(settings)))
    zero = day_number(day(0))
    left = [None if d == NO_DAY else int(d) - zero for d in stays.discharged]
    return list(zip([int(a) - zero for a in stays.admitted], left, strict=True))


JOINED = [
    # the first episode ends on day 10; the second begins on day …        stays
    ([episode(0, 10, "transferred"), episode(10, 30, "completed")], [(0, 30)]),  # the same day
    ([episode(0, 10, "transferred"), episode(17, 30, "completed")], [(0, 30)]),  # seven days later: still joined
    ([episode(0, 10, "transferred"), episode(18, 30, "completed")], [(0, 10), (18, 30)]),
    ([episode(0, 10, "dropped_out"), episode(12, 30, "completed")], [(0, 10), (12, 30)]),  # no transfer
    ([episode(0, 10, "transferred"), episode(12, None)], [(0, None)]),  # still in care after the transfer
    ([episode(0, 10, "transferred"), episode(11, 20, "transferred"), episode(22, 40, "completed")], [(0, 40)]),
    ([episode(11, 20, "completed"), episode(0, 10, "transferred")], [(0, 20)]),  # in any order of rows
]


@pytest.mark.parametrize(("episodes", "expected"), JOINED)
def test_which_episodes_are_one_stay(episodes: list[Row], expected: list[tuple[int, int | None]]) -> None:
    assert spans(episodes) == expected


def test_the_gap_that_joins_is_the_programs() -> None:
    episodes = [episode(0, 10, "transferred"), episode(13, 30, "completed")]
    assert spans(episodes, join_gap_days=2) == [(0, 10), (13, 30)]


def test_another_patient_is_never_joined() -> None:
    assert spans([episode(0, 10, "transferred"), {**episode(11, 20), "patient_id": "B"}]) == [(0, 10), (11, 20)]


def test_every_row_knows_the_one_that_ends_its_stay() -> None:
    episodes = [episode(11, 20, "completed"), episode(0, 10, "transferred"), episode(40, 50, "dropped_out")]
    assert leaving_rows(made_up_records(episodes=episodes)).tolist() == [0, 0, 2]


DEATHS = [
    # recorded on …                                                      the earlier stay knows the day
    [episode(0, 10, "completed"), episode(30, 40, "completed", died_on=day(60))],
    [episode(0, 10, "completed", died_on=day(60)), episode(30, 40, "completed")],
    [episode(0, 10, "completed"), episode(30, 60, "death")],  # without a date the discharge stands in
]


@pytest.mark.parametrize("episodes", DEATHS)
def test_a_death_holds_for_every_stay_of_the_patient(episodes: list[Row]) -> None:
    stays = joined_stays(made_up_records(episodes=episodes))
    assert stays.died.tolist() == [day_number(day(60))] * 2


def test_one_death_is_not_another_patients() -> None:
    episodes = [episode(0, 10, "death"), {**episode(0, 10, "completed"), "patient_id": "B"}]
    assert joined_stays(made_up_records(episodes=episodes)).died.tolist() == [day_number(day(10)), NO_DAY]
