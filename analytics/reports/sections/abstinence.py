"""Who stays abstinent, and for how long: averages and medians by group, the curve after discharge, the range."""

from __future__ import annotations

import pandas as pd

from analytics.charts.endpoint_words import endpoint_words, missing_words
from analytics.charts.wording import count, percent, percent_range, plural
from analytics.outcomes.answer import GroupAnswer
from analytics.outcomes.benchmarks import ABSTINENCE, published_ranges
from analytics.outcomes.catalogue import endpoint_named
from analytics.outcomes.cohort import MOST_GROUPS
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.specification_estimates import FOLLOW_UP
from analytics.privacy.counts import ALL_SITES, Count, Sum
from analytics.reports.curve_words import curve_chart, curve_notes, curve_title
from analytics.reports.curves import (
    AVERAGE_DAYS,
    Followed,
    by_words,
    curve_column,
    draft_curve,
    followed,
    group_name,
    group_words,
    told_for_site,
)
from analytics.reports.draft import AmountOf, Block, CountOf, DifferenceOf, DraftCell, DraftSection, DraftTable, Words
from analytics.reports.follow_up import DUE, benchmark_of
from analytics.reports.frozen import Column, Kind, Paragraph, Table
from analytics.reports.headline import spread_of
from analytics.reports.setting import Setting

TITLE = "Abstinence"
QUESTION = "Who stays abstinent, and for how long?"
NORMAL = 1.959964
"""Standard errors on each side of a 95% interval."""
RANGE_WORDS = "A range of definitions, not a confidence interval: each row answers the same question in another way."
HEADLINE_WORDS = "Abstinent 30 days at the first follow-up"


def section(setting: Setting) -> DraftSection:
    """How long people stay without the event, by group; after discharge against the published range; the range."""
    columns = [by for by in ("site", curve_column(setting)) if by and _tells(setting, by)]
    everyone = followed(setting, None)
    if not everyone.answer.curves:
        return DraftSection("abstinence", TITLE, QUESTION, missing="Nobody in these records can be followed by tests.")
    groups = {by: followed(setting, by) for by in columns}
    blocks: list[Block] = [_times(setting, everyone, groups)]
    blocks += _after_discharge(setting, everyone)
    blocks += _range(setting)
    return DraftSection("abstinence", TITLE, QUESTION, tuple(blocks))


def _tells(setting: Setting, by: str) -> bool:
    """Whether a column has groups to tell of in this report: of one site not the site."""
    if by not in setting.records.episodes or (by == "site" and setting.site != ALL_SITES):
        return False
    return 1 < setting.records.episodes.loc[setting.rows, by].nunique() <= MOST_GROUPS


def _times(setting: Setting, everyone: Followed, groups: dict[str, Followed]) -> DraftTable:
    """Median and average time without the event, of everybody and by group."""
    rows = [_group(setting, everyone, everyone.answer.groups[0], "Everybody")]
    sums = []
    for by, found in groups.items():
        whole = setting.count(found.people, 0, found.label).who
        names = [g for g in found.answer.groups if g.curve is not None]
        rows += [_group(setting, found, g, f"{by_words(by).capitalize()}: {group_name(g.name).lower()}") for g in names]
        parts = tuple(setting.count(found.people, 0, found.label, group_words(by, g.name)).who for g in names)
        sums.append(Sum(whole, parts))
    kind = _kind(everyone)
    tau = everyone.answer.tau
    average = f"Average of the first {count(tau)}" if tau is not None else "Average"
    return DraftTable(
        key="abstinent_time",
        title=lambda table: _times_title(table, everyone),
        subtitle=f"Time to {everyone.event} since {everyone.clock_words}, Kaplan–Meier. "
        f"{everyone.answer.period[:1].upper()}{everyone.answer.period[1:]}. Average: restricted mean, the area under "
        f"the curve up to {everyone.unit[:-1]} {count(tau)}.",
        columns=(Column("Group", wide=True), Column("People", "count"), Column("Median", kind), Column(average, kind)),
        rows=tuple(rows),
        notes=(
            "Groups of fewer people than may be told are pooled as other. An association, not an effect of the group.",
            *everyone.answer.cautions,
        ),
        sums=tuple(sums),
    )


def _kind(found: Followed) -> Kind:
    return "days" if found.unit == "days" else "weeks"


def _group(setting: Setting, found: Followed, group: GroupAnswer, name: str) -> tuple[DraftCell, ...]:
    """People, median with its interval, average with its interval; whole days, because a decimal is somebody's."""
    assert group.curve is not None
    curve, kind = group.curve, _kind(found)
    of = setting.count(found.people, curve.n, found.label, group_words(found.by, group.name))
    median = not_estimable("", "fewer than half had the event while followed")
    if curve.median is not None:
        median = _days(curve.median, curve.median_low, curve.median_high)
    average = not_estimable("", "not followed long enough")
    if curve.restricted_mean is not None:
        half = NORMAL * (curve.restricted_mean_se or 0.0)
        mean, tau = curve.restricted_mean, curve.tau or curve.restricted_mean
        average = _days(mean, max(mean - half, 0), min(mean + half, tau))
    # DifferenceOf: hidden with the people, whose number stands in a column of its own
    times = (DifferenceOf(time, kind, (of,)) for time in (median, average))
    return Words(name, strong=name == "Everybody"), CountOf(of), *times


