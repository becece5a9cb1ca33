"""What counts: endpoint, clock, missing tests, people or episodes, period, days; the same words for every command."""

from __future__ import annotations

import argparse
from typing import cast

from analytics.commands.choices import period_asked
from analytics.outcomes.missing import MISSING_RULES, MissingRule
from analytics.outcomes.patterns import CLOCKS
from analytics.outcomes.question import DEFAULT_DAYS, Question
from analytics.records.said import Refused
from analytics.records.settings import Settings


def add_question_arguments(parser: argparse._ActionsContainer) -> None:
    """--endpoint to --as-published."""
    parser.add_argument("--endpoint", metavar="KEY", help="what counts (default: the program's primary endpoint)")
    parser.add_argument("--clock", choices=CLOCKS, default="admission", help="what day zero is (default: admission)")
    parser.add_argument("--missing", choices=MISSING_RULES, help="what a missed test means (default: program.toml)")
    parser.add_argument("--refused", choices=("positive", "missed"), help="how a refused test counts")
    parser.add_argument("--analytes", choices=("all", "without_thc"), default="all", help="leave THC out")
    parser.add_argument(
        "--unit", choices=("people", "episodes"), default="people", help="first episode of a person, or all"
    )
    parser.add_argument(
        "--basis", choices=("admitted", "discharged"), help="what lies in the period (default: by clock)"
    )
    parser.add_argument("--period", metavar="PERIOD", help="2026Q2, FY2026Q2 or FROM:TO (default: all that is known)")
    parser.add_argument("--at", metavar="DAYS", type=days_listed, default=DEFAULT_DAYS, help="e.g. 30,90 (days)")
    parser.add_argument("--tau", metavar="TIME", type=float, help="horizon of the average time")
    parser.add_argument(
        "--as-published", action="store_true", help="exactly the published rule, also where it misleads"
    )


def question_asked(args: argparse.Namespace, settings: Settings, *, by: str | None = None) -> Question:
    """The question of the command line; what was not said is as program.toml has it."""
    missing = args.missing or ("as_published" if args.as_published else settings.missing_rule)
    return Question(
        endpoint=args.endpoint or settings.primary_endpoint,
        clock=args.clock,
        missing=cast(MissingRule, missing),
        refused=cast(Refused, args.refused or settings.refused),
        analytes=args.analytes,
        unit=args.unit,
        by=by,
        at=args.at,
        tau=args.tau,
        as_published=args.as_published,
        basis=args.basis,
        period=period_asked(args.period, settings.fiscal_year_start),
    )


def days_listed(text: str) -> tuple[int, ...]:
    """Days of the command line: 30,90,180."""
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError("write days as 30,90,180") from None
