"""Five numbers three times: on the page, from the command, and in at most 15 lines of pandas from the raw files.

On the demonstration program and on the same program with some statuses, discharges, follow-ups and tests changed.
"""

from __future__ import annotations

import ast
import io
import json
import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.__main__ import main
from analytics.charts.wording import percent
from analytics.outcomes.derivation import Derivation
from analytics.records.load import load_records
from tests.spec import five_numbers
from tests.spec.perturbed import write_perturbed
from tests.views.pages import SECONDS, figures, words
from views.store import Loaded, Store

TODAY = "2026-10-01"
MOST_LINES = 15
BY_PANDAS = {
    "no_shows": (five_numbers.no_shows, "2026-04-01", "2026-06-30"),
    "due_tests": (five_numbers.due_tests_given, "2026-07-01", "2026-09-30"),
    "retention": (five_numbers.retained_90_days, "2026-04-01", "2026-06-30"),
    "abstinence": (five_numbers.abstinent_at_follow_up, "2025-04-01", "2026-03-31"),
    "readmission": (five_numbers.readmitted_in_180_days, "2025-04-01", "2026-03-31"),
}
"""The script of each number and the period the page shows it for when nobody chose one (no-shows: one of its rows)."""


@dataclass(frozen=True)
class Number:
    """A share with its numerator and denominator."""

    events: int
    n: int

    @property
    def value(self) -> float:
        """The share."""
        return self.events / self.n

    def __str__(self) -> str:
        return f"{self.value:.4f} ({self.events:,} of {self.n:,})"


@lru_cache
def store_of(source: str) -> Store:
    """The records of a source as the pages get them, read once."""
    records = load_records(source, today=date.fromisoformat(TODAY))
    return Store(Loaded(Derivation(records), datetime(2026, 10, 1, 6, 10)))


def drawn(name: str, source: str) -> None:
    """A page of the dashboard over a source, nothing chosen."""
    from importlib import import_module

    from tests.spec.test_five_numbers import store_of
    from views.filters import Choice

    import_module(f"views.{name}").page(store_of(source), Choice())


def opened(name: str, source: str, table: str, **query: str) -> AppTest:
    """The page after the expander of one of its tables was opened."""
    page = AppTest.from_function(drawn, default_timeout=SECONDS, args=(name, source))
    for parameter, value in query.items():
        page.query_params[parameter] = value
    page.run()
    page.session_state[f"table_{table}"] = True
    page.run()
    assert not page.exception, page.exception
    return page


def told(source: str, *command: str) -> dict[str, Any]:
    """What a command prints as JSON."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert main([command[0], "--data", source, "--today", TODAY, *command[1:], "--json"]) == 0
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def on_screen(source: str) -> dict[str, Number]:
    """The numbers as the pages print them: tiles and rows with numerator and n in the tables under the figures."""
    overview = opened("overview", source, "overview_measures")
    measures = overview.dataframe[0].value.set_index("measure")
    engagement = opened("engagement", source, "engagement_no_shows_by_quarter")
    quarters = engagement.dataframe[0].value.set_index("quarter")
    pathways = opened("pathways", source, "pathways_readmission", pathways="After discharge")
    numbers = {
        "no_shows": _number(quarters, "2026 Q2"),
        "due_tests": _number(measures, "Due tests given"),
        "retention": _number(measures, "Retained 90 days"),
        "abstinence": _headline(overview),
        "readmission": _number(pathways.dataframe[0].value, 0),
    }
    assert (measures.loc["Due tests given", "period"], measures.loc["Retained 90 days", "period"]) == (
        "2026 Q3",
        "2026 Q2",
    )
    for key, page in (("due_tests", overview), ("retention", overview), ("abstinence", overview)):
        assert percent(numbers[key].value) in words(page)
    for key, page in (("no_shows", engagement), ("readmission", pathways)):  # drawn in the figure as a label
        assert percent(numbers[key].value) in json.dumps(figures(page), ensure_ascii=False)
    return numbers


def _number(table: pd.DataFrame, row: str | int) -> Number:
    value, events, n = (table[column].to_dict()[row] for column in ("value", "events", "n"))
    assert value == pytest.approx(events / n)
    return Number(int(events), int(n))


def _headline(page: AppTest) -> Number:
    """The large number is drawn as a point; the line under it says of how many people, discharged when."""
    said = re.search(r"of n = ([\d,]+) reached", words(page))
    assert said is not None and "discharged Apr 2025 – Mar 2026" in words(page)
    point = next(trace for trace in figures(page)[0]["data"] if trace.get("marker", {}).get("size") == 17)
    n = int(said[1].replace(",", ""))
    return Number(round(point["x"][0] * n), n)


def by_command(source: str) -> dict[str, Number]:
    """The numbers as `python -m analytics … --json` prints them."""
    outcomes = told(source, "outcomes", "--no-range")
    measures = {measure["key"]: measure["now"] for measure in outcomes["measures"]}
    quarters = told(source, "figures", "--figure", "engagement.no_shows_by_quarter")["rows"]
    readmission = told(source, "figures", "--figure", "pathways.readmission")["headline"]
    found = {
        "no_shows": next(row for row in quarters if row["quarter"] == "2026 Q2"),
        "due_tests": measures["due_tests"],
        "retention": measures["retention"],
        "abstinence": outcomes["benchmark"]["primary"],
        "readmission": readmission,
    }
    return {key: Number(said["events"], said["n"]) for key, said in found.items()}


def by_pandas(source: str) -> dict[str, Number]:
    """The numbers from the files, by the short scripts."""
    return {
        key: Number(*map(int, script(Path(source), pd.Timestamp(first), pd.Timestamp(last))))
        for key, (script, first, last) in BY_PANDAS.items()
    }


@pytest.fixture(scope="module")
def perturbed_source(demo_source: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_perturbed(Path(demo_source), tmp_path_factory.mktemp("perturbed") / "records"))


@pytest.mark.parametrize("program", ["demo", "perturbed"])
def test_screen_command_and_pandas_say_the_same(program: str, request: pytest.FixtureRequest) -> None:
    source = request.getfixturevalue(f"{program}_source")
    screen, command, pandas = on_screen(source), by_command(source), by_pandas(source)
    for key in BY_PANDAS:
        print(f"{program}, {key}: screen {screen[key]}, command {command[key]}, pandas {pandas[key]}")
    assert screen == command == pandas


def test_the_changes_move_every_number(demo_source: str, perturbed_source: str) -> None:
    before, after = by_pandas(demo_source), by_pandas(perturbed_source)
    assert [key for key in before if before[key] == after[key]] == []


def test_the_scripts_are_short_and_import_nothing_of_ours() -> None:
    source = Path(five_numbers.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source)
    imported = {
        name
        for node in ast.walk(tree)
        for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", "")])
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported == {"__future__", "pathlib", "pandas"}
    scripts = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert {node.name for node in scripts} == {script.__name__ for script, _, _ in BY_PANDAS.values()}
    lines = {node.name: (node.end_lineno or 0) - node.body[1].lineno + 1 for node in scripts}
    print(lines)
    assert max(lines.values()) <= MOST_LINES
