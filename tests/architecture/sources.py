"""What a Python file does, read from its syntax tree: imports, calls, names, functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the project's folder and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def inside(self, *places: str) -> bool:
        """Whether the file is one of these files or lies in one of these folders (written with a slash at the end)."""
        return any(self.path == place or (place.endswith("/") and self.path.startswith(place)) for place in places)

    def libraries(self) -> set[str]:
        """The first names of all imported modules, wherever in the file they are imported."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                found.add(node.module.partition(".")[0])
        return found

    def imported_names(self) -> set[str]:
        """Dotted names of what `from module import name` brings in, such as `os.environ`."""
        return {
            f"{node.module}.{alias.name}"
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Each call with the dotted name of what is called (`pd.read_csv`, `open`, `.read_text` of an expression)."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield dotted(node.func), node

    def attributes(self) -> set[str]:
        """Dotted names of all attributes, such as `os.environ`."""
        return {dotted(node) for node in ast.walk(self.tree) if isinstance(node, ast.Attribute)}

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, at any depth."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def dotted(node: ast.expr) -> str:
    """`a.b.c` for a chain of names; an expression in front of the first dot is left out (`.read_text`)."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return total
    return total - ((first.end_lineno or first.lineno) - first.lineno + 1)


def product_sources(project: Path) -> list[Source]:
    """Every Python file of the product: dashboard.py, run.py, views and analytics; not the tests."""
    files = [project / "dashboard.py", project / "run.py"]
    files += sorted((project / "analytics").rglob("*.py")) + sorted((project / "views").rglob("*.py"))
    return [
        Source(file.relative_to(project).as_posix(), file.read_text(encoding="utf-8"))
        for file in files
        if file.is_file()
    ]
