"""Files of weekly use patterns."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.records.pattern_files import read_patterns
from tests.unit.outcomes.words_of import text_of


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "patterns.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_words_and_identifiers_are_read_as_they_stand(tmp_path: Path) -> None:
    file = read_patterns(written(tmp_path, "pattern,patient_id,episode_id,site\n+-o,007,1,A\n,008,2,B\n--__,007,3,A\n"))
    assert text_of(file.words, file.lengths) == ["+-o", "", "--__"]
    assert {name: column.to_pylist() for name, column in file.identifiers.items()} == {
        "patient_id": ["007", "008", "007"],
        "episode_id": ["1", "2", "3"],
    }


def test_a_file_without_rows_has_no_words(tmp_path: Path) -> None:
    assert read_patterns(written(tmp_path, "patient_id,pattern\n")).words.shape == (0, 0)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("patient_id,word\na,+-\n", "has no column 'pattern' among its 2 columns"),
        ("who,pattern\na,+-\n", "has no column 'patient_id'"),
        ("patient_id,pattern\na,+-\nb,-x-\nc,xx\n", r"row 3: the symbol of week 2 is 'x' \(2 rows"),
        ("patient_id,pattern\na,+ü\n", "outside ASCII"),
        ("patient_id,pattern\na,+-,more\n", "not a UTF-8 CSV file"),
        (b"patient_id,pattern\n\xff\xfe,+-\n", "not a UTF-8 CSV file"),
        ("", "not a UTF-8 CSV file"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, text: str | bytes, problem: str) -> None:
    with pytest.raises(Refused, match=problem):
        read_patterns(written(tmp_path, text))


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no such file"):
        read_patterns(tmp_path / "absent.csv")
