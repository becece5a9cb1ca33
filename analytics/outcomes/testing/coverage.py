"""What a test could have seen: days in care that lie in the detection window of a conclusive test ÷ days in care.

A day not covered is a day on which use would have gone unseen. Weekly urine tests see about two days of cocaine in
seven; a breath test sees the day of the test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.outcomes.cautions import uneven_coverage
from analytics.outcomes.exhibit import Choices, Exhibit
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.scope import Scope
from analytics.outcomes.testing.days_seen import union_days, window_days
from analytics.outcomes.testing.shares import clustered_cells, named_groups, share_row, stays_of
from analytics.outcomes.testing.specimens import ONLY_POSITIVES, Rows, listed_only, rows_of
from analytics.outcomes.testing.windows import cited_sources, detection_windows
from analytics.records.days import known
from analytics.records.said import NEGATIVE, PANEL, POSITIVE

PRIMARY = "own primary substance"
ANALYTES_OF = {
    "alcohol": ("alcohol", "etg"),
    "opioids": ("opiates", "heroin", "oxycodone", "fentanyl", "tramadol", "buprenorphine", "methadone"),
    "heroin": ("heroin", "opiates"),
    "fentanyl": ("fentanyl",),
    "cocaine": ("cocaine",),
    "methamphetamine": ("methamphetamine", "amphetamine", "stimulants"),
    "stimulants": ("stimulants", "methamphetamine", "amphetamine", "cocaine", "mdma"),
    "cannabis": ("thc",),
    "benzodiazepines": ("benzodiazepines", "sedatives"),
}
"""The analytes that show use of a primary substance; a prescribed one is no use and does not count for its patient."""

ALCOHOL, BREATH = "alcohol", "breath"
NO_WINDOW = "no published window"
NOBODY_AT_RISK = "nobody tested for it was in care"


@dataclass(frozen=True, eq=False)
class Covered:
    """Per stay: days in care that count (`at_risk`), and of those the days seen (`least`, `most`: by the shortest and
    by the longest published window); `tested`: a conclusive test counts at all; `unknown`: tests without a window."""

    at_risk: np.ndarray
    least: np.ndarray
    most: np.ndarray
    tested: np.ndarray
    unknown: int


def coverage(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Days covered ÷ days at risk for the primary substance and for every analyte, by group; the shortest windows, with
    the longest beside them (`high_window`)."""
    del choices
    return _exhibit(scope, by, _asked(scope, by))


