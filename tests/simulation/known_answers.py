"""Known answers by simulation: coverage and false alarms of every method, thousands of runs each.

`python -m tests.simulation.known_answers [--runs 2000]` runs all (some ten minutes on two cores), writes the results
beside this file and the page docs/simulation.md. Every run has a seed of its own: the first runs are always the same.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import pandas as pd

from tests.simulation import curves, groups, immortal, imputed, months, shares
from tests.simulation.page import page_text
from tests.simulation.runs import RUNS, Scenario, known_answer

RESULTS = Path(__file__).with_suffix(".json")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "simulation.md"

SCENARIOS: tuple[Scenario, ...] = (
    *shares.SCENARIOS,
    *curves.SCENARIOS,
    *groups.SCENARIOS,
    *immortal.SCENARIOS,
    *months.SCENARIOS,
    *imputed.SCENARIOS,
)


def known_answers(*, runs: int = RUNS, workers: int = 2, only: list[str] | None = None) -> pd.DataFrame:
    """One row a scenario, method and size; `only`: keys of scenarios."""
    frames = []
    for scenario in SCENARIOS:
        if only and scenario.key not in only:
            continue
        start = time.perf_counter()
        frames.append(known_answer(scenario, runs=runs, workers=workers))
        print(f"{scenario.key}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    return pd.concat(frames, ignore_index=True)


def saved() -> pd.DataFrame:
    """The results as they were written."""
    return pd.DataFrame(json.loads(RESULTS.read_text(encoding="utf-8"))["rows"])


def save(rows: pd.DataFrame) -> None:
    """Write the results, one line a row."""
    lines = ",\n".join(json.dumps(row) for row in json.loads(rows.to_json(orient="records", double_precision=12)))
    RESULTS.write_text(f'{{"rows": [\n{lines}\n]}}\n', encoding="utf-8", newline="\n")


def joined(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The old rows with those of the scenarios run anew put in their place, in the order of SCENARIOS."""
    kept = old[~old["scenario"].isin(new["scenario"])]
    order = {scenario.key: place for place, scenario in enumerate(SCENARIOS)}
    both = pd.concat([kept, new], ignore_index=True)
    both = both[both["scenario"].isin(order)]
    return both.sort_values("scenario", key=lambda keys: keys.map(order), kind="stable").reset_index(drop=True)


def main() -> None:
    """Run, write the results and the page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=RUNS)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--out", type=Path, default=PAGE)
    asked.add_argument("--only", action="append", help="a scenario's key; the others keep their results")
    asked.add_argument("--page", action="store_true", help="only write the page anew from the saved results")
    args = asked.parse_args()
    if not args.page:
        rows = known_answers(runs=args.runs, workers=args.workers, only=args.only)
        save(joined(saved(), rows) if args.only else rows)
    args.out.write_text(page_text(SCENARIOS, saved()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
