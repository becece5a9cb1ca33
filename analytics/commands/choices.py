"""What several commands ask for in the same words: the source, filters, today."""

from __future__ import annotations

import argparse
import sys
from datetime import date

import numpy as np

from analytics.errors import WrongUsage
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.periods import Period, month_span, period_named
from analytics.records.as_known import records_until
from analytics.records.filters import Condition, parse_conditions, selected
from analytics.records.load import load_records


def add_source_arguments(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """--data, --where, --today."""
    parser.add_argument("--data", metavar="SOURCE", required=required, help="a folder, a workbook or a database URL")
    parser.add_argument(
        "--where",
        metavar="COLUMN=VALUE",
        action="append",
        default=[],
        help="only these (also !=); the same column twice = or, different columns = and",
    )
    parser.add_argument("--today", metavar="YYYY-MM-DD", type=iso_date, help="the day it is (default: the system's)")
    parser.add_argument(
        "--until",
        metavar="YYYY-MM-DD",
        type=iso_date,
        help="the records as known at the end of that day (default: all)",
    )


def iso_date(text: str) -> date:
    """A date of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date; write it as 2026-09-30") from None


def period_between(text: str) -> Period:
    """A period of the command line: 2026-01-01:2026-03-31, both days included."""
    start, separator, end = text.partition(":")
    if not separator:
        raise argparse.ArgumentTypeError("write a period as 2026-01-01:2026-03-31")
    first, last = iso_date(start), iso_date(end)
    if last < first:
        raise argparse.ArgumentTypeError("the period ends before it begins")
    return Period(first, last, month_span(first, last))


def period_asked(text: str | None, fiscal_year_start: int) -> Period | None:
    """2026Q2, FY2026Q2 (the program's fiscal year) or FROM:TO; None when no period was asked for."""
    if not text:
        return None
    try:
        return period_between(text) if ":" in text else period_named(text, fiscal_year_start)
    except argparse.ArgumentTypeError as problem:
        raise WrongUsage(f"“{text}” is no period.", f"The reason: {problem}.") from None


def derivation_of(args: argparse.Namespace) -> tuple[Derivation, np.ndarray, tuple[Condition, ...]]:
    """The records of the command line with their filters: what is derived, the selected episode rows, the filters."""
    conditions = parse_conditions(args.where)
    today = args.today or date.today()
    records = load_records(args.data, today=today, progress=say)
    records = records_until(records, args.until) if args.until else records
    records, rows = selected(records, conditions)
    if not rows.any():
        raise WrongUsage("No episode matches all filters together.", "Take one --where away.")
    return Derivation(records), rows, conditions


def say(what: str) -> None:
    """One line of progress, for a person who waits (not into the output)."""
    if sys.stderr.isatty():
        print(f"{what} …", file=sys.stderr, flush=True)
