"""Who was reached at follow-up, and who was not: what was known of them at admission, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.charts.wording import column_words
from analytics.evaluation.case_mix import CLEARLY_DIFFERENT, Covariate, standardised_difference
from analytics.outcomes.benchmark import follow_up_in_use
from analytics.outcomes.cohort import chosen_stays, group_of
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.privacy.counts import ALL_SITES, Count, Sum, Who
from analytics.records.days import day_number
from analytics.records.stays import KNOWN_AT_LEAVING
from analytics.reports.draft import DifferenceOf, DraftCell, DraftSection, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Table
from analytics.reports.measures import REACHED, benchmark_of, follow_up_period, followed_rows
from analytics.reports.people_words import group_of_pool, inside
from analytics.reports.pooling import Group, may_group, pooled
from analytics.reports.setting import Setting

TITLE = "Reached and not reached"
QUESTION = "Are those who were reached at follow-up like those who were not?"
NOBODY = "No one is due for follow-up in these records, so nobody can be compared."
OF_SITE = (
    "This comparison is in the report on the whole program only: beside it that of one site would tell those of the "
    "others."
)
TOO_FEW = "Too few people were reached, or not reached, to compare them."
ALIKE = "If the two differ, figures of those reached do not speak for everyone; the benchmark figure counts everyone."
NOT_REACHED = Who(REACHED, "").rest().what
IN_GROUP = ", one of the group"
"""A part of those reached: its rest are others than those of the group who were not reached."""
LEFT_OUT = ("site", "program", "clinician")


@dataclass(frozen=True, eq=False)
class _People:
    """Those due for follow-up (positions among stays), and which of them were reached."""

    stay: np.ndarray
    reached: np.ndarray
    label: str


def section(setting: Setting) -> DraftSection:
    """A row a level of every column known at admission: share of those reached, of those not, and how far apart."""
    if setting.site != ALL_SITES:
        return DraftSection("reached", TITLE, QUESTION, missing=OF_SITE)
    people = _people(setting)
    if not len(people.stay):
        return DraftSection("reached", TITLE, QUESTION, missing=NOBODY)
    least = setting.records.settings.suppression_threshold
    apart = (int(people.reached.sum()), int((~people.reached).sum()))
    rows: list[tuple[DraftCell, ...]] = []
    sums: list[Sum] = []
    if min(apart) >= least:
        for by in _columns(setting):
            own, adds = _column(setting, people, by, least)
            rows += own
            sums += adds
    if not rows:
        return DraftSection("reached", TITLE, QUESTION, missing=TOO_FEW)
    table = DraftTable(
        key="reached",
        title=_title,
        subtitle=f"People due for follow-up, discharged {people.label}; not recorded counts as a level. "
        "Difference: the standardised difference of the whole column, in percent of a standard deviation.",
        columns=(
            Column("Known at admission", wide=True),
            Column("Reached", "share", brief=True),
            Column("Not reached", "share", brief=True),
            Column("Difference, % of SD", "share"),
        ),
        rows=tuple(rows),
        notes=(f"More than {round(100 * CLEARLY_DIFFERENT)}% is usually called an imbalance (Austin 2009).", ALIKE),
        sums=tuple(sums),
    )
    return DraftSection("reached", TITLE, QUESTION, (table,))


def _people(setting: Setting) -> _People:
    """The people behind the benchmark figure."""
    if not setting.has_calendar:
        return _People(np.array([], int), np.array([], bool), setting.label)
    found, stays, period = (
        follow_up_in_use(setting.derivation),
        setting.derivation.timeline().stays,
        benchmark_of(setting),
    )
    as_of = setting.records.as_of
    assert as_of is not None
    chosen = chosen_stays(
        stays, followed_rows(setting), unit="people", basis="discharged", period=follow_up_period(setting),
        as_of=day_number(as_of),
    )  # fmt: skip
    rows = np.flatnonzero(chosen & found.due & ~found.deceased)
    label = period.period.label if period.period else setting.label
    return _People(rows, found.reached[rows], label)


def _columns(setting: Setting) -> list[str]:
    return [
        by for by in setting.records.settings.group_by
        if by not in KNOWN_AT_LEAVING and by not in LEFT_OUT and may_group(setting, by)
    ]  # fmt: skip


def _column(setting: Setting, people: _People, by: str, least: int) -> tuple[list[tuple[DraftCell, ...]], list[Sum]]:
    """The rows of one column; levels of a few, reached or not, are pooled before they are named."""
    labels = group_of(setting.records, setting.derivation.timeline().stays, by)[people.stay].astype(str)
    sizes = {
        str(level): (int((people.reached & (labels == level)).sum()), int((~people.reached & (labels == level)).sum()))
        for level in np.unique(labels)
    }
    groups = pooled(sizes, least=least)
    if not groups:
        return [], []
    wholes = (_count(setting, people, REACHED, "", int(people.reached.sum())),
              _count(setting, people, NOT_REACHED, "", int((~people.reached).sum())))  # fmt: skip
    shares = [
        [ShareOf(_share(number, of.number), of, _count(setting, people, what + IN_GROUP, _words(by, group), number))
         for what, of, number in zip((REACHED, NOT_REACHED), wholes, _numbers(sizes, group), strict=True)]
        for group in groups
    ]  # fmt: skip
    difference = _difference(people, labels, groups)
    counts = tuple(one for pair in shares for share in pair for one in (share.of, share.events) if one is not None)
    rows: list[tuple[DraftCell, ...]] = []
    for place, (group, pair) in enumerate(zip(groups, shares, strict=True)):
        name = f"{column_words(by)[:1].upper()}{column_words(by)[1:]}: {group.name}"
        last: DraftCell = DifferenceOf(difference, "share", counts) if not place else Words("")
        rows.append((Words(name), *pair, last))
    sums = [
        Sum(whole.who, tuple(count.who for pair in shares if (count := pair[place].events) is not None))
        for place, whole in enumerate(wholes)
    ]
    parts = [count.who for pair in shares for share in pair if (count := share.events) is not None]
    return rows, sums + [inside(part.but(part.what.removesuffix(IN_GROUP)), part) for part in parts]


def _words(by: str, group: Group) -> str:
    return group_of_pool(by, group.levels)


def _numbers(sizes: dict[str, tuple[int, int]], group: Group) -> tuple[int, int]:
    return sum(sizes[level][0] for level in group.levels), sum(sizes[level][1] for level in group.levels)


def _count(setting: Setting, people: _People, what: str, group: str, number: int) -> Count:
    return setting.count(what, number, people.label, group)


def _share(number: int, of: int) -> Estimate:
    return Estimate(number / of, None, None, of, number, "share")


def _difference(people: _People, labels: np.ndarray, groups: tuple[Group, ...]) -> Estimate:
    """The standardised difference of the column as it is told, pooled levels as one."""
    place = {level: at for at, group in enumerate(groups) for level in group.levels}
    codes = pd.Series(labels).map(place).to_numpy(int)
    covariate = Covariate("", None, codes, tuple(group.name for group in groups))
    found = standardised_difference(covariate, people.reached, ~people.reached, np.ones(len(labels)))
    if not np.isfinite(found):
        return not_estimable("standardised difference", "the two never overlap")
    return Estimate(abs(float(found)), None, None, len(labels), None, "standardised difference")


def _title(table: Table) -> str:
    """How many columns are further apart than usual."""
    told = [row[3].value for row in table.rows if row[3].value is not None]
    if not told:
        return "How far those reached differ from those not reached is not told"
    far = sum(value > CLEARLY_DIFFERENT for value in told)
    if not far:
        return f"Those reached and those not reached are alike in all {len(told)} columns told"
    return f"Those reached and those not reached differ in {far} of {len(told)} columns"
