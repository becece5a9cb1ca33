"""The words that every command which reads records has in common: --data and --today."""

from __future__ import annotations

import argparse
from datetime import date

from analytics.errors import WrongUsage


def add_source_arguments(parser: argparse.ArgumentParser) -> None:
    """`--data SOURCE` (required) and `--today DAY`."""
    parser.add_argument(
        "--data",
        required=True,
        metavar="SOURCE",
        help="a folder of CSV, Parquet or Excel files, one workbook, or postgresql://…",
    )
    parser.add_argument(
        "--today",
        metavar="YYYY-MM-DD",
        help="the day after which nothing can have happened (default: this machine's date)",
    )


def today_of(args: argparse.Namespace) -> date:
    """The day of --today, else the system's; WrongUsage when it is no date."""
    if args.today is None:
        return date.today()
    try:
        return date.fromisoformat(args.today)
    except ValueError:
        raise WrongUsage("--today is not a date.", "Write it 2026-03-31.") from None
