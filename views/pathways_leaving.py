"""Pathways, first part: flows, reasons for leaving, completed or transferred, length of stay."""

from __future__ import annotations

from analytics.charts import pathways_words as say
from analytics.charts.bars import share_rows
from analytics.charts.flows import flows_figure
from analytics.charts.period_shares import period_shares
from analytics.charts.stay_lengths import stay_lengths
from analytics.outcomes.pathways.leaving import GOOD_ENDS
from views.exhibits import show_figure
from views.filters import Choice, column_words
from views.page_frame import is_relative, theme
from views.pathways_parts import Gaps, axis_end, basis_words, obtained, switch
from views.store import Store

THROUGH = {"previous_level": "Level of care before", "program": "Program", "track": "Track"}
STEPS = {"quarter": "Quarters", "month": "Months"}


def show(store: Store, choice: Choice, gaps: Gaps) -> None:
    """The four figures about leaving."""
    _flows(store, choice, gaps)
    _reasons(store, choice, gaps)
    _completed(store, choice, gaps)
    _over_time(store, choice, gaps)
    _length_of_stay(store, choice, gaps)


def _flows(store: Store, choice: Choice, gaps: Gaps) -> None:
    offered = {word: name for word, name in THROUGH.items() if _varies(store, word)}
    through = switch("Flows through", offered, "through") if len(offered) > 1 else next(iter(offered or THROUGH))
    found = obtained(store, choice, gaps, "flows", "From referral to the next level of care", through=through)
    if found is None:
        return
    show_figure(
        store,
        choice,
        found,
        flows_figure(found.frame, theme(), accent=GOOD_ENDS),
        title=say.flows_title(found.frame),
        alt=say.flows_alt(found.frame, basis=basis_words(found)),
        note="Blue: completed or transferred. The people behind a flow: click its middle, or choose its row below.",
        choices=(f"through={through}",),
    )


def _varies(store: Store, word: str) -> bool:
    """Whether a column splits people at all."""
    column = "previous_level_of_care" if word == "previous_level" else word
    episodes = store.records().episodes
    return column in episodes and episodes[column].nunique() > 1


def _reasons(store: Store, choice: Choice, gaps: Gaps) -> None:
    found = obtained(store, choice, gaps, "reasons", "Reasons for discharge")
    if found is None:
        return
    title = say.reasons_title(found.frame)
    together = f"Together {int(found.frame['events'].sum()):,} of {found.n:,}: everyone who left has one reason."
    show_figure(
        store,
        choice,
        found,
        share_rows(
            found.frame, theme(), label="discharge_reason", primary=(0,), end=axis_end(found.frame), members=True
        ),
        title=title,
        alt=say.rows_alt(
            found.frame, kind="Shares by reason", label="discharge_reason", title=title, basis=basis_words(found)
        ),
        note=together,
    )


def _completed(store: Store, choice: Choice, gaps: Gaps) -> None:
    """Two groups or more only: without groups the figure over time says it."""
    by = choice.by
    found = obtained(store, choice, gaps, "completed", "Completed or transferred", by=by)
    if found is None:
        return
    rows = found.frame if by is None else found.frame[found.frame["outcome"] == found.frame["outcome"].iloc[0]]
    label = "group" if by else "outcome"
    title = say.completed_title(found.frame, column_words(by) if by else "")
    show_figure(
        store,
        choice,
        found,
        share_rows(rows, theme(), label=label, primary=() if by else (0,), members=True),
        title=title,
        alt=say.rows_alt(rows, kind="Shares with intervals", label=label, title=title, basis=basis_words(found)),
        note="A difference between groups is an association, not an effect." if by else "",
    )


def _over_time(store: Store, choice: Choice, gaps: Gaps) -> None:
    step = (
        switch("Completed or transferred by", STEPS, "completed_step")
        if not is_relative(store.records())
        else "quarter"
    )
    found = obtained(
        store, choice, gaps, "completed_by_quarter", "Completed or transferred by quarter and month", step=step
    )
    if found is None:
        return
    title = say.quarters_title(found.frame, step)
    show_figure(
        store,
        choice,
        found,
        period_shares(found.frame, theme(), step=step, members=True),
        title=title,
        alt=f"Dots with intervals by {step}. {title}. {basis_words(found)}.",
        note="Each dot is other people: a change between neighbours inside their intervals is chance.",
        choices=(f"step={step}",),
    )


def _length_of_stay(store: Store, choice: Choice, gaps: Gaps) -> None:
    found = obtained(store, choice, gaps, "length_of_stay", "Length of stay", by=choice.by)
    if found is None:
        return
    first = found.frame["discharge_reason"].iloc[0]
    rows = found.frame if choice.by is None else found.frame[found.frame["discharge_reason"] == first]
    label = "group" if choice.by else "discharge_reason"
    title = say.stay_title(found.frame) if choice.by is None else "Days in treatment of everyone discharged, by group"
    show_figure(
        store,
        choice,
        found,
        stay_lengths(rows, theme(), label=label, primary=() if choice.by else (0,), members=True),
        title=title,
        alt=say.rows_alt(rows, kind="Lengths of stay", label=label, title=title, basis=basis_words(found)),
        note="Dot: median; line: its 95% interval; bar and brackets: the middle half.",
    )
