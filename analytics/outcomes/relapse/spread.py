"""The range over definitions with intervals: every endpoint, missing rule, reading of tests and unit, one row each."""

from __future__ import annotations

from typing import cast

import numpy as np
import pandas as pd

from analytics.outcomes.benchmark import verdict_period
from analytics.outcomes.benchmarks import ABSTINENCE, PublishedRange, published_ranges
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.patterns import Clock
from analytics.outcomes.question import Basis
from analytics.outcomes.scope import Scope, Window
from analytics.outcomes.specification import HORIZON_DAYS, SpecificationRange, specification_range

AXES = ("endpoint", "missing", "refused", "analytes", "unit")
"""The choices that a definition is made of, in the order of the matrix."""

MOST_COLUMNS = 40
"""More definitions than this are not read at once: the primary and those one choice away come first."""

NEAR = 1
"""One choice away from the primary."""

NO_INTERVAL = "A range of definitions, not a confidence interval."


def spread(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """A row a definition, strictest first: the five choices, value, low, high, n, primary, changed, position.

    `changed` counts the choices in which a definition differs from the primary. On the discharge clock of those
    discharged in the period (usual: the last four quarters whose windows have closed), else of those admitted in it.
    """
    clock = cast(Clock, choices["clock"])
    window = _window(scope, clock)
    found = specification_range(
        scope.derivation,
        clock=clock,
        basis=cast(Basis, window.basis),
        period=window.period,
        episode_rows=scope.episode_rows,
    )
    if found.rows.empty:
        return unavailable(_nothing(clock, found))
    published = published_ranges(scope.records.settings)[ABSTINENCE]
    return Exhibit(
        frame_of(found, published),
        _people(found),
        "people",
        notes=notes_of(found, published, clock),
        definition=_definition(clock, found),
        window=window,
    )


def frame_of(found: SpecificationRange, published: PublishedRange) -> pd.DataFrame:
    """The rows of a range with the distance from the primary and the place against the published range."""
    rows = found.rows.rename(columns={"estimate": "value"}).copy()
    primary = rows[rows["primary"]]
    axes = rows[list(AXES)].astype(str)
    away = (axes != axes.loc[primary.index[0]]).sum(axis=1) if len(primary) else pd.Series(0, index=rows.index)
    rows["changed"] = away.to_numpy(dtype=int)
    value = rows["value"].to_numpy(dtype=float)
    rows["position"] = np.where(
        value > published.high, "above", np.where(value < published.low, "below", "within")
    ).astype(object)
    return rows


def near_primary(frame: pd.DataFrame) -> pd.DataFrame:
    """The primary and the definitions one choice away; everything where there is no primary or not too much."""
    if len(frame) <= MOST_COLUMNS or not frame["primary"].any():
        return frame
    return frame[frame["changed"] <= NEAR]


def notes_of(found: SpecificationRange, published: PublishedRange, clock: Clock) -> tuple[str, ...]:
    """How many definitions lie above, within and below, what was left out, and what the range is not."""
    counts = found.against(published)
    different = len(found.rows[["estimate", "n"]].drop_duplicates())
    repeats = f" They give {different:,} different figures." if different < len(found.rows) else ""
    against = (
        f"Of {len(found.rows):,} definitions {counts['above']:,} lie above, {counts['within']:,} within, "
        f"{counts['below']:,} below the published {published.words}.{repeats}"
    )
    left_out = (
        f"{found.left_out:,} more saw too few people or too few weeks and are left out." if found.left_out else ""
    )
    other = "" if clock == "discharge" else "On this clock the published range is not the same measure."
    return tuple(filter(None, (against, NO_INTERVAL, left_out, other)))


def _window(scope: Scope, clock: Clock) -> Window:
    period = scope.window.period
    if clock != "discharge":
        return Window("admitted", period)
    return Window("discharged", period or verdict_period(scope.derivation))


def _people(found: SpecificationRange) -> int:
    people = found.rows[found.rows["unit"] == "people"]["n"]
    return int((people if len(people) else found.rows["n"]).max())


def _definition(clock: Clock, found: SpecificationRange) -> str:
    after = {"discharge": "discharge", "admission": "admission", "first_negative": "the first negative test"}[clock]
    also = " or at the first follow-up" if clock == "discharge" else ""
    return (
        f"Share abstinent on day {HORIZON_DAYS[clock]} after {after}{also} under every combination of definition, rule "
        "for missing tests, refusals, analytes and unit, with 95% interval."
    )


def _nothing(clock: Clock, found: SpecificationRange) -> str:
    if clock == "discharge":
        return (
            "No definition can be read after discharge: too few people were seen then. Choose another clock to see the "
            "range in treatment."
        )
    return f"None of the {found.left_out:,} definitions has enough people on this clock."
