"""outcomes: the curve, the rates, the benchmark figure and its range for one question."""

from __future__ import annotations

import argparse
import json

from analytics.charts.control_words import measure_reading
from analytics.commands.choices import add_source_arguments, derivation_of, say
from analytics.commands.public import add_public_argument, check_public
from analytics.commands.question_choices import add_question_arguments, question_asked
from analytics.evaluation.measure_charts import measure_chart
from analytics.outcomes.answer import answer
from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.measures import overview_measures
from analytics.outcomes.outcomes_json import outcomes_json
from analytics.outcomes.outcomes_text import outcomes_text
from analytics.outcomes.specification import specification_range
from analytics.privacy.answers import public_outcomes, public_text

HELP = "how many stay abstinent, for how long, against the published range, and under every definition"

EXAMPLES = """\
  python -m analytics outcomes --data data/demo
  python -m analytics outcomes --data data/demo --clock discharge --by site --at 30,90 --json
  python -m analytics outcomes --data data/demo --period 2026Q2
  python -m analytics outcomes --data data/demo --endpoint ctn0094_relapse --missing responders

--at is in days for every endpoint (week = day / 7, floor); --tau is in the endpoint's own unit (weeks for endpoints
read off weekly words, days for dated ones). `python -m analytics endpoints --list` explains the endpoints.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command can be told."""
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add_source_arguments(parser)
    add_question_arguments(parser)
    parser.add_argument("--by", metavar="COLUMN", help="a curve for each value of a column of episodes")
    parser.add_argument("--no-range", action="store_true", help="leave out the range over definitions (quicker)")
    add_public_argument(parser)
    parser.add_argument("--json", action="store_true", help="for programs")


def run(args: argparse.Namespace) -> int:
    """Answer the question and print it."""
    derivation, rows, _ = derivation_of(args)
    settings = derivation.records.settings
    if args.public:
        check_public(args, derivation, rows)
    question = question_asked(args, settings, by=args.by)
    period = question.period
    found = answer(derivation, question, episode_rows=rows)
    benchmark = benchmark_figure(derivation, period=period, episode_rows=rows, unit=args.unit)
    spread = None
    if not args.no_range and not args.public:
        about = benchmark.period if args.clock == "discharge" else period  # the same people as the headline
        spread = specification_range(
            derivation, clock=args.clock, period=about, basis=args.basis, episode_rows=rows, progress=say
        )
    measures = overview_measures(derivation, episode_rows=rows, period=period)
    readings = {measure.key: measure_reading(measure, measure_chart(measure, settings)) for measure in measures}
    if args.public:
        everything = outcomes_json(found, benchmark, None, derivation.records, measures, readings)
        public = public_outcomes(everything, threshold=settings.suppression_threshold)
        print(json.dumps(public, indent=1, ensure_ascii=False) if args.json else public_text(public))
    elif args.json:
        told = outcomes_json(found, benchmark, spread, derivation.records, measures, readings)
        print(json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False))
    else:
        print(outcomes_text(found, benchmark, spread, derivation.records, measures, readings))
    return 0
