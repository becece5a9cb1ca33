"""compare: is this group different, did the change go with a change, is this site an outlier?

Prints generated sentences and the numbers behind them; they cannot say more than interval and design allow.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

import numpy as np

from analytics.commands.choices import add_source_arguments, derivation_of, iso_date, say
from analytics.commands.compare_missed import USUAL, missed_tests_told
from analytics.commands.public import add_public_argument, check_public
from analytics.commands.question_choices import add_question_arguments, days_listed, question_asked
from analytics.errors import WrongUsage
from analytics.evaluation.change_over_time import SERIES, change_over_time
from analytics.evaluation.comparison import compare
from analytics.evaluation.comparison_json import comparison_json, exposure_json, funnel_json, series_json
from analytics.evaluation.comparison_text import comparison_text
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.exposure import EXPOSURES, LANDMARK_DAYS
from analytics.evaluation.exposure_comparison import compare_exposure
from analytics.evaluation.unit_funnel import MEASURES, USUAL_DAY, unit_funnel
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import DEFAULT_DAYS, Question
from analytics.privacy.answers import public_text
from analytics.privacy.comparisons import public_comparison
from analytics.records.filters import parse_conditions

HELP = "is this group, this change, this site different? with interval, adjusted, in sentences"

EXAMPLES = """\
  python -m analytics compare --data data/demo --by track
  python -m analytics compare --data data/demo --by site --values Main,North --covariates age,sex,severity --at 30,90
  python -m analytics compare --data data/demo --change 2025-07-01 --endpoint first_positive
  python -m analytics compare --data data/demo --first track=day --second track=evening --json
  python -m analytics compare --data data/demo --by track --at 30,90 --missed-tests 90
  python -m analytics compare --data data/demo --exposure attendance_dose --landmark 30,45
  python -m analytics compare --data data/demo --series attendance --change 2025-04-01
  python -m analytics compare --data data/demo --funnel site --measure retention

Of the groups the first is the reference; differences are group − reference, ratios group ÷ reference. --at is in days;
--tau in the endpoint's own unit. With --json a part that cannot be given is {"not_told": why}, null = not estimable.
"""

Told = tuple[dict[str, Any], str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command can be told."""
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add_source_arguments(parser)
    _contrast_arguments(parser.add_argument_group("what is compared (one of)"))
    add_question_arguments(parser.add_argument_group("what counts, as for outcomes"))
    parser.add_argument("--covariates", metavar="A,B", type=_words, help="columns to adjust for (default: the usual)")
    parser.add_argument(
        "--missed-tests",
        metavar="DAY",
        nargs="?",
        type=int,
        const=USUAL,
        help="of groups: what missed tests would have to show, by imputation; DAY of --at (default: 90, or the last)",
    )
    parser.add_argument("--show-biased", action="store_true", help="show a refused comparison, labelled biased")
    add_public_argument(parser)
    parser.add_argument("--json", action="store_true", help="for programs")


def run(args: argparse.Namespace) -> int:
    """Compare and print sentences, or everything as JSON."""
    asked = [name for name in ("by", "change", "first", "exposure", "funnel", "series") if getattr(args, name)]
    _check(asked, args)
    derivation, rows, _ = derivation_of(args)
    kind = next((name for name in ("exposure", "funnel", "series") if name in asked), "groups")
    if args.public:
        check_public(args, derivation, rows, only_groups=kind == "groups")
    question = question_asked(args, derivation.records.settings)
    ways: dict[str, Callable[[], Told]] = {
        "groups": lambda: _groups(args, derivation, question, rows),
        "exposure": lambda: _exposure(args, derivation, question, rows),
        "funnel": lambda: _funnel(args, derivation, question, rows),
        "series": lambda: _series(args, derivation, rows),
    }
    found, text = ways[kind]()
    if args.public:
        found = public_comparison(found, threshold=derivation.records.settings.suppression_threshold)
        text = public_text(found)
    print(json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False) if args.json else text)
    return 0


def _groups(args: argparse.Namespace, derivation: Derivation, question: Question, rows: np.ndarray) -> Told:
    contrast = Contrast(
        by=args.by,
        values=tuple(args.values or ()),
        change_on=args.change,
        first=parse_conditions(args.first),
        second=parse_conditions(args.second),
    )
    found = compare(
        derivation,
        question,
        contrast,
        covariates=args.covariates,
        episode_rows=rows,
        show_biased=args.show_biased,
        progress=say,
    )
    as_json, text = comparison_json(found), comparison_text(found)
    if args.missed_tests is None:
        return as_json, text
    missed, lines = missed_tests_told(found, args.missed_tests, episode_rows=rows)
    return {**as_json, "missed_tests": missed}, "\n".join([text, *lines])


def _exposure(args: argparse.Namespace, derivation: Derivation, question: Question, rows: np.ndarray) -> Told:
    found = exposure_json(
        compare_exposure(
            derivation,
            question,
            args.exposure,
            landmarks=args.landmark,
            covariates=args.covariates,
            episode_rows=rows,
            show_biased=args.show_biased,
            progress=say,
        )
    )
    return found, "\n".join(found["sentences"])


def _funnel(args: argparse.Namespace, derivation: Derivation, question: Question, rows: np.ndarray) -> Told:
    asked = unit_funnel(
        derivation,
        args.funnel,
        args.measure,
        question=question,
        day=args.at[0] if args.at != DEFAULT_DAYS else USUAL_DAY,
        episode_rows=rows,
        director=args.director,
    )
    found = funnel_json(asked)
    table = asked.found.units.round(3).to_string(index=False)
    return found, "\n".join([*found["sentences"], "", table])


def _series(args: argparse.Namespace, derivation: Derivation, rows: np.ndarray) -> Told:
    found = series_json(change_over_time(derivation, args.series, args.change, episode_rows=rows))
    return found, "\n".join(found["sentences"])


def _check(asked: list[str], args: argparse.Namespace) -> None:
    if args.series and not args.change:
        raise WrongUsage("A series needs the day of the change.", "Add --change YYYY-MM-DD.")
    if len([name for name in asked if not (name == "change" and args.series)]) != 1:
        raise WrongUsage(
            "A comparison needs exactly one of --by, --change, --first with --second, --exposure, --funnel, --series.",
            "`python -m analytics compare --help` has examples.",
        )
    if args.missed_tests is not None and {"exposure", "funnel", "series"} & set(asked):
        raise WrongUsage("--missed-tests goes with groups.", "Give it with --by, --change, or --first and --second.")


def _contrast_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--by", metavar="COLUMN", help="groups by a column of episodes")
    group.add_argument("--values", metavar="A,B", type=_words, help="only these of its values, the first = reference")
    group.add_argument("--change", metavar="YYYY-MM-DD", type=iso_date, help="before a day and from it on")
    group.add_argument("--first", metavar="COLUMN=VALUE", action="append", default=[], help="the reference, by filter")
    group.add_argument("--second", metavar="COLUMN=VALUE", action="append", default=[], help="the other, by filter")
    group.add_argument("--exposure", choices=EXPOSURES, help="something that begins during follow-up")
    group.add_argument(
        "--landmark", metavar="DAYS", type=days_listed, default=LANDMARK_DAYS, help="with --exposure: 30,45,60"
    )
    group.add_argument("--series", choices=tuple(SERIES), help="a monthly measure before and after --change")
    group.add_argument("--funnel", metavar="COLUMN", help="units against the whole, e.g. site")
    group.add_argument("--measure", choices=MEASURES, default="event", help="with --funnel (event: by the first --at)")
    group.add_argument("--director", action="store_true", help="with --funnel: allow clinicians, never for a report")


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
