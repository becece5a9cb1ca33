"""Turn the records of a public study into a data source of ours, and say where every source row went.

  convert ctn0094 RDA_DIR --out DIR

RDA_DIR holds the .rda files of the R package public.ctn0094data (its `data` folder, as CRAN distributes it). DIR gets
our tables as Parquet, a program.toml that states the trials' rules, and reconciliation.json. An earlier conversion in
DIR is replaced as a whole; any other folder with files in it is left alone.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analytics.records.ctn0094.convert import Conversion, convert_ctn0094
from analytics.records.ctn0094.reconciliation import as_lines

HELP = "turn a public study's records into a data source of ours"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", choices=["ctn0094"], help="which study the files come from")
    parser.add_argument("folder", metavar="RDA_DIR", type=Path, help="folder with the study's .rda files")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder for the converted tables")


def run(args: argparse.Namespace) -> int:
    """Convert, write, print the reconciliation and what to do next."""
    conversion = convert_ctn0094(args.folder, progress=_say)
    _say(f"writing {args.out.name}")
    conversion.write(args.out.resolve())
    _print_result(conversion)
    print(f"\nNow: python -m analytics check --data {args.out}")
    return 0


def _print_result(conversion: Conversion) -> None:
    for line in as_lines(conversion.accounts, conversion.noticed, conversion.shares):
        print(line)
    print("\nWritten")
    for name, table in conversion.tables.items():
        print(f"  {len(table):>8,}  {name}.parquet")


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)
