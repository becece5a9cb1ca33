"""--public: hidden figures are null and say so, undeclared columns are gone, lists of patients are refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analytics.errors import WrongUsage
from analytics.outcomes.exhibit import Exhibit, kinds
from analytics.privacy.exhibits import public_exhibit, roles_of
from analytics.privacy.public_kinds import ONE_BY_ONE, TOLD


def shares(key: str, *rows: dict[str, object], by: str | None = None, n: int = 100) -> Exhibit:
    frame = pd.DataFrame(rows)
    frame["value"] = frame["events"] / frame["n"]
    frame["low"], frame["high"], frame["reason"] = frame["value"] - 0.1, frame["value"] + 0.1, ""
    frame["secret"] = "P001"
    return Exhibit(frame, n, "people", key=key, by=by, members=(np.array([1]),), notes=("3 people were left out",))


def test_small_events_and_their_companion_are_null_and_say_so() -> None:
    """61 of 100 completed, 36 dropped out, 3 died: with all told but one the 3 could be taken away from 100."""
    found = public_exhibit(
        shares(
            "pathways.reasons",
            {"discharge_reason": "completed", "events": 61, "n": 100},
            {"discharge_reason": "dropped out", "events": 36, "n": 100},
            {"discharge_reason": "died", "events": 3, "n": 100},
            {"discharge_reason": "other", "events": 0, "n": 100},
        )
    ).frame
    rows = found.set_index("discharge_reason")

    assert rows["hidden"].to_dict() == {"completed": False, "dropped out": True, "died": True, "other": False}
    assert rows.loc[["dropped out", "died"], ["value", "low", "high", "events"]].isna().all(axis=None)
    assert rows.loc["other", "events"] == 0 and rows.loc["completed", "events"] == 61


def test_a_hidden_group_is_not_even_named() -> None:
    """A level of four people may be known by its name alone. With it goes another, or 64 − 60 would tell."""
    found = public_exhibit(
        shares(
            "engagement.attendance",
            {"group": "all", "events": 50, "n": 104},
            {"group": "north", "events": 30, "n": 60},
            {"group": "south", "events": 18, "n": 40},
            {"group": "only-one-such-place", "events": 2, "n": 4},
            by="site",
        )
    )
    assert found.frame["group"].tolist() == ["all", "north"]
    assert "not named" in " ".join(found.notes)


def test_undeclared_columns_members_and_notes_are_gone() -> None:
    found = public_exhibit(shares("pathways.readmission", {"events": 40, "n": 100}))
    assert "secret" not in found.frame and found.members is None and found.headline is None
    assert not any("3 people" in note for note in found.notes)
    assert found.frame["events"].tolist() == [40]


def test_neighbouring_days_that_differ_by_a_few_are_not_both_told() -> None:
    """40 by day 30 and 43 by day 60: three people between them."""
    found = public_exhibit(
        shares(
            "relapse.rates",
            {"day": 30, "events": 40, "n": 100},
            {"day": 60, "events": 43, "n": 100},
            {"day": 90, "events": 70, "n": 100},
        )
    ).frame
    assert found["hidden"].sum() == 1 and found["hidden"].tolist()[2] is False


def test_a_share_without_a_count_of_its_own_is_told_in_whole_percents_or_hidden() -> None:
    frame = pd.DataFrame({"group": "all", "day": [30, 60], "value": [0.51234, 0.05], "n": [100, 100]})
    found = public_exhibit(Exhibit(frame.assign(events=None, reason=""), 100, "people", key="engagement.retention"))
    assert found.frame["value"].tolist()[0] == 0.51
    assert found.frame["hidden"].tolist() == [False, True], "5% of 100 is about five people"


def test_fewer_than_eleven_are_refused_in_words() -> None:
    with pytest.raises(WrongUsage, match="Fewer than 11 people stand behind this figure"):
        public_exhibit(shares("pathways.readmission", {"events": 2, "n": 10}, n=10))


def test_figures_by_clinician_are_refused() -> None:
    with pytest.raises(WrongUsage, match="stay inside"):
        public_exhibit(shares("engagement.attendance", {"group": "C1", "events": 20, "n": 50}, by="clinician"))


@pytest.mark.parametrize("key", sorted(ONE_BY_ONE))
def test_what_lists_people_is_refused_with_the_reason(key: str) -> None:
    with pytest.raises(WrongUsage, match="not told outside") as refused:
        roles_of(key)
    assert ONE_BY_ONE[key] in str(refused.value)


def test_every_exhibit_is_either_declared_or_refused() -> None:
    assert set(TOLD) <= set(kinds()), "a declared exhibit does not exist"
    assert set(ONE_BY_ONE) <= set(kinds()) - set(TOLD)
    for key in set(kinds()) - set(TOLD):
        with pytest.raises(WrongUsage, match="not told outside"):
            roles_of(key)


def test_the_curve_of_everybody_is_coarsened_and_curves_of_groups_are_refused() -> None:
    rows = [{"group": "all", "n": 60, "time": float(day), "at_risk": 61 - day, "events": 1, "censored": 0,
             "estimate": 1 - day / 60, "low": 0.0, "high": 1.0} for day in range(1, 61)]  # fmt: skip
    one = public_exhibit(Exhibit(pd.DataFrame(rows), 60, "people", key="engagement.retention_curve")).frame
    assert (one["events"].isin([0]) | (one["events"] >= 11)).all() and (one["at_risk"] >= 11).all()
    two = [row | {"group": "b"} for row in rows]
    with pytest.raises(WrongUsage, match="Curves of groups"):
        public_exhibit(Exhibit(pd.DataFrame(rows + two), 120, "people", key="engagement.retention_curve"))
