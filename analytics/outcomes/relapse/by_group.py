"""The benchmark figure by group: abstinent at the first follow-up after discharge, everyone counted."""

from __future__ import annotations

import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.relapse.shares import counted, figure_of_stays, row_of, why_no_verdict
from analytics.outcomes.scope import Scope

SEVERAL = (
    "Several groups are shown at once: some differ by chance alone. Groups differ in who they are; this is no ranking "
    "and no effect."
)


def by_group(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """A row a group, the columns of `shares.row_of`, its verdict and, without one, why. One row without a column.

    A person belongs to the group of the first discharge of the period, so the groups add up to everybody.
    """
    everybody = figure_of_stays(scope, scope.people, scope.window.period)
    if not everybody.n:
        return unavailable(everybody.reason)
    groups = scope.groups(by)
    rows, members = [], []
    for group in sorted(set(groups[counted(scope, scope.people)])):
        stays = scope.people & (groups == group)
        figure = figure_of_stays(scope, stays, scope.window.period)
        row = row_of(figure, scope.records.settings.min_at_risk)
        why = why_no_verdict(figure, row)
        rows.append({"group": group, **row, "verdict": "" if why else figure.verdict, "no_verdict": why})
        members.append(counted(scope, stays))
    return Exhibit(
        pd.DataFrame(rows),
        everybody.n,
        "people",
        headline=everybody.primary,
        notes=(SEVERAL,) if len(rows) > 1 else (),
        members=tuple(members),
    )
