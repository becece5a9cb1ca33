"""The benchmark figure: point-prevalence abstinence at the first follow-up after discharge, against its range.

Three numbers in a row: everyone counts, not reached = not abstinent (primary); only those reached; and the bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from analytics.outcomes.benchmarks import ABSTINENCE, PublishedRange, published_ranges
from analytics.outcomes.clustered import clustered_proportion
from analytics.outcomes.cohort import chosen_stays
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.follow_up import FollowUp, first_follow_up
from analytics.outcomes.intervals import (
    BandProbabilities,
    Estimate,
    band_probabilities,
    not_estimable,
    people_needed,
    wilson,
)
from analytics.outcomes.periods import VERDICT_QUARTERS, Period, last_complete_quarters
from analytics.outcomes.question import Unit
from analytics.records.days import known
from analytics.records.said import Analytes, Refused
from analytics.records.stays import Stays

LEAST_REACHED_FOR_VERDICT = 0.50
"""No verdict when fewer were reached: those not reached differ from those reached."""

LEAST_REACHED_FOR_PROBABILITY = 0.80
"""Posterior probabilities only when at least this share was reached (SAMHSA GPRA's follow-up rate)."""


@dataclass(frozen=True, eq=False)
class BenchmarkFigure:
    """The figure with everything that belongs beside it.

    n = people due for follow-up less the deceased. `primary` = abstinent ÷ n; `responders` = abstinent ÷ reached;
    `worst` and `best` count everyone not reached as using, and as abstinent. `verdict`: above, within, below,
    cannot tell, depends on those not reached, or none (`reason` says why).
    """

    n: int
    reached: int
    abstinent: int
    by_test: int
    deceased: int
    primary: Estimate
    responders: Estimate
    worst: float | None
    best: float | None
    share_reached: Estimate
    verdict: str
    reason: str
    badge: str
    badge_reasons: tuple[str, ...]
    period: Period | None
    needed_n: int | None
    published: PublishedRange
    probability: BandProbabilities | None


def benchmark_figure(
    derivation: Derivation,
    *,
    period: Period | None = None,
    episode_rows: np.ndarray | None = None,
    unit: Unit = "people",
) -> BenchmarkFigure:
    """Of people discharged in the period whose follow-up window has closed, the share abstinent for 30 days.

    Without a period: the last four complete quarters whose windows have all closed (all discharges with a relative
    calendar). `episode_rows` selects rows of `records.episodes`.
    """
    timeline = derivation.timeline()
    settings = derivation.records.settings
    if period is None:
        period = verdict_period(derivation)
    rows = np.ones(len(derivation.records.episodes), bool) if episode_rows is None else episode_rows
    chosen = chosen_stays(timeline.stays, rows, unit=unit, basis="discharged", period=period, as_of=timeline.as_of)
    found = follow_up_in_use(derivation)
    published = published_ranges(settings)[ABSTINENCE]
    return _figure(found, chosen, timeline.stays, period, published, settings.follow_up_window_days, unit)


def follow_up_of(derivation: Derivation, refused: Refused = "positive", analytes: Analytes = "all") -> FollowUp:
    """The first follow-up of every stay, computed once a derivation."""
    timeline = derivation.timeline(refused, analytes)
    found: FollowUp = derivation.once(("follow_up", refused, analytes), lambda: first_follow_up(timeline))
    return found


def follow_up_in_use(derivation: Derivation) -> FollowUp:
    """The first follow-up of every stay with refusals read as the program says."""
    return follow_up_of(derivation, "missed" if derivation.records.settings.refused == "missed" else "positive")


def verdict_period(derivation: Derivation) -> Period | None:
    """The last four complete quarters whose follow-up windows have closed; None with a relative calendar."""
    records = derivation.records
    if records.settings.calendar == "relative" or records.as_of is None:
        return None
    matured = records.as_of - timedelta(days=records.settings.follow_up_window_days[1])
    return last_complete_quarters(matured, VERDICT_QUARTERS, fiscal_year_start=records.settings.fiscal_year_start)


def _figure(
    found: FollowUp,
    chosen: np.ndarray,
    stays: Stays,
    period: Period | None,
    published: PublishedRange,
    window: tuple[int, int],
    unit: Unit,
) -> BenchmarkFigure:
    alive = chosen & found.due & ~found.deceased
    n, reached, abstinent = int(alive.sum()), int((alive & found.reached).sum()), int((alive & found.abstinent).sum())
    primary = _share(alive & found.abstinent, alive, stays, unit)
    responders = _share(alive & found.abstinent, alive & found.reached, stays, unit)
    share_reached = _share(alive & found.reached, alive, stays, unit)
    by_test = int((alive & found.by_test).sum())
    verdict, reason, needed = _verdict(primary, responders, n, reached, published)
    if n == 0 and not known(stays.discharged).any():
        reason = f"The {published.words} range cannot be applied: these records hold no discharges."
    badge, reasons = _badge(published, window, n, reached, by_test)
    probability = None
    if n and reached / n >= LEAST_REACHED_FOR_PROBABILITY:
        probability = band_probabilities(abstinent, n, published.low, published.high)
    return BenchmarkFigure(
        n=n,
        reached=reached,
        abstinent=abstinent,
        by_test=by_test,
        deceased=int((chosen & found.deceased).sum()),
        primary=primary,
        responders=responders,
        worst=abstinent / n if n else None,
        best=(abstinent + n - reached) / n if n else None,
        share_reached=share_reached,
        verdict=verdict,
        reason=reason,
        badge=badge,
        badge_reasons=reasons,
        period=period,
        needed_n=needed,
        published=published,
        probability=probability,
    )


def _share(hits: np.ndarray, of: np.ndarray, stays: Stays, unit: Unit) -> Estimate:
    """A share of people (Wilson), or of episodes with patients as clusters."""
    if unit == "people":
        return wilson(int(hits.sum()), int(of.sum()))
    people, at = np.unique(stays.patient[of], return_inverse=True)
    if not len(people):
        return not_estimable("clustered", "no episode to count")
    return clustered_proportion(
        np.bincount(at, weights=hits[of], minlength=len(people)).astype(int), np.bincount(at, minlength=len(people))
    )


ABOVE, WITHIN, BELOW = "above", "within", "below"
CANNOT_TELL, DEPENDS, NONE = "cannot tell", "depends on those not reached", "none"


def range_word(estimate: Estimate, published: PublishedRange) -> str:
    """above, within or below only when the whole interval is; else cannot tell."""
    if estimate.low is None or estimate.high is None:
        return NONE
    if estimate.low > published.high:
        return ABOVE
    if estimate.high < published.low:
        return BELOW
    if estimate.low >= published.low and estimate.high <= published.high:
        return WITHIN
    return CANNOT_TELL


def _verdict(
    primary: Estimate, responders: Estimate, n: int, reached: int, published: PublishedRange
) -> tuple[str, str, int | None]:
    if n == 0:
        return NONE, f"The {published.words} range cannot be applied: no one is due for follow-up yet.", None
    if reached / n < LEAST_REACHED_FOR_VERDICT:
        seen = f"only {reached:,} of {n:,} were seen after discharge"
        return NONE, f"The {published.words} range cannot be applied: {seen}.", None
    word, other = range_word(primary, published), range_word(responders, published)
    if word != other:
        return DEPENDS, "Everyone and only those reached give different answers.", None
    if word != CANNOT_TELL or primary.value is None:
        return word, f"The 95% interval lies {word} the published {published.words}.", None
    needed = people_needed(primary.value, published.low, published.high)
    at_rate = (
        f"at this rate about {needed:,} people in all would be needed" if needed else "more people would not settle it"
    )
    return CANNOT_TELL, f"The interval crosses an edge of the range; {at_rate}.", needed


def _badge(
    published: PublishedRange, window: tuple[int, int], n: int, reached: int, by_test: int
) -> tuple[str, tuple[str, ...]]:
    """How far the figure is the published measure, and why: population, follow-up time, measure, share reached."""
    reasons = [
        f"population: {published.population}, against this program's own patients",
        f"follow-up time: {window[0]}–{window[1]} days after discharge, against {published.follow_up}",
        "measure: none in the past 30 days at a contact"
        + (f", {by_test:,} of {reached:,} by test" if by_test else ", as in the review"),
        f"reached: {reached:,} of {n:,}",
    ]
    partly = by_test > 0 or (n > 0 and reached / n < LEAST_REACHED_FOR_PROBABILITY)
    why = []
    if by_test:
        why.append("partly by test")
    if n and reached / n < LEAST_REACHED_FOR_PROBABILITY:
        why.append("fewer than 80% reached")
    return (f"partly comparable: {', '.join(why)}" if partly else "comparable"), tuple(reasons)
