"""What tests could have seen, and what people said themselves, on the page Drug testing."""

from __future__ import annotations

from analytics.charts.bars import share_rows
from analytics.charts.testing_days import share_rows_with_marks
from analytics.charts.testing_positivity import not_drawn
from analytics.charts.testing_words import coverage_title, discordance_title, rows_alt, spelt
from analytics.outcomes.testing.coverage import PRIMARY
from views.exhibits import fetched, show_figure
from views.filters import Choice
from views.page_frame import theme
from views.store import Store


def show(store: Store, choice: Choice) -> None:
    """Detection-window coverage by analyte (and group), and reported against tested."""
    _coverage(store, choice, None)
    if choice.by and "primary_substance" in store.records().episodes:
        _coverage(store, choice, choice.by)
    _discordance(store, choice)


def _coverage(store: Store, choice: Choice, by: str | None) -> None:
    found = fetched(store, choice, f"testing.coverage{'_by_group' if by else ''}", by=by)
    if found is None:
        return
    period = found.window.words if found.window else ""
    label = "group" if by else "analyte"
    known = found.frame["value"].notna()
    own = 0 if not by and found.frame["analyte"].iloc[0] == PRIMARY else None
    show_figure(
        store,
        choice,
        found,
        share_rows_with_marks(
            spelt(found.frame[known] if known.any() else found.frame),
            theme(),
            mark="high_window",
            words="by the longest window",
            label=label,
            primary=() if own is None else (own,),
        ),
        title=coverage_title(found.frame),
        alt=rows_alt(found.frame, label, what="days in care that a test could have seen", period=period),
        note=" ".join(
            filter(
                None,
                ["Dot: by the shortest published window. Upright mark: by the longest.", not_drawn(found.frame, label)],
            )
        ),
    )


def _discordance(store: Store, choice: Choice) -> None:
    found = fetched(store, choice, "testing.discordance")
    if found is None:
        return
    frame = found.frame.assign(name=(found.frame["reported"] + ", " + found.frame["tested"]).str.capitalize())
    primary = [place for place, differs in enumerate(frame["discordant"]) if differs]
    period = found.window.words if found.window else ""
    show_figure(
        store,
        choice,
        found,
        share_rows(frame, theme(), label="name", primary=primary, members=True),
        title=discordance_title(found.frame),
        alt=rows_alt(frame, "name", what="reports of use against tests", period=period),
        note="Blue: report and test disagree.",
    )
