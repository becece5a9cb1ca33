"""Pathways, second part: what happens after discharge: seen again, readmitted."""

from __future__ import annotations

from analytics.charts import pathways_words as say
from analytics.charts.bars import share_rows
from analytics.charts.incidence import incidence_figure
from analytics.charts.survival import MOST_GROUPS
from analytics.outcomes.pathways.readmission import DIED, READMITTED, READMITTED_WITHIN_DAYS
from views.exhibits import show_figure
from views.filters import Choice, column_words
from views.page_frame import theme
from views.pathways_parts import Gaps, axis_end, basis_words, obtained
from views.store import Store


def show(store: Store, choice: Choice, gaps: Gaps) -> None:
    """The three figures about what comes after."""
    _seen(store, choice, gaps)
    _readmission(store, choice, gaps)
    _curve(store, choice, gaps)


def _seen(store: Store, choice: Choice, gaps: Gaps) -> None:
    found = obtained(
        store, choice, gaps, "seen_after_discharge", "Seen within 7 and 14 days of discharge", by=choice.by
    )
    if found is None:
        return
    frame = found.frame
    if choice.by:
        first = (frame["who"] == frame["who"].iloc[0]) & (frame["measure"] == frame["measure"].iloc[0])
        rows, label = frame[first], "group"
        title = say.seen_title(rows, column_words(choice.by))
    else:
        rows, label = (
            frame.assign(row=[say.seen_row(*said) for said in zip(frame["who"], frame["measure"], strict=True)]),
            "row",
        )
        title = say.seen_title(frame)
    show_figure(
        store,
        choice,
        found,
        share_rows(rows, theme(), label=label, primary=() if choice.by else (0, 1), members=True),
        title=title,
        alt=say.rows_alt(rows, kind="Shares with intervals", label=label, title=title, basis=basis_words(found)),
        note="The row of those not seen, in the table, lists whom to call." if choice.by else "",
    )


def _readmission(store: Store, choice: Choice, gaps: Gaps) -> None:
    found = obtained(store, choice, gaps, "readmission", "Readmitted within six months", by=choice.by)
    if found is None:
        return
    rows = found.frame if choice.by else found.frame.assign(group="Readmitted within six months")
    title = say.readmission_title(found.frame, column_words(choice.by) if choice.by else "")
    show_figure(
        store,
        choice,
        found,
        share_rows(rows, theme(), primary=() if choice.by else (0,), end=axis_end(rows), members=True),
        title=title,
        alt=say.rows_alt(rows, kind="Shares with intervals", label="group", title=title, basis=basis_words(found)),
    )


def _curve(store: Store, choice: Choice, gaps: Gaps) -> None:
    found = obtained(store, choice, gaps, "readmission_curve", "Readmission over time, death competing", by=choice.by)
    if found is None:
        return
    title = say.curve_title(found.frame, READMITTED)
    groups = found.frame["group"].nunique() if choice.by else 1
    show_figure(
        store,
        choice,
        found,
        incidence_figure(found.frame, theme(), cause=READMITTED, other=DIED, guide=READMITTED_WITHIN_DAYS),
        title=title,
        alt=f"Curves of the share readmitted after discharge. {title}. {basis_words(found)}.",
        note=_curve_note(store, groups),
    )


def _curve_note(store: Store, groups: int) -> str:
    """Marks that need reading, and groups that are not drawn."""
    said = f"Dotted and pale: fewer than {store.records().settings.min_at_risk} at risk."
    left_out = f" Drawn: the {MOST_GROUPS} largest of {groups} groups; all are in the table."
    return f"{said}{left_out if groups > MOST_GROUPS else ''}"
