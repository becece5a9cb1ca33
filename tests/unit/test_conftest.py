"""Where everything is required, nothing is skipped unnoticed: neither one test nor a whole file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = {
    "test_one.py": "import pytest\ndef test_one():\n    pytest.skip('no browser here')\n",
    "test_marked.py": "import pytest\n@pytest.mark.skipif(True, reason='no server here')\ndef test_two(): pass\n",
    "test_file.py": "import pytest\npytest.importorskip('a_library_that_is_absent')\ndef test_three(): pass\n",
    "test_fixture.py": "def test_four(ctn0094): pass\n",
}
EXPECTED_TO_FAIL = "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_known(): assert False\n"


@pytest.fixture
def folder(tmp_path: Path, project: Path) -> Path:
    """A folder of tests with our conftest.py beside them."""
    shutil.copy(project / "tests" / "conftest.py", tmp_path / "conftest.py")
    return tmp_path


def test_skips_are_failures_where_everything_is_required(folder: Path) -> None:
    for name, text in SKIPPING.items():
        (folder / name).write_text(text, encoding="utf-8")

    relaxed, required = passes(folder, required=False), passes(folder, required=True)

    assert f"{len(SKIPPING)} skipped" in relaxed.stdout
    assert required.returncode != 0
    assert "skipped" not in required.stdout.splitlines()[-1]
    assert required.stdout.count("allows no skipped test") >= len(SKIPPING), required.stdout
    assert "no browser here" in required.stdout


def test_an_expected_failure_stays_one(folder: Path) -> None:
    (folder / "test_known.py").write_text(EXPECTED_TO_FAIL, encoding="utf-8")

    assert passes(folder, required=True).returncode == 0


def passes(folder: Path, *, required: bool) -> subprocess.CompletedProcess[str]:
    """pytest over a folder of its own, with or without REQUIRE_ALL=1 and never with the real records."""
    environment = {key: value for key, value in os.environ.items() if key not in ("REQUIRE_ALL", "CTN0094_DIR")}
    environment |= {"REQUIRE_ALL": "1"} if required else {}
    options = ["-rs", "--continue-on-collection-errors", "-p", "no:cacheprovider"]
    words = [sys.executable, "-m", "pytest", *options, str(folder)]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
