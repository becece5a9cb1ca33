"""What the README shows works: its example files are written down and its commands are executed, in order."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.markdown import Block, blocks, commands

README = Path(__file__).resolve().parents[2] / "README.md"
BLOCKS = blocks(README.read_text(encoding="utf-8"))
PER_COMMAND_SECONDS = 180


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """An empty folder with the README's example files and the bundled data."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(project / "data", place / "data")
    for block in BLOCKS:
        if block.file:
            (place / block.file).parent.mkdir(parents=True, exist_ok=True)
            (place / block.file).write_text(block.text, encoding="utf-8")
    return place


@pytest.mark.slow
@pytest.mark.parametrize("block", [b for b in BLOCKS if b.tested], ids=lambda block: commands(block)[0][:60])
def test_commands_of_the_readme(block: Block, folder: Path, project: Path) -> None:
    if block.needs and not os.environ.get(block.needs):
        pytest.skip(f"{block.needs} is not set")
    for command in commands(block):
        done = execute(command, folder, project)
        assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        assert "Traceback" not in done.stderr


def test_the_readme_has_commands_to_test() -> None:
    assert sum(len(commands(block)) for block in BLOCKS if block.tested) >= 6


def execute(command: str, folder: Path, project: Path) -> subprocess.CompletedProcess[str]:
    """One command line in a shell, with `python` being this Python and the product importable."""
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("the README's commands are written for bash, which is not here")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(project)}
    return subprocess.run(
        [shell, "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PER_COMMAND_SECONDS,
    )
