"""Row of the bench: peak memory of reading, checking and deriving, over what the imports take.

Run as a program it does the work once and prints its bytes, so that nothing else of the bench is counted.
"""

from __future__ import annotations

import importlib.util
import json
import statistics
import subprocess
import sys
from pathlib import Path

from analytics.commands.speed.timing import Row, not_measured

GOAL = 150.0
NAME = "peak memory from CSV to patterns"
REFERENCE = "bytes a test row, over the imports"

RELAY = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-m', *sys.argv[1:]]))"
"""A process starts with the highest memory of the one that started it; this small one stands between."""


def memory_row(folder: Path, *, rounds: int) -> Row:
    """The median of the peaks of some separate processes, in bytes a test row."""
    if importlib.util.find_spec("psutil") is None or importlib.util.find_spec("resource") is None:
        return not_measured(NAME, GOAL, REFERENCE, "psutil or the system's accounting is not there", unit="B/row")
    peak = statistics.median(_bytes_a_row_of_one_process(folder) for _ in range(rounds))
    return Row(NAME, peak, GOAL, peak <= GOAL, REFERENCE, None, rounds, unit="B/row")


def _bytes_a_row_of_one_process(folder: Path) -> float:
    words = [sys.executable, "-c", RELAY, "analytics.commands.speed.memory", str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout)["bytes_a_row"])


def peak_over_imports(folder: Path) -> float:
    """The most memory this process ever held, less what it held after the imports, in bytes a test row."""
    import resource

    import psutil

    from analytics.commands.speed.deriving import derived
    from analytics.commands.speed.reading import checked

    _import_what_is_imported_late()
    before = psutil.Process().memory_info().rss
    records = checked(folder)
    derived(records)
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return (peak - before) / len(records.drug_tests)


def _import_what_is_imported_late() -> None:
    import pandera.pandas
    import pyarrow.csv
    import pyarrow.parquet

    assert pandera.pandas
    assert pyarrow.csv
    assert pyarrow.parquet


if __name__ == "__main__":
    print(json.dumps({"bytes_a_row": peak_over_imports(Path(sys.argv[1]))}))
