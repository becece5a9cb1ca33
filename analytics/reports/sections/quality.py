"""Data quality: what was read, set aside, found, is not known yet, and what it could do to the headline.

Rows are counted as the source has them, for the whole program; they are named by the source's fingerprint, so that
reports on later records never tell another number under the same name.
"""

from __future__ import annotations

import pandas as pd

from analytics.charts.reason_words import TABLE_WORDS, reason_words
from analytics.charts.wording import day, percent, percent_range, plural
from analytics.outcomes.headline_effect import headline_bounds
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.lost_rows import MUCH_LOST, lost_shares
from analytics.privacy.counts import Count, Sum, Who
from analytics.records.records import Records
from analytics.records.schema import TABLES
from analytics.reports.draft import Block, CountOf, DraftCell, DraftSection, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Paragraph, Table
from analytics.reports.measures import benchmark_of, measures_of
from analytics.reports.open_records import open_table
from analytics.reports.setting import Setting

TITLE = "Data quality"
QUESTION = "Can these figures be trusted?"
EVERYTHING = "All tables"
OF_NO_TABLE = ""
SEVERITIES = {"error": "set aside", "warning": "kept, to be checked", "info": "noted"}
TABLE_NAMES = {name: words.capitalize() for name, words in TABLE_WORDS.items()}


def section(setting: Setting) -> DraftSection:
    """Rows, findings, open records, effect on the headline, and how far the records reach."""
    blocks: list[Block] = [_rows(setting), Paragraph(_lost(setting), "note")]
    blocks += _findings(setting)
    blocks += open_table(setting)
    blocks += _effect(setting)
    return DraftSection("quality", TITLE, QUESTION, (*blocks, _reach(setting)))


def fingerprint_of_source(records: Records) -> str:
    """The source's fingerprint, the same for every quarter read from it; twelve letters tell sources apart."""
    return records.fingerprint.partition("@")[0][:12]


def rows_counted(setting: Setting, what: str, number: int) -> Count:
    """A count of source rows: of the whole program, whichever report shows it."""
    return Count(Who(what, f"source {fingerprint_of_source(setting.records)}"), int(number))


def _rows(setting: Setting) -> DraftTable:
    account = setting.records.reconciliation
    rows: list[tuple[DraftCell, ...]] = []
    sums: list[Sum] = []
    lines = account.to_dict("records")
    totals: dict[str, list[Who]] = {"read": [], "used": [], "quarantined": []}
    for line in lines:
        counts = [rows_counted(setting, f"rows of {line['table']}: {name}", line[name]) for name in totals]
        sums.append(Sum(counts[0].who, (counts[1].who, counts[2].who)))
        for name, found in zip(totals, counts, strict=True):
            totals[name].append(found.who)
        because = ", ".join(sorted(reason_words(reason) for reason in line["quarantined_by"] or {})) or "–"
        rows.append((Words(TABLE_NAMES[line["table"]]), *map(CountOf, counts), Words(because)))
    whole = [rows_counted(setting, f"rows of all tables: {name}", int(account[name].sum())) for name in totals]
    sums.append(Sum(whole[0].who, (whole[1].who, whole[2].who)))
    sums += [Sum(found.who, tuple(parts)) for found, parts in zip(whole, totals.values(), strict=True)]
    rows.append((Words(EVERYTHING, strong=True), *map(CountOf, whole), Words("")))
    return DraftTable(
        key="rows",
        title=_rows_title,
        subtitle="Rows of the whole program's source: read = used + set aside. A row set aside is in no figure.",
        columns=(
            Column("Table"),
            Column("Read", "count"),
            Column("Used", "count"),
            Column("Set aside", "count"),
            Column("Because", wide=True),
        ),
        rows=tuple(rows),
        sums=tuple(sums),
        command=f"python -m analytics check --data {setting.source}",
    )


def _rows_title(table: Table) -> str:
    row = table.row(EVERYTHING)
    if row is None or row[3].hidden or row[1].hidden or row[3].value is None:
        return "Source rows read, used and set aside"
    if not row[3].value:
        return f"All {row[1].text} source rows could be used"
    return f"{row[3].text} of {row[1].text} source rows could not be used"


def _lost(setting: Setting) -> str:
    """Which kinds of row lost much; a kind of a few rows is not named."""
    least = setting.records.settings.suppression_threshold
    read = {
        (line["table"], str(status)): numbers[0]
        for line in setting.records.reconciliation.to_dict("records")
        for status, numbers in (line["by_status"] or {}).items()
    }
    lost = [(table, status) for table, status, _ in lost_shares(setting.records) if read[table, status] >= least]
    if not lost:
        return f"No status or result lost more than {percent(MUCH_LOST)} of its rows."
    named = "; ".join(f"{TABLE_NAMES[table].lower()}, {status.replace('_', ' ')}" for table, status in lost)
    return f"More than {percent(MUCH_LOST)} of the rows of these kinds were set aside, which may bend figures: {named}."


