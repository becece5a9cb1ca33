"""The front door: sets everything up, then opens the dashboard, runs the tests or the checks.

    python run.py [--data SOURCE]              open the dashboard (on the bundled demonstration program by default)
    python run.py test [pytest arguments]      pass the tests
    python run.py check                        format, lint, types, import directions, docs
    python run.py fix                          mend what the linter can, format, write the generated docs
    python run.py setup                        only install

Libraries go into the folder .venv beside this file, once; they are installed again when a requirement file or the
Python version has changed. `--locked` installs the pinned, hashed set. On Windows write `py run.py`.
Needs nothing but Python: uv is used when it is there, else venv and pip. An old Python (3.6 and later) can read this
file far enough to be told that it is too old: hence the quoted types.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
RECORD = "installed.json"  # in .venv: what was installed, written only after it succeeded
OLDEST_PYTHON = (3, 11)

FOR_USE = ("requirements.txt",)
FOR_TESTS = ("requirements.txt", "requirements-dev.txt")
LOCKED = ("requirements.lock",)

COMMANDS = ("test", "check", "fix", "setup")
ALL_TESTS = ("-n", "auto", "--dist", "loadfile")  # one process a processor, each file of tests in one of them
TESTED_DOCS = ("tests/docs", "-m", "not slow")


class Stopped(Exception):
    """Set-up cannot go on; the text says why and what to do."""


def main(words: "list[str]") -> int:
    """Install what the asked command needs, run it and return its exit status."""
    asked = words[0] if words and words[0] in COMMANDS else "dashboard"
    options, rest = _parse(asked, words if asked == "dashboard" else words[1:])
    try:
        _require_python(sys.version_info[:2])
        python = prepare(requirements_for(asked, locked=options.locked))
    except Stopped as stop:
        print(stop, file=sys.stderr)
        return 1
    if asked == "dashboard":
        return _open_dashboard(dashboard_command(python, data=options.data, today=options.today, port=options.port))
    if asked == "test":
        return _run([str(python), "-m", "pytest", *(rest or ALL_TESTS)])
    if asked == "setup":
        print(f"Everything is installed in {ENVIRONMENT.name}. `python run.py` opens the dashboard.")
        return 0
    return _run_all(checks(python) if asked == "check" else fixes(python))


def requirements_for(asked: str, *, locked: bool) -> "tuple[str, ...]":
    """The requirement files that a command needs."""
    if locked:
        return LOCKED
    return FOR_USE if asked == "dashboard" else FOR_TESTS


def dashboard_command(python: Path, *, data: "str | None", today: "str | None", port: "int | None") -> "list[str]":
    """The words that start the dashboard; a relative path of data is taken from the folder the person stands in."""
    port_words = [] if port is None else ["--server.port", str(port)]
    words = [] if data is None else ["--data", data if "://" in data else str(Path(data).expanduser().resolve())]
    words += [] if today is None else ["--today", today]
    start = [str(python), "-m", "streamlit", "run", str(ROOT / "dashboard.py"), *port_words]
    return [*start, "--", *words] if words else start


def checks(python: Path) -> "list[list[str]]":
    """Format, lint, types, import directions, docs."""
    return [
        [str(python), "-m", "ruff", "format", "--check", "."],
        [str(python), "-m", "ruff", "check", "."],
        [str(python), "-m", "mypy"],
        [str(python.with_name("lint-imports.exe" if os.name == "nt" else "lint-imports")), "--no-logo"],
        [str(python), "-m", "pytest", "-q", *TESTED_DOCS],
    ]


def fixes(python: Path) -> "list[list[str]]":
    """Mend what the linter can, format, write the generated pages of docs anew."""
    modules = (["ruff", "check", "--fix", "."], ["ruff", "format", "."], ["tests.docs.generated"])
    return [[str(python), "-m", *words] for words in modules]


def _parse(asked: str, words: "list[str]") -> "tuple[argparse.Namespace, list[str]]":
    name = "python run.py" if asked == "dashboard" else f"python run.py {asked}"
    parser = argparse.ArgumentParser(
        prog=name, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--locked", action="store_true", help="install requirements.lock: pinned versions with hashes")
    if asked == "dashboard":
        parser.add_argument("--data", metavar="SOURCE", help="a folder, an Excel workbook or a database URL")
        parser.add_argument("--today", metavar="DATE", help="the day to read the records on, as 2026-10-01")
        parser.add_argument(
            "--port", type=int, metavar="N", help="the port of the dashboard (8501, or the next free one)"
        )
    if asked == "test":  # everything else is for pytest, `--help` excepted
        return parser.parse_known_args(words)
    return parser.parse_args(words), []


def prepare(files: "tuple[str, ...]") -> Path:
    """The Python of .venv with these requirement files installed; installs only when something has changed."""
    wanted = fingerprint(files)
    python = environment_python()
    if _recorded().items() >= wanted.items() and version_of(python) == wanted["python"]:
        return python
    uv = find_uv()
    print(
        f"Installing the libraries into {ENVIRONMENT.name}, once ({'uv' if uv else 'pip: about a minute'}) ...",
        flush=True,
    )
    _create_environment(uv)
    (ENVIRONMENT / RECORD).unlink(missing_ok=True)  # an interrupted installation must not count as done
    _install(files, uv=uv)
    _write_record(wanted)
    return python


def fingerprint(files: "tuple[str, ...]") -> "dict[str, str]":
    """The Python version and the SHA-256 of each requirement file; a change of any means installing again."""
    hashes = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in files}
    return {"python": platform.python_version(), **hashes}


def environment_python(system: str = os.name) -> Path:
    """Where .venv keeps its Python on this system."""
    return ENVIRONMENT / ("Scripts/python.exe" if system == "nt" else "bin/python")


def find_uv() -> "str | None":
    """uv's path when it is there and really runs (a version manager may offer a name that does not)."""
    uv = shutil.which("uv")
    return uv if uv and _quietly([uv, "--version"]) else None


