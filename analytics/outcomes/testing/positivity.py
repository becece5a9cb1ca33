"""Positive findings by analyte: of the people tested, and of the specimens they gave. The two are not the same.

A few people who give many positive specimens raise the share of samples; a single use of many raises that of people.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from analytics.outcomes.cautions import uneven_testing
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate, not_estimable, wilson
from analytics.outcomes.scope import Scope
from analytics.outcomes.testing.coverage import coverage_by_group, coverage_caution
from analytics.outcomes.testing.ledger import given_by_group, months_of
from analytics.outcomes.testing.shares import clustered_cells, named_groups, share_row, stays_of
from analytics.outcomes.testing.specimens import (
    ANY,
    ONLY_POSITIVES,
    Results,
    analyte_results,
    counted_results,
    listed_only,
    rows_of,
    specimen_results,
)
from analytics.records.said import PANEL, THC, Analytes

PEOPLE, SAMPLES = "people", "samples"
NOBODY_TESTED = "nobody was tested"
NO_RANDOM = "This needs the column random of drug_tests, which these records do not have."
SAMPLES_ARE_NOT_PEOPLE = (
    "Samples are not people: the share of negative samples is no abstinence rate. In one monitoring program 4% of the "
    "samples were positive and yet 54% of the people used within the year (MyFYR)."
)


def positivity(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """People and samples with a positive, by analyte; with a group column for any counted analyte by group."""
    if choices["tests"] == "random" and not _has_random(scope):
        return unavailable(NO_RANDOM)
    if by is not None:
        return by_group(scope, by, choices)
    together, single = _asked(scope, choices)
    rows: list[dict[str, object]] = []
    members: list[np.ndarray] = []
    apart = _prescribed_samples(scope)
    for name, found in [(ANY, together), *_each_analyte(scope, single, choices)]:
        for unit, share in _people_and_samples(scope, found, listed_only(scope, name)):
            rows.append(
                {
                    "analyte": name,
                    "unit": unit,
                    **share_row(share),
                    "prescribed": apart.get(name, 0) if name != ANY else sum(apart.values()),
                }
            )
            members.append(np.unique(found.stay[found.positive]))
    notes = (SAMPLES_ARE_NOT_PEOPLE, *_prescribed_note(apart))
    return Exhibit(pd.DataFrame(rows), _people(scope, together), "people tested", members=tuple(members), notes=notes)


def by_month(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """The same by calendar month: a person counts once a month. The complete months of the period, at most 24."""
    del by
    if choices["tests"] == "random" and not _has_random(scope):
        return unavailable(NO_RANDOM)
    together, single = _asked(scope, choices)
    months = months_of(scope)
    frames = [
        _months(scope, name, found, months.starts, months.number_of(found.day).astype(np.int64))
        for name, found in [(ANY, together), *_each_analyte(scope, single, choices)]
        if not listed_only(scope, name)
    ]
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    shown = together.take(months.number_of(together.day) >= 0)
    return Exhibit(frame, _people(scope, shown), "people tested", notes=(SAMPLES_ARE_NOT_PEOPLE,))


def _asked(scope: Scope, choices: Choices) -> tuple[Results, Results]:
    analytes: Analytes = "without_thc" if choices["analytes"] == "without_thc" else "all"
    together = counted_results(scope, specimen_results(scope, analytes))
    single = counted_results(scope, analyte_results(scope))
    if choices["tests"] == "random":
        return together.take(together.random), single.take(single.random)
    return together, single


def _has_random(scope: Scope) -> bool:
    tests = scope.records.drug_tests
    return "random" in tests and bool(tests["random"].notna().any())


def _each_analyte(scope: Scope, single: Results, choices: Choices) -> list[tuple[str, Results]]:
    """Every analyte with a conclusive result, the most often looked for first; the row of a whole panel is none."""
    names = rows_of(scope).names
    left_out = {PANEL} | ({THC} if choices["analytes"] == "without_thc" else set())
    often = np.bincount(single.analyte, minlength=len(names))
    order = sorted(np.flatnonzero(often).tolist(), key=lambda code: (-int(often[code]), names[code]))
    return [(names[code], single.take(single.analyte == code)) for code in order if names[code] not in left_out]


def _people_and_samples(scope: Scope, found: Results, positives_only: bool) -> list[tuple[str, Estimate]]:
    people, with_positive = _people(scope, found), _people(scope, found.take(found.positive))
    if positives_only:
        return [(unit, not_estimable("Wilson", ONLY_POSITIVES)) for unit in (PEOPLE, SAMPLES)]
    of_people = wilson(with_positive, people) if people else not_estimable("Wilson", NOBODY_TESTED)
    zero = np.zeros(len(found.stay), np.int64)
    of_samples = _samples(scope, found, zero, 1)[0]
    return [(PEOPLE, of_people), (SAMPLES, of_samples)]


def _people(scope: Scope, found: Results) -> int:
    return len(np.unique(scope.stays.patient[found.stay]))


def _samples(scope: Scope, found: Results, cell: np.ndarray, cells: int) -> list[Estimate]:
    patient = scope.stays.patient[found.stay]
    one = np.ones(len(found.stay), np.int64)
    return clustered_cells(cell, patient, found.positive.astype(np.int64), one, cells, nothing=NOBODY_TESTED)


def _cells_of_people(scope: Scope, found: Results, cell: np.ndarray, cells: int) -> list[Estimate]:
    """Of the people tested in each cell, those with a positive in it (Wilson)."""
    patient = scope.stays.patient[found.stay].astype(np.int64)
    keep = cell >= 0
    many = int(patient.max(initial=0)) + 1
    key, at = np.unique(cell[keep] * many + patient[keep], return_inverse=True)
    positive = np.zeros(len(key), bool)
    positive[at[found.positive[keep]]] = True
    n = np.bincount(key // many, minlength=cells)
    x = np.bincount(key // many, weights=positive, minlength=cells)
    return [
        wilson(int(hits), int(count)) if count else not_estimable("Wilson", NOBODY_TESTED)
        for hits, count in zip(x, n, strict=True)
    ]


def by_group(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """People and samples with a positive for any counted analyte, by group."""
    if choices["tests"] == "random" and not _has_random(scope):
        return unavailable(NO_RANDOM)
    found = _asked(scope, choices)[0]
    some = np.zeros(len(scope.stays), bool)
    some[found.stay] = True
    names, group = named_groups(scope, by, some)
    cell = group[found.stay].astype(np.int64)
    people, samples = _cells_of_people(scope, found, cell, len(names)), _samples(scope, found, cell, len(names))
    rows = [
        {"group": name, "analyte": ANY, "unit": unit, **share_row(share)}
        for k, name in enumerate(names)
        for unit, share in ((PEOPLE, people[k]), (SAMPLES, samples[k]))
    ]
    behind = stays_of(len(names), np.where(found.positive, cell, -1), found.stay)
    members = tuple(behind[k] for k in range(len(names)) for _ in range(2))
    notes = (SAMPLES_ARE_NOT_PEOPLE, *_cautions(scope, by))
    return Exhibit(pd.DataFrame(rows), _people(scope, found), "people tested", members=members, notes=notes)


def _cautions(scope: Scope, by: str | None) -> tuple[str, ...]:
    """What a comparison of the groups must not be read without: unequal testing, unequal detection windows."""
    return tuple(
        filter(None, (uneven_testing(given_by_group(scope, by)), coverage_caution(coverage_by_group(scope, by))))
    )


def _months(scope: Scope, name: str, found: Results, starts: tuple[date, ...], cell: np.ndarray) -> pd.DataFrame:
    shares = {
        PEOPLE: _cells_of_people(scope, found, cell, len(starts)),
        SAMPLES: _samples(scope, found, cell, len(starts)),
    }
    return pd.DataFrame(
        [
            {"month": pd.Timestamp(start), "analyte": name, "unit": unit, **share_row(shares[unit][k])}
            for unit in (PEOPLE, SAMPLES)
            for k, start in enumerate(starts)
            if shares[unit][k].n
        ]
    )


def _prescribed_samples(scope: Scope) -> dict[str, int]:
    """Specimens with a prescribed positive, by analyte: neither positive nor negative, shown apart."""
    rows = rows_of(scope)
    at = np.flatnonzero(rows.prescribed & (rows.stay >= 0) & scope.counts(rows.stay, rows.day))
    cell = np.unique(rows.specimen[at] * np.int64(len(rows.names) + 1) + rows.analyte[at])
    often = np.bincount(cell % (len(rows.names) + 1), minlength=len(rows.names))
    return {name: int(often[k]) for k, name in enumerate(rows.names) if often[k]}


def _prescribed_note(apart: dict[str, int]) -> tuple[str, ...]:
    if not apart:
        return ()
    said = ", ".join(f"{name} {count:,}" for name, count in apart.items())
    return (f"Prescribed positives are neither positive nor negative and stand apart (samples: {said}).",)
