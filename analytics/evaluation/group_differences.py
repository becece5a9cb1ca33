"""Every group against the reference: average time without the event, and share with it on the days asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.evaluation.curve_differences import (
    RESTRICTED,
    holm,
    p_of_difference,
    restricted_mean_difference,
    risk_difference,
    risk_ratio_on,
)
from analytics.evaluation.shared_patients import GroupEpisodes, mean_covariance, share_correlation
from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.survival import SurvivalCurve, estimates_at

SHARE = "Kaplan–Meier, log-log interval"

Pair = tuple[GroupEpisodes, GroupEpisodes]


@dataclass(frozen=True)
class RiskOnDay:
    """Share with the event by a day: the reference's, the group's, group − reference, group ÷ reference."""

    day: int
    reference: Estimate
    group: Estimate
    difference: Estimate
    ratio: Estimate


@dataclass(frozen=True)
class GroupDifference:
    """One group against the reference. `restricted_mean`: group − reference, in the curves' unit, up to the common τ;
    `p` of it, `p_adjusted` by Holm over all groups. `risks`: one a day asked for.
    """

    group: str
    reference: str
    restricted_mean: Estimate
    p: float | None
    p_adjusted: float | None
    risks: tuple[RiskOnDay, ...]


def group_differences(
    curves: Sequence[SurvivalCurve],
    at: Sequence[int],
    *,
    days_per_unit: int = 1,
    episodes: Sequence[GroupEpisodes] | None = None,
) -> tuple[GroupDifference, ...]:
    """Every later curve against the first. `episodes` (of each curve, when episodes are compared): patients are taken
    together, also those in both groups; no ratios then.
    """
    reference = curves[0]
    pairs = [None] * (len(curves) - 1) if episodes is None else [(episodes[0], own) for own in episodes[1:]]
    means = [_average(reference, curve, pair) for curve, pair in zip(curves[1:], pairs, strict=True)]
    p = [p_of_difference(mean) for mean in means]
    return tuple(
        GroupDifference(
            group=curve.name,
            reference=reference.name,
            restricted_mean=mean,
            p=own,
            p_adjusted=adjusted,
            risks=tuple(_risk(reference, curve, day, days_per_unit, pair) for day in at),
        )
        for curve, mean, own, adjusted, pair in zip(curves[1:], means, p, holm(p), pairs, strict=True)
    )


def share_with_event(curve: SurvivalCurve, day: int, *, days_per_unit: int = 1) -> Estimate:
    """Share with the event by `day`, the curve turned over."""
    found = estimates_at(curve, [day], days_per_unit=days_per_unit)[0]
    if found["estimate"] is None or found["low"] is None or found["high"] is None:
        return not_estimable(SHARE, found["reason"], n=curve.n)
    return Estimate(1 - found["estimate"], 1 - found["high"], 1 - found["low"], curve.n, None, SHARE)


def _average(reference: SurvivalCurve, group: SurvivalCurve, pair: Pair | None) -> Estimate:
    if not reference.events and not group.events:
        return not_estimable(RESTRICTED, "nobody had the event", n=reference.n + group.n)
    shared = 0.0 if pair is None or reference.tau is None else mean_covariance(*pair, reference.tau)
    return restricted_mean_difference(group, reference, covariance=shared)


def _risk(reference: SurvivalCurve, group: SurvivalCurve, day: int, days_per_unit: int, pair: Pair | None) -> RiskOnDay:
    one, other = (share_with_event(curve, day, days_per_unit=days_per_unit) for curve in (reference, group))
    n = reference.n + group.n
    if reason := one.reason or other.reason:
        untold = not_estimable("share on a day", reason, n=n)
        return RiskOnDay(day, one, other, untold, untold)
    if pair is not None:
        ratio = not_estimable("ratio", "ratios are given for people, not for episodes", n=n)
        correlation = share_correlation(*pair, day // days_per_unit)
        return RiskOnDay(day, one, other, difference_of_shares(other, one, correlation=correlation), ratio)
    return RiskOnDay(
        day,
        one,
        other,
        risk_difference(group, reference, day, days_per_unit=days_per_unit),
        risk_ratio_on(group, reference, day, days_per_unit=days_per_unit),
    )
