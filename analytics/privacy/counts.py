"""What a release counts: every count by name, and which counts add up to which.

A draft names each number of people (sessions, tests) it is going to show. Hiding one number is of no use while others
give it away, so the names and sums of all tables, sites and periods that leave together are looked at together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

THRESHOLD = 11
"""Counts of 1 to 10 are hidden (CMS cell-size policy); program.toml may ask for more."""

ALL_SITES = "all"


@dataclass(frozen=True, order=True)
class Who:
    """Whom a count counts, in words that are the same wherever the same people are counted.

    `what`: the people and the measure, "discharged", "discharged: reached at follow-up". `period`: its label, such as
    "2026 Q3". `site`: a site or ALL_SITES. `group`: "" or column and level, "payer = medicaid".
    """

    what: str
    period: str
    site: str = ALL_SITES
    group: str = ""

    def but(self, what: str) -> Who:
        """The same people narrowed or complemented: `reached.but("discharged: not reached")`."""
        return replace(self, what=what)

    def rest(self) -> Who:
        """Those of the whole who are not in this count."""
        return replace(self, what=f"not ({self.what})")


@dataclass(frozen=True)
class Sum:
    """`total` is exactly the sum of `parts`, each person in one part: a reader of the tables knows this too."""

    total: Who
    parts: tuple[Who, ...]


@dataclass(frozen=True)
class Count:
    """One named number."""

    who: Who
    number: int
