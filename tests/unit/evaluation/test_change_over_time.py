"""Monthly figures before and after a change: the months by hand, the mixed month, too few months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analytics.errors import NotEstimable, WrongUsage
from analytics.evaluation.change_over_time import ChangeOverTime, change_over_time
from analytics.evaluation.sentences_elsewhere import series_sentences
from analytics.outcomes.derivation import Derivation
from tests.made_up import Row, made_up_records

START, MONTHS, PEOPLE = date(2023, 1, 2), 30, 12
CHANGE = date(2024, 4, 1)  # the 16th month
WOBBLE = (1, 0, 2, 0, 1)  # the same read backwards: no trend within fifteen months


def derivation() -> Derivation:
    """Twelve people, a session each a month; 6 to 8 come before the change, 9 to 11 from it on."""
    episodes: list[Row] = [{"patient_id": f"P{k:02}", "admitted_on": START} for k in range(PEOPLE)]
    attendance: list[Row] = []
    for month in range(MONTHS):
        on = date(2023 + month // 12, month % 12 + 1, 10)
        came = (9 if on >= CHANGE else 6) + WOBBLE[month % 5]
        attendance += [
            {"patient_id": f"P{k:02}", "session_on": on, "status": "attended" if k < came else "no_show"}
            for k in range(PEOPLE)
        ]
    return Derivation(made_up_records(episodes=episodes, attendance=attendance, as_of=date(2025, 7, 1)))


def changed(on: date = CHANGE) -> ChangeOverTime:
    return change_over_time(derivation(), "attendance", on)


def test_the_level_changes_by_a_quarter() -> None:
    found = changed()
    assert (found.regression.months_before, found.regression.months_after) == (15, 15)
    assert found.monthly["value"].tolist()[:3] == [7 / 12, 6 / 12, 8 / 12] and found.monthly["used"].all()
    level = found.regression.estimates[2]
    assert level.value == pytest.approx(3 / 12)  # both sides wobble alike, so that nothing else differs
    said = series_sentences(found)
    assert said[1].startswith("The level of “sessions attended” from 1 Apr 2024 on changed by +25 points")
    assert said[2].startswith("No change can be shown in the trend")


def test_the_month_in_which_the_change_fell_is_left_out() -> None:
    found = changed(CHANGE + timedelta(days=14))
    assert (found.regression.months_before, found.regression.months_after) == (15, 14)
    assert found.monthly.loc[~found.monthly["used"], "month"].tolist() == [CHANGE]
    assert "holds both" in " ".join(found.notes)


def test_fewer_than_twelve_months_on_a_side_are_refused() -> None:
    with pytest.raises(NotEstimable, match="Only 11 months lie before the change; 12 are needed"):
        changed(date(2023, 12, 1))


def test_what_is_no_monthly_measure() -> None:
    with pytest.raises(WrongUsage, match="is no monthly measure"):
        change_over_time(derivation(), "luck", CHANGE)  # type: ignore[arg-type]
