"""Filters, grouping and period, drawn once in the entry script and kept in the address (coded columns only)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from analytics.outcomes.periods import Period, period_code
from analytics.outcomes.scope import CohortBasis
from analytics.records.filters import IDENTIFIERS, Condition
from analytics.records.records import Records
from views.period_picker import pick_period

MOST_LEVELS = 30
BY = "by"
ALL_TOGETHER = "All together"


@dataclass(frozen=True)
class Choice:
    """What the sidebar says: conditions for the episodes, the column to compare by (None = all together), the period.

    `period` and `basis` None: each figure's usual ones, which its subtitle names.
    """

    conditions: tuple[Condition, ...] = ()
    by: str | None = None
    period: Period | None = None
    basis: CohortBasis | None = None

    @property
    def words(self) -> str:
        """The conditions as a reader would say them: `site a or b; track evening`."""
        columns = dict.fromkeys(condition.column for condition in self.conditions)
        return "; ".join(
            f"{column_words(column)} "
            + " or ".join(condition.value for condition in self.conditions if condition.column == column)
            for column in columns
        )

    @property
    def command(self) -> str:
        """The same conditions for the command line, with a blank in front."""
        parts = [f" --where {_quoted(f'{c.column}={c.value}')}" for c in self.conditions]
        return "".join(parts)

    @property
    def period_command(self) -> str:
        """Period and basis for the command line, with a blank in front; empty for the usual ones."""
        parts = [f" --period {period_code(self.period)}"] if self.period else []
        return "".join([*parts, *([f" --basis {self.basis}"] if self.basis else [])])


def choose(records: Records, columns: dict[str, list[str]]) -> Choice:
    """Draw period, grouping and filters (`levels_of_groups`) in the sidebar and return what is chosen."""
    with st.sidebar:
        period, basis = pick_period(records)
        if not columns:
            return Choice(period=period, basis=basis)
        by = st.selectbox(
            "Compare by",
            [ALL_TOGETHER, *columns],
            format_func=lambda column: _start(column_words(column)),
            key=BY,
            bind="query-params",
        )
        conditions: list[Condition] = []
        with st.expander("Filters", expanded=any(st.session_state.get(column) for column in columns)):
            for column, values in columns.items():
                picked = st.multiselect(
                    _start(column_words(column)),
                    values,
                    key=column,
                    bind="query-params",
                    placeholder="all",
                )
                conditions += [Condition(column, value) for value in picked]
    return Choice(tuple(conditions), None if by == ALL_TOGETHER else by, period, basis)


def group_columns(records: Records) -> list[str]:
    """Columns that may be filtered and compared by: in the settings, present, coded, with 2 to 30 levels."""
    return list(levels_of_groups(records))


def levels_of_groups(records: Records) -> dict[str, list[str]]:
    """The columns that may be filtered and compared by, each with its levels."""
    episodes = records.episodes
    wanted = [c for c in records.settings.group_by if c in episodes.columns and c not in IDENTIFIERS]
    found = {column: levels(episodes[column]) for column in wanted if _is_coded(episodes[column])}
    return {column: values for column, values in found.items() if 2 <= len(values) <= MOST_LEVELS}


def _is_coded(column: pd.Series) -> bool:
    return isinstance(column.dtype, pd.CategoricalDtype) or str(column.dtype) == "boolean"


def levels(column: pd.Series) -> list[str]:
    """The values that occur, as words, in order."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        seen = np.bincount(column.cat.codes.to_numpy() + 1, minlength=len(column.cat.categories) + 1)[1:] > 0
        return sorted(str(value) for value in column.cat.categories[seen])
    return sorted(str(value) for value in column.dropna().unique())


def column_words(column: str) -> str:
    """`primary_substance` as `primary substance`."""
    return column.replace("_", " ")


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]


def _quoted(text: str) -> str:
    return text if all(ch.isalnum() or ch in "=_-." for ch in text) else "'" + text.replace("'", "'\\''") + "'"
