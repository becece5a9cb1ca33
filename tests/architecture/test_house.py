"""The rules of the house hold in every file of the product."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import rules
from tests.architecture.sources import Source, product_sources

RULES: list[Callable[[Source], list[str]]] = [
    rules.misplaced_libraries,
    rules.file_readings,
    rules.clock_readings,
    rules.environment_readings,
    rules.unseeded_randomness,
    rules.prints,
    rules.long_files,
    rules.long_functions,
    rules.undocumented,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_file_breaks_a_rule(project: Path, rule: Callable[[Source], list[str]]) -> None:
    sources = product_sources(project)
    assert len(sources) > 10, "the product's files were not found"

    broken = [line for source in sources for line in rule(source)]

    assert not broken, "\n".join([rule.__doc__ or rule.__name__, *broken])


def test_imports_run_one_way(project: Path) -> None:
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("import-linter is not installed (requirements-dev.txt)")

    done = subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=project, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_pure_parts_can_be_imported_without_streamlit(project: Path) -> None:
    code = "import sys, analytics.__main__, analytics.records, analytics.outcomes; print('streamlit' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
