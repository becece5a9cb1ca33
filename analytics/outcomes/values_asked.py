"""What a question asks of every stay: its time to the event or its value, and whether it can enter the figure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.catalogue import Endpoint
from analytics.outcomes.dated import TimesToEvent
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.interpreter import EndpointValues, Face
from analytics.outcomes.question import Question


@dataclass(frozen=True, eq=False)
class ValuesAsked:
    """One element a stay: times to event, or numbers (NaN = none).

    `usable`: enters the figure. `observed`: has a test (contact) with a result after zero, whatever is assumed for
    missed ones. `not_applicable`: too short a word for the rule.
    """

    times: TimesToEvent | None
    numbers: np.ndarray | None
    boolean: bool
    usable: np.ndarray
    observed: np.ndarray
    not_applicable: np.ndarray


def values_asked(derivation: Derivation, question: Question) -> ValuesAsked:
    """The endpoint of a question for every stay; the product's face unless it is asked as published."""
    if question.definition.kind == "dated":
        return _dated_values(derivation, question)
    endpoint = question.definition
    face: Face = "as_published" if question.as_published else "product"
    found = derivation.values((endpoint,), face, question.clock, question.missing, question.refused, question.analytes)
    words = derivation.recoded(question.clock, question.missing, question.refused, question.analytes)
    raw = derivation.patterns(question.clock, question.refused, question.analytes)
    observed = np.asarray(np.isin(raw.words, np.frombuffer(b"+-*", np.uint8)).any(axis=1))
    columns = [found.values[c].to_numpy(dtype=float, na_value=np.nan) for c in endpoint.columns]
    if endpoint.result_type != "time_to_event":
        short = _too_short(found, endpoint)
        usable = words.keep & ~short & ~np.isnan(columns[0])
        return ValuesAsked(None, columns[0], endpoint.result_type == "boolean", usable, observed, short)
    uncut = derivation.values((endpoint,), face, question.clock, "as_published", question.refused, question.analytes)
    short = _too_short(uncut, endpoint) & observed  # cut at the last test, a word only ends the time at risk earlier
    absent = np.isnan(columns[0])
    time, event = (np.where(absent, 0, column) for column in columns)
    times = TimesToEvent(time, event.astype(np.int64), observed, "weeks")
    return ValuesAsked(times, None, False, words.keep & ~short, observed, short)


def _too_short(found: EndpointValues, endpoint: Endpoint) -> np.ndarray:
    """Whose word, up to the last week due, has fewer weeks than the rule needs (as published nobody's)."""
    if found.reasons is None:
        return np.zeros(len(found.values), bool)
    return (found.reasons[endpoint.key] == "not_applicable").to_numpy()


def _dated_values(derivation: Derivation, question: Question) -> ValuesAsked:
    choices = question.clock, question.missing, question.refused, question.analytes
    times = derivation.dated(question.endpoint, *choices)
    given = derivation.dated(question.endpoint, question.clock, "as_published", question.refused, question.analytes)
    nobody = np.zeros(len(times.time), bool)
    usable = derivation.recoded(*choices).keep if question.missing == "responders" else ~nobody
    return ValuesAsked(times, None, False, usable, given.observed, nobody)
