"""Did life change: housing, work, arrests, mutual help and scores, of people asked both times, each with themselves."""

from __future__ import annotations

import pandas as pd

from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.reports.draft import AmountOf, Block, DifferenceOf, DraftCell, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Table
from analytics.reports.people_words import people_of
from analytics.reports.setting import Setting
from analytics.reports.shares import command_of, finite, period_of, report_exhibit, shown, subtitle_of, why_not

AT_THE_WORST = (
    "People enter at their worst, so part of any improvement is regression to the mean: a change, not an effect."
)
SHARES = ("stable housing", "homelessness", "work or study", "full-time work", "unemployment", "any arrest",
          "any mutual-help meeting", "BARC-10 of 47 or more")  # fmt: skip
MEANS = ("mutual-help meetings in 30 days", "PHQ-9 depression", "GAD-7 anxiety", "BAM use", "BAM risk",
         "BAM protective", "BARC-10 recovery capital")  # fmt: skip
"""Means of rare events, such as arrests, would tell how many there were."""
BOTH = "Asked both times"


def goals(setting: Setting) -> list[Block]:
    """A table of shares and one of scores, of the people who left in the period."""
    found = [report_exhibit(setting, f"services.{name}") for name in ("housing", "employment", "counts", "scores")]
    seen = [one for one in found if shown(one)]
    if not seen:
        return [why_not(found[0], "Change from admission to discharge")]
    return [*_table(setting, seen, SHARES, key="goals"), *_table(setting, seen, MEANS, key="scores")]


def _table(setting: Setting, found: list[Exhibit], measures: tuple[str, ...], *, key: str) -> list[Block]:
    kind = "share" if key == "goals" else "mean"
    lines = [(one, row) for one in found for _, row in one.frame.iterrows()
             if row["measure"] in measures and row["kind"] == kind]  # fmt: skip
    if not lines:
        return []
    rows = []
    for one, row in lines:
        cells = _shares(setting, one, row) if key == "goals" else _means(setting, one, row)
        rows.append(cells)
    first = found[0]
    amount, change = ("share", "points") if key == "goals" else ("score", "score")
    what = "Goals" if key == "goals" else "Scores"
    definition = subtitle_of(first)[subtitle_of(first).index("First measurement") :]
    table = DraftTable(
        key=key,
        title=lambda t: _title(t, what),
        subtitle=f"{what}. {definition}",
        columns=(
            Column("Measure", wide=True),
            Column("At admission", amount, brief=True),  # type: ignore[arg-type]
            Column("At discharge", amount, brief=True),  # type: ignore[arg-type]
            Column("Change", change),  # type: ignore[arg-type]
            Column(BOTH, "share"),
        ),
        rows=tuple(rows),
        notes=(AT_THE_WORST,),
        command=command_of(setting, first),
    )
    return [table]


def _shares(setting: Setting, found: Exhibit, row: pd.Series) -> tuple[DraftCell, ...]:
    asked = _asked(setting, found, row)
    of = asked.events
    assert of is not None
    parts = []
    for name in ("before", "after"):
        value = finite(row[name])
        number = 0 if value is None else round(value * of.number)
        events = setting.count(f"{of.who.what}: {row['measure']} {name}", number, of.who.period)
        share = not_estimable("", str(row["reason"])) if value is None else Estimate(
            value, None, None, of.number, number, "share of those asked both times")  # fmt: skip
        parts.append(ShareOf(share, of, events))
    counts = [one for part in parts for one in (part.events, part.of) if one is not None]
    rests = [type(one)(one.who.rest(), of.number - one.number) for one in counts if one is not of]
    change = DifferenceOf(_change(row), "points", (*counts, *rests))
    return Words(_name(str(row["measure"]))), *parts, change, asked


def _means(setting: Setting, found: Exhibit, row: pd.Series) -> tuple[DraftCell, ...]:
    asked = _asked(setting, found, row)
    of = asked.events
    assert of is not None
    before, after = (
        AmountOf(finite(row[name]), "score", of, reason=str(row["reason"])) for name in ("before", "after")
    )
    return Words(_name(str(row["measure"]))), before, after, DifferenceOf(_change(row), "score", (of,)), asked


def _asked(setting: Setting, found: Exhibit, row: pd.Series) -> ShareOf:
    """How many of all were asked both times: k of N."""
    whole, period = people_of(found), period_of(found)
    of = setting.count(whole, row["people"], period)
    both = setting.count(f"{whole}: both times {row['measure']}", row["n"], period)
    value = both.number / of.number if of.number else 0.0
    return ShareOf(Estimate(value, None, None, of.number, both.number, "full count"), of, both)


def _change(row: pd.Series) -> Estimate:
    value = finite(row["value"])
    if value is None:
        return not_estimable("", str(row["reason"]))
    return Estimate(value, finite(row["low"]), finite(row["high"]), int(row["n"]), None, str(row["method"]))


def _name(measure: str) -> str:
    return measure[:1].upper() + measure[1:]


def _title(table: Table, what: str) -> str:
    """How many changes are beyond chance; a change only where its interval excludes zero."""
    told = [row for row in table.rows if row[3].low is not None and row[3].high is not None]
    if not told:
        return f"{what}: no change can be told"
    news = [row for row in told if (row[3].low or 0) > 0 or (row[3].high or 0) < 0]
    if not news:
        return f"{what}: no change beyond chance from admission to discharge"
    return f"{what}: {len(news)} of {len(told)} measures changed beyond chance from admission to discharge"
