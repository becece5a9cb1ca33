"""Settings held against the records: a group that is no column is refused, a section that applies to nobody is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analytics.errors import Refused
from analytics.records.findings import Finding
from analytics.records.header import nearest
from analytics.records.policy import DEFAULT_GROUP_BY, Settings
from analytics.records.schema import TABLES
from analytics.records.typed import TypedTable

OVERRIDES = ("program", "track", "medication")


def refuse_unknown_groups(settings: Settings, columns: Iterable[str]) -> None:
    """Refused when group_by names what is neither a column of the contract nor one of the source's episodes."""
    known = {*columns, *TABLES["episodes"].by_name}
    for name in settings.group_by:
        if name not in known and name not in DEFAULT_GROUP_BY:
            raise Refused(
                f"program.toml groups by {name!r}, which is no column of episodes.{nearest(name, known)}",
                "Correct the name in group_by, or remove it.",
            )


def sections_of_nobody(settings: Settings, episodes: TypedTable) -> Iterator[Finding]:
    """A section such as [track."evening"] whose name no episode has: probably misspelt. Not of absent columns."""
    for kind in OVERRIDES:
        column = episodes.columns.get(kind)
        if column is not None and column.categories is not None:
            present = {str(name).casefold() for name in column.categories[column.values[~column.empty]]}
            for name in settings.sections.get(kind, {}):
                if name.casefold() not in present:
                    yield Finding(
                        "episodes",
                        "program.toml",
                        None,
                        kind,
                        "section_of_nobody",
                        "warning",
                        "a section of program.toml",
                        f'[{kind}."{name}"] applies to nobody: no episode has this {kind}.',
                        "Correct the name in program.toml, or remove the section.",
                    )
