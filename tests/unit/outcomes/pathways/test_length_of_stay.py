"""Length of stay by hand: medians, quartiles, last contact before an office closure, those still in treatment."""

from __future__ import annotations

import pytest

from analytics.outcomes.pathways.length_of_stay import EVERYONE_ADMITTED, EVERYONE_LEFT
from tests.made_up import day
from tests.unit.outcomes.pathways.made import derived, only, shown, stay


def test_median_and_quartiles_by_reason() -> None:
    found = shown(
        derived(
            [
                stay("A", 0, 10, "completed"),
                stay("B", 0, 20, "completed"),
                stay("C", 0, 30, "completed"),
                stay("D", 0, 40, "completed"),
                stay("E", 0, 100, "dropped_out", last_contact_on=day(60)),  # closed by the office 40 days later
            ]
        ),
        "length_of_stay",
    )
    done = only(found.frame, discharge_reason="completed")
    # 10, 20, 30, 40: median 25; quartiles 10 + 0.75·10 = 17.5 and 32.5
    assert (done["median"], done["quartile_1"], done["quartile_3"], done["n"]) == (25, 17.5, 32.5, 4)
    assert only(found.frame, discharge_reason="dropped out")["median"] == 60
    assert only(found.frame, discharge_reason=EVERYONE_LEFT)["median"] == 30
    assert any("TEDS-D 2004, so old" in note for note in found.notes)


def test_those_still_in_treatment_are_censored() -> None:
    rows = [stay("A", 0, 10, "completed"), stay("B", 0, 20, "completed"), stay("C"), stay("D")]
    found = shown(derived(rows, as_of=50), "length_of_stay", last=50)
    row = only(found.frame, discharge_reason=EVERYONE_ADMITTED)
    # 4 admitted: S = 3/4 on day 10, 2/4 on day 20 and flat to day 50: R's midpoint (20 + 50) ÷ 2
    assert (row["median"], row["n"], row["in_care"]) == (35, 4, 2)
    more = shown(derived([*rows, stay("E")], as_of=50), "length_of_stay", last=50)
    assert only(more.frame, discharge_reason=EVERYONE_ADMITTED)["reason"] == "median not reached"
    assert only(more.frame, discharge_reason=EVERYONE_LEFT)["median"] == pytest.approx(15)


def test_the_rows_drawn_for_groups_come_first() -> None:
    rows = [stay("A", 0, 10, "completed", site="Main"), stay("B", 0, 20, "dropped_out", site="River")]
    frame = shown(derived(rows), "length_of_stay", by="site").frame
    assert frame["group"].tolist()[:2] == ["Main", "River"]
    assert frame["discharge_reason"].tolist()[:2] == [EVERYONE_LEFT] * 2
