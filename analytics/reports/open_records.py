"""What of a report's quarter is not known yet: sessions without a status, drug tests without a result."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.intervals import Estimate
from analytics.outcomes.scope import Window, scope_of
from analytics.outcomes.sessions import MOST_UNRECORDED
from analytics.outcomes.tile_figures import selection, sessions_of
from analytics.records.days import day_number, known
from analytics.reports.draft import Block, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Table
from analytics.reports.setting import Setting

PENDING = "pending"
NO_STATUS, NO_RESULT = "Sessions without a status", "Drug test results still pending"


def open_table(setting: Setting) -> list[Block]:
    """Sessions and test results still open at the end of the quarter; no table where there are neither."""
    rows = []
    for name, what, found in (
        (NO_STATUS, "sessions with any status or none", _sessions(setting)),
        (NO_RESULT, "drug test results", _tests(setting)),
    ):
        number, of = found
        if of:
            whole = setting.count(what, of, setting.label)
            part = setting.count(f"{what}: {PENDING}", number, setting.label)
            rows.append((Words(name), ShareOf(Estimate(number / of, None, None, of, number, "count"), whole, part)))
    if not rows:
        return []
    table = DraftTable(
        key="open_records",
        title=lambda found: _title(found, "quarter" if setting.quarter else "records"),
        subtitle=f"Patients of the report, {setting.label}: full counts, so without an interval. Sessions without a "
        f"status are outside the attendance rate; above {MOST_UNRECORDED:.0%} it is not to be trusted.",
        columns=(Column("Not known yet"), Column("Share", "share")),
        rows=tuple(rows),
    )
    return [table]


def _title(table: Table, of: str) -> str:
    told = {row[0].text: row[1] for row in table.rows}
    sessions = told.get(NO_STATUS)
    if sessions is not None and sessions.value is not None and sessions.value > MOST_UNRECORDED:
        return f"{sessions.text} of the sessions have no status: attendance is not to be trusted"
    if all(cell.value == 0 for cell in told.values()):
        return "Every session has its status and every test its result"
    return f"What was not known at the end of the {of}"


def _sessions(setting: Setting) -> tuple[int, int]:
    """Sessions without a status, and all sessions."""
    records = setting.records
    if "attendance" not in records.present or records.as_of is None:
        return 0, 0
    found = sessions_of(selection(setting.derivation, setting.rows, records.as_of))
    stays = setting.derivation.timeline().stays
    inside = (found.stay >= 0) & setting.rows[stays.row][np.maximum(found.stay, 0)]
    if setting.quarter is not None:
        first, last = day_number(setting.quarter.start), day_number(setting.quarter.end)
        inside &= known(found.day) & (found.day >= first) & (found.day <= last)
    return int((inside & found.unrecorded).sum()), int(inside.sum())


def _tests(setting: Setting) -> tuple[int, int]:
    """Result rows that are pending, and all result rows."""
    records = setting.records
    if "drug_tests" not in records.present or not len(records.drug_tests):
        return 0, 0
    scope = scope_of(setting.derivation, Window("active", setting.quarter), setting.rows)
    counted = scope.counts(*scope.placed("drug_tests", "tested_on"))
    pending = (records.drug_tests["result"] == PENDING).to_numpy(bool)
    return int((counted & pending).sum()), int(counted.sum())
