"""What each flag would have been worth: on past Mondays, how often the flagged dropped out or used within 30 days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.clustered import clustered_proportion
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.patients.flags import RULES
from analytics.outcomes.patients.part_and_whole import difference_from_whole
from analytics.outcomes.patients.snapshots import HORIZON_DAYS, Snapshots, weekly_snapshots
from analytics.outcomes.scope import Scope

OUTCOMES = ("drop_out_or_positive", "drop_out", "positive")

WORTH_IT = "better than the base rate"
NO_BETTER = "no better than the base rate: the interval of the difference does not lie above 0"
NOT_JUDGED = "cannot be judged: too few flagged patients with 30 days after it"


def flag_backtest(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """One row a rule: flagged snapshots, predictive value, base rate, sensitivity, difference, on or off.

    `value` is the positive predictive value: of the flagged snapshots, the share followed by the outcome. Whether a
    rule is on is judged on all records and the first outcome, so that a filter never changes it.
    """
    snapshots = weekly_snapshots(scope)
    rows = np.flatnonzero(scope.counts(snapshots.stay, snapshots.day))
    if not len(rows):
        return unavailable(f"No week in care with {HORIZON_DAYS} days of records after it is in this selection.")
    happened = _outcome(snapshots, choices["outcome"])
    on = rules_on(scope)
    patient = scope.stays.patient[snapshots.stay]
    lines = [
        _row(scope, number, snapshots, rows, happened, patient) | {"on": on[rule.key]}
        for number, rule in enumerate(RULES)
    ]
    frame = pd.DataFrame(lines)
    members = tuple(_members(snapshots, rows, number) for number in range(len(RULES)))
    return Exhibit(frame, len(rows), "weeks in care", notes=_notes(scope), members=members)


def rules_on(scope: Scope) -> dict[str, bool]:
    """Which rules are on by default: whose predictive value is above the base rate beyond chance (on all records)."""

    def compute() -> dict[str, bool]:
        snapshots = weekly_snapshots(scope)
        happened = _outcome(snapshots, OUTCOMES[0])
        patient = scope.stays.patient[snapshots.stay]
        everything = np.arange(len(snapshots.stay))
        differences = [
            _difference(snapshots.flags[number], happened, patient, everything) for number in range(len(RULES))
        ]
        return {rule.key: _above(found) for rule, found in zip(RULES, differences, strict=True)}

    found: dict[str, bool] = scope.once(("rules on",), compute)
    return found


def _above(difference: Estimate) -> bool:
    return difference.low is not None and difference.low > 0


def _outcome(snapshots: Snapshots, which: str) -> np.ndarray:
    if which == "drop_out":
        return snapshots.dropped_out
    return snapshots.positive if which == "positive" else snapshots.positive | snapshots.dropped_out


def _row(
    scope: Scope, number: int, snapshots: Snapshots, rows: np.ndarray, happened: np.ndarray, patient: np.ndarray
) -> dict[str, object]:
    rule, flagged = RULES[number], snapshots.flags[number]
    counts = _by_patient(flagged, happened, patient, rows)
    value = clustered_proportion(counts["flagged_events"], counts["flagged"])
    base = clustered_proportion(counts["events"], counts["all"])
    lacking = rule.lacking(scope)
    sensitivity = clustered_proportion(counts["flagged_events"], counts["events"])
    if lacking:
        sensitivity = not_estimable(sensitivity.method, lacking)
    difference = _difference(flagged, happened, patient, rows)
    return (
        {"rule": rule.key, "name": rule.name, "text": rule.text}
        | {"value": value.value, "low": value.low, "high": value.high}
        | {"events": int(counts["flagged_events"].sum()), "n": int(counts["flagged"].sum())}
        | _three("base", base)
        | {"weeks": int(counts["all"].sum()), "weeks_with_event": int(counts["events"].sum())}
        | _three("sensitivity", sensitivity)
        | _three("difference", difference)
        | {"reason": lacking or value.reason or difference.reason, "reading": _reading(difference, lacking)}
    )


def _reading(difference: Estimate, lacking: str) -> str:
    if lacking:
        return lacking
    if difference.low is None:
        return NOT_JUDGED
    return WORTH_IT if _above(difference) else NO_BETTER


def _three(name: str, found: Estimate) -> dict[str, object]:
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}


def _difference(flagged: np.ndarray, happened: np.ndarray, patient: np.ndarray, rows: np.ndarray) -> Estimate:
    counts = _by_patient(flagged, happened, patient, rows)
    return difference_from_whole(counts["flagged_events"], counts["flagged"], counts["events"], counts["all"])


def _by_patient(
    flagged: np.ndarray, happened: np.ndarray, patient: np.ndarray, rows: np.ndarray
) -> dict[str, np.ndarray]:
    """Snapshots, events, flags and flagged events of every patient with a snapshot."""
    flag, event, who = flagged[rows], happened[rows], patient[rows]
    size = int(who.max(initial=-1)) + 1
    everyone = np.bincount(who, minlength=size)
    some = np.flatnonzero(everyone)
    return {
        "all": everyone[some],
        "events": np.bincount(who[event], minlength=size)[some],
        "flagged": np.bincount(who[flag], minlength=size)[some],
        "flagged_events": np.bincount(who[flag & event], minlength=size)[some],
    }


def _members(snapshots: Snapshots, rows: np.ndarray, number: int) -> np.ndarray:
    return np.unique(snapshots.stay[rows[snapshots.flags[number][rows]]])


def _notes(scope: Scope) -> tuple[str, ...]:
    cadence = "every Monday" if scope.has_calendar else "every seventh day of their stay"
    said = [
        f"Everybody in care {cadence}, with {HORIZON_DAYS} days of records after it; intervals know that the weeks of "
        "one patient resemble each other.",
        "Whether a rule is on is judged on all records, whatever the filter.",
    ]
    if not len(scope.records.attendance):
        said.append("Without sessions the gap rule for drop-out cannot be asked.")
    return tuple(said)
