"""What a release counts: every count by name, and which counts add up to which.

A draft names each number of people (sessions, tests) it is going to show. Hiding one number is of no use while others
give it away, so the names and sums of all tables, sites and periods that leave together are looked at together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

THRESHOLD = 11
"""Counts of 1 to 10 are hidden (CMS cell-size policy); program.toml may ask for more."""

ALL_SITES = "all"

OF_SITE = "site = "
"""A group of this column is the site itself: "site = North" of the whole program and the site's own report agree."""


@dataclass(frozen=True, order=True)
class Who:
    """Whom a count counts, in words that are the same wherever the same people are counted.

    `what`: the people and the measure, "discharged", "discharged: reached at follow-up". `period`: its label, such as
    "2026 Q3". `site`: a site or ALL_SITES. `group`: "" or column and level, "payer = medicaid". `known`: the report
    that tells it; late records make two reports tell two numbers of the same people.
    """

    what: str
    period: str
    site: str = ALL_SITES
    group: str = ""
    known: str = ""

    def but(self, what: str) -> Who:
        """The same people narrowed or complemented: `reached.but("discharged: not reached")`."""
        return replace(self, what=what)

    @property
    def is_rest(self) -> bool:
        """Whether these are those left over of a whole."""
        return self.what.startswith("not (")

    def rest(self) -> Who:
        """Those of the whole who are not in this count."""
        if self.what.startswith("not (") and self.what.endswith(")"):
            return replace(self, what=self.what[len("not (") : -1])
        return replace(self, what=f"not ({self.what})")

    def as_known(self, label: str) -> Who:
        """The same people as one report tells them."""
        return replace(self, known=label)

    def people(self) -> Who:
        """The people, whichever report tells them and whether as a site or as a group of the whole program."""
        if self.site == ALL_SITES and self.group.startswith(OF_SITE):
            return replace(self, site=self.group.removeprefix(OF_SITE), group="", known="")
        return replace(self, known="")


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


def small(number: int, threshold: int = THRESHOLD) -> bool:
    """Whether a count must be hidden: 1 to threshold − 1. None at all may be told."""
    return 0 < number < threshold
