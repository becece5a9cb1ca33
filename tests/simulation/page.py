"""The page docs/simulation.md, made from the saved results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from tests.simulation.deviations import KNOWN
from tests.simulation.runs import FIRST, SEED, Scenario, off_nominal

READINGS = {
    ("coverage", ""): "as stated",
    ("coverage", "above"): "wider than it need be",
    ("coverage", "below"): "**covers too seldom**",
    ("rejection", ""): "as stated",
    ("rejection", "above"): "**rejects too often**",
    ("rejection", "below"): "rejects too seldom",
}
NOT_KNOWN = "Not explained yet."
HEAD = ("method", "{counted}", "truth", "refused", "found", "Monte-Carlo limits", "bias", "reading")

INTRODUCTION = """\
# Known answers by simulation

<!-- Made by `python -m tests.simulation.known_answers`; do not edit. -->

Parity with R says that a formula is computed rightly; this page says whether the formula does what it promises. \
Thousands of made-up programs are drawn whose truth is known, each is analysed by the product's own functions, and the \
answers are counted.

- A **95 % interval** promises to hold the truth in 95 of 100 programs: *found* is how often it did (its coverage).
- A **test at 5 %** promises a false alarm in 5 of 100 programs in which nothing differs: *found* is how often it \
rejected.
- **Monte-Carlo limits** are the exact 95 % limits of *found*, which is itself a share of {runs:,} runs a row. One row \
in twenty has its promise outside them by luck alone, so a row is read as off its promise only outside the 99.9 % \
limits.
- **Refused**: programs in which the product says “not estimable” with a reason; they are not part of *found*.
- **Bias** is the mean of estimate less truth, for shares in points of 1, for hazard ratios on the log scale.

Every run has a seed of its own ({seed}, scenario, size, run), so the first {first} runs of every row are repeated by \
the tests and must come out the same. `python -m tests.simulation.known_answers` repeats everything in some ten minutes.
"""


def page_text(scenarios: Sequence[Scenario], rows: pd.DataFrame) -> str:
    """The whole page."""
    parts = [INTRODUCTION.format(runs=int(rows["runs"].max()), seed=SEED, first=FIRST), _summary(scenarios, rows)]
    for scenario in scenarios:
        own = rows[rows["scenario"] == scenario.key]
        parts += [f"## {scenario.title}", scenario.people, _table(own, scenario.counted), *_notes(own)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _summary(scenarios: Sequence[Scenario], rows: pd.DataFrame) -> str:
    ours = {(scenario.key, claim.method): claim.ours for scenario in scenarios for claim in scenario.claims}
    told = rows.assign(
        off=off_nominal(rows), ours=[ours[key] for key in zip(rows["scenario"], rows["method"], strict=True)]
    )
    own, others = told[told["ours"]], told[~told["ours"]]
    return "\n\n".join(
        [
            "## In short",
            f"**What the product does**: {int((own['off'] == '').sum())} of {len(own)} rows keep their promise. The "
            "others, what lies behind, and what the product does about it:",
            _off(own),
            f"**For comparison**, what it refuses or does not rely on here ({len(others)} rows, "
            f"{int((others['off'] != '').sum())} off their promise):",
            _off(others),
        ]
    )


def _off(rows: pd.DataFrame) -> str:
    """A line a note, with the rows it speaks of."""
    said: dict[str, list[str]] = {}
    for row in rows[rows["off"] != ""].to_dict("records"):
        note = KNOWN.get((row["scenario"], row["method"]), NOT_KNOWN)
        said.setdefault(note, []).append(f"{_percent(row['share'])} at {row['n']}")
    return "\n".join(f"- {note} (Found: {_brief(found)}.)" for note, found in said.items())


def _brief(found: Sequence[str], most: int = 3) -> str:
    return ", ".join(found[:most]) + (" and others" if len(found) > most else "")


def _table(rows: pd.DataFrame, counted: str) -> str:
    head = [cell.format(counted=counted) for cell in HEAD]
    told = rows.assign(off=off_nominal(rows))
    return _markdown(head, (_cells(row) for _, row in told.iterrows()))


def _cells(row: pd.Series) -> list[str]:
    counted = "coverage" if row["kind"] == "coverage" else "rejected"
    return [
        str(row["method"]),
        str(row["n"]),
        f"{row['truth']:.3f}" if row["kind"] == "coverage" else "no difference",
        f"{row['refused'] / row['runs']:.1%}" if row["refused"] else "–",
        "–" if pd.isna(row["share"]) else f"{_percent(row['share'])} ({counted})",
        "–" if pd.isna(row["low"]) else f"{row['low']:.1%} to {row['high']:.1%}",
        "–" if pd.isna(row["bias"]) else f"{row['bias']:+.3f}",
        READINGS[row["kind"], row["off"]],
    ]


def _notes(rows: pd.DataFrame) -> list[str]:
    told = {KNOWN[key]: None for key in zip(rows["scenario"], rows["method"], strict=True) if key in KNOWN}
    return ["\n".join(f"- {note}" for note in told)] if told else []


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [list(head), ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
