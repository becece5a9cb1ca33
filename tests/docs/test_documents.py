"""The documents name everything there is, and everything they name is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import run
from analytics import __main__ as front
from analytics.records.schema import TABLES
from tests.docs import generated
from tests.docs.markdown import Block, blocks, commands, local_links


@pytest.fixture(scope="module")
def readme(project: Path) -> str:
    return (project / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", generated.pages())
def test_generated_page_is_current(name: str) -> None:
    written = (generated.DOCS / name).read_text(encoding="utf-8")

    assert written == generated.pages()[name], "`python run.py fix` writes it anew"


@pytest.mark.parametrize("command", front.COMMANDS)
def test_readme_explains_every_command(readme: str, command: str) -> None:
    assert re.search(rf"python -m analytics {command}\b", readme)


@pytest.mark.parametrize("command", run.COMMANDS)
def test_readme_explains_every_word_of_run(readme: str, command: str) -> None:
    assert f"run.py {command}" in readme


def test_readme_names_every_page(project: Path, readme: str) -> None:
    titles = page_titles(project)

    assert len(titles) >= 4
    assert [title for title in titles if f"**{title}**" not in readme] == []


def test_readme_names_every_table_with_its_required_columns(readme: str) -> None:
    for table in TABLES.values():
        row = next((line for line in readme.splitlines() if line.startswith(f"| `{table.name}` |")), "")
        missing = [name for name in table.required if f"`{name}`" not in row]
        assert row and not missing, f"{table.name}: {missing}"


def test_readme_tells_every_exit_status(readme: str) -> None:
    statuses = [0, 1, front.EXIT_WRONG_USAGE, front.EXIT_INTERNAL_FAULT, front.EXIT_INTERRUPTED, front.EXIT_BROKEN_PIPE]

    assert [status for status in statuses if f"| {status} |" not in readme] == []


def test_commands_in_documents_exist(project: Path, readme: str) -> None:
    documents = [readme, *(file.read_text(encoding="utf-8") for file in (project / "docs").glob("*.md"))]
    named = {word for text in documents for word in re.findall(r"python -m analytics ([a-z]+)", text)}

    assert named - set(front.available_commands()) == set()


def test_links_lead_to_files(project: Path) -> None:
    documents = [project / "README.md", project / "CHANGELOG.md", *(project / "docs").glob("*.md")]
    broken = [
        f"{document.name}: {target}"
        for document in documents
        for target in local_links(document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]

    assert broken == []


def test_changelog_tells_of_this_version(project: Path) -> None:
    from analytics import __version__

    assert f"## {__version__}" in (project / "CHANGELOG.md").read_text(encoding="utf-8")


def test_blocks_and_commands_are_found() -> None:
    document = (
        "a\n<!-- file: x/a.csv -->\n```csv\na,b\n```\n\n<!-- tested with HOME -->\n```bash\n# no\nls \\\n  -l\n```\n"
    )
    first, second = blocks(document)

    assert (first.file, first.text, first.tested) == ("x/a.csv", "a,b\n", False)
    assert (second.needs, commands(second)) == ("HOME", ["ls    -l"])
    assert Block("tested", "bash", "").tested
    assert local_links("[a](docs/a.md#b) ![p](p.png) [w](https://x.org)") == ["docs/a.md", "p.png"]


def page_titles(project: Path) -> list[str]:
    """The titles of the pages: the names of the files of views that define a page."""
    files = [file for file in (project / "views").glob("*.py") if "page" in functions(file)]
    return [file.stem.replace("_", " ").capitalize() for file in files]


def functions(file: Path) -> set[str]:
    """The functions a file defines."""
    return {node.name for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}
