"""The rules of the house: what may stand where. Each takes a source and returns what breaks the rule, as text."""

from __future__ import annotations

import ast
from typing import TypeGuard

from tests.architecture.sources import Source, body_lines

LONGEST_FILE = 250
LONGEST_FUNCTION = 50
LONGEST_OF = {
    "dashboard.py": 60,  # the front door holds no numbers
    "run.py": 300,  # one file, because it runs before anything is installed
}
SPEAKS_FOR_ITSELF = 6  # lines of a function whose name is its documentation

LIBRARY_HOMES = {
    "streamlit": ("dashboard.py", "views/"),
    "plotly": ("analytics/charts/",),
    "lifelines": ("analytics/outcomes/", "analytics/evaluation/"),
}

READS_FILES = (
    "analytics/records/",
    "analytics/__main__.py",  # the one-line help of each command, from its source
    "run.py",  # the requirement files
    "views/store.py",  # the program's own text: no answer of another version is shown
)
READING_CALLS = ("open", "os.open", "io.open", ".open", ".read_text", ".read_bytes")
READING_PREFIXES = ("read_csv", "read_parquet", "read_excel", "read_table", "read_json", "read_sql", "read_feather")

KNOWS_THE_CLOCK = (
    "dashboard.py",
    "run.py",
    "analytics/__main__.py",
    "analytics/commands/",
    "views/opening.py",  # the moment the records were read
    "analytics/records/imports.py",  # the time of an import, the person's data directory
)
CLOCK_CALLS = ("now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime")
CLOCK_OWNERS = ("datetime", "date", "time", "Timestamp", "dt")

KNOWS_THE_ENVIRONMENT = (*KNOWS_THE_CLOCK, "analytics/reports/locks/key.py")  # where the person keeps the key
ENVIRONMENT_NAMES = ("os.environ", "os.getenv", "os.environb")

PRINTS = ("run.py", "analytics/__main__.py", "analytics/commands/")


def misplaced_libraries(source: Source) -> list[str]:
    """Streamlit, Plotly and lifelines outside their homes."""
    return [
        f"{source.path} imports {library}; it belongs in {' and '.join(homes)}"
        for library, homes in LIBRARY_HOMES.items()
        if library in source.libraries() and not source.inside(*homes)
    ]


def file_readings(source: Source) -> list[str]:
    """Files are read in analytics/records only: every other part receives tables."""
    if source.inside(*READS_FILES):
        return []
    return [
        f"{source.path}:{call.lineno} reads a file with {name}" for name, call in source.calls() if _reads(name, call)
    ]


def clock_readings(source: Source) -> list[str]:
    """Analytics is told the day (`today`, `as_of`); it never asks the clock."""
    if source.inside(*KNOWS_THE_CLOCK):
        return []
    return [
        f"{source.path}:{call.lineno} asks the clock with {name}" for name, call in source.calls() if _is_clock(name)
    ]


def environment_readings(source: Source) -> list[str]:
    """Environment variables are read by the entry points and the store only."""
    if source.inside(*KNOWS_THE_ENVIRONMENT):
        return []
    used = (source.attributes() | source.imported_names()) & set(ENVIRONMENT_NAMES)
    return [f"{source.path} reads {name}" for name in sorted(used)]


def unseeded_randomness(source: Source) -> list[str]:
    """The same records give the same numbers: a generator has a seed, and the global generators are not used."""
    found = [f"{source.path} imports random" for _ in {"random"} & source.libraries()]
    for name, call in source.calls():
        owner, _, function = name.rpartition(".")
        if function == "default_rng" and not call.args and not call.keywords:
            found.append(f"{source.path}:{call.lineno} makes a generator without a seed")
        elif owner.endswith("np.random") and function[:1].islower() and function != "default_rng":
            found.append(f"{source.path}:{call.lineno} uses the global generator {name}")
    return found


def prints(source: Source) -> list[str]:
    """Only the command line prints; a print in the analytics could show a patient's values in a log."""
    if source.inside(*PRINTS):
        return []
    return [f"{source.path}:{call.lineno} prints" for name, call in source.calls() if name == "print"]


def long_files(source: Source) -> list[str]:
    """One idea a file."""
    longest = LONGEST_OF.get(source.path, LONGEST_FILE)
    return [f"{source.path} has {source.lines} lines; at most {longest}"] if source.lines > longest else []


def long_functions(source: Source) -> list[str]:
    """A public function reads as a table of contents; its steps are functions of their own."""
    return [
        f"{source.path}:{function.lineno} {function.name} has {body_lines(function)} lines; at most {LONGEST_FUNCTION}"
        for function in source.functions()
        if body_lines(function) > LONGEST_FUNCTION
    ]


def undocumented(source: Source) -> list[str]:
    """Every module and public class says what it is, and every public function too long to speak for itself."""
    missing = [] if ast.get_docstring(source.tree) else [f"{source.path} has no docstring"]
    for node in source.tree.body:
        if _should_say_what_it_is(node) and not ast.get_docstring(node):
            missing.append(f"{source.path}:{node.lineno} {node.name} has no docstring")
    return missing


def _should_say_what_it_is(node: ast.stmt) -> TypeGuard[ast.FunctionDef | ast.ClassDef]:
    if isinstance(node, ast.FunctionDef):
        documented_by_module = node.name in ("add_arguments", "run")  # of a command
        return not (node.name.startswith("_") or documented_by_module) and body_lines(node) > SPEAKS_FOR_ITSELF
    return isinstance(node, ast.ClassDef) and not node.name.startswith("_")


def _reads(name: str, call: ast.Call) -> bool:
    last = name.rpartition(".")[2]
    if last.startswith(READING_PREFIXES):
        return True
    if name in ("open", "io.open") or last == "open":
        return not _writes(call, mode_at=1 if name in ("open", "io.open") else 0)
    return any(name.endswith(reading) for reading in READING_CALLS if reading.startswith(".read"))


def _writes(call: ast.Call, *, mode_at: int) -> bool:
    modes = [word.value for word in call.keywords if word.arg == "mode"] or call.args[mode_at : mode_at + 1]
    return any(isinstance(mode, ast.Constant) and str(mode.value)[:1] in ("w", "x", "a") for mode in modes)


def _is_clock(name: str) -> bool:
    owner, _, function = name.rpartition(".")
    return function in CLOCK_CALLS and owner.rpartition(".")[2] in CLOCK_OWNERS
