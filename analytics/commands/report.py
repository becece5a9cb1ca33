"""`report`: the quarterly report as PDF, workbook, page, document, tables; locked quarters and their differences."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, TextIO

from analytics.commands.choices import iso_date, say
from analytics.errors import Refused, WrongUsage
from analytics.outcomes.periods import Period, period_named
from analytics.records.fingerprints import file_bytes
from analytics.records.load import load_records
from analytics.records.records import Records
from analytics.reports.build import Asked, Pack, asked_for, last_quarters, latest_quarter, pack_of
from analytics.reports.forms import FORMS, write_report
from analytics.reports.frozen import Cell, Chart, Paragraph, Report, Table
from analytics.reports.locking import checked_locks, difference_since, lock_pack, told_before
from analytics.reports.locks.difference_words import difference_json, difference_text
from analytics.reports.told import number_of

HELP = "the quarterly report for board, payer and accreditor: nothing in it can identify a patient"

EXAMPLES = """\
  python -m analytics report --data my-program --out reports                 the last complete quarter, all forms
  python -m analytics report --data my-program --quarter 2026Q2 --forms pdf,xlsx --out reports --lock
  python -m analytics report --data my-program --last 10 --every-site --out reports
  python -m analytics report --data my-program --quarter 2026Q2 --difference   what changed since it was locked
  python -m analytics report --data my-program --verify                        are the locks as they were written?
  python -m analytics report --data trials --quarter all --out reports         one report on all records
every Monday at six (cron): 0 6 * * 1  python -m analytics report --data /records --out /reports
"""

ALL = "all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command can be told."""
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", metavar="SOURCE", required=True, help="a folder, a workbook or a database URL")
    parser.add_argument("--today", metavar="YYYY-MM-DD", type=iso_date, help="the day it is (default: the system's)")
    parser.add_argument(
        "--quarter",
        metavar="QUARTER",
        action="append",
        default=[],
        help="2026Q2, FY2026Q2 (the program's fiscal year) or all; repeat (default: the last complete one)",
    )
    parser.add_argument("--last", metavar="N", type=int, help="the last N complete quarters")
    parser.add_argument("--basis", choices=("admitted", "discharged", "active"), help="whom a quarter is about")
    parser.add_argument("--site", metavar="SITE", help="one site only")
    parser.add_argument("--every-site", action="store_true", help="the whole program and each site, decided together")
    parser.add_argument("--commentary", metavar="FILE", type=Path, help="a text file for the box of comments")
    parser.add_argument("--out", metavar="DIR", type=Path, help="the folder for the files")
    parser.add_argument(
        "--forms", metavar="LIST", type=_forms, default=tuple(FORMS), help=f"some of {','.join(FORMS)} (default: all)"
    )
    parser.add_argument("--lock", action="store_true", help="lock what was reported, so that it can be proved later")
    parser.add_argument("--locks", metavar="DIR", type=Path, help="where locks are kept (default: your data folder)")
    parser.add_argument(
        "--difference", action="store_true", help="what changed since the quarter was locked (internal)"
    )
    parser.add_argument("--json", action="store_true", help="the released figures, or the difference, for programs")
    parser.add_argument("--verify", action="store_true", help="check every lock against what was written")


def run(args: argparse.Namespace) -> int:
    """Write the reports, lock them, or say what changed."""
    if args.verify:
        return _verify(args)
    today = args.today or date.today()
    records = load_records(args.data, today=today, progress=say)
    if args.difference:
        since = difference_since(records, _one_quarter(args, records), args.data, args.locks)
        print(json.dumps(difference_json(since), indent=1, ensure_ascii=False) if args.json else difference_text(since))
        return 0
    if args.out is None and not args.lock and not args.json:
        raise WrongUsage("A report needs a folder to be written to.", "Name it: --out reports.")
    asked = asked_for(records, _quarters(args, records), site=args.site, every_site=args.every_site)
    pack = pack_of(
        records,
        asked,
        basis=args.basis,
        commentary=_commentary(args.commentary),
        before=told_before(args.data, args.locks),
        progress=_progress,
    )
    tell = sys.stderr if args.json else sys.stdout  # with --json only JSON is on the standard output
    if args.out is not None:
        _write(pack, args.out, args.forms, tell=tell)
    if args.lock:
        for found in lock_pack(pack, args.data, args.locks, today=today):
            print(f"Locked {found.quarter}, version {found.version}: {found.size:,} bytes.", file=tell)
    if args.json:
        print(json.dumps([as_plain(report) for report in pack.reports], indent=1, ensure_ascii=False))
    return 0


