"""The command endpoints: a file of words in, a file of values out."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analytics.__main__ import main

WORDS = "patient_id,pattern\n007,---------------\n=1+1,ooooooooooooooo\nshort,+-\n"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """Three made-up words: always negative, never tested, two weeks."""
    path = tmp_path / "patterns.csv"
    path.write_text(WORDS)
    return path


def test_every_endpoint_is_a_column_and_every_word_a_row(words: Path, tmp_path: Path) -> None:
    out = tmp_path / "values.csv"
    assert main(["endpoints", "--patterns", str(words), "--out", str(out)]) == 0
    values = pd.read_csv(out, dtype={"patient_id": str})
    assert values.shape == (3, 63)
    assert values["patient_id"].tolist() == ["007", "=1+1", "short"]
    assert values["lee_2016_relapse.time"].tolist()[:2] == [14, 3]
    assert values["lee_2016_relapse.event"].isna().tolist() == [False, False, True]


def test_the_product_face_leaves_out_what_means_nothing_and_counts_it(
    words: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "values.csv"
    asked = ["--face", "product", "--endpoint", "comer_2006_negative_share"]
    assert main(["endpoints", "--patterns", str(words), "--out", str(out), *asked]) == 0
    assert pd.read_csv(out)["comer_2006_negative_share"].isna().tolist() == [False, True, True]
    assert "comer_2006_negative_share: not applicable 1, not observed 1" in capsys.readouterr().out


def test_a_bad_symbol_names_the_row_and_writes_nothing(
    words: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words.write_text(WORDS + "bad,-?-\n")
    assert main(["endpoints", "--patterns", str(words), "--out", str(tmp_path / "values.csv")]) == 1
    assert "row 5: the symbol of week 2 is '?'" in capsys.readouterr().err
    assert not (tmp_path / "values.csv").exists()


def test_the_words_are_never_overwritten(words: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["endpoints", "--patterns", str(words), "--out", str(words)]) == 2
    assert "the file of the words itself" in capsys.readouterr().err
    assert words.read_text() == WORDS


def test_two_files_are_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["endpoints"]) == 2
    assert "--patterns FILE.csv --out FILE.csv" in capsys.readouterr().err


def test_the_catalogue_as_json_has_every_endpoint(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["endpoints", "--list", "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert len(entries) == 57
    assert all({"key", "group", "result_type", "citation", "doi", "rule", "missing"} <= set(entry) for entry in entries)


def test_the_catalogue_as_text_says_what_each_one_means(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["endpoints", "--list", "--endpoint", "tanum_2017_negative_share"]) == 0
    said = capsys.readouterr().out
    assert "Tanum, Solli" in said
    assert "same numbers as mattick_2003_share_while_retained" in said