def _days(value: float, low: float | None, high: float | None) -> Estimate:
    """Whole days; an interval that does not end is not told as one."""
    if low is None or high is None:
        return Estimate(_whole(value), None, None, 0, None, "Kaplan–Meier")
    return Estimate(_whole(value), _whole(low), _whole(high), 0, None, "Kaplan–Meier")


def _whole(value: float) -> float:
    return float(round(value))


def _times_title(table: Table, found: Followed) -> str:
    """Average and median of everybody, as released."""
    row = table.row("Everybody")
    if row is None or row[3].value is None:
        return f"How long people stay {found.state} is not told"
    tau, unit = found.answer.tau or AVERAGE_DAYS, found.unit
    said = f"On average {count(row[3].value)} of the first {count(tau)} {unit} {found.state}"
    if row[2].value is None:
        return f"{said}; most had no event while followed"
    return f"{said}; half had the event by {unit[:-1]} {count(row[2].value)}"


def _after_discharge(setting: Setting, everyone: Followed) -> list[Block]:
    """The curve since discharge with the published range, where page 1 does not show it already."""
    if everyone.after_discharge or everyone.people != DUE:
        return []
    if not told_for_site(setting):
        return []
    found = followed(setting, None, clock="discharge")
    seen = found.answer.n - found.answer.never_observed
    if not found.answer.curves or seen < setting.records.settings.min_at_risk:
        return [Paragraph("Too few people were tested after discharge to follow them from there.", "note")]
    return [
        draft_curve(
            setting, found, key="after_discharge", title=lambda t: curve_title(t, found),
            notes=curve_notes(setting, found),
        ),
        curve_chart(setting, found, key="after_discharge"),
    ]  # fmt: skip


def _range(setting: Setting) -> list[Block]:
    """The range over definitions: a row a definition, its strictest and most lenient rule, against the range."""
    spread = spread_of(setting)
    least = setting.records.settings.suppression_threshold
    rows = spread.rows[spread.rows["n"] >= least]
    figure = benchmark_of(setting)
    if len(rows) < 2 or not figure.n:
        return []
    label = figure.period.label if figure.period else setting.label
    of = setting.count(DUE, figure.n, label)
    told = [_definition(name, found, of) for name, found in rows.groupby("endpoint", sort=False)]
    published = published_ranges(setting.records.settings)[ABSTINENCE]
    counts = spread.against(published)
    least_share, most = (float(round(v, 2)) for v in (rows["estimate"].min(), rows["estimate"].max()))
    table = DraftTable(
        key="range",
        title=lambda t: _range_title(t, least_share, most),
        subtitle=f"Share abstinent {spread.horizon_days} days after discharge or at the first follow-up, by "
        f"definition; the same people, {label}. Missed tests, refusals, analytes and unit are read in every way that "
        "changes anything.",
        columns=(
            Column("Definition", wide=True),
            Column("Ways"),
            Column("Strictest", "share", brief=True),
            Column("Rule", wide=True),
            Column("Most lenient", "share", brief=True),
            Column("Its rule", wide=True),
        ),
        rows=tuple(told),
        notes=(
            RANGE_WORDS,
            f"Of {plural(len(spread.rows), 'definition')} {counts['above']} lie above, {counts['within']} within and "
            f"{counts['below']} below the published {published.words}; {spread.left_out} more see too few people.",
        ),
    )
    return [table]


def _definition(endpoint: object, found: pd.DataFrame, of: Count) -> tuple[DraftCell, ...]:
    name = HEADLINE_WORDS if endpoint == FOLLOW_UP else endpoint_words(endpoint_named(str(endpoint)))
    ordered = found.sort_values("estimate", kind="stable")
    first, last = ordered.iloc[0], ordered.iloc[-1]
    return (
        Words(name),
        Words(f"{len(found):,}"),
        AmountOf(round(float(first["estimate"]), 2), "share", of),
        Words(missing_words(str(first["missing"]))),
        AmountOf(round(float(last["estimate"]), 2), "share", of),
        Words(missing_words(str(last["missing"]))),
    )


def _range_title(table: Table, low: float, high: float) -> str:
    if any(row[2].hidden for row in table.rows):
        return "The range over definitions is not told: too few people"
    if percent(low) == percent(high):
        return f"Every definition gives {percent(low)}"
    return f"Other definitions and rules for those not seen give {percent_range(low, high)}"