def _verify(args: argparse.Namespace) -> int:
    """Exit status 1 when a lock is not as it was written."""
    checked = checked_locks(args.data, args.locks)
    for found, problem in checked:
        print(f"{found.quarter}, version {found.version}: {problem or 'as it was locked'}")
    if not checked:
        print("There are no locks.")
    return int(any(problem.endswith(".") for _, problem in checked))


def as_plain(report: Report) -> dict[str, Any]:
    """The released report for programs, its numbers with the digits of the other forms; pictures are left to those."""
    plain = asdict(report)
    for section, told in zip(report.sections, plain["sections"], strict=True):
        told["blocks"] = [_plain_block(block) for block in section.blocks if not isinstance(block, Chart)]
    return plain


def _plain_block(block: Table | Paragraph) -> dict[str, Any]:
    plain = asdict(block)
    if isinstance(block, Table):
        plain["rows"] = [[asdict(cell) | _numbers(cell) for cell in row] for row in block.rows]
    return plain


def _numbers(cell: Cell) -> dict[str, float | None]:
    return {"value": number_of(cell, "value"), "low": number_of(cell, "low"), "high": number_of(cell, "high")}


def _write(pack: Pack, folder: Path, forms: tuple[str, ...], *, tell: TextIO) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Refused(f"The folder {folder} cannot be made: {fault.strerror}.", "Name another with --out.") from None
    for asked, report in zip(pack.asked, pack.reports, strict=True):
        start = perf_counter()
        written = write_report(report, folder, forms, site_number=asked.site_number)
        seconds = perf_counter() - start
        sizes = ", ".join(f"{path.name} {size / 1024:,.0f} kB" for path, size in written)
        print(f"{asked.label}: {sizes}; {seconds:.1f} s", file=tell)


def _quarters(args: argparse.Namespace, records: Records) -> list[Period | None]:
    relative = records.settings.calendar == "relative"
    if args.last is not None:
        found = list(last_quarters(records, args.last)) if args.last > 0 else []
        if not found:
            raise WrongUsage("There is no complete quarter to report.", "Ask for --quarter all.")
        return [*found]
    if not args.quarter:
        latest = latest_quarter(records)
        if latest is None and not relative:
            raise WrongUsage("There is no complete quarter to report.", "Ask for --quarter all.")
        return [latest]
    return [None if word.casefold() == ALL else _quarter(word, records) for word in args.quarter]


def _quarter(word: str, records: Records) -> Period:
    try:
        return period_named(word, records.settings.fiscal_year_start)
    except WrongUsage:
        raise
    except ValueError:
        raise WrongUsage(f"“{word}” is no quarter.", "Write 2026Q2, FY2026Q2 or all.") from None


def _one_quarter(args: argparse.Namespace, records: Records) -> Asked:
    quarters = _quarters(args, records)
    if len(quarters) != 1:
        raise WrongUsage("A difference is about one quarter.", "Name one with --quarter.")
    return asked_for(records, quarters, site=args.site)[0]


def _commentary(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return str(file_bytes(path).to_pybytes(), "utf-8-sig").strip()
    except UnicodeDecodeError:
        raise Refused("The file of the commentary is no UTF-8 text.", "Save it as UTF-8 and try again.") from None


def _forms(text: str) -> tuple[str, ...]:
    words = tuple(word.strip() for word in text.split(",") if word.strip())
    unknown = [word for word in words if word not in FORMS]
    if unknown or not words:
        raise argparse.ArgumentTypeError(f"choose from {', '.join(FORMS)}")
    return words


def _progress(what: str) -> None:
    """On a terminal one line; a cron job stays quiet."""
    if sys.stderr.isatty():
        print(f"{what} …", file=sys.stderr, flush=True)
