"""Whether tests can be foreseen, on the page Drug testing: weekdays, each patient's usual weekday, regular gaps."""

from __future__ import annotations

from analytics.charts.testing_days import share_rows_with_marks, weekdays_figure
from analytics.charts.testing_words import predictability_title, rows_alt, weekdays_alt, weekdays_title
from views.exhibits import fetched, show_figure
from views.filters import Choice
from views.page_frame import is_relative, small, theme
from views.store import Store

NO_WEEKDAYS = "Weekdays are not shown: these records hold day numbers instead of dates."
NAMES = {"usual weekday": "usual weekday", "regular gaps": "regular gaps"}


def show(store: Store, choice: Choice) -> None:
    """Tests by weekday, and the two shares of predictability beside what random testing gives."""
    if is_relative(store.records()):
        small(NO_WEEKDAYS)
    else:
        _weekdays(store, choice)
    _predictability(store, choice)


def _weekdays(store: Store, choice: Choice) -> None:
    found = fetched(store, choice, "testing.weekdays")
    if found is None:
        return
    period = found.window.words if found.window else ""
    show_figure(
        store,
        choice,
        found,
        weekdays_figure(found.frame, theme()),
        title=weekdays_title(found.frame),
        alt=weekdays_alt(found.frame, period=period),
        note="Dashed: an even spread. Hollow: no session is held on that weekday.",
    )


def _predictability(store: Store, choice: Choice) -> None:
    found = fetched(store, choice, "testing.predictability", by=choice.by)
    if found is None:
        return
    frame = found.frame.assign(name=found.frame["measure"].map(NAMES))
    if found.by:
        one = frame["measure"].nunique() == 1  # then the title says which
        frame["name"] = frame["group"] if one else frame["group"] + ", " + frame["name"]
    period = found.window.words if found.window else ""
    show_figure(
        store,
        choice,
        found,
        share_rows_with_marks(frame, theme(), mark="random", words="chance gives", label="name"),
        title=predictability_title(found.frame),
        alt=rows_alt(frame, "name", what="tests that could be foreseen", period=period),
        note="Upright mark: what random testing gives.",
    )
