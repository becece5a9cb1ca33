"""Row of the bench: how long the first page's imports take, beside `import pandas`, in fresh processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from analytics.commands.speed.timing import Row, compared

GOAL = 2.7
PROJECT = Path(__file__).resolve().parents[3]
FIRST_PAGE = "import streamlit, views.overview, views.filters, views.store, views.style"


def imports_row(*, rounds: int) -> Row:
    """Everything the Overview page and the front door around it import."""
    return compared(
        "import of the first page",
        GOAL,
        "import pandas",
        ours=lambda: _run(FIRST_PAGE),
        theirs=lambda: _run("import pandas"),
        rounds=rounds,
    )


def _run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True, capture_output=True)
