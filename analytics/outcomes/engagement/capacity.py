"""Capacity used: people in treatment at the end of every month against the places the program says it has."""

from __future__ import annotations

import pandas as pd

from analytics.outcomes.census import Census
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.scope import Scope
from analytics.outcomes.tile_figures import selection

SET_CENSUS = (
    "How many places the program has is not in the records. Write census = 120 (your number) under [targets] of "
    "program.toml; the share of places used is then shown month by month."
)
SEATS = "Places are people in treatment; how many seats a single session has is not in the records."


def capacity(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """People in treatment on the last day of every month ÷ the target `census` of program.toml (a full count).

    The whole program: filters do not divide its places.
    """
    places = scope.records.settings.targets.get("census")
    if not places:
        return unavailable(SET_CENSUS)
    everyone = selection(scope.derivation, scope.episode_rows | True, scope.as_of_date)
    months = Census(everyone).trend()
    frame = pd.DataFrame({"month": pd.to_datetime(months["month"]), "in_treatment": months["n"]})
    frame["places"] = float(places)
    frame["value"] = frame["in_treatment"] / float(places)
    latest = int(frame["in_treatment"].iloc[-1]) if len(frame) else 0
    return Exhibit(frame, latest, "people in treatment", None, (SEATS,))
