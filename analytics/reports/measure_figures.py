"""How each measure of the first page is worked out for a period and, for its control chart, by month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.charts.control_words import Direction
from analytics.evaluation.control_charts import Counting
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.measure_periods import grown
from analytics.outcomes.periods import Period
from analytics.outcomes.retention import RETENTION_DAYS
from analytics.outcomes.tile_figures import Attended, DueTests, Figure, FollowUpShare, Retained, Selection, selection
from analytics.reports.follow_up import (
    ABSTINENT,
    ATTENDED,
    DISCHARGED,
    DUE,
    REACHED,
    READMITTED,
    SESSIONS,
    TESTS_DUE,
    TESTS_GIVEN,
    benchmark_of,
    followed_rows,
)
from analytics.reports.setting import Setting


@dataclass(frozen=True, eq=False)
class Asked:
    """How a measure is worked out: `of` a period, followed for `horizon` days, `months` for its control chart."""

    key: str
    name: str
    whole: str
    part: str
    definition: str
    of: Callable[[Period], Estimate]
    months: Callable[[], pd.DataFrame] | None
    counting: Counting
    horizon: int = 0
    rolling: bool = False
    good: Direction = "up"


def figures_asked(setting: Setting) -> list[Asked]:
    """Every measure of the first page, in its order."""
    records = setting.records
    over = selection(setting.derivation, setting.rows, records.as_of or date(1970, 1, 1))
    window = records.settings.follow_up_window_days
    after = f"{window[0]}–{window[1]} days after discharge"
    due = f"of people discharged, first discharge of the four quarters, {after}"
    abstinent, reached = (FollowUpShare(over, window[1], reached=told) for told in (False, True))
    retained, attended, tested = Retained(over), Attended(over), DueTests(over)
    return [
        Asked("abstinence", "Abstinent at follow-up", DUE, ABSTINENT,
               f"None in the 30 days before the first contact, {due}; everyone counts, not reached = not abstinent.",
               lambda p: benchmark_of(setting, p).primary, abstinent.trend, "people", window[1], True),
        Asked("retention", f"Retained {RETENTION_DAYS} days", "admitted: followed 90 days",
               "admitted: retained 90 days",
               f"Still in treatment {RETENTION_DAYS} days after admission; every way of leaving ends it, completion "
               "too. People admitted in the quarter.",
               lambda p: grown(over, retained, p) if setting.quarter else retained.of(p),
               retained.trend, "people", RETENTION_DAYS),
        Asked("attendance", "Sessions attended", SESSIONS, ATTENDED,
               "Attended, partial and late ÷ those, no-shows and cancellations by the patient; excused, unrecorded and "
               "cancelled by the program are outside. Sessions of the quarter, patients as clusters.",
               lambda p: _of(attended, setting, over, p), attended.trend, "clusters"),
        Asked("due_tests", "Due tests given", TESTS_DUE, TESTS_GIVEN,
               "Tests given ÷ tests the policy called for while in treatment; due windows that ended in the quarter, "
               "patients as clusters.",
               lambda p: _of(tested, setting, over, p), tested.trend, "clusters"),
        Asked("completed", "Completed or transferred", DISCHARGED, "discharged: completed or transferred",
               "Discharged as completed or transferred to other care ÷ everyone discharged in the quarter.",
               lambda p: _of_exhibit(setting, "pathways.completed", p, setting.rows),
               lambda: _completed_by_month(setting), "people"),
        Asked("reached", "Reached at follow-up", DUE, REACHED,
               f"A contact with an answer, or a counted test, {due}.",
               lambda p: benchmark_of(setting, p).share_reached, reached.trend, "people", window[1], True),
        Asked("readmission", "Readmitted in 6 months", DUE, READMITTED,
               "A new admission on day 1–180 after discharge, of the people due for follow-up.",
               lambda p: _of_exhibit(setting, "pathways.readmission", p, followed_rows(setting)), None, "people",
               max(window[1], 180), True, "down"),
    ]  # fmt: skip


def _of(figure: Figure, setting: Setting, over: Selection, period: Period) -> Estimate:
    """Sessions or tests of a period; over a whole cohort the undated ones too."""
    if setting.quarter is not None:
        return figure.of(period)
    from analytics.outcomes.answer import due_tests_given
    from analytics.outcomes.sessions import attendance_rate
    from analytics.outcomes.tile_figures import sessions_of

    if isinstance(figure, DueTests):
        return due_tests_given(setting.derivation.ledger(), over.selected, over.stays.patient)
    return attendance_rate(sessions_of(over), over.selected)


def _of_exhibit(setting: Setting, key: str, period: Period, rows: np.ndarray) -> Estimate:
    from analytics.outcomes.exhibit import exhibit

    found = exhibit(setting.derivation, key, basis="discharged", period=period, episode_rows=rows)
    return found.headline or not_estimable("", found.unavailable or "nobody was discharged")


def _completed_by_month(setting: Setting) -> pd.DataFrame:
    found = setting.exhibit("pathways.completed_by_quarter", period=setting.quarter, choices={"step": "month"}).frame
    if found.empty:
        return pd.DataFrame(columns=["month", "value", "n"])
    return found.loc[found["n"] > 0, ["month", "value", "n"]].reset_index(drop=True)
