"""A frozen report as JSON and back, the same to the last figure."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from analytics.reports.frozen import Block, Cell, Chart, Column, Paragraph, Report, Section, Table

KINDS: dict[str, type[Table] | type[Chart] | type[Paragraph]] = {
    "table": Table,
    "chart": Chart,
    "paragraph": Paragraph,
}


def reports_packed(reports: Sequence[Report]) -> bytes:
    """The reports as compressed JSON: the same bytes for the same reports."""
    text = json.dumps([_report(report) for report in reports], ensure_ascii=False, sort_keys=True)
    return gzip.compress(text.encode(), mtime=0)


def reports_unpacked(content: bytes) -> tuple[Report, ...]:
    """The reports back from their bytes."""
    return tuple(_read_report(raw) for raw in json.loads(gzip.decompress(content)))


def _report(report: Report) -> dict[str, Any]:
    raw = asdict(report)
    for section, written in zip(report.sections, raw["sections"], strict=True):
        for block, fields in zip(section.blocks, written["blocks"], strict=True):
            fields["block"] = type(block).__name__.lower()
    return raw


def _read_report(raw: dict[str, Any]) -> Report:
    sections = tuple(
        Section(**{**section, "blocks": tuple(_read_block(block) for block in section["blocks"])})
        for section in raw["sections"]
    )
    return Report(**{**raw, "sections": sections})


def _read_block(raw: dict[str, Any]) -> Block:
    fields = {name: value for name, value in raw.items() if name != "block"}
    if raw["block"] != "table":
        return KINDS[raw["block"]](**fields)
    columns = tuple(Column(**column) for column in fields["columns"])
    rows = tuple(tuple(_read_cell(cell) for cell in row) for row in fields["rows"])
    return Table(**{**fields, "columns": columns, "rows": rows, "notes": tuple(fields["notes"])})


def _read_cell(raw: dict[str, Any]) -> Cell:
    return Cell(**{**raw, "series": tuple(raw["series"]), "labels": tuple(raw["labels"])})
