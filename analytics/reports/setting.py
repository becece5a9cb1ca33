"""What a report is about: the records as known at the quarter's end, the quarter, the basis, the site."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from analytics.errors import WrongUsage
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Choices, Exhibit, exhibit
from analytics.outcomes.periods import Period, quarter
from analytics.outcomes.scope import CohortBasis
from analytics.privacy.counts import ALL_SITES, Count, Who
from analytics.records.as_known import records_until
from analytics.records.records import Records

WHOLE_COHORT = "all records"
"""The label of a report on the whole cohort."""


@dataclass(frozen=True, eq=False)
class Setting:
    """Read by every section. `quarter` None: the whole cohort (no sections of the calendar). `rows`: over episodes.

    `asked`: every exhibit the sections have asked for so far; the methods appendix defines them.
    """

    derivation: Derivation
    rows: np.ndarray
    quarter: Period | None
    basis: CohortBasis | None
    site: str
    source: str = "SOURCE"
    asked: dict[str, Exhibit] = field(default_factory=dict)

    @property
    def records(self) -> Records:
        """The records as known at the end of the quarter."""
        return self.derivation.records

    @property
    def has_calendar(self) -> bool:
        """Whether the records hold dates rather than day numbers."""
        return self.records.settings.calendar != "relative"

    @property
    def label(self) -> str:
        """ "2026 Q3", or "all records"."""
        return self.quarter.label if self.quarter else WHOLE_COHORT

    def exhibit(
        self, key: str, *, by: str | None = None, period: Period | None = None, choices: Choices | None = None
    ) -> Exhibit:
        """One exhibit of the report's people, in the quarter where it speaks of a quarter, else its usual window."""
        found = exhibit(
            self.derivation, key, basis=self.basis, period=period, by=by, episode_rows=self.rows, choices=choices
        )
        self.asked.setdefault(key, found)
        return found

    def count(self, what: str, number: float | None, period: str, group: str = "") -> Count:
        """A named count of this report's site."""
        return Count(Who(what, period, self.site, group), int(number or 0))

    def before(self, quarters: int) -> Period | None:
        """The quarter so many quarters earlier."""
        found = self.quarter
        for _ in range(quarters):
            if found is None:
                return None
            found = quarter(found.start - timedelta(days=1), fiscal_year_start=self.records.settings.fiscal_year_start)
        return found


def known_at_the_end(records: Records, quarter: Period | None) -> Derivation:
    """The records as known at the quarter's end, to be shared by its reports. WrongUsage for a quarter without any."""
    if quarter is not None and records.settings.calendar == "relative":
        raise WrongUsage(
            "These records hold day numbers instead of dates, so they have no quarters.", "Use --quarter all."
        )
    known = records_until(records, quarter.end) if quarter is not None else records
    if not len(known.episodes):
        raise WrongUsage("Nobody was admitted before the end of the quarter.", "Choose a later quarter.")
    return Derivation(known)


def setting_of(
    records: Records,
    *,
    quarter: Period | None,
    basis: CohortBasis | None = None,
    site: str | None = None,
    source: str,
    derivation: Derivation | None = None,
) -> Setting:
    """The setting of one report; `derivation`: `known_at_the_end`, where another report of the quarter has it already.

    WrongUsage for a site that the records do not have or a quarter outside them.
    """
    derived = derivation or known_at_the_end(records, quarter)
    known = derived.records
    rows = np.ones(len(known.episodes), bool)
    if site is not None:
        if site not in set(records.episodes.get("site", ())):
            raise WrongUsage(
                "The records have no such site.",
                "Write it as it stands in the column site of the episodes.",
            )
        rows = (known.episodes["site"].astype(str) == site).to_numpy()
    return Setting(derived, rows, quarter, basis, site or ALL_SITES, source)


def sites_of(records: Records) -> tuple[str, ...]:
    """Every recorded site with enough people to be named; none where the column is absent."""
    if "site" not in records.episodes:
        return ()
    people = records.episodes.groupby("site", observed=True)["patient_id"].nunique()
    return tuple(sorted(str(name) for name in people.index[people >= records.settings.suppression_threshold]))
