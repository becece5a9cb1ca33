"""Rows of the bench: from CSV files to typed frames, to checked records, to curves."""

from __future__ import annotations

from pathlib import Path

from analytics.commands.speed.timing import Row, medians, row_of
from analytics.commands.speed.workload import TODAY
from analytics.outcomes.answer import Answer, answer
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.question import Question
from analytics.records.bare_parse import bare_parse
from analytics.records.frames import frames_of
from analytics.records.load import load_records
from analytics.records.parse import type_source
from analytics.records.records import Records
from analytics.records.settings import read_settings
from analytics.records.sources import read_source

TYPED_GOAL, CHECKED_GOAL, CURVES_GOAL = 3.5, 6.0, 10.0
REFERENCE = "pyarrow's bare parse of the same files"


def reading_rows(folder: Path, *, rounds: int) -> list[Row]:
    """Typed frames, checked records and curves by four groups, each beside the bare parse in the same rounds."""
    taken = medians(
        {
            "bare": lambda: bare_parse(folder),
            "typed": lambda: typed_frames(folder),
            "checked": lambda: checked(folder),
            "curves": lambda: curves(folder),
        },
        rounds=rounds,
    )
    named = (
        ("CSV to typed frames", TYPED_GOAL, "typed"),
        ("CSV to checked records", CHECKED_GOAL, "checked"),
        ("CSV to curves and log-rank by four groups", CURVES_GOAL, "curves"),
    )
    return [row_of(name, goal, REFERENCE, taken[key], taken["bare"], rounds=rounds) for name, goal, key in named]


def typed_frames(folder: Path) -> object:
    """Read and type every column; nothing is checked against another column or row."""
    return frames_of(type_source(read_source(folder).tables, read_settings(folder)))


def checked(folder: Path) -> Records:
    """The records as every figure gets them."""
    return load_records(str(folder), today=TODAY)


def curves(folder: Path) -> Answer:
    """What `outcomes --by site` computes: curve, interval, rates and log-rank of the first positive test."""
    return answer(Derivation(checked(folder)), Question(endpoint="first_positive", by="site"))
