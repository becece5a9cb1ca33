"""What has become of everyone by a day: abstinent in treatment, returned to use, dropped out, completed, other ways.

Drop-out is a state of its own beside abstinence, not a hole in the curve. The shares of a day add up to 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.errors import NotEstimable
from analytics.evaluation.gray import GrayTest, gray_test
from analytics.evaluation.subjects import Subjects
from analytics.outcomes.cumulative_incidence import IncidenceCurve, cumulative_incidence
from analytics.outcomes.derivation import Derivation
from analytics.records.days import known

STATES = ("returned to use", "dropped out", "completed", "left in another way")
STILL = "abstinent in treatment"
ROUNDING = 1e-12
DROPPED_OUT = ("dropped_out", "terminated")
COMPLETED = ("completed",)
RANKED = "On one day: returned to use before leaving. People still in treatment at as-of are censored."
ALONE = " Intervals take several episodes of one person as those of several people."
FOR_PEOPLE = "Gray's test is for people, not for episodes"


@dataclass(frozen=True, eq=False)
class StatesOverTime:
    """One group's states. `shares`: time and a column a state (STILL first), rows add up to 1; `curves`: the cumulative
    incidence of every way out with its interval, in the order of STATES.
    """

    name: str
    n: int
    shares: pd.DataFrame
    curves: tuple[IncidenceCurve, ...]


@dataclass(frozen=True, eq=False)
class CompetingStates:
    """The states of every group, Gray's test of every way out between them, and how days were ranked."""

    groups: tuple[StatesOverTime, ...]
    tests: tuple[tuple[str, GrayTest], ...]
    note: str = RANKED


def competing_states(derivation: Derivation, subjects: Subjects) -> CompetingStates:
    """First way out of abstinence in treatment, from admission (Aalen–Johansen; ties need no random order).

    Return to use is the question's event; a discharge before it ends the state by its reason. Whoever is neither is
    censored when last known: as-of for people in treatment. Raises NotEstimable on another clock than admission, for
    endpoints in weeks, and without discharge reasons. Episodes are followed, but not tested: they are not independent.
    """
    time, cause = first_way_out(derivation, subjects)
    groups = []
    for code, name in enumerate(subjects.names):
        own = subjects.group == code
        curves = cumulative_incidence(time[own], cause[own], STATES)
        groups.append(StatesOverTime(name, int(own.sum()), _shares(curves), curves))
    if subjects.question.unit == "episodes":
        return CompetingStates(tuple(groups), _untested(len(groups)), RANKED + ALONE)
    tests = []
    if len(subjects.names) > 1:
        tests = [(state, gray_test(time, cause, subjects.group, of=k + 1)) for k, state in enumerate(STATES)]
    return CompetingStates(tuple(groups), tuple(tests))


def _untested(groups: int) -> tuple[tuple[str, GrayTest], ...]:
    """Gray's test knows people only: several episodes of one would count as strangers."""
    tests = [GrayTest(k + 1, None, groups - 1, None, FOR_PEOPLE) for k in range(len(STATES))]
    return tuple(zip(STATES, tests, strict=True)) if groups > 1 else ()


def first_way_out(derivation: Derivation, subjects: Subjects) -> tuple[np.ndarray, np.ndarray]:
    """Days from admission to the first way out and which (1 … 4 in the order of STATES, 0 = none yet)."""
    if subjects.question.clock != "admission" or subjects.unit != "days":
        raise NotEstimable(
            "The states are told in days from admission.", "Choose the clock admission and an endpoint dated by tests."
        )
    episodes = derivation.records.episodes
    if "discharge_reason" not in episodes:
        raise NotEstimable("The records do not say why people left.", "Add discharge_reason to episodes.")
    timeline = derivation.timeline(subjects.question.refused, subjects.question.analytes)
    stays = timeline.stays
    admitted = stays.admitted[subjects.stay].astype(np.int64)
    discharged = stays.discharged[subjects.stay]
    left = known(discharged)
    ends = np.where(left, discharged.astype(np.int64), timeline.as_of) - admitted
    used = (subjects.event == 1) & (subjects.time <= ends)
    reason = episodes["discharge_reason"].iloc[stays.last_row[subjects.stay]]
    way = np.select([reason.isin(DROPPED_OUT).to_numpy(bool), reason.isin(COMPLETED).to_numpy(bool)], [2, 3], 4)
    time = np.where(used, subjects.time, ends)
    return np.maximum(time, 0.0), np.where(used, 1, np.where(left, way, 0)).astype(np.int64)


def _shares(curves: tuple[IncidenceCurve, ...]) -> pd.DataFrame:
    frame = pd.DataFrame({"time": np.concatenate(([0.0], curves[0].table["time"].to_numpy(float)))})
    for curve in curves:
        frame[curve.cause] = np.concatenate(([0.0], curve.table["estimate"].to_numpy(float)))
    still = 1 - frame[list(STATES)].sum(axis=1)
    frame.insert(1, STILL, still.where(still.abs() > ROUNDING, 0.0))
    return frame
