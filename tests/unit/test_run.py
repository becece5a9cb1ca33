"""run.py: what it installs, when, with what, and what it says when it cannot."""

from __future__ import annotations

import ast
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import run


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """run.py as if it stood in an empty project whose path holds a space; nothing real is installed."""
    root = tmp_path / "my program"
    root.mkdir()
    for name in ("requirements.txt", "requirements-dev.txt", "requirements.lock"):
        (root / name).write_text(f"# {name}\n", encoding="utf-8")
    monkeypatch.setattr(run, "ROOT", root)
    monkeypatch.setattr(run, "ENVIRONMENT", root / ".venv")
    return root


@pytest.fixture
def commands(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands run.py would run; making the environment leaves an empty one, all succeed."""
    done: list[list[str]] = []

    def pretend(command: list[str]) -> int:
        done.append(command)
        if "venv" in command:
            run.environment_python().parent.mkdir(parents=True, exist_ok=True)
            run.environment_python().touch()
            (run.ENVIRONMENT / "pyvenv.cfg").touch()
        return 0

    def version(python: Path) -> str:
        return platform.python_version() if python.is_file() else ""

    monkeypatch.setattr(run, "_run", pretend)
    monkeypatch.setattr(run, "version_of", version)
    monkeypatch.setattr(run, "find_uv", lambda: "uv")
    return done


def test_second_start_installs_nothing(commands: list[list[str]]) -> None:
    run.prepare(run.FOR_TESTS)
    first = len(commands)
    run.prepare(run.FOR_TESTS)
    run.prepare(run.FOR_USE)  # a part of what is there

    assert first == 2  # make the environment, install
    assert len(commands) == first


def test_changed_requirements_are_installed_again_into_the_same_environment(
    commands: list[list[str]], elsewhere: Path
) -> None:
    run.prepare(run.FOR_USE)
    commands.clear()
    (elsewhere / "requirements.txt").write_text("pandas\n", encoding="utf-8")
    run.prepare(run.FOR_USE)

    assert [command[:3] for command in commands] == [["uv", "pip", "install"]]


def test_tests_need_more_than_the_dashboard(commands: list[list[str]]) -> None:
    run.prepare(run.FOR_USE)
    commands.clear()
    run.prepare(run.FOR_TESTS)

    assert "requirements-dev.txt" in " ".join(commands[-1])


def test_an_interrupted_installation_does_not_count_as_done(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.prepare(run.FOR_USE)
    working = run._run

    def interrupted(command: list[str]) -> int:
        if "install" in command:
            raise KeyboardInterrupt
        return working(command)

    monkeypatch.setattr(run, "_run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run.prepare(run.FOR_TESTS)
    monkeypatch.setattr(run, "_run", working)
    commands.clear()
    run.prepare(run.FOR_USE)

    assert any("install" in command for command in commands)


def test_a_failed_installation_says_what_to_do_and_is_tried_again(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    working = run._run
    monkeypatch.setattr(run, "_run", lambda command: 1 if "install" in command else working(command))
    with pytest.raises(run.Stopped, match="Is this computer online"):
        run.prepare(run.FOR_USE)

    assert run._recorded() == {}


def test_environment_of_another_python_is_replaced(commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    run.prepare(run.FOR_USE)
    commands.clear()
    monkeypatch.setattr(run, "version_of", lambda python: "3.9.1")
    run.prepare(run.FOR_USE)

    assert commands[0][:2] == ["uv", "venv"]
    assert "--clear" in commands[0]


def test_a_folder_that_is_no_environment_is_left_alone(commands: list[list[str]], elsewhere: Path) -> None:
    (elsewhere / ".venv").mkdir()
    (elsewhere / ".venv" / "mine.txt").touch()
    with pytest.raises(run.Stopped, match="Rename or delete it"):
        run.prepare(run.FOR_USE)

    assert commands == []


def test_without_uv_venv_and_pip_do_it(commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "find_uv", lambda: None)
    run.prepare(run.FOR_USE)

    assert commands[0][1:4] == ["-m", "venv", "--clear"]
    assert commands[1][1:4] == ["-m", "pip", "install"]


def test_missing_venv_module_is_said_plainly(commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "find_uv", lambda: None)
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(run.Stopped, match="python3-venv"):
        run.prepare(run.FOR_USE)


@pytest.mark.parametrize(("version", "passes"), [((3, 10), False), ((3, 11), True), ((3, 13), True)])
def test_old_python_is_refused(version: tuple[int, int], passes: bool) -> None:
    if passes:
        run._require_python(version)
        return
    with pytest.raises(run.Stopped, match=r"This is Python 3\.10; the dashboard needs Python 3\.11 or newer"):
        run._require_python(version)


def test_an_old_python_can_read_far_enough_to_be_told(project: Path) -> None:
    tree = ast.parse((project / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))

    imported_from = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "__future__" not in imported_from  # `annotations` is unknown before Python 3.7


def test_uv_that_does_not_run_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "uv"
    broken.write_text("not a program", encoding="utf-8")
    monkeypatch.setattr(shutil, "which", lambda name: str(broken))

    assert run.find_uv() is None


def test_the_lock_is_installed_with_hashes(elsewhere: Path) -> None:
    assert run.requirements_for("dashboard", locked=True) == ("requirements.lock",)
    for uv in ("uv", None):
        assert "--require-hashes" in run.install_command(run.LOCKED, uv=uv)
        assert "--require-hashes" not in run.install_command(run.FOR_TESTS, uv=uv)


@pytest.mark.parametrize(("system", "end"), [("nt", "Scripts/python.exe"), ("posix", "bin/python")])
def test_place_of_python(system: str, end: str) -> None:
    assert run.environment_python(system).as_posix().endswith(f".venv/{end}")


def test_data_of_the_dashboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    python = Path("python")

    def words(data: str | None = None, today: str | None = None, port: int | None = None) -> list[str]:
        return run.dashboard_command(python, data=data, today=today, port=port)

    assert words()[-1].endswith("dashboard.py")
    assert words(data="our data")[-3:] == ["--", "--data", str(tmp_path / "our data")]
    url = "postgresql://localhost/iop"
    assert words(url, port=8600)[-5:] == ["--server.port", "8600", "--", "--data", url]
    assert words(today="2026-10-01")[-3:] == ["--", "--today", "2026-10-01"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ["streamlit", "run"]),
        (["--data", "here", "--today", "2026-10-01", "--port", "8600"], ["streamlit", "--today", "2026-10-01", "8600"]),
        (["test"], ["pytest", "-n", "auto", "loadfile"]),
        (["test", "-k", "km", "--locked"], ["pytest", "-k", "km"]),
        (["check"], ["ruff", "mypy", "tests/docs"]),
        (["fix"], ["ruff", "--fix", "tests.docs.generated"]),
        (["setup"], ["install"]),
    ],
)
def test_what_was_asked_is_run(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, words: list[str], expected: list[str]
) -> None:
    monkeypatch.setattr(run, "_open_dashboard", run._run)

    assert run.main(words) == 0
    run_words = [word for command in commands for word in command]
    assert [word for word in expected if word not in run_words] == []
    assert "--locked" not in run_words


def test_every_step_of_a_check_runs_and_failures_are_named(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps: list[list[str]] = []

    def fail_types(command: list[str]) -> int:
        steps.append(command)
        return 1 if "mypy" in command else 0

    monkeypatch.setattr(run, "_run", fail_types)

    assert run._run_all(run.checks(Path("python"))) == 1
    assert len(steps) == 5
    assert capsys.readouterr().out.strip().endswith("Not passed: mypy")


def test_it_runs_from_another_folder_with_nothing_but_python(project: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-I", "-S", str(project / "run.py"), "--help"]

    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "python run.py test" in done.stdout


def test_an_unknown_word_is_wrong_usage(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(project / "run.py"), "tset"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "tset" in done.stderr


def test_the_lock_names_every_requirement_with_hashes_and_no_place(project: Path) -> None:
    lock = (project / "requirements.lock").read_text(encoding="utf-8")
    pinned = {line.partition("==")[0] for line in lock.splitlines() if "==" in line}
    asked = [
        line.split("#")[0].split("[")[0].split(">")[0].split("=")[0].strip().lower()
        for name in run.FOR_TESTS
        for line in (project / name).read_text(encoding="utf-8").splitlines()
    ]

    assert {name for name in asked if name} <= pinned
    assert lock.count("--hash=sha256:") > len(pinned)
    assert "://" not in lock
