"""endpoints: published figures per patient, read off weekly use patterns; or the catalogue of them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analytics.errors import WrongUsage
from analytics.outcomes.catalogue import Endpoint, catalogue, definition_text, endpoint_named, pattern_endpoints
from analytics.outcomes.interpreter import EndpointValues, evaluate
from analytics.records.pattern_files import PatternFile, read_patterns
from analytics.records.written import write_csv

HELP = "compute the published endpoints from weekly use patterns, or list them"

DESCRIPTION = """\
Reads a CSV file with the columns patient_id and pattern (one symbol a week: + positive, - negative, * mixed, o missed,
_ not due) and writes patient_id and a column an endpoint: KEY, or KEY.time and KEY.event in weeks. A value that is not
defined is empty. With --face product a word shorter than the endpoint needs, or without any test, has no value.
"""
EXAMPLES = """\
  python -m analytics patterns --data data/demo --out patterns.csv
  python -m analytics endpoints --patterns patterns.csv --out endpoints.csv
  python -m analytics endpoints --list

Words begin with + or -, which a spreadsheet takes for a formula: import the pattern column as text, or leave the file
to programs. The file of values holds no words. Both name patients, so there is no --public.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command can be told."""
    parser.description, parser.epilog = DESCRIPTION, EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--patterns", metavar="FILE.csv", type=Path, help="the words to read")
    parser.add_argument("--out", metavar="FILE.csv", type=Path, help="where the values go")
    parser.add_argument("--endpoint", metavar="KEY", action="append", help="only this endpoint; repeat for more")
    parser.add_argument(
        "--face", choices=("as_published", "product"), default="as_published", help="default: as_published"
    )
    parser.add_argument("--patient-column", metavar="NAME", default="patient_id", help="if it is not called patient_id")
    parser.add_argument("--pattern-column", metavar="NAME", default="pattern", help="if it is not called pattern")
    parser.add_argument("--list", action="store_true", help="print the catalogue instead")
    parser.add_argument("--json", action="store_true", help="with --list: as JSON")


def run(args: argparse.Namespace) -> int:
    """Write the values of every endpoint for every word, or print the catalogue."""
    if args.list:
        chosen = tuple(map(endpoint_named, args.endpoint)) if args.endpoint else catalogue()
        print(_as_json(chosen) if args.json else _as_text(chosen))
        return 0
    if not args.patterns or not args.out:
        raise WrongUsage("Two files are needed.", "Say --patterns FILE.csv --out FILE.csv, or --list.")
    if args.out.exists() and args.out.samefile(args.patterns):
        raise WrongUsage("--out names the file of the words itself.", "Name another file.")
    chosen = tuple(map(endpoint_named, args.endpoint)) if args.endpoint else pattern_endpoints()
    file = read_patterns(args.patterns, patient_column=args.patient_column, pattern_column=args.pattern_column)
    values = evaluate(file.words, file.lengths, chosen, face=args.face)
    write_csv(_table(file, values), args.out)
    print(_summary(file, chosen, values, args.out))
    return 0


def _table(file: PatternFile, values: EndpointValues) -> pd.DataFrame:
    identifiers = pd.DataFrame({name: column.to_pandas() for name, column in file.identifiers.items()})
    return pd.concat([identifiers, values.values], axis=1)


def _summary(file: PatternFile, chosen: Sequence[Endpoint], values: EndpointValues, out: Path) -> str:
    lines = [f"{len(file.lengths):,} words, {len(chosen)} endpoints, {values.values.shape[1]} columns written to {out}"]
    if values.face == "product":
        for endpoint in chosen:
            short, untested = values.not_applicable[endpoint.key], values.not_observed[endpoint.key]
            if short or untested:
                lines.append(f"  {endpoint.key}: not applicable {short:,}, not observed {untested:,}")
    return "\n".join(lines)


def _as_json(endpoints: Sequence[Endpoint]) -> str:
    return json.dumps([endpoint.as_json() for endpoint in endpoints], indent=1, ensure_ascii=False)


def _as_text(endpoints: Sequence[Endpoint]) -> str:
    blocks = []
    for endpoint in endpoints:
        same = f"\n  same numbers as {endpoint.same_as}" if endpoint.same_as else ""
        blocks.append(
            f"{endpoint.key}  ({endpoint.group}, {endpoint.result_type.replace('_', ' ')})\n"
            f"  {definition_text(endpoint)}\n  rule: {endpoint.rule}{same}"
        )
    return "\n\n".join(blocks)