def install_command(files: "tuple[str, ...]", *, uv: "str | None") -> "list[str]":
    """The words that install requirement files into .venv."""
    python = str(environment_python())
    hashed = ["--require-hashes"] if files == LOCKED else []
    listed = [word for name in files for word in ("-r", str(ROOT / name))]
    if uv:
        return [uv, "pip", "install", "--python", python, *hashed, *listed]
    pip = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    return [*pip, *hashed, *listed]


def _require_python(version: "tuple[int, ...]") -> None:
    if version < OLDEST_PYTHON:
        found, needed = (".".join(map(str, numbers)) for numbers in (version, OLDEST_PYTHON))
        raise Stopped(
            f"This is Python {found}; the dashboard needs Python {needed} or newer.\n"
            f"Install one from python.org (or your system's packages) and start run.py with it: python{needed} run.py"
        )


def _create_environment(uv: "str | None") -> None:
    """Make .venv unless one of this very Python is there; one made by another Python is replaced."""
    python = environment_python()
    if version_of(python) == platform.python_version():
        if uv or _quietly([str(python), "-m", "pip", "--version"]) or _quietly([str(python), "-m", "ensurepip"]):
            return
        raise Stopped("The folder .venv has no pip. Delete the folder .venv and run this command again.")
    if ENVIRONMENT.exists() and not (ENVIRONMENT / "pyvenv.cfg").is_file() and any(ENVIRONMENT.iterdir()):
        raise Stopped(
            "The folder .venv is there but is not a Python environment. Rename or delete it, then run this again."
        )
    base = getattr(sys, "_base_executable", None) or sys.executable
    if uv:
        command = [uv, "venv", "--quiet", "--clear", "--python", base, str(ENVIRONMENT)]
    else:
        _require_venv()
        command = [base, "-m", "venv", "--clear", str(ENVIRONMENT)]
    if _run(command) != 0:
        raise Stopped("The folder .venv could not be made; the lines above say why. Is there room on the disk?")


def _require_venv() -> None:
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise Stopped(
            "This Python cannot make a virtual environment: its module venv is missing.\n"
            "On Debian or Ubuntu: sudo apt install python3-venv. Or install uv, which this program then uses."
        )


def _install(files: "tuple[str, ...]", *, uv: "str | None") -> None:
    if _run(install_command(files, uv=uv)) != 0:
        raise Stopped(
            f"The libraries of {' and '.join(files)} could not be installed; the lines above say which one.\n"
            "Is this computer online, and may it reach the Python package index? Then run the same command again."
        )


def _recorded() -> "dict[str, str]":
    try:
        record = json.loads((ENVIRONMENT / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _write_record(installed: "dict[str, str]") -> None:
    unfinished = ENVIRONMENT / f"{RECORD}.part"
    unfinished.write_text(json.dumps(installed, indent=1), encoding="utf-8")
    unfinished.replace(ENVIRONMENT / RECORD)


def version_of(python: Path) -> str:
    """The version of a Python; empty when it is not there or does not run."""
    words = [str(python), "-c", "import platform; print(platform.python_version())"]
    try:
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def _quietly(command: "list[str]") -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _run(command: "list[str]") -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _run_all(commands: "list[list[str]]") -> int:
    """Run every step, also after one has failed, and name the failed ones at the end."""
    failed = []
    for command in commands:
        words = [Path(command[0]).stem, *command[1:]] if command[1:2] != ["-m"] else command[2:]
        title = " ".join(words)
        print(f"\n== {title}", flush=True)
        if _run(command) != 0:
            failed.append(title)
    print(f"\nNot passed: {'; '.join(failed)}" if failed else "\nAll passed.")
    return 1 if failed else 0


def _open_dashboard(command: "list[str]") -> int:
    """Become the dashboard's process, so that whoever stops this one stops the dashboard; Windows can only wait."""
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    return _run(command)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)
