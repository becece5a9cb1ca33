"""Each rule of the house finds what it forbids and lets pass what it allows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.architecture import rules
from tests.architecture.sources import Source

OUTCOME = "analytics/outcomes/relapse.py"
RECORD = "analytics/records/tables_csv.py"
COMMAND = "analytics/commands/check.py"

#  rule, file, text, how often the rule is broken
CASES = [
    (rules.misplaced_libraries, OUTCOME, "import streamlit as st", 1),
    (rules.misplaced_libraries, "views/overview.py", "import streamlit as st", 0),
    (rules.misplaced_libraries, "views/overview.py", "import plotly.graph_objects as go", 1),
    (rules.misplaced_libraries, "analytics/charts/survival.py", "from plotly import graph_objects", 0),
    (rules.misplaced_libraries, OUTCOME, "def curve():\n    from lifelines import KaplanMeierFitter", 0),
    (rules.misplaced_libraries, RECORD, "def curve():\n    from lifelines import KaplanMeierFitter", 1),
    (rules.file_readings, OUTCOME, "open('a.csv')", 1),
    (rules.file_readings, OUTCOME, "Path('a').read_text()", 1),
    (rules.file_readings, OUTCOME, "pd.read_csv('a.csv')", 1),
    (rules.file_readings, RECORD, "pd.read_csv('a.csv')", 0),
    (rules.file_readings, COMMAND, "open('a.csv', 'w')", 0),
    (rules.file_readings, COMMAND, "path.open('w', encoding='utf-8')", 0),
    (rules.file_readings, COMMAND, "path.open(encoding='utf-8')", 1),
    (rules.clock_readings, OUTCOME, "date.today()", 1),
    (rules.clock_readings, OUTCOME, "datetime.datetime.now()", 1),
    (rules.clock_readings, OUTCOME, "pd.Timestamp.today()", 1),
    (rules.clock_readings, OUTCOME, "curve.time()", 0),
    (rules.clock_readings, COMMAND, "date.today()", 0),
    (rules.environment_readings, OUTCOME, "import os\nos.environ['IOP_HOME']", 1),
    (rules.environment_readings, OUTCOME, "from os import getenv", 1),
    (rules.environment_readings, "analytics/records/imports.py", "import os\nos.environ['IOP_HOME']", 0),
    (rules.unseeded_randomness, RECORD, "np.random.default_rng()", 1),
    (rules.unseeded_randomness, RECORD, "np.random.default_rng(7)", 0),
    (rules.unseeded_randomness, RECORD, "np.random.default_rng(seed=7)", 0),
    (rules.unseeded_randomness, RECORD, "np.random.normal()", 1),
    (rules.unseeded_randomness, RECORD, "import random", 1),
    (rules.prints, OUTCOME, "print('x')", 1),
    (rules.prints, COMMAND, "print('x')", 0),
    (rules.long_files, OUTCOME, "a = 1\n" * 250, 0),
    (rules.long_files, OUTCOME, "a = 1\n" * 251, 1),
    (rules.long_files, "dashboard.py", "a = 1\n" * 61, 1),
    (rules.long_functions, OUTCOME, "def f():\n" + "    a = 1\n" * 49, 0),
    (rules.long_functions, OUTCOME, "def f():\n" + "    a = 1\n" * 50, 1),
    (rules.long_functions, OUTCOME, 'def f():\n    """One.\n\n    Two."""\n' + "    a = 1\n" * 49, 0),
    (rules.undocumented, OUTCOME, "a = 1", 1),
    (rules.undocumented, OUTCOME, '"""A."""\ndef f():\n' + "    a = 1\n" * 5, 0),
    (rules.undocumented, OUTCOME, '"""A."""\ndef f():\n' + "    a = 1\n" * 6, 1),
    (rules.undocumented, OUTCOME, '"""A."""\nclass Answer:\n    value: float', 1),
    (rules.undocumented, COMMAND, '"""A."""\ndef run():\n' + "    a = 1\n" * 6, 0),
    (rules.undocumented, OUTCOME, '"""A."""\ndef f():\n    """B."""\n\ndef _g():\n    return 1', 0),
]


@pytest.mark.parametrize(("rule", "path", "text", "broken"), CASES)
def test_rule(rule: Callable[[Source], list[str]], path: str, text: str, broken: int) -> None:
    assert len(rule(Source(path, text))) == broken
