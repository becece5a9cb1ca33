"""Are they here, often enough, long enough: attendance, hours, continuation, retention."""

from __future__ import annotations

from analytics.reports.draft import DraftSection
from analytics.reports.setting import Setting
from analytics.reports.shares import share_table

TITLE = "Engagement"
QUESTION = "Are patients here, often enough and long enough?"


def section(setting: Setting) -> DraftSection:
    """Attendance of the quarter."""
    found = setting.exhibit("engagement.attendance", period=setting.quarter)
    table = share_table(
        setting,
        found,
        key="attendance",
        title="Sessions attended",
        label=lambda row: "All sessions" if row["group"] == "all" else str(row["group"]),
        heading="Sessions",
        measure="Attended",
        whole=lambda row: ("sessions", ""),
        part=lambda row: "sessions: attended",
    )
    return DraftSection("engagement", TITLE, QUESTION, (table,))
