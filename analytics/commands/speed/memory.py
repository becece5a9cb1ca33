"""Row of the bench: peak memory of reading, checking and deriving, over what the imports take.

Run as a program it does the work once and prints its bytes, so that nothing else of the bench is counted.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from analytics.commands.speed.timing import Row, not_measured

GOAL = 150.0
NAME = "peak memory from CSV to patterns"
REFERENCE = "bytes a test row, over the imports"

RELAY = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-m', *sys.argv[1:]]))"
"""A process starts with the highest memory of the one that started it; this small one stands between."""


def memory_row(folder: Path, *, tests: int, rounds: int) -> Row:
    """The median of the peaks of some separate processes, in bytes a test row."""
    if importlib.util.find_spec("psutil") is None or importlib.util.find_spec("resource") is None:
        return not_measured(NAME, GOAL, REFERENCE, "psutil or the system's accounting is not there", unit="B/row")
    found = sorted(_bytes_of_one_process(folder) for _ in range(rounds))
    peak = found[len(found) // 2] / tests
    return Row(NAME, peak, GOAL, peak <= GOAL, REFERENCE, None, rounds, unit="B/row")


def _bytes_of_one_process(folder: Path) -> int:
    words = [sys.executable, "-c", RELAY, "analytics.commands.speed.memory", str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return int(json.loads(done.stdout)["bytes"])


def peak_over_imports(folder: Path) -> int:
    """The most memory this process ever held, less what it held after the imports."""
    import resource

    import psutil

    from analytics.commands.speed.deriving import derived
    from analytics.commands.speed.reading import checked

    _import_what_is_imported_late()
    before = psutil.Process().memory_info().rss
    words = derived(checked(folder))
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    assert len(words.words)
    return peak - before


def _import_what_is_imported_late() -> None:
    import pandera.pandas
    import pyarrow.csv
    import pyarrow.parquet

    assert pandera.pandas
    assert pyarrow.csv
    assert pyarrow.parquet


if __name__ == "__main__":
    print(json.dumps({"bytes": peak_over_imports(Path(sys.argv[1]))}))
