"""compare --missed-tests: what the missed tests would have to show, as JSON and in the sentences of the page."""

from __future__ import annotations

from typing import Any

import numpy as np

from analytics.charts.tipping_words import tipping_sentences
from analytics.commands.choices import say
from analytics.errors import NotEstimable
from analytics.evaluation.comparison import Comparison
from analytics.evaluation.exposure import NAIVE_REASON
from analytics.evaluation.missed_tests import imputation_of, subjects_with_missed_tests
from analytics.evaluation.parts import NotTold, told_or_not
from analytics.evaluation.plain_json import estimate_json, plain_json, rows_of
from analytics.evaluation.subjects import Subjects
from analytics.evaluation.tipping import Tipping, TippingPoint, days_told, tipping_point, usual_day

USUAL = 0
"""Asks for the usual day: 90, or the last of those asked for that has a figure."""

Told = tuple[dict[str, Any], list[str]]


def missed_tests_told(comparison: Comparison, asked: int, *, episode_rows: np.ndarray) -> Told:
    """Every group against the reference under all shares of missed tests taken as positive; JSON and lines of text.

    `asked`: a day of the question, or `USUAL`. A figure that cannot be given is {"not_told": why}, and says so.
    """
    found = told_or_not(lambda: _tippings(comparison, asked, episode_rows))
    if isinstance(found, NotTold):
        return {"not_told": found.reason}, [f"Missed tests: {found.reason}"]
    lines = [line for one in found for line in _lines(one)]
    return plain_json({"tipping": [_json(one) for one in found]}), lines


def _tippings(comparison: Comparison, asked: int, episode_rows: np.ndarray) -> list[Tipping]:
    if comparison.biased:
        raise NotEstimable(NAIVE_REASON, "Count from discharge, or ask for the exposure instead.")
    own = comparison.subjects
    subjects = subjects_with_missed_tests(comparison.derivation, own.question, own.contrast, episode_rows=episode_rows)
    return [_tipping(comparison, subjects, code, asked) for code in range(1, len(subjects.names))]


def _tipping(comparison: Comparison, subjects: Subjects, code: int, asked: int) -> Tipping:
    imputation = imputation_of(comparison.derivation, subjects, at=comparison.at, pair=(0, code))
    day = usual_day(days_told(imputation)) if asked == USUAL else float(asked)
    words = f"missed tests, group {code + 1} of {len(subjects.names)}"
    return tipping_point(imputation, day=day, progress=lambda share: say(f"{words}, {share:.0%}"))


def _lines(found: Tipping) -> list[str]:
    first, second = (found.names[code] for code in found.pair)
    return ["", f"Missed tests, day {found.day:.0f}, {second} against {first}:", *tipping_sentences(found)]


def _json(found: Tipping) -> dict[str, Any]:
    now = found.observed
    return {
        "reference": found.names[found.pair[0]],
        "group": found.names[found.pair[1]],
        "day": found.day,
        "sentences": tipping_sentences(found),
        "concluded": found.concluded,
        "fewer": _point(found.fewer),
        "more": _point(found.more),
        "told_between": list(found.range_told),
        "missed": now.missed,
        "missing_share": now.missing_share,
        "imputations": now.data_sets,
        "seed": now.seed,
        "taken_positive": now.taken_positive,
        "given_positive": now.given_positive,
        "shares": {name: estimate_json(days[0]) for name, days in zip(now.names, now.shares, strict=True)},
        "difference": estimate_json(now.differences[0]),
        "by_share_positive": rows_of(found.frame),
    }


def _point(point: TippingPoint | None) -> dict[str, Any] | None:
    if point is None:
        return None
    return {"taken_positive": point.taken_positive, "log_odds_shift": point.delta, "becomes": point.becomes}
