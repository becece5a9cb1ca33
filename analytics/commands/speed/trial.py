"""Row of the bench: the real records of CTN-0094, from the package's files to 54 endpoints, as a person would do it."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analytics.commands.speed.timing import Row, not_measured

GOAL = 10.0
NAME = "CTN-0094 files to 54 endpoints"
REFERENCE = "seconds of three commands: convert, patterns, endpoints"
RECORDS = "records"


def trial_row(study: Path | None, *, rounds: int) -> Row:
    """Wall time of the three commands, interpreters starting included."""
    if study is None:
        return not_measured(NAME, GOAL, REFERENCE, "CTN0094_DIR does not name the study's folder", unit="s")
    if not (study / RECORDS).is_dir():
        return not_measured(NAME, GOAL, REFERENCE, "the folder of CTN0094_DIR has no records", unit="s")
    seconds = statistics.median(_one_run(study / RECORDS) for _ in range(rounds))
    return Row(NAME, seconds, GOAL, seconds <= GOAL, REFERENCE, seconds, rounds, unit="s")


def _one_run(files: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        records, words, values = (str(Path(folder) / name) for name in ("ctn0094", "patterns.csv", "endpoints.csv"))
        start = time.perf_counter()
        _command("convert", "ctn0094", str(files), "--out", records)
        _command("patterns", "--data", records, "--out", words)
        _command("endpoints", "--patterns", words, "--out", values)
        return time.perf_counter() - start


def _command(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "analytics", *words], check=True, capture_output=True)
