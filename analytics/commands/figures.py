"""figures: the frame behind any figure of the dashboard, by its key."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from analytics.commands.choices import add_source_arguments, derivation_of, period_asked
from analytics.commands.public import add_public_argument, check_public
from analytics.errors import WrongUsage
from analytics.outcomes.exhibit import Exhibit, exhibit, kinds
from analytics.privacy.exhibits import public_exhibit, roles_of

HELP = "the numbers behind any figure of the dashboard, by its key"

EXAMPLES = """\
  python -m analytics figures --list
  python -m analytics figures --data data/demo --figure engagement.attendance --period 2026Q2 --by site
  python -m analytics figures --data data/demo --figure testing.ledger --json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command can be told."""
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add_source_arguments(parser, required=False)
    parser.add_argument("--list", action="store_true", help="every figure there is, with its definition")
    parser.add_argument("--figure", metavar="KEY", help="which one, e.g. engagement.attendance")
    parser.add_argument("--period", metavar="PERIOD", help="2026Q2, FY2026Q2 or FROM:TO (default: the figure's usual)")
    parser.add_argument("--basis", choices=("active", "admitted", "discharged"), help="what lies in the period")
    parser.add_argument("--by", metavar="COLUMN", help="by the values of a column of episodes")
    parser.add_argument(
        "--choose", metavar="NAME=WORD", action="append", default=[], help="what a figure lets one switch (see --list)"
    )
    add_public_argument(parser)
    parser.add_argument("--json", action="store_true", help="for programs")


def run(args: argparse.Namespace) -> int:
    """Print one figure's frame, or the list."""
    if args.list:
        return _list(args)
    if not args.figure or not args.data:
        raise WrongUsage("A figure needs --data and --figure.", "--list shows every key.")
    if args.public:
        roles_of(args.figure)
    derivation, rows, _ = derivation_of(args)
    if args.public:
        check_public(args, derivation, rows)
    period = period_asked(args.period, derivation.records.settings.fiscal_year_start)
    found = exhibit(
        derivation,
        args.figure,
        basis=args.basis,
        period=period,
        by=args.by,
        episode_rows=rows,
        choices=_chosen(args.choose),
    )
    if args.public:
        found = public_exhibit(found, threshold=derivation.records.settings.suppression_threshold)
    print(json.dumps(as_json(found), indent=1, ensure_ascii=False, allow_nan=False) if args.json else as_text(found))
    return 0


def as_json(found: Exhibit) -> dict[str, Any]:
    """The figure for programs: definition, window, n, rows; null = not estimable, or hidden (`hidden` is true)."""
    return {
        "figure": found.key,
        "definition": found.definition,
        "window": found.window.words if found.window else None,
        "by": found.by,
        "n": found.n or None,
        "unit": found.unit,
        "headline": None if found.headline is None else _plain(asdict(found.headline)),
        "notes": list(found.notes),
        "unavailable": found.unavailable or None,
        "rows": [_plain(row) for row in found.frame.to_dict("records")],
    }


def as_text(found: Exhibit) -> str:
    """The same for a person."""
    number = f"n = {found.n:,} {found.unit}" if found.n else ""
    lines = [found.definition, "; ".join(filter(None, (found.window.words if found.window else "", number)))]
    if found.unavailable:
        return "\n".join([found.definition, found.unavailable])
    table = found.frame.to_string(index=False, na_rep="–") if len(found.frame) else "Nothing to show."
    return "\n".join([*lines, "", table, "", *found.notes]).rstrip()


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if value is None or value is pd.NaT or (isinstance(value, (float, np.floating)) and np.isnan(value)):
        return None
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def _chosen(words: list[str]) -> dict[str, str]:
    found = {}
    for word in words:
        name, separator, value = word.partition("=")
        if not separator:
            raise WrongUsage("--choose needs a name and a word.", "Write --choose analytes=without_thc.")
        found[name] = value
    return found


def _list(args: argparse.Namespace) -> int:
    listed = [
        {
            "figure": key,
            "definition": kind.definition,
            "basis": kind.basis,
            "span": kind.span,
            "needs": list(kind.needs),
            "choices": {name: list(words) for name, words in kind.choices.items()},
        }
        for key, kind in sorted(kinds().items())
    ]
    if args.json:
        json.dump(listed, sys.stdout, indent=1, ensure_ascii=False)
        print()
    else:
        print("\n".join(f"{entry['figure']}\n    {entry['definition']}" for entry in listed))
    return 0
