"""Write a made-up program to try everything on: three years of records, and the truth behind them.

The same seed gives the same files to the last byte. A folder that holds anything else is never written over.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analytics.errors import WrongUsage
from analytics.records.demo import DEFAULT_PATIENTS, DEFAULT_SEED, DEMO_TODAY, make_demo
from analytics.records.demo.files import write_demo

HELP = "write a made-up program's records and the truth behind them"
FEWEST_PATIENTS = 50
MOST_PATIENTS = 99_999


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, metavar="DIR", help="new or empty folder, or an earlier demonstration")
    parser.add_argument(
        "--patients", type=int, default=DEFAULT_PATIENTS, metavar="N", help="patients (default %(default)s)"
    )
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, metavar="S", help="same seed, same files (default %(default)s)"
    )


def run(args: argparse.Namespace) -> int:
    """Make the program, write it, say what was written and what to do next."""
    if not FEWEST_PATIENTS <= args.patients <= MOST_PATIENTS:
        raise WrongUsage(
            f"--patients {args.patients} came; it must lie between {FEWEST_PATIENTS} and {MOST_PATIENTS}.",
            f"Leave it out for {DEFAULT_PATIENTS}.",
        )
    if args.seed < 0:
        raise WrongUsage(f"--seed {args.seed} came; it must be 0 or more.", f"Leave it out for {DEFAULT_SEED}.")
    print(f"Making {args.patients:,} patients over three years (seed {args.seed}) …", file=sys.stderr)
    demo = make_demo(patients=args.patients, seed=args.seed)
    files = write_demo(demo, Path(args.out))
    for file in files:
        rows = f"{len(demo.tables[file.stem]):>8,} rows" if file.stem in demo.tables else ""
        print(f"{file.name:<18}{file.stat().st_size / 1000:>8,.0f} kB {rows}".rstrip())
    print(f"Now: python -m analytics check --data {args.out} --today {DEMO_TODAY.isoformat()}")
    return 0