def by_group(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """The same for the primary substance, by group."""
    del choices
    return _exhibit(scope, by, [(PRIMARY, None)])


Asked = list[tuple[str, tuple[int, ...] | None]]
"""What coverage is asked of: a name and its analyte codes (None = each patient's primary substance)."""


def _exhibit(scope: Scope, by: str | None, asked: Asked) -> Exhibit:
    breath_only = breath_only_drinkers(scope)
    some = scope.chosen & (days_at_risk(scope)[2] > 0)
    names, group = named_groups(scope, by, some)
    rows: list[dict[str, object]] = []
    members: list[np.ndarray] = []
    unknown = 0
    for what, codes in asked:
        found = _covered_primary(scope, breath_only) if codes is None else _covered(scope, codes)
        unknown = max(unknown, found.unknown)
        why = _why_not(scope, what, found)
        for k, (least, most, tested) in enumerate(_shares(scope, found, group, len(names))):
            apart = int((breath_only & scope.chosen & (group == k)).sum()) if codes is None else 0
            rows.append(
                {
                    "analyte": what,
                    "group": names[k],
                    **share_row(not_estimable(least.method, why) if why else least),
                    "high_window": None if why else most.value,
                    "tested": tested,
                    "not_assessable": apart,
                }
            )
        members += stays_of(len(names), np.where(found.tested, group, -1), np.arange(len(scope.stays)))
    frame = pd.DataFrame(rows)
    own = coverage_of_groups(scope, group, len(names))
    notes = _notes(scope, breath_only, unknown, own if by else [])
    n = int(days_at_risk(scope)[2].sum())
    return Exhibit(frame, n, "days in care", members=tuple(members), notes=notes)


def coverage_caution(groups: Sequence[Estimate]) -> str:
    """The sentence that groups whose coverage differs by more than 10 points are not compared without; else empty."""
    return uneven_coverage(groups)


def coverage_by_group(scope: Scope, by: str | None) -> list[Estimate]:
    """Coverage of each patient's primary substance, an estimate a group: what `coverage_caution` is asked with."""
    names, group = named_groups(scope, by, scope.chosen)
    return coverage_of_groups(scope, group, len(names))


def coverage_of_groups(scope: Scope, group: np.ndarray, groups: int) -> list[Estimate]:
    """The same for any groups: codes over stays, -1 = in none."""
    covered = _covered_primary(scope, breath_only_drinkers(scope)) if _has_primary(scope) else None
    return [least for least, _, _ in _shares(scope, covered, group, groups)] if covered else []


def _has_primary(scope: Scope) -> bool:
    return "primary_substance" in scope.records.episodes


def _asked(scope: Scope, by: str | None) -> Asked:
    """The primary substance (None), then every analyte with a conclusive result, the most often looked for first."""
    rows = rows_of(scope)
    own: Asked = [(PRIMARY, None)] if _has_primary(scope) else []
    if by is not None and own:
        return own
    often = np.bincount(rows.analyte[_conclusive(rows)], minlength=len(rows.names))
    order = sorted(np.flatnonzero(often).tolist(), key=lambda code: (-int(often[code]), rows.names[code]))
    return own + [(rows.names[code], (code,)) for code in order if rows.names[code] != PANEL]


def _why_not(scope: Scope, what: str, found: Covered) -> str:
    if what != PRIMARY and listed_only(scope, what):
        return ONLY_POSITIVES
    return NO_WINDOW if found.unknown and not found.most.any() else ""


def _conclusive(rows: Rows) -> np.ndarray:
    """Rows that say yes or no about an analyte, a prescribed positive included: the test would have seen it."""
    return rows.given & (((rows.said & (POSITIVE | NEGATIVE)) > 0) | rows.prescribed)


def days_at_risk(scope: Scope) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First and last day in care that counts, and how many: from the day after admission to discharge or as-of.

    Without one: to a past planned end, or a later last contact. Days of services (services.care.last_days) end earlier.
    """
    stays = scope.stays
    overdue = known(stays.planned_end) & (stays.planned_end < scope.as_of)
    running = np.where(overdue, np.maximum(stays.planned_end, stays.last_contact), scope.as_of)
    left = np.where(known(stays.discharged), stays.discharged, running).astype(np.int64)
    first = np.maximum(stays.admitted.astype(np.int64) + 1, scope.first_day)
    last = np.minimum(np.minimum(left, scope.as_of), scope.last_day)
    return first, last, np.where(scope.chosen, np.maximum(last - first + 1, 0), 0)


def _covered(scope: Scope, codes: tuple[int, ...]) -> Covered:
    """Days seen by the tests of some analytes; only stays with such a test are at risk."""
    rows = rows_of(scope)
    return _seen(scope, rows, np.flatnonzero(_conclusive(rows) & np.isin(rows.analyte, codes)), everyone=False)


def _covered_primary(scope: Scope, breath_only: np.ndarray) -> Covered:
    """Days seen by tests of each patient's own substance; every stay whose substance tests can show is at risk."""
    rows = rows_of(scope)
    substance = scope.once(
        ("primary substance",), lambda: scope.episode_column("primary_substance").astype(object).to_numpy()
    )
    shown = np.array([name in ANALYTES_OF for name in substance], bool)
    codes, names = pd.factorize(substance)
    none = [[False] * len(rows.names)]
    table = np.array([[a in ANALYTES_OF.get(str(s), ()) for a in rows.names] for s in names] or none, bool)
    at = np.flatnonzero(_conclusive(rows) & ~rows.prescribed)
    of = codes[rows.stay[at]]
    found = _seen(scope, rows, at[(of >= 0) & table[np.maximum(of, 0), rows.analyte[at]]], everyone=True)
    keep = shown & ~breath_only
    return Covered(
        np.where(keep, found.at_risk, 0),
        np.where(keep, found.least, 0),
        np.where(keep, found.most, 0),
        found.tested & keep,
        found.unknown,
    )


def _seen(scope: Scope, rows: Rows, at: np.ndarray, *, everyone: bool) -> Covered:
    first, last, at_risk = days_at_risk(scope)
    shortest, longest = window_days(scope, rows, at)
    use = shortest > 0
    stay, day = rows.stay[at][use], rows.day[at][use]
    tested = np.zeros(len(scope.stays), bool)
    counts = scope.counts(rows.stay[at], rows.day[at])
    tested[rows.stay[at][counts]] = True
    risk = at_risk if everyone else np.where(tested, at_risk, 0)
    least = union_days(stay, day, shortest[use], first, last)
    most = union_days(stay, day, longest[use], first, last)
    return Covered(
        risk, np.minimum(least, risk), np.minimum(most, risk), tested & scope.chosen, int((~use & counts).sum())
    )


def _shares(scope: Scope, found: Covered, group: np.ndarray, groups: int) -> list[tuple[Estimate, Estimate, int]]:
    patient = scope.stays.patient
    cell = np.where(scope.chosen, group, -1)
    least = clustered_cells(cell, patient, found.least, found.at_risk, groups, nothing=NOBODY_AT_RISK)
    most = clustered_cells(cell, patient, found.most, found.at_risk, groups, nothing=NOBODY_AT_RISK)
    tested = [len(np.unique(patient[found.tested & (group == k)])) for k in range(groups)]
    return list(zip(least, most, tested, strict=True))


def breath_only_drinkers(scope: Scope) -> np.ndarray:
    """Stays with the primary substance alcohol whose tests for alcohol are all of breath (boolean over stays)."""

    def compute() -> np.ndarray:
        none = np.zeros(len(scope.stays), bool)
        tests = scope.records.drug_tests
        if not _has_primary(scope) or "specimen" not in tests:
            return none
        rows = rows_of(scope)
        codes = [k for k, name in enumerate(rows.names) if name in ANALYTES_OF[ALCOHOL]]
        own = _conclusive(rows) & np.isin(rows.analyte, codes)
        by_breath = (tests["specimen"] == BREATH).to_numpy(bool)
        breath, other = none.copy(), none.copy()
        breath[rows.stay[own & by_breath]] = True
        other[rows.stay[own & ~by_breath]] = True
        drinker = (scope.episode_column("primary_substance") == ALCOHOL).to_numpy(bool)
        return drinker & breath & ~other

    found: np.ndarray = scope.once(("breath only", scope.records.settings.refused), compute)
    return found


def _notes(scope: Scope, breath_only: np.ndarray, unknown: int, groups: Sequence[Estimate]) -> tuple[str, ...]:
    apart = int((breath_only & scope.chosen).sum())
    notes = [coverage_caution(groups)]
    if apart:
        notes.append(
            f"{apart:,} alcohol-primary stays were tested by breath only: not assessable by test, left out of the "
            "primary substance."
        )
    if unknown:
        notes.append(f"{unknown:,} results of an analyte or specimen without a published window cover no day.")
    used = [w for w in detection_windows().values() if w.analyte in rows_of(scope).names]
    notes.append(f"Windows: {'; '.join(cited_sources(used))}.")
    return tuple(filter(None, notes))
