"""figures: one exhibit on the command line, as text and for programs, with period, filters and choices."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.commands.figures import as_json, as_text
from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.intervals import wilson
from analytics.outcomes.periods import Period
from analytics.outcomes.scope import Window
from tests.made_up import day

FOUND = Exhibit(
    pd.DataFrame(
        {
            "group": ["Main", None],
            "month": [pd.Timestamp("2026-01-01"), pd.NaT],
            "value": [0.5, np.nan],
            "n": np.array([4, 0], np.int32),
        }
    ),
    4,
    "people",
    headline=wilson(2, 4),
    notes=("Few people.",),
    key="made.up",
    definition="Half of four.",
    window=Window("admitted", Period(day(0), day(9), "ten days")),
    by="site",
)


def test_rows_for_programs_hold_plain_values_and_nulls() -> None:
    told = json.loads(json.dumps(as_json(FOUND), allow_nan=False))
    assert told["rows"] == [
        {"group": "Main", "month": "2026-01-01", "value": 0.5, "n": 4},
        {"group": None, "month": None, "value": None, "n": 0},
    ]
    assert (told["figure"], told["window"], told["n"], told["by"]) == (
        "made.up",
        "patients admitted ten days",
        4,
        "site",
    )
    assert told["headline"]["value"] == 0.5 and told["unavailable"] is None


def test_text_says_definition_window_n_and_notes() -> None:
    told = as_text(FOUND)
    assert told.startswith("Half of four.\npatients admitted ten days; n = 4 people\n")
    assert told.endswith("Few people.")


def test_the_list_names_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "--list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert all(entry["figure"].count(".") == 1 and entry["definition"] for entry in listed)


WRONG = [
    ([], "needs --data and --figure"),
    (["--data", "data/demo", "--figure", "engagement.nothing"], "is no figure"),
    (["--data", "data/demo", "--figure", "engagement.x", "--period", "2026-3"], "is no period"),
    (["--data", "data/demo", "--figure", "engagement.x", "--choose", "thc"], "a name and a word"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_wrong_words_are_told(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", *words, "--today", "2026-10-01"]) == 2
    assert said in capsys.readouterr().err
