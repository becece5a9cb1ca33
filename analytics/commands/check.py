"""Can these records be used, and what is wrong with them?

Reads the source, types and checks every cell, and accounts for every row: read = used + set aside. Nothing is changed.
Exit status 0: usable, with the findings told; 1: not usable (with --strict: any error); 2: wrong words on this line.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

import pandas as pd

from analytics.commands.source_arguments import add_source_arguments, today_of
from analytics.outcomes.benchmarks import published_ranges
from analytics.records.load import load_records
from analytics.records.reconcile import NO_STATUS
from analytics.records.records import Records

HELP = "check a source of records: every row accounted for, every finding told"
EXAMPLES_SHOWN = 3

MOST_LOST = 0.05
"""A figure whose denominator lost more than this share of one status says so, because that figure may be bent."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_source_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print the account and every finding as JSON")
    parser.add_argument("--strict", action="store_true", help="exit 1 when any row had to be set aside")


def run(args: argparse.Namespace) -> int:
    """Check the source and print what was found; 1 with --strict when there is any error."""
    records = load_records(args.data, today=today_of(args), progress=_tell)
    published_ranges(records.settings)  # refuses a benchmarks.toml that the figures could not use
    if args.json:
        print(json.dumps(as_json(records), ensure_ascii=False, indent=1))
    else:
        print(as_text(records))
    errors = int((records.findings["severity"] == "error").sum())
    if args.strict and errors:
        print(f"Not accepted with --strict: {errors:,} errors.", file=sys.stderr)
        return 1
    return 0


def as_json(records: Records) -> dict[str, Any]:
    """The account, the findings and the two days, as other programs may rely on them."""
    tables = records.reconciliation.drop(columns="by_status").to_dict(orient="records")
    by_status = [
        {value: {"read": read, "quarantined": lost} for value, (read, lost) in statuses.items()}
        for statuses in records.reconciliation["by_status"]
    ]
    findings = [
        {**finding, "row": None if pd.isna(finding["row"]) else int(finding["row"])}
        for finding in records.findings.to_dict(orient="records")
    ]
    return {
        "tables": [{**table, "by_status": statuses} for table, statuses in zip(tables, by_status, strict=True)],
        "findings": findings,
        "data_through": None if records.data_through is None else records.data_through.isoformat(),
        "as_of": None if records.as_of is None else records.as_of.isoformat(),
    }


def as_text(records: Records) -> str:
    """The same for a person: the account, findings by kind with examples, and the next step."""
    return "\n".join([*_account(records), "", *_losses(records), *_findings(records), "", *_days(records)])


def _account(records: Records) -> list[str]:
    lines = [f"{'table':<12}{'rows read':>12}{'used':>12}{'set aside':>12}   why"]
    for row in records.reconciliation.to_dict(orient="records"):
        why = ", ".join(f"{reason} {n:,}" for reason, n in row["quarantined_by"].items())
        counts = "".join(f"{row[count]:>12,}" for count in ("read", "used", "quarantined"))
        lines.append(f"{row['table']:<12}{counts}   {why}".rstrip())
    return lines


def _losses(records: Records) -> list[str]:
    """Statuses and results that lost more than one record in twenty: their figures would mislead."""
    lines = [
        f"{row['table']}: {lost:,} of {read:,} records with {value} were set aside ({lost / read:.0%}); figures that "
        "count them say so."
        for row in records.reconciliation.to_dict(orient="records")
        for value, (read, lost) in row["by_status"].items()
        if value != NO_STATUS and lost > MOST_LOST * read
    ]
    return [*lines, ""] if lines else []


def _findings(records: Records) -> list[str]:
    if records.findings.empty:
        return ["Nothing to remark."]
    lines = []
    for (severity, table, column, code), group in records.findings.groupby(
        ["severity", "table", "column", "code"], sort=False
    ):
        place = f"{table}.{column}" if column else str(table)
        first = group.iloc[0]
        lines.append(f"{severity:<8}{place} {code}: {_times(group)}{_where(group)}")
        lines.append(f"        {first['message']} {first['fix']}".rstrip())
    return lines


def _times(group: pd.DataFrame) -> str:
    return "1 finding" if len(group) == 1 else f"{len(group):,} findings"


def _where(group: pd.DataFrame) -> str:
    rows = group["row"].dropna().head(EXAMPLES_SHOWN).astype(str).tolist()
    came = list(dict.fromkeys(text for text in group["came"].head(100) if text))[:EXAMPLES_SHOWN]
    where = f", {'row' if len(rows) == 1 else 'rows'} {', '.join(rows)}" if rows else ""
    where += ", …" if len(group) > len(rows) and rows else ""
    return where + (f"; came: {'; '.join(came)}" if came else "")


def _days(records: Records) -> list[str]:
    if records.data_through is None:
        return ["The records hold no dated session or test."]
    days = [f"Data through {records.data_through.isoformat()}; figures are stated as of {records.as_of}."]
    if records.settings.calendar == "relative":
        days = ["These records count days and hold no calendar dates; figures by quarter, weekday and trend are off."]
    return [*days, "Next: python -m analytics outcomes --data SOURCE, or python run.py --data SOURCE for the pages."]


def _tell(step: str) -> None:
    print(f"{step} …", file=sys.stderr)
