"""People in treatment at the end of the quarter against the places; admissions and discharges of the quarter."""

from __future__ import annotations

from analytics.charts.wording import percent
from analytics.privacy.counts import Sum, Who
from analytics.reports.draft import Block, CountOf, DraftTable, Words
from analytics.reports.frozen import Column, Table
from analytics.reports.setting import Setting
from analytics.reports.shares import command_of, report_exhibit, shown, told, why_not

AT_THE_END = "In treatment at the end"
IN_TREATMENT = "in treatment at the end"


def capacity(setting: Setting) -> list[Block]:
    """Counts of the quarter as a whole: a month's would tell single people."""
    found = report_exhibit(setting, "pathways.census")
    if not shown(found) or setting.quarter is None:
        return [why_not(found, "People in treatment")] if not shown(found) else []
    inside = found.frame["month"].dt.date.between(setting.quarter.start, setting.quarter.end)
    months = found.frame[inside]
    if not len(months):
        return [why_not(found, "People in treatment")]
    label = setting.label
    end = setting.count(IN_TREATMENT, months["in_treatment"].iloc[-1], label)
    came, left = (
        setting.count(f"episodes: {name}", months[name].sum(), label) for name in ("admissions", "discharges")
    )
    places = setting.records.settings.targets.get("census")
    table = DraftTable(
        key="capacity",
        title=lambda t: _title(t, places if setting.site == "all" else None),
        subtitle=f"Full counts, so no interval: in treatment on the last day, episodes begun and ended in {label}.",
        columns=(Column("Measure", wide=True), Column("Number", "count")),
        rows=(
            (Words(AT_THE_END), CountOf(end)),
            (Words("Admissions"), CountOf(came)),
            (Words("Discharges"), CountOf(left)),
        ),
        sums=_flow(setting, end.who, came.who, left.who),
        command=command_of(setting, found),
    )
    return [table]


def _flow(setting: Setting, end: Who, came: Who, left: Who) -> tuple[Sum, ...]:
    """Start + admissions = end + discharges: reports of two quarters tell this together."""
    before = setting.before(1)
    if before is None:
        return ()
    both = end.but("in treatment at the start or admitted")
    start = Who(IN_TREATMENT, before.label, end.site)
    return (Sum(both, (start, came)), Sum(both, (end, left)))


def _title(table: Table, places: float | None) -> str:
    found = told(table, AT_THE_END)
    if found is None or found.value is None:
        return "How many are in treatment is not told"
    if not places:
        return f"{found.text} people were in treatment at the end of the quarter"
    return f"{found.text} in treatment at the end of the quarter, {percent(found.value / places)} of the places"
