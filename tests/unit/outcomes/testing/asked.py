"""One exhibit of the page Drug testing over made-up records, and its rows as plain dicts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit
from analytics.outcomes.periods import Period
from analytics.outcomes.scope import CohortBasis
from analytics.records.records import Records
from tests.made_up import made_up_records


def with_tables(*names: str, **tables: Any) -> Records:
    """Made-up records that have the named tables beside episodes."""
    return replace(made_up_records(**tables), present=frozenset({"episodes", "drug_tests", *names}))


def asked(
    records: Records,
    figure: str,
    *,
    by: str | None = None,
    period: Period | None = None,
    basis: CohortBasis | None = "admitted",
    **choices: str,
) -> Exhibit:
    """The exhibit `testing.<figure>`; without a period everybody admitted on any day."""
    if period is None:
        records = replace(records, settings=replace(records.settings, calendar="relative"))
    return exhibit(Derivation(records), f"testing.{figure}", basis=basis, period=period, by=by, choices=choices)


def rows(found: Exhibit, *columns: str) -> list[tuple[Any, ...]]:
    """The rows of an exhibit, some columns of them."""
    assert not found.unavailable, found.unavailable
    return list(found.frame[list(columns)].itertuples(index=False, name=None))
