"""`report`: files named without a site's name, locks that can be verified, differences told, wrong words refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.records.demo.plan import DEMO_TODAY

SITES = ("Main", "North", "Riverside")


def report(demo_source: str, *words: str) -> int:
    """The command over the demonstration program."""
    return main(["report", "--data", demo_source, "--today", DEMO_TODAY.isoformat(), *words])


def test_files_are_whole_and_named_by_quarter(
    demo_source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(demo_source, "--quarter", "2026Q2", "--forms", "html,csv", "--out", str(tmp_path)) == 0

    assert sorted(path.name for path in tmp_path.iterdir()) == ["report_2026Q2.csv.zip", "report_2026Q2.html"]
    assert "2026 Q2, whole program: report_2026Q2.html" in capsys.readouterr().out
    assert "Quarterly report" in (tmp_path / "report_2026Q2.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_sites_are_numbered_in_file_names(demo_source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(demo_source, "--quarter", "2026Q2", "--every-site", "--forms", "csv", "--out", str(tmp_path)) == 0

    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["report_2026Q2.csv.zip", *(f"report_2026Q2_site{n}.csv.zip" for n in (1, 2, 3))]
    printed = capsys.readouterr()
    assert not [site for site in SITES if site in printed.out + printed.err]


@pytest.mark.slow
def test_a_lock_is_made_verified_and_compared(
    demo_source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locks = str(tmp_path / "locks")
    assert report(demo_source, "--quarter", "2026Q2", "--lock", "--locks", locks) == 0
    assert capsys.readouterr().out.startswith("Locked 2026Q2, version 1: ")
    assert report(demo_source, "--verify", "--locks", locks) == 0
    assert capsys.readouterr().out == "2026Q2, version 1: as it was locked\n"
    assert report(demo_source, "--quarter", "2026Q2", "--difference", "--locks", locks) == 0
    assert "Nothing changed" in capsys.readouterr().out

    part = next((tmp_path / "locks" / "2026Q2.v1").glob("reports*"))
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(bytes(content))
    assert report(demo_source, "--verify", "--locks", locks) == 1
    assert f"{part.name}" in capsys.readouterr().out


@pytest.mark.slow
def test_released_figures_for_programs(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(demo_source, "--quarter", "2026Q2", "--json") == 0
    [told] = json.loads(capsys.readouterr().out)
    assert told["label"] == "2026 Q2"
    assert told["sections"][0]["key"] == "glance"
    cells = [cell for section in told["sections"] for block in section["blocks"]
             for row in block.get("rows", ()) for cell in row]  # fmt: skip
    assert len(cells) > 500
    assert [cell for cell in cells if cell["hidden"] and cell["value"] is not None] == []
    # only what its counts give anyway has all its digits: the others of a product-limit estimate give its steps away
    whole = [cell for cell in cells if cell["value"] is not None and round(cell["value"], 2) != cell["value"]]
    assert whole and all(cell["value"] == pytest.approx(cell["events"] / cell["n"], abs=1e-12) for cell in whole)


@pytest.mark.slow
def test_with_json_nothing_else_is_printed(
    demo_source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(demo_source, "--quarter", "2026Q2", "--forms", "csv", "--out", str(tmp_path), "--json") == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)[0]["label"] == "2026 Q2"
    assert "report_2026Q2.csv.zip" in printed.err


def test_without_locks_there_is_nothing_to_verify(
    demo_source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(demo_source, "--verify", "--locks", str(tmp_path)) == 0
    assert capsys.readouterr().out == "There are no locks.\n"


REFUSED = {
    "no folder": ((), 2, "--out"),
    "no such quarter": (("--quarter", "2026Q7", "--out", "here"), 2, "2026Q3"),
    "a quarter that is not over": (("--quarter", "2026Q4", "--out", "here"), 2, "not over in these records"),
    "a quarter before anybody came": (("--quarter", "2023Q3", "--out", "here"), 2, "Nobody was admitted"),
    "a site nobody has": (
        ("--quarter", "2026Q2", "--site", "Zanzibar-Quell", "--out", "here"),
        2,
        "No site of this name",
    ),
    "no such file of comments": (
        ("--quarter", "2026Q2", "--commentary", "absent.txt", "--out", "here"),
        1,
        "no such file",
    ),
    "never locked": (("--quarter", "2026Q2", "--difference", "--locks", "nowhere"), 1, "was not locked yet"),
    "no quarters": (("--last", "0", "--out", "here"), 2, "--quarter all"),
}


@pytest.mark.parametrize(("words", "status", "said"), REFUSED.values(), ids=REFUSED)
def test_wrong_words_are_refused(
    demo_source: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    status: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert report(demo_source, *words) == status
    told = capsys.readouterr()
    assert said in told.err
    assert "Zanzibar" not in told.err + told.out
    assert not (tmp_path / "here").exists()


def test_an_unknown_form_is_told_with_those_there_are(demo_source: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        report(demo_source, "--forms", "odt", "--out", "here")
    assert "choose from pdf, xlsx, html, docx, csv" in capsys.readouterr().err
