"""The question: which endpoint, on which clock, with which rule for missing tests, of whom."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Literal, get_args

from analytics.errors import WrongUsage
from analytics.outcomes.catalogue import Endpoint, endpoint_named
from analytics.outcomes.missing import MISSING_RULES, MissingRule
from analytics.outcomes.patterns import CLOCKS, Clock
from analytics.outcomes.periods import Period
from analytics.records.said import Analytes, Refused

Unit = Literal["people", "episodes"]
Basis = Literal["admitted", "discharged"]

DEFAULT_DAYS = (30, 60, 90, 180, 365)
"""Days at which rates are given unless others are asked for."""

DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Question:
    """What is asked. `at` in days for every endpoint; `tau` in the endpoint's own unit (weeks for pattern endpoints).

    `basis` None: discharged on the discharge clock, admitted on the others. `unit="people"`: each patient's first
    admission (or discharge) of the period.
    """

    endpoint: str = "two_positives_in_28_days"
    clock: Clock = "admission"
    missing: MissingRule = "as_published"
    refused: Refused = "positive"
    analytes: Analytes = "all"
    unit: Unit = "people"
    by: str | None = None
    at: tuple[int, ...] = DEFAULT_DAYS
    tau: float | None = None
    as_published: bool = False
    basis: Basis | None = None
    period: Period | None = None

    def __post_init__(self) -> None:
        endpoint_named(self.endpoint)
        _one_of("clock", self.clock, CLOCKS)
        _one_of("missing rule", self.missing, MISSING_RULES)
        _one_of("refused rule", self.refused, get_args(Refused))
        _one_of("choice of analytes", self.analytes, get_args(Analytes))
        _one_of("unit", self.unit, get_args(Unit))
        if self.basis is not None:
            _one_of("basis", self.basis, get_args(Basis))
        if any(day < 0 for day in self.at):
            raise WrongUsage("A day asked for lies before day 0.", "Give days of 0 or more, e.g. --at 30,90.")
        if self.tau is not None and self.tau <= 0:
            raise WrongUsage("The horizon τ of the average must be above 0.", "Give it in the endpoint's own unit.")

    @property
    def definition(self) -> Endpoint:
        """The endpoint's entry of the catalogue."""
        return endpoint_named(self.endpoint)

    @property
    def basis_used(self) -> Basis:
        """Admitted or discharged in the period: as asked, else what the clock implies."""
        return self.basis or ("discharged" if self.clock == "discharge" else "admitted")

    def in_unit(self, day: int) -> int:
        """A day in the endpoint's own unit of time: week = day ÷ 7, floor, for endpoints read off weekly words."""
        return day // DAYS_A_WEEK if self.definition.kind == "pattern" else day

    def words(self) -> str:
        """The question as the options of the command line that ask it."""
        parts = [f"--endpoint {self.endpoint}", f"--clock {self.clock}", f"--missing {self.missing}"]
        parts += [f"--refused {self.refused}"] if self.refused != "positive" else []
        parts += [f"--analytes {self.analytes}"] if self.analytes != "all" else []
        parts += [f"--unit {self.unit}"] if self.unit != "people" else []
        parts += [f"--basis {self.basis}"] if self.basis else []
        parts += [f"--period {self.period.start}:{self.period.end}"] if self.period else []
        parts += [f"--by {self.by}"] if self.by else []
        parts += [f"--at {','.join(map(str, self.at))}"] if self.at != DEFAULT_DAYS else []
        parts += [f"--tau {self.tau:g}"] if self.tau is not None else []
        parts += ["--as-published"] if self.as_published else []
        return " ".join(parts)


def _one_of(what: str, came: str, allowed: tuple[str, ...]) -> None:
    if came not in allowed:
        near = difflib.get_close_matches(came, allowed, n=3, cutoff=0.4) or list(allowed)
        raise WrongUsage(f"“{came}” is no {what}.", f"Nearest: {', '.join(near)}.")
