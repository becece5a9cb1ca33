"""An exhibit as it may leave the building: hidden figures are null and say so, undeclared columns are gone.

Every command with `--public` passes here. The counts of the frame and what can be taken as their difference are
decided together (`hidden_counts`), as for a report. The header tells no n: the rows do.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analytics.errors import WrongUsage
from analytics.outcomes.exhibit import Exhibit
from analytics.privacy.counts import THRESHOLD, Count, Sum, Who
from analytics.privacy.curves import DECIMALS, coarsened
from analytics.privacy.hiding import hidden_counts
from analytics.privacy.ledger import sums_over
from analytics.privacy.public_kinds import AMOUNTS, ONE_BY_ONE, SHARE, TOLD, UNDECLARED, Roles

NEVER_BY = ("clinician",)

CURVE_DAYS = (30, 60, 90, 180, 365)


def public_exhibit(found: Exhibit, *, threshold: int = THRESHOLD) -> Exhibit:
    """The exhibit for readers outside. WrongUsage with the reason when it may not leave at all."""
    roles = roles_of(found.key)
    if found.by in NEVER_BY:
        raise WrongUsage(f"Figures by {found.by} stay inside: they are about single people of the staff.",
                         "Group by another column, or leave --public out.")  # fmt: skip
    if found.unavailable or not len(found.frame):
        return replace(found, frame=found.frame.iloc[:0], n=0, members=None, headline=None, notes=())
    if found.n < threshold:
        raise WrongUsage(
            f"Fewer than {threshold} {found.unit} stand behind this figure.",
            "Take a --where away, ask for a longer period, or leave --public out.",
        )
    if roles.curve:
        return _public_curve(found, roles, threshold)
    rows = _rows(found, roles)
    counts = [count for row in rows for count in row.counts()]
    sums = [one for row in rows for one in row.sums()] + _between(rows, roles)
    hidden = hidden_counts(counts, sums + sums_over(dict.fromkeys(found.who for found in counts)), threshold=threshold)
    named = {row.group for row in rows if row.of not in hidden and (row.number("n") or 0) >= threshold}
    told = [row.told(hidden, threshold) if not row.group or row.group in named else None for row in rows]
    frame = pd.DataFrame([row for row in told if row is not None])
    frame = frame.astype({name: "Int64" for name in ("events", "n", *roles.extra) if name in frame})
    left_out = sum(row is None for row in told)
    return replace(found, frame=frame, n=0, headline=None, members=None, notes=_notes(left_out, threshold))


def roles_of(key: str) -> Roles:
    """What the columns of an exhibit are. WrongUsage when it may not leave."""
    if key not in TOLD:
        raise WrongUsage(
            f"{key} is not told outside. {ONE_BY_ONE.get(key, UNDECLARED)}",
            f"Leave --public out for use inside, or ask for one of: {', '.join(sorted(TOLD))}.",
        )
    return TOLD[key]


@dataclass(frozen=True)
class _Row:
    """One row of a frame with its counts named."""

    roles: Roles
    row: dict[Hashable, Any]
    by: str | None
    one_n: bool
    """Whether all rows along the nested label have the same people below the line."""

    @property
    def group(self) -> str:
        level = self.row.get("group", "all")
        return "" if level == "all" or self.by is None else f"{self.by} = {level}"

    def people(self, *, but: Sequence[str] = ()) -> Who:
        """Those below the line: named by the labels, but for those of its parts."""
        names = [name for name in self.roles.labels if name not in but]
        return Who("n: " + ", ".join(f"{name} {self.row[name]}" for name in names), "", group=self.group)

    @property
    def of(self) -> Who:
        nested = (self.roles.nested, "step") if self.one_n else ()
        return self.people(but=(*self.roles.parts, *nested))

    @property
    def events(self) -> Who:
        return Who("events", f"{self.people().what}", group=self.group)

    def number(self, column: str) -> int | None:
        """A count of the row; of a share without its own count about so many people."""
        found = self.row.get(column)
        if column == "events" and (found is None or pd.isna(found)):
            share, of = self.row.get("value"), self.row.get("n")
            within = share is not None and pd.notna(share) and 0 <= share <= 1 and of is not None and pd.notna(of)
            return int(np.rint(float(share) * float(of))) if within else None  # type: ignore[arg-type]
        return None if found is None or pd.isna(found) else int(found)

    def named(self) -> dict[str, Who]:
        """Every count of the row by its column."""
        found = {"n": self.of, "events": self.events}
        found |= {name: Who(name, self.people().what, group=self.group) for name in self.roles.extra}
        return {name: who for name, who in found.items() if self.number(name) is not None}

    def counts(self) -> list[Count]:
        return [Count(who, self.number(name) or 0) for name, who in self.named().items()]

    def sums(self) -> list[Sum]:
        """Events and the others make n; declared columns add up, with whatever they leave over."""
        named = self.named()
        adds = [("n", ("events",)), *self.roles.adds]
        return [Sum(named[total], tuple(named[part] for part in parts if part in named))
                for total, parts in adds if total in named]  # fmt: skip

    def told(self, hidden: frozenset[Who], threshold: int) -> dict[str, Any] | None:
        """The row outside; None when its group is hidden as a whole: its very name may be one person's."""
        named = self.named()
        gone = {name for name, who in named.items() if who in hidden}
        if "n" in gone and self.group:
            return None
        shown = {name: self.row[name] for name in ("group", *self.roles.labels) if name in self.row}
        few = (self.number("n") or 0) < threshold
        share = bool(gone & {"n", "events"})
        for name in SHARE:
            if name in self.row:
                shown[name] = None if share or few else self._figure(name)
        for name in AMOUNTS:
            if name in self.row:
                shown[name] = None if "n" in gone or few else self.row[name]
        for name in ("events", "n", *self.roles.extra):
            if name in self.row:
                shown[name] = pd.NA if name in gone else self.row[name]
        given = self.row.get("value") is not None and pd.notna(self.row.get("value"))
        shown["hidden"] = bool(gone) or (few and given)
        shown["reason"] = "hidden" if shown["hidden"] else self.row.get("reason", "")
        return shown

    def _figure(self, name: str) -> Any:
        """A share beside its counts as it is; without them in whole percents, so that no digit is somebody's."""
        found = self.row[name]
        counted = self.row.get("events") is not None and pd.notna(self.row.get("events"))
        return found if counted or found is None or pd.isna(found) else round(float(found), DECIMALS)


