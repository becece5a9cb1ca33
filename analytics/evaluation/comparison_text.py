"""A comparison as text for a person: what was asked, the groups, and the sentences."""

from __future__ import annotations

from analytics.evaluation.comparison import Comparison
from analytics.evaluation.sentences import sentences_of


def comparison_text(comparison: Comparison) -> str:
    """The question in words, one line a group, the sentences, who was left out."""
    own = comparison.subjects
    groups = [
        f"  {curve.name}: {curve.n:,} {comparison.question.unit}, {curve.events:,} events, "
        f"median {'not reached' if curve.median is None else f'{curve.median:g} {own.unit}'}"
        for curve in comparison.curves
    ]
    left = [f"{reason}: {count:,}" for reason, count in own.left_out.items() if count]
    lines = [f"Compared {own.contrast.words}. {own.text}", *groups, "", *sentences_of(comparison)]
    return "\n".join([*lines, *([f"Not compared: {'; '.join(left)}."] if left else [])])
