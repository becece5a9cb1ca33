"""Abstinence in treatment: the headline of a program whose records do not reach past discharge."""

from __future__ import annotations

from analytics.charts.wording import percent
from analytics.reports.curves import AVERAGE_DAYS, followed
from analytics.reports.draft import AmountOf, DraftTable, Words
from analytics.reports.frozen import Column
from analytics.reports.setting import Setting


def in_treatment_table(setting: Setting, *, reason: str, key: str, command: str) -> DraftTable:
    """The share still without the event 90 days after admission, in whole percents, and why it stands here."""
    asked = followed(setting, None, clock="admission")
    group = asked.answer.groups[0] if asked.answer.groups else None
    at = next((e for e in group.estimates if e["day"] == AVERAGE_DAYS), None) if group else None
    of = setting.count(asked.people, group.n if group else 0, asked.label)
    share = AmountOf(None, "share", of, reason=at["reason"] if at else "nobody can be followed")
    if at and at["estimate"] is not None:
        low, high = (None if at[side] is None else round(float(at[side] or 0), 2) for side in ("low", "high"))
        share = AmountOf(round(float(at["estimate"]), 2), "share", of, low, high)
    return DraftTable(
        key=key,
        title=reason.rstrip("."),
        subtitle=f"Share without the event “{asked.event}” {AVERAGE_DAYS} days after admission, Kaplan–Meier; "
        f"follow-up ends {asked.answer.censoring}. {asked.answer.period[:1].upper()}{asked.answer.period[1:]}.",
        columns=(Column("In treatment", wide=True), Column("Share", "share")),
        rows=((Words(f"Are {asked.state} {AVERAGE_DAYS} days after admission", strong=True), share),),
        notes=(
            "Taken in treatment, so it is not the published measure and gets no verdict.",
            f"{percent(given.value)} of due tests were given." if (given := asked.answer.due_tests_given).value else "",
        ),
        command=command,
    )
