"""What mapping.toml may say: names of our tables, columns and codes; the nearest is named when one is unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.errors import Refused
from analytics.records import codes
from analytics.records.header import NOT_USED, nearest
from analytics.records.schema import TABLES

CORRECT = "Correct the line in mapping.toml and load again."


def _place(section: str) -> str:
    return f"mapping.toml, [{section}]" if section else "mapping.toml"


def expect_keys(written: Any, allowed: Sequence[str] | None, section: str) -> None:
    """The section is a TOML table and every key of it is allowed (None: any key)."""
    if not isinstance(written, Mapping):
        raise Refused(f"{_place(section)} must be a section with a line for each name.", CORRECT)
    for key in written:
        if allowed is not None and key not in allowed:
            raise Refused(
                f"{_place(section)} has the unknown key {key!r}.{nearest(key, allowed)}",
                f"Allowed are {', '.join(allowed)}. {CORRECT}",
            )


def check_texts(written: Any, section: str) -> dict[str, str]:
    """A section of texts: name = "text"."""
    expect_keys(written, None, section)
    for key, value in written.items():
        if not isinstance(value, str) or not value:
            raise Refused(f"{_place(section)}: {key!r} must be a text in quotation marks.", CORRECT)
    return dict(written)


def check_table(table: str, section: str) -> None:
    """The name of one of our tables."""
    if table not in TABLES:
        raise Refused(
            f"{_place(section)} has the unknown table {table!r}.{nearest(table, TABLES)}",
            f"Allowed are {', '.join(TABLES)}. {CORRECT}",
        )


def check_one_of(value: str, allowed: Sequence[str], section: str) -> None:
    """One of a few settings."""
    if value not in allowed:
        raise Refused(
            f"{_place(section)} is {value!r}.", f"Allowed are {', '.join(repr(one) for one in allowed)}. {CORRECT}"
        )


def check_codec(name: str, section: str) -> None:
    """The name of a text encoding that Python knows."""
    try:
        "".encode(name)  # a codec of bytes, such as hex, is none of text
    except (LookupError, UnicodeError):
        raise Refused(
            f"{_place(section)}: {name!r} is not the name of a text encoding.",
            f"Usual ones are utf-8, utf-16, cp1252 and latin-1. {CORRECT}",
        ) from None


def check_column_targets(table: str, columns: Mapping[str, str]) -> None:
    """Every source column becomes one of our columns, and no two become the same."""
    section = f"columns.{table}"
    ours = tuple(TABLES[table].by_name)
    seen: dict[str, str] = {}
    for source, target in columns.items():
        if target == NOT_USED:
            continue
        if target not in ours:
            raise Refused(
                f"{_place(section)}: {source!r} is to become {target!r}, which {table} does not have."
                + nearest(target, ours),
                f"Columns of {table}: {', '.join(ours)}. {CORRECT}",
            )
        if target in seen:
            raise Refused(
                f"{_place(section)}: the columns {seen[target]!r} and {source!r} would both become {target}.",
                "Keep the one that holds it and remove the other line.",
            )
        seen[target] = source


def check_code_targets(table: str, column: str, targets: Mapping[str, str]) -> None:
    """Every source code becomes a code that the column accepts, and no spelling becomes two."""
    section = f"codes.{table}.{column}"
    allowed = TABLES[table].by_name[column]
    seen: dict[str, str] = {}
    for spelling, target in targets.items():
        if allowed.values is not None and not allowed.open and target not in allowed.values:
            raise Refused(
                f"{_place(section)}: {target!r} is not a code of {column}.{nearest(target, allowed.values)}",
                f"Allowed are {', '.join(allowed.values)}. {CORRECT}",
            )
        if seen.setdefault(codes.plain_spelling(spelling), target) != target:
            raise Refused(
                f"{_place(section)} gives {spelling!r} two meanings (case, blanks and punctuation do not count).",
                CORRECT,
            )
