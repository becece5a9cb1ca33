"""The command patterns on the demonstration program: one word a stay, of five symbols."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analytics.__main__ import run_command

TODAY = "2026-10-01"


def words(demo_source: str, folder: Path, *more: str) -> pd.DataFrame:
    out = folder / "patterns.csv"
    assert run_command(["patterns", "--data", demo_source, "--today", TODAY, "--out", str(out), *more]) == 0
    return pd.read_csv(out, dtype=str, keep_default_na=False)


def test_one_word_a_stay_in_five_symbols(demo_source: str, tmp_path: Path) -> None:
    found = words(demo_source, tmp_path)
    assert list(found.columns) == ["patient_id", "episode_id", "pattern"]
    assert not found["episode_id"].duplicated().any()
    assert found["pattern"].str.fullmatch(r"[-+*o_]*").all()
    assert found["pattern"].str.len().max() <= 13  # 91 planned days


def test_filters_and_the_view_take_away_only(demo_source: str, tmp_path: Path) -> None:
    everyone = words(demo_source, tmp_path).set_index("episode_id")["pattern"]
    evening = words(demo_source, tmp_path, "--where", "track=evening").set_index("episode_id")["pattern"]
    assert 0 < len(evening) < len(everyone)
    assert (everyone[evening.index] == evening).all()
    in_treatment = words(demo_source, tmp_path, "--in-treatment").set_index("episode_id")["pattern"]
    # at most the last week more: cut at a discharge before as-of it is over, whole it would not be
    assert (in_treatment.str.len() <= everyone.str.len() + 1).all()
    assert in_treatment.str.len().sum() < everyone.str.len().sum()


def test_only_started_clocks_have_a_row(demo_source: str, tmp_path: Path) -> None:
    assert len(words(demo_source, tmp_path, "--clock", "first_negative")) < len(words(demo_source, tmp_path))
