"""The back-test of the flags: counts by hand, plain pandas on the demo, which rules are on."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.patients.backtest import NO_BETTER, OUTCOMES, rules_on
from analytics.outcomes.scope import Window, scope_of
from analytics.records.load import load_records
from tests.made_up import Row, test_row
from tests.unit.outcomes.patients.scopes import at, scope, session


@pytest.fixture(scope="module")
def demo(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=date(2026, 10, 1)))


def people(*left: int) -> list[Row]:
    return [
        {"patient_id": name, "discharged_on": at(day), "discharge_reason": "dropped_out" if day < 40 else "completed"}
        for name, day in zip("ABCDEF", left, strict=False)
    ]


def test_two_patients_by_hand() -> None:
    # A misses days 5 and 6 and drops out on day 20: Mondays 0, 7, 14 (flag on 7), each followed by the drop-out.
    # B comes every week and completes on day 50: Mondays 0 … 28 of 60 − 30 days, none flagged, nothing follows.
    attendance = [session(0), session(5, "no_show"), session(6, "no_show"), session(8)]
    attendance += [session(day, patient="B") for day in range(0, 50, 7)]
    over = scope(as_of=60, episodes=people(20, 50), attendance=attendance)
    row = exhibit(over.derivation, "patients.flags").frame.set_index("rule").loc["missed_sessions"]
    assert (row["n"], row["events"], row["weeks"], row["weeks_with_event"]) == (1, 1, 8, 3)
    assert row["base"] == pytest.approx(3 / 8)
    assert pd.isna(row["value"]) and row["reason"] == "fewer than two patients"
    assert not row["on"]  # one flagged patient cannot be judged
    assert "cannot be judged" in row["reading"]


def test_rules_of_the_demo_are_on_where_their_interval_lies_above_the_base_rate(demo: Derivation) -> None:
    frame: Any = exhibit(demo, "patients.flags").frame.set_index("rule")
    for rule, on in rules_on(scope_of(demo, Window("active", None))).items():
        assert on == (frame.loc[rule, "difference_low"] > 0) == frame.loc[rule, "on"]
    assert (frame["low"] <= frame["value"]).all() and (frame["value"] <= frame["high"]).all()
    assert frame["base"].nunique() == 1


def test_a_rule_at_random_is_off(demo: Derivation, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from analytics.outcomes.patients import snapshots
    from analytics.outcomes.patients.flags import raised_flags

    def every_fifth(over, stay, day):  # type: ignore[no-untyped-def]
        flags = raised_flags(over, stay, day)
        flags[0] = (stay * 7 + day // 7) % 5 == 0
        return flags

    monkeypatch.setattr(snapshots, "raised_flags", every_fifth)
    fresh = Derivation(replace(demo.records, fingerprint="random rule"))
    row = exhibit(fresh, "patients.flags").frame.iloc[0]
    assert not row["on"]
    assert row["reading"] == NO_BETTER
    assert row["difference_low"] < 0 < row["difference_high"]


def test_the_three_outcomes_nest(demo: Derivation) -> None:
    base = {word: exhibit(demo, "patients.flags", choices={"outcome": word}).frame["base"].iloc[0] for word in OUTCOMES}
    assert max(base["drop_out"], base["positive"]) <= base["drop_out_or_positive"]
    assert base["drop_out_or_positive"] <= base["drop_out"] + base["positive"]


def test_a_filter_changes_the_counts_and_not_which_rules_are_on(demo: Derivation) -> None:
    import numpy as np

    nobody = exhibit(demo, "patients.flags", episode_rows=np.zeros(len(demo.records.episodes), bool))
    assert "No week in care" in nobody.unavailable
    half = (demo.records.episodes["site"] == "Main").to_numpy()
    some, everybody = exhibit(demo, "patients.flags", episode_rows=half), exhibit(demo, "patients.flags")
    assert some.n < everybody.n
    assert some.frame["on"].tolist() == everybody.frame["on"].tolist()


def test_missing_tables_are_said() -> None:
    over = scope(as_of=90, episodes=people(60, 70), tests=[test_row(3, "negative")])
    found = exhibit(over.derivation, "patients.flags")
    rows = found.frame.set_index("rule")
    assert rows.loc["missed_sessions", "reading"] == "these records hold no dated sessions"
    assert rows.loc["missed_sessions", "sensitivity"] is None or pd.isna(rows.loc["missed_sessions", "sensitivity"])
    assert "gap rule" in " ".join(found.notes)


def test_plain_pandas_counts_the_same_weeks_and_drop_outs(demo: Derivation, project: Path) -> None:
    """Mondays in care, flagged by missed sessions, followed by drop-out: counted stay by stay without our functions."""
    records = demo.records
    as_of: Any = pd.Timestamp(str(records.as_of))
    came_words, missed_words = ("attended", "partial", "late"), ("no_show", "cancelled_by_patient")
    sessions = records.attendance[records.attendance["session_on"] <= as_of]
    by_patient = {str(name): rows for name, rows in sessions.groupby("patient_id", observed=True)}
    episodes = records.episodes.sort_values(["patient_id", "admitted_on"])
    once = episodes[~episodes["patient_id"].duplicated(keep=False)].head(250)  # patients with one stay
    weeks = flagged = events = both = 0
    stay: Any
    for stay in once.itertuples():
        rows = by_patient.get(str(stay.patient_id))
        rows = sessions.iloc[:0] if rows is None else rows[rows["session_on"] >= stay.admitted_on]
        seen = rows.loc[rows["status"].isin([*came_words, "excused", "unrecorded"]), "session_on"]
        missed = rows.loc[rows["status"].isin(missed_words), "session_on"]
        counted = rows[rows["status"].isin(came_words + missed_words)].assign(came=rows["status"].isin(came_words))
        counted = counted.sort_values(["session_on", "came"])
        end = min(stay.discharged_on if pd.notna(stay.discharged_on) else as_of + timedelta(1), as_of + timedelta(1))
        gaps = [
            d + timedelta(14)
            for d in [stay.admitted_on, *seen]
            if not seen.between(d + timedelta(1), d + timedelta(14)).any()
        ]
        out = [day for day in gaps if day < end]
        if stay.discharge_reason in ("dropped_out", "terminated"):
            out.append(stay.discharged_on)
        for monday in pd.date_range(stay.admitted_on, as_of - timedelta(30), freq="W-MON"):
            last_seen = max([stay.admitted_on, *seen[seen <= monday]])
            if monday >= end or monday >= last_seen + timedelta(14):
                continue
            recent = counted[counted["session_on"].between(monday - timedelta(13), monday)]["came"].tolist()
            flag = missed.between(monday - timedelta(6), monday).sum() >= 2 or recent[-2:] == [False, False]
            event = any(monday < day <= monday + timedelta(30) for day in out)
            weeks, flagged, events, both = weeks + 1, flagged + flag, events + event, both + (flag and event)
    chosen = episodes["patient_id"].isin(once["patient_id"]).sort_index().to_numpy()
    row = exhibit(demo, "patients.flags", episode_rows=chosen, choices={"outcome": "drop_out"}).frame.iloc[0]
    assert (row["weeks"], row["n"], row["weeks_with_event"], row["events"]) == (weeks, flagged, events, both)
    assert weeks > 1000