def _rows(found: Exhibit, roles: Roles) -> list[_Row]:
    rows = [_Row(roles, row, found.by, False) for row in found.frame.to_dict("records")]
    if not roles.nested:
        return rows
    several = {id(row) for block in _blocks(rows, roles.nested)
               for row in block if len({other.number("n") for other in block}) > 1}  # fmt: skip
    return [row if id(row) in several else replace(row, one_n=True) for row in rows]


def _between(rows: Sequence[_Row], roles: Roles) -> list[Sum]:
    """Parts that make their n, and what is added from one nested row to the next."""
    found = []
    if roles.parts:
        for block in _blocks(rows, *roles.parts):
            if sum(row.number("events") or 0 for row in block) == block[0].number("n"):
                found.append(Sum(block[0].of, tuple(row.events for row in block)))
    for block in _blocks(rows, roles.nested) if roles.nested else []:
        for column in ("n", "events"):
            steps = sorted((row.number(column) or 0, row.named()[column]) for row in block if column in row.named())
            found += [Sum(more, (less,)) for (_, less), (_, more) in pairwise(steps) if less != more]
    if roles.within:
        for first, *others in _blocks(rows, roles.within):
            found += [Sum(first.events, (other.events,)) for other in others]
            found += [Sum(first.of, (other.of,)) for other in others]
    return found


def _blocks(rows: Sequence[_Row], *but: str) -> list[list[_Row]]:
    """Rows alike in all labels but these (and the words that go with them)."""
    found: dict[Who, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.people(but=(*but, "step")), []).append(row)
    return list(found.values())


def _notes(left_out: int, threshold: int) -> tuple[str, ...]:
    said = f"Counts of 1 to {threshold - 1} and what would give them away are hidden; none is told as 0."
    named = "Groups hidden as a whole are not named." if left_out else ""
    return tuple(filter(None, (said, named)))


def _public_curve(found: Exhibit, roles: Roles, threshold: int) -> Exhibit:
    """Curves with merged steps. Of several groups none, because two reports of them would tell a third apart."""
    columns = ["time", "at_risk", "events", "censored", "estimate", "low", "high"]
    told = []
    groups = list(found.frame.groupby("group", sort=False))
    if len(groups) > 1:
        raise WrongUsage(
            "Curves of groups are not told outside: with the curve of everybody they tell single people.",
            "Leave --by out, or --public.",
        )
    for name, rows in groups:
        steps = coarsened(list(rows[columns].itertuples(index=False, name=None)), CURVE_DAYS, threshold=threshold)
        told += [
            {"group": name, "time": s.time, "at_risk": s.counts[0], "events": s.counts[1], "censored": s.counts[2],
             "estimate": s.value, "low": s.low, "high": s.high, "hidden": False}
            for s in steps
        ]  # fmt: skip
    frame = pd.DataFrame(told)
    return replace(found, frame=frame, n=0, headline=None, members=None, notes=_notes(0, threshold))
