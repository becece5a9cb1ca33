"""Drop-out by the gap rule: who stopped coming for so many days while not discharged, whatever the discharge says.

A contact is the admission, a session come to, an excused one (hospital, jail), or one without a status (nobody knows
that it was missed). Somebody has dropped out when `drop_out_gap_days` (program.toml) pass after a contact without
another one, the stay still open at their end; the day of drop-out is that last contact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.cohort import ALL
from analytics.outcomes.engagement.patient_weeks import quartiles
from analytics.outcomes.engagement.rows import frame_of, group_masks, share_row
from analytics.outcomes.engagement.visits import visits_of
from analytics.outcomes.exhibit import Choices, Exhibit
from analytics.outcomes.intervals import wilson
from analytics.outcomes.scope import Scope
from analytics.records.days import known

IN_TREATMENT = "in treatment"
NO_REASON = "no reason recorded"
DROPPED_OUT = "dropped out"
NOT_DISCHARGED = "not recorded"


@dataclass(frozen=True, eq=False)
class GapRule:
    """For every stay: whether the rule could look (any session listed), whether it found drop-out, after how many days.

    `after` counts days from admission to the last contact before the gap (NaN without drop-out). `returned`: had a
    contact after the gap.
    """

    listed: np.ndarray
    dropped: np.ndarray
    after: np.ndarray
    returned: np.ndarray


def drop_out(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Share dropped out by the rule, of everybody (and each group) and by recorded reason; members dropped out.

    Rows with `recorded` "all" are people of a group; the others hold the rule against the discharge reason. `median`,
    `lower_quartile`, `upper_quartile`: days from admission to the last contact, of those who dropped out.
    """
    rule = gap_rule(scope)
    asked = scope.people & rule.listed
    reason = recorded_reasons(scope)
    rows, members = [], []
    for name, mask in group_masks(scope, by, asked):
        reasons = sorted(set(reason[mask])) if name == ALL else []
        words = [ALL, *(reasons if len(reasons) > 1 else [])]
        for word in words:
            mine = mask if word == ALL else mask & (reason == word)
            hit = mine & rule.dropped
            row = share_row(wilson(int(hit.sum()), int(mine.sum())), group=name, recorded=word)
            rows.append(row | quartiles(rule.after[hit]))
            members.append(np.flatnonzero(hit))
    headline = wilson(int((asked & rule.dropped).sum()), int(asked.sum()))
    notes = _notes(scope, rule) + _came_back(asked, rule) + _too_early(asked & (reason == DROPPED_OUT), rule)
    return Exhibit(frame_of(rows), headline.n, "people", headline, notes, tuple(members))


def _came_back(asked: np.ndarray, rule: GapRule) -> tuple[str, ...]:
    """How many had a contact again after the gap."""
    dropped = asked & rule.dropped
    if not dropped.any():
        return ()
    return (f"{int((dropped & rule.returned).sum()):,} of the {int(dropped.sum()):,} had a contact again later.",)


def _too_early(recorded: np.ndarray, rule: GapRule) -> tuple[str, ...]:
    """How many are recorded as dropped out that the rule does not find."""
    missed, n = int((recorded & ~rule.dropped).sum()), int(recorded.sum())
    if not missed:
        return ()
    return (f"{missed:,} of {n:,} recorded as dropped out were discharged before so long a gap had passed.",)


def _notes(scope: Scope, rule: GapRule) -> tuple[str, ...]:
    gaps = sorted({policy.drop_out_gap_days for policy in scope.stays.policies})
    words = " or ".join(f"{gap}" for gap in gaps)
    notes = [f"Gap: {words} days without a contact while not discharged."]
    without = int((scope.people & ~rule.listed).sum())
    if without:
        notes.append(f"{without:,} people without any session in the records are left out.")
    return tuple(notes)


def recorded_reasons(scope: Scope) -> np.ndarray:
    """What the records say: the discharge reason, "in treatment" for those not discharged."""
    episodes, stays = scope.records.episodes, scope.stays
    if "discharged_on" not in episodes:
        return np.full(len(stays), NOT_DISCHARGED, dtype=object)
    left = known(stays.discharged) & (stays.discharged <= scope.as_of)
    if "discharge_reason" not in episodes:
        return np.where(left, NO_REASON, IN_TREATMENT).astype(object)
    reason = episodes["discharge_reason"].iloc[stays.last_row].astype(object)
    words = reason.where(reason.notna(), NO_REASON).astype(str).str.replace("_", " ").to_numpy(dtype=object)
    return np.where(left, words, IN_TREATMENT).astype(object)


def gap_rule(scope: Scope) -> GapRule:
    """The rule over every stay, up to its discharge (or, where no discharge is recorded at all, its planned end)."""
    found: GapRule = scope.once(("gap rule",), lambda: _gap_rule(scope))
    return found


def _gap_rule(scope: Scope) -> GapRule:
    stays, visits = scope.stays, visits_of(scope)
    last = _last_open_day(scope)
    admitted = stays.admitted.astype(np.int64)
    listed = np.bincount(visits.stay, minlength=len(stays)) > 0
    contact = (visits.came | visits.excused | visits.unrecorded) & known(visits.day)
    contact &= visits.day <= last[visits.stay]
    stay = np.concatenate([np.arange(len(stays)), visits.stay[contact]]).astype(np.int64)
    day = np.concatenate([admitted, visits.day[contact].astype(np.int64)])
    order = np.lexsort((day, stay))
    stay, day = stay[order], day[order]
    ends = np.append(stay[1:] != stay[:-1], True)
    following = np.where(ends, last[stay] + 1, np.append(day[1:], 0))
    gap = np.array([policy.drop_out_gap_days for policy in stays.policies])[stays.policy][stay]
    gone = np.flatnonzero(following - day > gap)
    first_gone, at = np.unique(stay[gone], return_index=True)
    after = np.full(len(stays), np.nan)
    after[first_gone] = day[gone[at]] - admitted[first_gone]
    after[~listed] = np.nan
    returned = np.zeros(len(stays), bool)
    returned[first_gone] = ~ends[gone[at]]
    return GapRule(listed, ~np.isnan(after), after, returned & listed)


def _last_open_day(scope: Scope) -> np.ndarray:
    """The last day on which a stay is open: the day before discharge, at most as-of."""
    stays = scope.stays
    if "discharged_on" not in scope.records.episodes:
        ends = np.where(known(stays.planned_end), stays.planned_end, scope.as_of)
        return np.minimum(ends, scope.as_of).astype(np.int64)
    return np.where(known(stays.discharged), np.minimum(stays.discharged - 1, scope.as_of), scope.as_of).astype(
        np.int64
    )
