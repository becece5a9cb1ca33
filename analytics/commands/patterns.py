"""patterns: each stay's weekly use pattern as a word of + - * o _."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import cast

from analytics.commands.choices import add_source_arguments, derivation_of
from analytics.outcomes.patterns import CLOCKS, pattern_frame, use_patterns
from analytics.records.ledger import View
from analytics.records.said import Refused
from analytics.records.written import write_csv

HELP = "write each patient's weeks as a word: + positive, - negative, * both, o missed, _ not due"

EXAMPLES = """\
  python -m analytics patterns --data data/demo --out patterns.csv
  python -m analytics patterns --data data/demo --where site=north --clock discharge --out patterns.csv

One row a stay whose clock started: patient_id, episode_id, pattern. Week k is days 7(k-1)+1 to 7k after the clock's
zero. The file names patients: it is for programs on this machine, not for sending on, so there is no --public.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command can be told."""
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add_source_arguments(parser)
    parser.add_argument("--clock", choices=CLOCKS, default="admission", help="what day zero is (default: admission)")
    parser.add_argument(
        "--refused", choices=("positive", "missed"), help="how a refused test counts (default: program.toml)"
    )
    parser.add_argument(
        "--in-treatment", action="store_true", help="end each word at discharge (default: the planned end)"
    )
    parser.add_argument("--out", metavar="FILE.csv", type=Path, required=True, help="where the words go")


def run(args: argparse.Namespace) -> int:
    """Derive the words and write them."""
    derivation, rows, _ = derivation_of(args)
    timeline = derivation.timeline(cast(Refused, args.refused or derivation.records.settings.refused))
    view: View = "in_treatment" if args.in_treatment else "intent_to_treat"
    words = use_patterns(timeline, clock=args.clock, view=view)
    frame = pattern_frame(timeline, words, rows[timeline.stays.row])
    write_csv(frame, args.out)
    print(f"{len(frame):,} words written to {args.out}", file=sys.stderr)
    return 0
