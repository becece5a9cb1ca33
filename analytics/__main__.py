"""The command line: `python -m analytics COMMAND`.

Each command is a module of `analytics.commands` with `HELP`, `add_arguments(parser)` and `run(args) -> int`. A module
is imported only when its command was asked for: `--help` is quick and a broken command leaves the others working.

Exit statuses: 0 done, 1 cannot continue, 2 wrong usage, 70 a fault of this program, 130 stopped by the keyboard,
141 the reader of our output went away. Errors never show a traceback: its last line may hold a patient's values.
Developers who want one call `run_command(["check", "--data", ...])` from Python, which lets every error through.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib
import importlib.util
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from analytics import __version__
from analytics.errors import CannotContinue, WrongUsage, fault_sentence

COMMANDS = ("demo", "check", "convert", "patterns", "endpoints", "outcomes", "compare", "figures", "report", "bench")

EXIT_WRONG_USAGE = 2
EXIT_INTERNAL_FAULT = 70  # EX_SOFTWARE of sysexits.h
EXIT_INTERRUPTED = 130  # 128 + SIGINT, what a shell expects
EXIT_BROKEN_PIPE = 141  # 128 + SIGPIPE

PROGRAM = "python -m analytics"
INTRODUCTION = "Are our patients staying abstinent, compared with the published 50–70 %, and is that changing?"
EXAMPLES = f"""\
three commands to begin with:
  {PROGRAM} check --data data/demo                 can these records be used, and what is wrong with them?
  {PROGRAM} outcomes --data data/demo              how many stay abstinent, against the published range?
  {PROGRAM} patterns --data data/demo --out p.csv  each patient's weeks as a word of + - * o _

`{PROGRAM} COMMAND --help` explains one command. The dashboard opens with `python run.py`.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; people see a problem and its fix, never a traceback."""
    _prepare_output()
    try:
        status = run_command(list(sys.argv[1:] if words is None else words))
        sys.stdout.flush()
        return status
    except CannotContinue as stop:
        print(stop.problem, stop.fix, sep="\n", file=sys.stderr)
        return stop.exit_status
    except BrokenPipeError:
        _silence_stdout()
        return EXIT_BROKEN_PIPE
    except KeyboardInterrupt:
        print("Stopped before the end.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - the last door: the message and traceback may hold patients' values
        print(fault_sentence(fault), file=sys.stderr)
        return EXIT_INTERNAL_FAULT


def run_command(words: Sequence[str]) -> int:
    """Parse the words and run the command they name; every error is raised, usage errors as SystemExit(2)."""
    if not words:
        _parser(asked=None).print_help()
        return EXIT_WRONG_USAGE
    asked = words[0]
    if not asked.startswith("-"):
        _refuse_unknown(asked)
    module = _load(asked) if asked in COMMANDS else None
    args = _parser(asked=module).parse_args(words)
    if module is None:  # only options of the program itself, all of which end it
        return EXIT_WRONG_USAGE
    return int(module.run(args))


def available_commands() -> dict[str, str]:
    """The commands of this copy and their one-line help, read from the source without importing anything."""
    folder = Path(__file__).resolve().parent / "commands"
    files = {name: folder / f"{name}.py" for name in COMMANDS}
    return {name: _help_line(file) for name, file in files.items() if file.is_file()}


def _parser(*, asked: ModuleType | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM, description=INTRODUCTION, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"IOP outcomes dashboard {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    for name, line in available_commands().items():
        about = asked.__doc__ if asked is not None and _is_command(asked, name) else line
        command = commands.add_parser(
            name, help=line, description=about, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
        )
        if asked is not None and _is_command(asked, name):
            asked.add_arguments(command)
    return parser


def _is_command(module: ModuleType, name: str) -> bool:
    return module.__name__.rpartition(".")[2] == name


def _refuse_unknown(asked: str) -> None:
    known = list(available_commands())
    if asked in known:
        return
    nearest = difflib.get_close_matches(asked, known, n=1)
    hint = f"Did you mean `{PROGRAM} {nearest[0]}`?" if nearest else f"`{PROGRAM} --help` explains them."
    raise WrongUsage(f"There is no command {asked!r}; the commands are {', '.join(known)}.", hint)


def _load(name: str) -> ModuleType:
    try:
        return importlib.import_module(f"analytics.commands.{name}")
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] in ("analytics", ""):
            raise
        raise CannotContinue(
            f"The command {name} needs the library {missing.name}, which is not installed here.",
            "Run `python run.py setup`, then use the Python in .venv.",
        ) from missing


def _help_line(file: Path) -> str:
    """The text of `HELP = "..."` in a command's source; empty when there is none."""
    for statement in ast.parse(file.read_text(encoding="utf-8")).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if any(isinstance(target, ast.Name) and target.id == "HELP" for target in targets):
            return str(ast.literal_eval(statement.value))  # type: ignore[attr-defined]
    return ""


def _prepare_output() -> None:
    """Never fail on a console that lacks a character; hide the warnings of libraries, which may quote values."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def _silence_stdout() -> None:
    """Python flushes stdout once more at exit; without a reader that would print a second error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
