"""Titles say the finding, and a difference only where the intervals carry it."""

from __future__ import annotations

import pandas as pd

from analytics.charts import testing_words as words


def groups(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["group", "value", "low", "high"])


def test_compliance_against_its_target() -> None:
    one = groups(("all", 0.74, 0.71, 0.77))
    assert words.compliance_title(one, None) == "74% of due tests were given"
    assert words.compliance_title(one, 0.70).endswith("above the target of 70%")
    assert words.compliance_title(one, 0.75).endswith("in line with the target of 75%")
    assert words.compliance_title(one, 0.80).endswith("below the target of 80%")
    assert words.compliance_title(one.head(0), 0.80) == "No test was due"


def test_groups_differ_only_when_their_intervals_are_apart() -> None:
    near = groups(("day", 0.74, 0.70, 0.78), ("evening", 0.72, 0.65, 0.79))
    assert words.compliance_title(near, None).endswith("differences are within chance")
    far = groups(("day", 0.80, 0.76, 0.84), ("evening", 0.60, 0.55, 0.65))
    assert words.compliance_title(far, None) == "day gave 80% of due tests, evening 60%"


def test_months_state_a_change_only_when_the_intervals_are_apart() -> None:
    def months(first: float, last: float) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "month": pd.to_datetime(["2026-01-01", "2026-02-01"]), "analyte": "any", "unit": "people",
                "value": [first, last], "low": [first - 0.1, last - 0.1], "high": [first + 0.1, last + 0.1],
            }
        )  # fmt: skip

    assert words.months_title(months(0.3, 0.35)).startswith("No change can be shown")
    assert words.months_title(months(0.3, 0.6)) == "People with a positive: 30% in Jan 2026, 60% in Feb 2026"


def test_predictability_speaks_of_what_chance_does_not_give() -> None:
    frame = pd.DataFrame(
        {
            "group": "all", "measure": ["usual weekday", "regular gaps"], "value": [0.35, 0.65], "low": [0.3, 0.6],
            "high": [0.4, 0.7], "random": [0.35, 0.39],
        }
    )  # fmt: skip
    assert words.predictability_title(frame) == "65% of next tests come at regular gaps; random testing gives 39%"
    assert words.predictability_title(frame.head(1)) == "Tests cannot be foreseen better than random ones"
    nothing = frame.assign(value=None)
    assert words.predictability_title(nothing) == "Too few tests to say whether a patient can foresee them"


def test_uneven_weekdays_name_the_fullest() -> None:
    frame = pd.DataFrame({"weekday": ["Monday", "Tuesday"], "value": [0.7, 0.3], "even": 0.5, "p": 0.01})
    assert words.weekdays_title(frame) == "Tests are not spread evenly: 70% fall on a Monday"
    assert "evenly" in words.weekdays_title(frame.assign(p=0.4))
    assert "too few" in words.weekdays_title(frame.assign(p=None))


def test_confirmation_tells_what_was_sent_on() -> None:
    def frame(events: int, value: float) -> pd.DataFrame:
        return pd.DataFrame(
            {"analyte": "all", "measure": ["sent on", "confirmed"], "events": [events, 3], "n": [20, 4],
             "value": [value, 0.75]}
        )  # fmt: skip

    assert words.confirmation_title(frame(0, 0)) == "No definitive test is on record for 20 presumptive positives"
    assert (
        words.confirmation_title(frame(4, 0.2)) == "20% of presumptive positives were sent on, 75% of those confirmed"
    )


def test_coverage_has_its_two_ends() -> None:
    frame = pd.DataFrame({"group": "all", "value": [0.14, 0.2], "high_window": [0.54, 0.4]})
    assert words.coverage_title(frame).endswith("at least 14% of the days in care, at most 54%")
    assert words.coverage_title(frame.assign(group=["a", "b"])).endswith("14% to 20% of the days, by group")


def test_groups_are_said_to_act_differently_only_when_they_do() -> None:
    near = groups(("day", 0.91, 0.78, 0.98), ("evening", 0.93, 0.90, 0.96))
    assert (
        words.action_groups_title(near, 7)
        == "No difference can be shown: 91% to 93% of positives followed within 7 days"
    )
    far = groups(("day", 0.50, 0.40, 0.60), ("evening", 0.93, 0.90, 0.96))
    assert words.action_groups_title(far, 7).startswith("The groups differ: 50% to 93%")
    assert words.action_groups_title(near.head(0), 7).startswith("Too few positives")


def test_substances_as_people_write_them() -> None:
    assert [words.substance(code) for code in ("thc", "etg", "oral_x", "cocaine")] == [
        "THC",
        "EtG",
        "oral x",
        "cocaine",
    ]
