"""A patient like no other: a level of their own in every column, a name of their own. Outside, nobody is told."""

from __future__ import annotations

import csv
import logging
import shutil
from datetime import date
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.outcomes.periods import period_named
from analytics.privacy.public_kinds import TOLD
from analytics.records.load import load_records
from analytics.reports.build import asked_for, pack_of

pytestmark = pytest.mark.slow

WORD = "zebra"
FREE_COLUMNS = ("program", "track", "site", "stage", "clinician", "payer", "referral_source", "race_ethnicity")
BY = ("track", "site", "payer", "referral_source")
NOW = ("--today", "2026-10-01")


@pytest.fixture(scope="module")
def planted(demo_source: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo program with one more patient, discharged in the second quarter of 2026."""
    folder = tmp_path_factory.mktemp("planted") / "source"
    shutil.copytree(demo_source, folder)
    with (folder / "episodes.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    person = next(
        row for row in rows if row["discharged_on"].startswith("2026-05") and row["discharge_reason"] == "completed"
    )
    person |= {name: f"{WORD} {name}" for name in FREE_COLUMNS} | {"patient_id": "Zebra-Zoe", "episode_id": "Zebra-1"}
    with (folder / "episodes.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(person))
        writer.writeheader()
        writer.writerows([*rows, person])
    return str(folder)


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command prints, on both streams."""
    assert main([*words, *NOW]) in (0, 1, 2), "told, or refused in words"
    seen = capsys.readouterr()
    return (seen.out + seen.err).lower()


@pytest.mark.parametrize("by", BY)
def test_found_when_the_filter_is_off(planted: str, capsys: pytest.CaptureFixture[str], by: str) -> None:
    words = ("figures", "--data", planted, "--figure", "pathways.completed", "--period", "2026Q2", "--by", by)
    assert WORD in printed(capsys, *words)
    assert WORD not in printed(capsys, *words, "--public")


@pytest.mark.parametrize("key", sorted(TOLD))
def test_in_no_figure_told_outside(planted: str, capsys: pytest.CaptureFixture[str], key: str) -> None:
    for by in ("track", "site"):
        words = ("figures", "--data", planted, "--figure", key, "--by", by, "--json", "--public")
        assert WORD not in printed(capsys, *words)


@pytest.mark.parametrize("command", ["outcomes", "compare"])
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_in_no_answer_told_outside(
    planted: str, capsys: pytest.CaptureFixture[str], command: str, form: tuple[str, ...]
) -> None:
    seen = printed(capsys, command, "--data", planted, "--by", "site", "--at", "30", *form, "--public")
    assert WORD not in seen


def test_in_no_report_log_or_cache(planted: str, private_home: Path, caplog: pytest.LogCaptureFixture) -> None:
    records = load_records(planted, today=date(2026, 10, 1))
    with caplog.at_level(logging.DEBUG):
        pack = pack_of(records, asked_for(records, [period_named("2026Q2", 1)]))
    kept = b"".join(file.read_bytes() for file in private_home.rglob("*") if file.is_file())

    assert WORD in repr(records.episodes["site"].cat.categories.tolist()).lower()
    assert WORD not in repr(pack.reports).lower()
    assert WORD not in caplog.text.lower()
    assert WORD.encode() not in kept.lower()