def _findings(setting: Setting) -> list[Block]:
    """Every kind of finding by table; the rows set aside add up to those of their table."""
    kinds = _kinds(setting)
    if not kinds:
        return [Paragraph("Nothing was found to correct in the source: every cell was read as it stands.", "text")]
    lines = setting.records.reconciliation.to_dict("records")
    places = [str(line["table"]) for line in lines] + [OF_NO_TABLE] * any(OF_NO_TABLE in n for n in kinds.values())
    counted = {
        (kind, place): rows_counted(setting, f"findings of {place}: {kind[1]}, {kind[0]}", numbers.get(place, 0))
        for kind, numbers in kinds.items()
        for place in places
    }
    rows: list[tuple[DraftCell, ...]] = [
        (
            Words(_capital(reason_words(kind[1]))),
            Words(SEVERITIES[kind[0]]),
            *(CountOf(counted[kind, p]) for p in places),
        )
        for kind in kinds
    ]
    sums = tuple(
        Sum(rows_counted(setting, f"rows of {line['table']}: quarantined", 0).who, tuple(parts))
        for line in lines
        if (parts := [counted[kind, line["table"]].who for kind in kinds if kind[0] == "error"])
        and sum((line["quarantined_by"] or {}).values()) == line["quarantined"]
    )
    names = (TABLE_NAMES.get(place, "The source") for place in places)
    table = DraftTable(
        key="findings",
        title=f"{plural(len(kinds), 'kind')} of problem found in the source",
        subtitle="By what was found and where. Set aside: the row is not used. Each row counts under its first reason.",
        columns=(Column("Found"), Column("What became of it"), *(Column(name, "count") for name in names)),
        rows=tuple(rows),
        sums=sums,
        command=f"python -m analytics check --data {setting.source}",
    )
    return [table]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _kinds(setting: Setting) -> dict[tuple[str, str], dict[str, int]]:
    """Severity and code → table → number: rows set aside by reason, then the other findings."""
    records = setting.records
    found: dict[tuple[str, str], dict[str, int]] = {}
    for line in records.reconciliation.to_dict("records"):
        for code, number in (line["quarantined_by"] or {}).items():
            found.setdefault(("error", str(code)), {})[str(line["table"])] = int(number)
    other = records.findings[records.findings["severity"] != "error"] if len(records.findings) else pd.DataFrame()
    if len(other):
        sizes = other.groupby(["table", "code", "severity"], observed=True).size().reset_index(name="number")
        for table, code, kind, number in sizes.itertuples(index=False):
            found.setdefault((str(kind), str(code)), {})[str(table)] = int(number)
    return {kind: found[kind] for kind in sorted(found, key=lambda kind: (list(SEVERITIES).index(kind[0]), kind[1]))}


def _effect(setting: Setting) -> list[Block]:
    """The headline as reported, and with every row set aside against it or for it."""
    measure = next((found for found in measures_of(setting) if found.key == "abstinence"), None)
    if measure is None:
        return []
    share = measure.share(setting, measure.now)
    aside = [_aside(setting, table) for table in ("episodes", "follow_ups")]
    low, high = headline_bounds(benchmark_of(setting), episodes=aside[0][0], follow_ups=aside[1][0])
    if low is None or high is None:
        return []
    behind = [count for _, counts in aside for count in counts]
    if share.events is not None:
        behind += [share.events, Count(share.events.who.rest(), share.of.number - share.events.number)]

    def bound(value: float) -> DraftCell:
        return ShareOf(Estimate(value, None, None, share.of.number, None, "bound"), share.of, None, tuple(behind))

    table = DraftTable(
        key="headline_effect",
        title=_effect_title,
        subtitle="Abstinent at follow-up, had the episodes and follow-ups set aside been usable: an episode adds at "
        f"most one person, a follow-up changes at most one. {measure.now.label}.",
        columns=(Column("Rows set aside"), Column("Abstinent at follow-up", "share", brief=True)),
        rows=(
            (Words("As reported", strong=True), share),
            (Words("Every one against it"), bound(low)),
            (Words("Every one for it"), bound(high)),
        ),
        notes=(
            f"Fewer than {setting.records.settings.suppression_threshold} rows of a table count as the most that "
            "can be, rows of all periods as if they belonged to these people: the true bounds are narrower. Drug tests "
            "set aside matter inside a follow-up window only and are not in the bounds.",
        ),
    )
    return [table]


def _aside(setting: Setting, table: str) -> tuple[int, tuple[Count, ...]]:
    """Rows of a table set aside, as the bounds take them, and the count this gives away.

    A few rows are taken as the most that is still hidden, which says no more than "hidden" does.
    """
    account = setting.records.reconciliation.set_index("table")["quarantined"]
    number, least = int(account.get(table, 0)), setting.records.settings.suppression_threshold
    if 0 < number < least:
        return least - 1, ()
    return number, (rows_counted(setting, f"rows of {table}: quarantined", number),)


def _effect_title(table: Table) -> str:
    low, high = table.rows[1][1], table.rows[2][1]
    if low.value is None or high.value is None:
        return "What rows set aside could do to the headline"
    if low.text == high.text == table.rows[0][1].text:
        return "Rows set aside cannot move the headline by a whole percent"
    return f"Rows set aside could move the headline to {percent_range(low.value, high.value)} at most"


def _reach(setting: Setting) -> DraftTable:
    records = setting.records
    absent = ", ".join(TABLE_NAMES[name].lower() for name in TABLES if name not in records.present)
    told = [
        ("Data through", day(records.data_through) if setting.has_calendar else "day numbers, no dates"),
        ("Figures stated as of", day(records.as_of) if setting.has_calendar else "the last day of each patient"),
        ("Tables the source does not have", absent or "none"),
        ("Fingerprint of the source", fingerprint_of_source(records)),
    ]
    return DraftTable(
        key="reach",
        title="How far the records reach",
        subtitle="Data through: the earlier of the latest usable attendance and test dates.",
        columns=(Column("What"), Column("How far", wide=True)),
        rows=tuple((Words(name), Words(value)) for name, value in told),
    )
