"""bench: how fast the product is, each piece of work beside a reference timed in the same rounds."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from analytics.commands.speed.timing import ROUNDS, Row

HELP = "measure speed and memory beside references, on this computer"

DESCRIPTION = """\
Makes records of a made-up program, does the product's work on them and a reference's work in turns, and prints the
medians, their ratio and the goal. A ratio says more than seconds: both sides meet the same slow minutes.
"""
EXAMPLES = """\
  python -m analytics bench                       everything; a few minutes
  python -m analytics bench --only patterns       one part
  python -m analytics bench --tests 100000        smaller, to try it
  CTN0094_DIR=... python -m analytics bench       with the real records of CTN-0094

Polars, psutil and websockets are needed for some rows (requirements-dev.txt); without them a row says so.
"""

TESTS = 1_000_000
EPISODES = 100_000
ENDPOINT_DAYS = 24 * 7
FEW_ROUNDS = 3  # of work that takes seconds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command can be told."""
    parser.description, parser.epilog = DESCRIPTION, EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--only", choices=tuple(PARTS), action="append", help="only this part; repeat for more")
    parser.add_argument("--tests", type=int, default=TESTS, metavar="N", help=f"test rows (default {TESTS:,})")
    parser.add_argument(
        "--episodes",
        type=int,
        default=EPISODES,
        metavar="N",
        help=f"of endpoints, page and evaluation (default {EPISODES:,})",
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"of each row (default {ROUNDS})")


def run(args: argparse.Namespace) -> int:
    """Measure the parts asked for and print the table."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for part in args.only or PARTS:
            print(f"Measuring: {part} …", file=sys.stderr, flush=True)
            rows.extend(PARTS[part](Path(folder), args))
    print(json.dumps([row.as_json() for row in rows], indent=1) if args.json else "\n".join(table_lines(rows)))
    return 0


def _program(folder: Path, name: str, **wanted: int | bool) -> Path:
    """The made-up records of this name, written the first time they are asked for."""
    from analytics.commands.speed.workload import write_program

    records = folder / name
    if not records.is_dir():
        write_program(records, **wanted)  # type: ignore[arg-type]  # named as its own options
    return records


def _reading(folder: Path, args: argparse.Namespace) -> list[Row]:
    from analytics.commands.speed.reading import reading_rows

    return reading_rows(_program(folder, "tests", tests=args.tests), rounds=args.rounds)


def _patterns(folder: Path, args: argparse.Namespace) -> list[Row]:
    from analytics.commands.speed.deriving import patterns_row

    return [patterns_row(_program(folder, "tests", tests=args.tests), rounds=args.rounds)]


def _endpoints(folder: Path, args: argparse.Namespace) -> list[Row]:
    from analytics.commands.speed.deriving import endpoints_row

    source = _program(folder, "weeks", tests=args.tests, stays=args.episodes, planned_days=ENDPOINT_DAYS)
    return [endpoints_row(source, rounds=args.rounds)]


def _memory(folder: Path, args: argparse.Namespace) -> list[Row]:
    from analytics.commands.speed.memory import memory_row

    return [memory_row(_program(folder, "tests", tests=args.tests), rounds=min(FEW_ROUNDS, args.rounds))]


def _imports(_folder: Path, args: argparse.Namespace) -> list[Row]:
    from analytics.commands.speed.imports import imports_row

    return [imports_row(rounds=args.rounds)]


def _trial(_folder: Path, args: argparse.Namespace) -> list[Row]:
    from analytics.commands.speed.trial import trial_row

    named = os.environ.get("CTN0094_DIR")
    return [trial_row(Path(named) if named else None, rounds=min(FEW_ROUNDS, args.rounds))]


def _page(folder: Path, args: argparse.Namespace) -> list[Row]:
    from analytics.commands.speed.page import page_row

    source = _program(folder, "page", tests=args.tests, stays=args.episodes, every_table=True)
    return [page_row(source, episodes=args.episodes)]


def _evaluation(folder: Path, args: argparse.Namespace) -> list[Row]:
    from analytics.commands.speed.evaluation import evaluation_rows

    return evaluation_rows(folder, most=args.episodes, rounds=min(FEW_ROUNDS, args.rounds))


PARTS: dict[str, Callable[[Path, argparse.Namespace], list[Row]]] = {
    "reading": _reading,
    "patterns": _patterns,
    "endpoints": _endpoints,
    "memory": _memory,
    "imports": _imports,
    "trial": _trial,
    "page": _page,
    "evaluation": _evaluation,
}


def table_lines(rows: list[Row]) -> Iterator[str]:
    """The table for people."""
    for row in rows:
        came = "not measured" if row.ratio is None else f"{row.ratio:.2f} {row.unit}"
        met = {True: "met", False: "MISSED", None: "–"}[row.met]
        yield f"{row.name}"
        yield f"  {came}, goal {row.goal:g} {row.unit} ({met}); beside {row.reference}{_seconds(row)}"
        if row.note:
            yield f"  {row.note}"


def _seconds(row: Row) -> str:
    if row.median_seconds is None:
        return ""
    theirs = "" if row.reference_seconds is None else f" against {row.reference_seconds:.3f} s"
    return f"; median of {row.runs}: {row.median_seconds:.3f} s{theirs}"
